"""A share taken by its estimate, and marks less their judges' severity, in the score; by outside values."""

import dataclasses

import pandas as pd
import pytest
from small_year import handed_in, indicators, leaf, rulebook

from criteria import score

SHARE = {"type": "linear", "zero": 0.0, "full": 1.0}


def shares(estimate, pairs, indicator="answered_share", strata=None):
    """The scores of participants with (numerator, denominator) on one criterion."""
    codes = pd.Index(pairs, name="code")
    parts, wholes = zip(*pairs.values(), strict=True)
    numerators = pd.DataFrame({indicator: parts}, index=codes, dtype="float64")
    denominators = pd.DataFrame({indicator: wholes}, index=codes, dtype="float64")
    year = indicators(numerators / denominators)
    strata = pd.DataFrame() if strata is None else strata
    year = dataclasses.replace(year, numerators=numerators, denominators=denominators, strata=strata)
    book = rulebook([leaf("c", 100, indicator=indicator, estimate=estimate, scale=SHARE)])
    return score(year, handed_in(), book).inputs["c"]


def test_one_complaint_answered_does_not_stand_above_two_thousand():
    pairs = {"A": (1, 1), "B": (1940, 2000)}
    plain, wilson = shares("ratio", pairs), shares("wilson", pairs)
    assert plain["A"] > plain["B"]
    assert wilson["A"] < wilson["B"]
    assert round(wilson["A"], 4) == 0.2065  # Newcombe 1998


def test_where_less_is_better_the_upper_bound_speaks_against():
    # Newcombe 1998: 0/20 has (0, .1611), 1/29 (.0061, .1718)
    found = shares("wilson", {"A": (0, 20), "B": (1, 29)}, "reopened_share")
    assert found.round(4).to_dict() == {"A": 0.1611, "B": 0.1718}


def test_a_standardised_share_is_that_of_the_categorys_mix():
    """Easy kinds are done at 90 %, hard ones at 30 %, by both: A has 80 easy and 20 hard, B the other way round."""
    strata = pd.DataFrame(
        [("A", "easy", 0, 72, 80), ("A", "hard", 0, 6, 20), ("B", "easy", 0, 18, 20), ("B", "hard", 0, 24, 80)],
        columns=["code", "kind", "topic", "answered", "complaints"],
    )
    assert shares("ratio", {"A": (78, 100), "B": (42, 100)}).tolist() == [0.78, 0.42]
    found = shares("standardised", {"A": (78, 100), "B": (42, 100)}, strata=strata)
    assert found.tolist() == pytest.approx([0.6, 0.6])
    alike = shares("standardised", {"A": (78, 100), "B": (42, 100)})  # no kinds are told: one mix for all
    assert alike.tolist() == pytest.approx([0.78, 0.42])


MARKS = [
    ("J3", "A", 75),
    ("J3", "B", 65),
    ("J1", "B", 75),
    ("J1", "C", 65),
    ("J2", "C", 60),
    ("J2", "D", 50),
    ("J2", "A", 80),
]


@pytest.mark.parametrize(("severity", "values"), [("additive", [80, 70, 60, 50]), ("none", [77.5, 70, 62.5, 50])])
def test_severity_is_taken_off_exactly_where_the_judges_are_linked(severity, values):
    year = indicators({"complaints": pd.Series(100.0, index=list("ABCD"))})
    panel = {"min": 0, "max": 100, "severity": severity, "severity_at_least": 2}
    book = rulebook([leaf("c", 100, panel=panel)])
    found = score(year, handed_in([(judge, who, "c", mark, "scored") for judge, who, mark in MARKS]), book)
    assert found.inputs["c"].tolist() == pytest.approx(values)


def test_a_panel_score_is_rounded_half_up_where_the_panel_says_so():
    year = indicators({"complaints": pd.Series(100.0, index=["A"])})
    marks = [(f"J{n}", "A", "c", mark, "scored") for n, mark in enumerate((7.5, 7.25, 7.75, 7.0))]
    for decimals, value in ((1, 7.4), (None, 7.375)):
        keys = {} if decimals is None else {"decimals": decimals}
        book = rulebook([leaf("c", 100, panel={"min": 0, "max": 10, **keys})])
        assert score(year, handed_in(marks), book).inputs["c"].tolist() == [value]
