"""Two years compared: by hand, against a plain run of every single world, and adding up exactly."""

from decimal import Decimal
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_year import TITLE, fielded, gate_of, handed_in, indicators, leaf, rulebook

from criteria import rank, score
from criteria.contrast import worlds
from criteria.contrast.movement import movements
from criteria.contrast.populations import filled, population, same_rules, translated, under

CATEGORIES = [{"code": c, "title": TITLE, "where": {"category": [c]}} for c in "xy"]
PERCENTILE = {"type": "percentile"}
ABSOLUTE = (
    rulebook(
        [leaf("a", 60), leaf("b", 40)],
        categories=CATEGORIES, ties=["a"], gates=[gate_of("g", field="c", at_least=20)],
    ),
    rulebook([leaf("a", 30), leaf("b", 40, missing="exclude"), leaf("c", 30)], categories=CATEGORIES, decimals=1),
)  # fmt: skip
RELATIVE = (
    rulebook([leaf("a", 60, scale=PERCENTILE), leaf("b", 40, missing="median")], categories=CATEGORIES, ties=["b"]),
    rulebook(
        [leaf("a", 50, scale=PERCENTILE, missing="exclude"), leaf("b", 20), leaf("c", 30, missing="median")],
        categories=CATEGORIES, ties=["c", "a"], gates=[gate_of("g", field="a", at_least=10)],
    ),
)  # fmt: skip


def pair(first, second, books):
    years = [fielded(figures) for figures in (first, second)]
    found = {}
    for at, rules in product((0, 1), repeat=2):
        own, rulebook_ = books[at], books[rules]
        found[at, rules] = population(years[at], handed_in(), own, rulebook_)
    return years, found


def moved(first, second, books):
    return movements(pair(first, second, books)[1])


def test_worked_out_by_hand():
    """A has 60 and 40, then 80 and 40; the weights go from 50 and 50 to 75 and 25; B stays at 55 and 55."""
    books = [rulebook([leaf("a", w), leaf("b", 100 - w)]) for w in (50, 75)]
    first = {"A": {"a": 60.0, "b": 40.0}, "B": {"a": 55.0, "b": 55.0}}
    second = {"A": {"a": 80.0, "b": 40.0}, "B": {"a": 55.0, "b": 55.0}}
    found = moved(first, second, books)
    # totals of A: 50, with own change alone 60, with new rules alone 55, with both 70
    # own: (10 + 15) / 2; rules: (5 + 10) / 2
    assert found.scores.loc["A"].tolist() == [20, 12.5, 7.5, 0]
    assert found.scores.loc["B"].tolist() == [0, 0, 0, 0]
    # places of A beside B with 55: 2, alone 1, by rules alone 1 (55 is as good as 55), with both 1
    # own: (1 + 0) / 2, rules: (1 + 0) / 2
    assert found.ranks.loc["A"].tolist() == [1, 0.5, 0.5, 0]
    # B: 1; A above it in the second year whatever the rules: only others moved it ... under the first rules 60 > 55,
    # under the second with A's first values 55 = 55
    assert found.ranks.loc["B"].tolist() == [-1, 0, 0, -1]


def test_others_alone_move_a_rank():
    book = rulebook([leaf("a", 100)])
    found = moved(
        {"A": {"a": 50.0}, "B": {"a": 40.0}}, {"A": {"a": 50.0}, "C": {"a": 60.0}, "B": {"a": 70.0}}, (book, book)
    )
    assert found.ranks.loc["A"].tolist() == [-2, 0, 0, -2]
    assert found.scores.loc["A"].tolist() == [0, 0, 0, 0]


def test_by_percentiles_others_move_scores_too():
    """A alone stays at 50; among two better ones it is 100 x 0.5 / 3."""
    book = rulebook([leaf("a", 100, scale=PERCENTILE)])
    found = moved({"A": {"a": 50.0}}, {"A": {"a": 50.0}, "B": {"a": 60.0}, "C": {"a": 70.0}}, (book, book))
    assert found.scores.loc["A"].tolist() == [-33.33, 0, 0, -33.33]


