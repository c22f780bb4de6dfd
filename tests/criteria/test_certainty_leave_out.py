import pandas as pd
from hypothesis import given, settings
from resampled_years import PEOPLE, a_year, judged, the_rules
from resampled_years import TREE as NESTED
from small_year import award_of, fielded, handed_in, indicators, leaf, node, rulebook

from criteria import rank, score
from criteria.certainty.leave_out import largest_movements, without_criteria, without_judges

TREE = [node("n", 60, children=["a", "b"]), leaf("a", 50), leaf("b", 50), leaf("c", 40)]
FIGURES = {
    "P": {"a": "100", "b": "20", "c": "40"},  # 52; without a 28, b 76, c or its node 60, n 40
    "Q": {"a": "50", "b": "50", "c": "50"},  # 50 whatever is left out
    "R": {"a": "10", "b": "80", "c": "45"},  # 45; without a 66, b 24, c 45, n 45
}


def test_ranks_without_each_criterion_by_hand():
    book = rulebook(TREE)
    scores, ranking, _ = judged(fielded(FIGURES), book)
    found = without_criteria(scores, fielded(FIGURES), book)
    assert found.to_dict("list") == {"n": [3, 1, 2], "a": [3, 2, 1], "b": [1, 2, 3], "c": [1, 2, 3]}
    moved = largest_movements(ranking, found)
    assert moved.reset_index().to_numpy().tolist() == [
        ["P", "n", 1, 3, 2], ["Q", "n", 2, 1, -1], ["R", "a", 3, 1, -2],
    ]  # fmt: skip


@settings(deadline=None, max_examples=20)
@given(PEOPLE)
def test_a_criterion_left_out_is_one_that_nobody_has_a_score_on(people):
    tree = [{**c, "missing": "exclude"} if "children" not in c else c for c in NESTED]
    book = the_rules(ties=("a",), tree=tree)
    year = a_year(people)
    scores, _, _ = judged(year, book)
    found = without_criteria(scores, year, book)
    empty = a_year([{**row, "e": ""} for row in people])
    slow = judged(empty, book)[1].table.set_index("code")["rank"].sort_index()
    pd.testing.assert_series_equal(found["e"], slow, check_names=False)


def test_without_the_only_criterion_nobody_is_ranked_and_the_movement_is_unknown():
    book = rulebook([leaf("a", 100)])
    figures = {"P": {"a": "10"}, "Q": {"a": "5"}}
    scores, ranking, _ = judged(fielded(figures), book)
    found = without_criteria(scores, fielded(figures), book)
    assert found["a"].isna().all()
    moved = largest_movements(ranking, found)
    assert moved["left_out"].tolist() == ["a", "a"]
    assert moved["movement"].isna().all()


def test_ranks_without_each_judge_by_hand():
    """Means 60, 55 and 50; without J1 40, 50 and 60; without J2 80, 60 and 40; J3 marked C alone, and never scored."""
    marks = [("J1", "A", "m", 80, "scored"), ("J1", "B", "m", 60, "scored"), ("J1", "C", "m", 40, "scored")]
    marks += [("J2", "A", "m", 40, "scored"), ("J2", "B", "m", 50, "scored"), ("J2", "C", "m", 60, "scored")]
    marks += [("J3", "C", "m", 99, "conflict")]
    book = rulebook([leaf("m", 100, panel={"aggregate": "mean"})], awards=[award_of("best")])
    year = indicators({"complaints": dict.fromkeys("ABC", 1.0)})
    ranking = rank(score(year, handed_in(marks), book), year, book)
    scores = score(year, handed_in(marks), book)
    found = without_judges(scores, year, handed_in(marks), pd.Index(list("ABC")), book)
    assert found.to_dict("list") == {"J1": [3, 2, 1], "J2": [1, 2, 3], "J3": [1, 2, 3]}
    assert largest_movements(ranking, found).reset_index().to_numpy().tolist() == [
        ["A", "J1", 1, 3, 2], ["B", "", 2, 2, 0], ["C", "J1", 3, 1, -2],
    ]  # fmt: skip


def test_without_judges_there_is_nothing_to_leave_out():
    year = fielded(FIGURES)
    book = rulebook(TREE)
    found = without_judges(judged(year, book)[0], year, handed_in(), year.table.index, book)
    assert found.shape == (3, 0)
    assert largest_movements(judged(year, book)[1], found)["movement"].tolist() == [0, 0, 0]
