"""Who missed an award by how much: by hand."""

import pandas as pd
import pytest
from small_year import handed_in, indicators, leaf, rulebook

from criteria import decide
from criteria.contrast.missed import missed

SHARE = {"type": "linear", "zero": 0.0, "full": 1.0}


def title(text):
    return {"id": text, "en": text}


def year(*, exclusive=True, shares=((0.9, 0.8, 0.8, 0.2), (0.4, 0.6, 0.5, 0.9)), winners=1):
    """Scores on a (70) and b (30): A 90 and 40, B 80 and 60, C 80 and 50, D 20 and 90; by the total 75, 74, 71, 41."""
    table = {
        "answered_share": dict(zip("ABCD", shares[0], strict=True)),
        "resolved_share": dict(zip("ABCD", shares[1], strict=True)),
        "complaints": dict.fromkeys("ABCD", 100.0),
    }
    found = indicators({name: pd.Series(values) for name, values in table.items()})
    award = [
        {"code": "best", "title": title("Best"), "category": "all", "winners": 2},
        {"code": "a", "title": title("A"), "category": "all", "by": "a", "winners": winners, "exclusive": exclusive},
    ]
    book = rulebook(
        [
            leaf("a", 70, indicator="answered_share", scale=SHARE),
            leaf("b", 30, indicator="resolved_share", scale=SHARE),
        ],
        awards=award,
    )
    return found, book


def of(found, book):
    decision = decide(found, handed_in(), book)
    return missed(decision.awards, decision.ranking, decision.scores, book)


def test_the_last_winner_stands_beside_the_first_without_and_the_parts_add_up():
    told = of(*year())
    best = told.pairs.set_index("award").loc["best"]
    assert (best["winner"], best["other"]) == ("B", "C")
    assert (best["winner_score"], best["other_score"], best["points"]) == (74.0, 71.0, 3.0)
    parts = told.parts.set_index("criterion")
    assert parts.loc["a", ["winner_score", "other_score", "points"]].tolist() == [80.0, 80.0, 0.0]
    assert parts.loc["b", ["winner_score", "other_score", "points"]].tolist() == [60.0, 50.0, 3.0]


def test_who_holds_an_award_already_is_named_where_it_was_passed_over():
    told = of(*year())
    pair = told.pairs.set_index("award").loc["a"]
    assert (pair["winner"], pair["other"], pair["points"]) == ("C", "D", 60.0)
    assert told.passed[["award", "code", "score"]].to_numpy().tolist() == [["a", "A", 90.0]]  # B is level with C
    assert "a" not in set(told.parts["award"])  # nothing is under a leaf


def test_who_was_passed_over_stands_with_the_highest_first():
    told = of(*year(shares=((0.8, 0.9, 0.7, 0.2), (0.9, 0.6, 0.5, 0.9))))
    assert told.passed[["code", "score"]].to_numpy().tolist() == [["B", 90.0], ["A", 80.0]]


@pytest.mark.parametrize(("winners", "last"), [(1, "A"), (2, "BC")])
def test_an_award_that_anybody_may_hold_passes_over_nobody(winners, last):
    told = of(*year(exclusive=False, winners=winners))
    assert told.passed.empty
    assert told.pairs.set_index("award").loc["a", "winner"] in last


@pytest.mark.parametrize("winners", [4, 9])
def test_where_everybody_holds_it_nobody_missed_it(winners):
    found, book = year()
    awards = [book.award[0].model_copy(update={"winners": winners})]
    assert of(found, book.model_copy(update={"award": awards})).pairs.empty
