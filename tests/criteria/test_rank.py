import numpy as np
import pandas as pd
import pytest
from small_year import TITLE, fielded, gate_of, handed_in, indicators, leaf, rulebook

from criteria import rank, score
from criteria.rank import competition_ranks

PAIR = [leaf("a", 50), leaf("b", 50)]


def ranking(figures, **rules):
    year = fielded(figures)
    book = rulebook(rules.pop("tree", PAIR), **rules)
    return rank(score(year, handed_in(), book), year, book)


def rows(found, *columns):
    return [tuple(row) for row in found.table[list(columns)].astype(object).to_numpy()]


def test_competition_ranks_of_the_csranks_manual():
    values = pd.DataFrame({"x": [1, 3, 4, 4, 4, 7, 7, 10]})
    assert competition_ranks(values).tolist() == [8, 7, 4, 4, 4, 2, 2, 1]


def test_competition_ranks_missing_is_last_and_equal_to_missing():
    keys = pd.DataFrame({"x": [5, 5, 5, np.nan, np.nan], "y": [np.nan, 0, np.nan, 1, 1]})
    assert competition_ranks(keys).tolist() == [2, 1, 2, 4, 4]


def test_shared_ranks_1_2_2_4():
    found = ranking({c: {"a": v, "b": v} for c, v in zip("DCBA", ["9", "7", "7", "5"], strict=True)})
    assert rows(found, "rank", "code") == [(1, "D"), (2, "B"), (2, "C"), (4, "A")]
    assert found.ties.to_numpy().tolist() == [["all", 2, "B", ""], ["all", 2, "C", ""]]
    assert str(found.table["rank"].dtype) == "Int64"


def test_what_is_printed_as_equal_is_equal():
    figures = {"A": {"a": "50.001", "b": "50"}, "B": {"a": "50", "b": "50"}, "C": {"a": "50.02", "b": "50"}}
    assert rows(ranking(figures), "rank", "code", "score") == [(1, "C", 50.01), (2, "A", 50.0), (2, "B", 50.0)]


def test_ties_are_broken_in_the_declared_order():
    figures = {
        "A": {"a": "60", "b": "40", "c": "10"},
        "B": {"a": "40", "b": "60", "c": "10"},
        "C": {"a": "50", "b": "50", "c": "10"},
        "D": {"a": "50", "b": "50", "c": "10"},
        "E": {"a": "40", "b": "60", "c": "10.4"},
        "F": {"a": "1", "b": "1", "c": "1"},
    }
    tree = [leaf("a", 49.5), leaf("b", 49.5), leaf("c", 1)]
    found = ranking(figures, tree=tree, ties=["b", "c"], decimals=1)
    # A, B, C, D have 49.6; E has 49.604, printed as 49.6
    assert rows(found, "rank", "code") == [(1, "E"), (2, "B"), (3, "C"), (3, "D"), (5, "A"), (6, "F")]
    assert found.ties[["rank", "code", "broken_by"]].to_numpy().tolist() == [
        [1, "E", "c"], [2, "B", "c"], [3, "C", ""], [3, "D", ""], [5, "A", "b"],
    ]  # fmt: skip


CATEGORIES = [
    {"code": "city", "title": TITLE, "where": {"kind": ["city"]}},
    {"code": "upp", "title": TITLE, "where": {"kind": ["upp"]}},
    {"code": "empty", "title": TITLE, "where": {"kind": ["none"]}},
]


def test_each_category_has_its_ranks_and_nobody_is_missing():
    figures = {
        "A": {"a": "10", "b": "10", "category": "upp"},
        "B": {"a": "90", "b": "90", "category": ""},
        "C": {"a": "20", "b": "20", "category": "city"},
        "D": {"a": "30", "b": "30", "category": "city"},
    }
    found = ranking(figures, categories=CATEGORIES)
    assert rows(found, "category", "rank", "code", "status") == [
        ("city", 1, "D", "ranked"),
        ("city", 2, "C", "ranked"),
        ("upp", 1, "A", "ranked"),
        ("", pd.NA, "B", "not ranked: no-category"),
    ]


def test_status_names_the_first_failing_gate_of_the_rulebook():
    gates = [gate_of("z-first", field="z", at_least=1), gate_of("a-second", field="y", at_least=1)]
    figures = {
        "A": {"a": "10", "z": "0", "y": "0"},
        "B": {"a": "10", "z": "1", "y": ""},
        "C": {"a": "", "z": "1", "y": "1"},
        "D": {"a": "", "z": "0", "y": "1"},
        "E": {"a": "5", "z": "1", "y": "1"},
    }
    found = ranking(figures, tree=[leaf("a", 100, missing="exclude")], gates=gates)
    assert rows(found, "code", "status") == [
        ("E", "ranked"),
        ("A", "not ranked: z-first"),
        ("B", "not ranked: a-second"),
        ("C", "not ranked: no-score"),
        ("D", "not ranked: z-first"),
    ]
    assert found.table["score"].tolist() == pytest.approx([5, 10, 10, np.nan, np.nan], nan_ok=True)


def test_small_numbers_do_not_win_and_the_reason_is_named():
    year = indicators({"complaints": {"A": 1.0, "B": 2000.0}, "answered_on_time_share": {"A": 1.0, "B": 0.97}})
    unit = {"type": "linear", "zero": 0, "full": 1}
    book = rulebook(
        [leaf("speed", 100, indicator="answered_on_time_share", scale=unit)],
        gates=[gate_of("min-complaints", indicator="complaints", at_least=30)],
    )
    found = rank(score(year, handed_in(), book), year, book)
    assert rows(found, "code", "rank", "score", "status") == [
        ("B", 1, 97.0, "ranked"),
        ("A", pd.NA, 100.0, "not ranked: min-complaints"),
    ]


def test_nobody_is_ranked():
    found = ranking({"A": {"a": "1", "b": "1"}}, gates=[gate_of("large", field="a", at_least=2)])
    assert rows(found, "rank", "status") == [(pd.NA, "not ranked: large")]
    assert found.ties.empty