def test_who_is_not_ranked_twice_in_one_category_has_no_movement_in_rank():
    categories = [{"code": c, "title": TITLE, "where": {"category": [c]}} for c in "xy"]
    book = rulebook([leaf("a", 100)], categories=categories, gates=[gate_of("g", field="b", at_least=1)])
    first = {c: {"a": 10.0, "b": 1.0, "category": "x"} for c in "ABC"}
    second = {"A": {**first["A"], "category": "y"}, "B": {**first["B"], "b": 0.0}, "C": first["C"]}
    found = moved(first, second, (book, book))
    assert found.ranks["change"].isna().tolist() == [True, True, False]
    assert found.scores["change"].tolist() == [0, 0, 0]


FIGURE = st.one_of(st.sampled_from([0.0, 20.0, 50.0, np.nan]), st.integers(0, 100).map(float))
ROW = st.fixed_dictionaries({**dict.fromkeys("abc", FIGURE), "category": st.sampled_from(["x", "x", "y", ""])})
YEAR = st.dictionaries(st.sampled_from("ABCDEF"), ROW, min_size=1)
YEARS = st.tuples(ROW, YEAR, ROW, YEAR).map(lambda drawn: ({**drawn[1], "A": drawn[0]}, {**drawn[3], "A": drawn[2]}))
BOOKS = st.sampled_from([ABSOLUTE, RELATIVE, (ABSOLUTE[0], RELATIVE[1]), (ABSOLUTE[0], ABSOLUTE[0])])


def plain_world(own, others, code, rules):
    """The total and rank of one participant in one world, by an ordinary run over an ordinary year."""
    year = fielded({**others, code: own[code]})
    scores = score(year, handed_in(), rules)
    table = rank(scores, year, rules).table.set_index("code")
    return scores.nodes.loc[code, "total"], table.loc[code, "rank"]


@settings(deadline=None, max_examples=15)
@given(YEARS, BOOKS)
def test_every_world_is_that_of_an_ordinary_run(years, books):
    _, populations = pair(*years, books)
    codes = pd.Index(sorted(years[0].keys() & years[1].keys()))[:2]
    for own, rules, others in product((0, 1), repeat=3):
        around = populations[others, rules]
        if around.unchecked:
            continue  # an ordinary run has no gate that is left out
        totals, places = worlds.standing(populations[own, rules], around, codes)
        for code, total, place in zip(codes, totals, places, strict=True):
            expected, standing = plain_world(years[own], years[others], code, books[rules])
            assert total == pytest.approx(expected, abs=1e-9, nan_ok=True)
            if standing is not pd.NA:
                assert place == standing, (own, rules, others, code)


@settings(deadline=None, max_examples=20)
@given(YEARS, st.sampled_from([1, 3, 1000]))
def test_both_ways_to_a_world_agree_where_others_do_not_matter(years, rows):
    _, populations = pair(*years, ABSOLUTE)
    codes = pd.Index(sorted(years[0].keys() & years[1].keys()))
    one, other = populations[0, 1], populations[1, 1]
    apart = worlds._apart(one, other, codes)
    totals, places = np.full(len(codes), np.nan), np.full(len(codes), np.nan)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worlds, "ROWS", rows)
        for at, total, place in worlds._among(one, other, codes):
            totals[at], places[at] = total, place
    np.testing.assert_array_equal(apart[0], totals)
    np.testing.assert_array_equal(apart[1], places)


@settings(deadline=None, max_examples=20)
@given(YEARS, BOOKS)
def test_the_parts_add_up_exactly_and_the_change_is_the_published_one(years, books):
    inputs, populations = pair(*years, books)
    found = movements(populations)
    published = []
    for year, book in zip(inputs, books, strict=True):
        published.append(rank(score(year, handed_in(), book), year, book).table.set_index("code"))
    decimals = max(book.edition.decimals for book in books)
    for name, table, digits in (("score", found.scores, decimals), ("rank", found.ranks, 2)):
        for code, row in table.iterrows():
            before, after = (year.loc[code, name] for year in published)
            if name == "rank" and (
                before is pd.NA or after is pd.NA or len({y.loc[code, "category"] for y in published}) > 1
            ):
                assert np.isnan(row["change"])
                continue
            expected = float(after) - float(before) if name == "score" else float(before) - float(after)
            assert row["change"] == pytest.approx(expected, abs=1e-9, nan_ok=True)
            parts = [Decimal(f"{row[part]:.{digits}f}") for part in ("own", "rules", "others")]
            if not row.isna().any():
                assert sum(parts) == Decimal(f"{row['change']:.{digits}f}")


