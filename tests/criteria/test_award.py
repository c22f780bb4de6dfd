import pandas as pd
from small_year import TITLE, award_of, fielded, gate_of, handed_in, leaf, rulebook

from criteria import award, rank, score

PAIR = [leaf("a", 50, missing="exclude"), leaf("b", 50, missing="exclude")]
FIGURES = {
    "A": {"a": "90", "b": "10"},  # 50
    "B": {"a": "80", "b": "60"},  # 70
    "C": {"a": "70", "b": "80"},  # 75
    "D": {"a": "80", "b": "20"},  # 50
}


def given_to(figures, *awards, **rules):
    year = fielded(figures)
    book = rulebook(PAIR, awards=awards, **rules)
    scores = score(year, handed_in(), book)
    return award(rank(scores, year, book), scores, book)


def winners(found):
    return [tuple(row) for row in found.table[["award", "place", "code", "score"]].astype(object).to_numpy()]


def remarks(found):
    return [tuple(row) for row in found.remarks.to_numpy()]


def test_by_total_and_by_a_criterion_one_award_each():
    found = given_to(FIGURES, award_of("best", winners=1), award_of("aspect-b", by="b", winners=2))
    assert winners(found) == [("best", 1, "C", 75), ("aspect-b", 1, "B", 60), ("aspect-b", 2, "D", 20)]
    assert found.table["rank"].tolist() == [1, 2, 3]
    assert found.table["name"].isna().sum() == 0
    assert remarks(found) == []


def test_not_exclusive_passes_over_nobody_but_its_winners_hold_an_award():
    found = given_to(FIGURES, award_of("one"), award_of("two", by="b", exclusive=False), award_of("three", by="b"))
    assert [(a, c) for a, _, c, _ in winners(found)] == [("one", "C"), ("two", "C"), ("three", "B")]


def test_equal_on_the_node_is_told_apart_by_the_total():
    found = given_to(FIGURES, award_of("aspect-a", by="a", winners=2))
    assert winners(found) == [("aspect-a", 1, "A", 90), ("aspect-a", 2, "B", 80)]  # B and D have 80, B the larger total


def test_equal_node_and_total_are_told_apart_by_the_tie_criteria():
    figures = {"A": {"a": "40", "b": "60"}, "B": {"a": "60", "b": "40"}}
    assert winners(given_to(figures, award_of("best"), ties=["a"])) == [("best", 1, "B", 50)]


def test_tied_at_the_cut_all_are_awarded():
    figures = {c: {"a": v, "b": v} for c, v in zip("DCBA", ["9", "7", "7", "5"], strict=True)}
    found = given_to(figures, award_of("best", winners=2))
    assert winners(found) == [("best", 1, "D", 9), ("best", 2, "B", 7), ("best", 2, "C", 7)]
    assert remarks(found) == [("best", "tied at the cut", "B;C")]


def test_tied_within_the_cut_is_no_remark():
    figures = {c: {"a": v, "b": v} for c, v in zip("DCBA", ["9", "7", "7", "5"], strict=True)}
    found = given_to(figures, award_of("best", winners=3))
    assert [place for _, place, _, _ in winners(found)] == [1, 2, 2]
    assert remarks(found) == []


def test_fewer_participants_than_winners():
    found = given_to(FIGURES, award_of("best", winners=3), award_of("next", winners=3))
    assert [(place, code) for _, place, code, _ in winners(found)] == [(1, "C"), (2, "B"), (3, "A"), (3, "D")]
    assert remarks(found) == [("best", "tied at the cut", "A;D"), ("next", "fewer participants than winners", "")]


def test_who_has_no_score_on_the_node_cannot_win_it():
    figures = {"A": {"a": "90", "b": ""}, "B": {"a": "10", "b": "0"}}
    found = given_to(figures, award_of("aspect-b", by="b", winners=2))
    assert winners(found) == [("aspect-b", 1, "B", 0)]
    assert remarks(found) == [("aspect-b", "fewer participants than winners", "B")]


def test_nobody_is_awarded_for_what_nothing_is_known_of():
    # a missing figure scores zero, which decides a rank and earns no award
    year = fielded({"A": {"a": "90", "b": ""}, "B": {"a": "10", "b": ""}})
    pair = [leaf("a", 50.0), leaf("b", 50.0, missing="zero")]
    book = rulebook(pair, awards=[award_of("aspect-b", by="b"), award_of("best")])
    scores = score(year, handed_in(), book)
    found = award(rank(scores, year, book), scores, book)
    assert scores.nodes["b"].tolist() == [0, 0]
    assert winners(found) == [("best", 1, "A", 45)]
    assert remarks(found) == [("aspect-b", "fewer participants than winners", "")]


def test_who_is_not_ranked_cannot_win():
    found = given_to(FIGURES, award_of("best"), gates=[gate_of("small", field="a", at_most=75)])
    assert winners(found) == [("best", 1, "C", 75)]
    found = given_to(FIGURES, award_of("best"), gates=[gate_of("small", field="a", at_most=5)])
    assert winners(found) == []


def test_a_category_without_participants():
    both = [{"code": "all", "title": TITLE}, {"code": "upp", "title": TITLE, "where": {"kind": ["upp"]}}]
    found = given_to(FIGURES, award_of("upp", category="upp", winners=3), award_of("best"), categories=both)
    assert winners(found) == [("best", 1, "C", 75)]
    assert remarks(found) == [("upp", "fewer participants than winners", "")]


def test_no_awards():
    found = given_to(FIGURES)
    assert found.table.columns.tolist() == ["award", "category", "place", "code", "name", "score", "rank"]
    assert found.table.empty
    assert found.remarks.empty


def test_types_do_not_depend_on_who_wins():
    some, none = given_to(FIGURES, award_of("best")), given_to(FIGURES)
    pd.testing.assert_series_equal(some.table.dtypes, none.table.dtypes)