@settings(deadline=None, max_examples=10)
@given(YEARS)
def test_the_same_rules_bring_nothing(years):
    found = moved(*years, (ABSOLUTE[0], ABSOLUTE[0]))
    assert not found.scores["rules"].fillna(0).any()
    assert not found.scores["others"].fillna(0).any()
    assert not found.ranks["rules"].fillna(0).any()


def test_a_mark_keeps_its_place_in_the_range():
    given_under = rulebook([leaf("j", 100, panel={"min": 0, "max": 10})])
    wanted = rulebook([leaf("j", 100, panel={"min": 50, "max": 100})])
    marks = handed_in([("J1", "A", "j", 8.0, "scored"), ("J1", "B", "j", np.nan, "absent")]).marks
    assert translated(marks, given_under, wanted)["mark"].tolist() == pytest.approx([90, np.nan], nan_ok=True)
    assert marks["mark"].tolist() == pytest.approx([8, np.nan], nan_ok=True)


def test_a_criterion_that_one_year_cannot_know_is_a_change_of_rules():
    old, new = rulebook([leaf("a", 100)]), rulebook([leaf("a", 50), leaf("j", 50, panel={})])
    years = [fielded({"A": {"a": 60.0}}), fielded({"A": {"a": 60.0}})]
    marked = handed_in([("J1", "A", "j", 100.0, "scored")])
    found = {
        (0, 0): population(years[0], handed_in(), old, old), (1, 1): population(years[1], marked, new, new),
        (1, 0): population(years[1], marked, new, old),
    }  # fmt: skip
    found[0, 1], codes = filled(population(years[0], handed_in(), old, new), old, found[1, 1])
    assert codes == ["j"]
    assert movements(found).scores.loc["A"].tolist() == [20, 0, 20, 0]


def test_a_panel_that_both_rulebooks_ask_for_is_not_filled():
    book, other = (rulebook([leaf("a", w), leaf("j", 100 - w, panel={})]) for w in (50, 60))
    year = fielded({"A": {"a": 60.0}})
    marked = population(year, handed_in([("J1", "A", "j", 100.0, "scored")]), other, other)
    assert filled(population(year, handed_in(), book, other), book, marked)[1] == []


def test_a_gate_that_a_year_cannot_know_is_left_out():
    old = rulebook([leaf("a", 100)])
    new = rulebook(
        [leaf("a", 100)], gates=[gate_of("g", field="letter", at_least=1), gate_of("h", field="a", at_least=50)]
    )
    year = fielded({"A": {"a": 60.0}, "B": {"a": 40.0}})
    crossed = population(year, handed_in(), old, new)
    assert (crossed.unchecked, crossed.passed.to_dict()) == (("g",), {"A": True, "B": False})
    assert population(year, handed_in(), new, new).passed.to_dict() == {"A": False, "B": False}


def test_rules_of_another_year_leave_the_year_its_records():
    own, rules = ABSOLUTE
    mixed = under(own, rules.model_copy(update={"period": "another"}))
    assert (mixed.period, mixed.criterion, mixed.gate) == (own.period, rules.criterion, rules.gate)
    assert same_rules(mixed, rules)
    assert not same_rules(own, rules)


def test_values_are_those_that_are_scored():
    book = rulebook([leaf("answered", 100, indicator="answered_share", scale={"type": "linear", "zero": 0, "full": 1})])
    year = indicators({"answered_share": {"A": 0.5, "B": np.nan}})
    found = population(year, handed_in(), book, book)
    assert found.values["answered"].tolist() == pytest.approx([0.5, np.nan], nan_ok=True)
    assert found.passed.all()
