"""What must hold whatever the figures: raising a figure never harms, order never matters, parts add up."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from small_year import TITLE, award_of, handed_in, indicators, leaf, node, rulebook

from criteria import award, rank, score
from criteria.results import Indicators
from criteria.score import combine

STAIRS = {"type": "steps", "steps": [{"value": 30.0, "score": 40.0}, {"value": 60.0, "score": 100.0}]}
TREE = [
    node("top", 55, children=["a", "b"]),
    leaf("a", 30, missing="exclude"),
    leaf("b", 70, scale={"type": "percentile"}, missing="exclude"),
    leaf("c", 25, scale=STAIRS),
    leaf("d", 20, panel={"aggregate": "trimmed_mean"}),
]
BOOK = rulebook(
    TREE,
    categories=[{"code": c, "title": TITLE, "where": {"category": [c]}} for c in ("x", "y")],
    awards=[award_of("first", category="x", winners=2), award_of("second", category="x", by="top")],
    ties=["b", "c"],
    decimals=1,
)
FIGURE = st.one_of(st.sampled_from([0.0, 30.0, 60.0, 60.1, np.nan]), st.floats(0, 100).map(lambda x: round(x, 1)))
ROW = st.fixed_dictionaries(
    {"a": FIGURE, "b": FIGURE, "c": FIGURE, "category": st.sampled_from(["x", "x", "y", ""])},
)
MARKS = st.lists(st.one_of(st.floats(0, 100), st.just(np.nan)), max_size=4)
PEOPLE = st.lists(st.tuples(ROW, MARKS), min_size=1, max_size=8)


def outcome(year, handed):
    scores = score(year, handed, BOOK)
    ranking = rank(scores, year, BOOK)
    return scores, ranking, award(ranking, scores, BOOK)


def a_year(people):
    roster = pd.DataFrame([row for row, _ in people], index=[f"P{i}" for i in range(len(people))])
    table = pd.DataFrame({"complaints": 1.0}, index=roster.index)
    marks = [
        (f"J{j}", f"P{i}", "d", mark, "absent" if np.isnan(mark) else "scored")
        for i, (_, given_marks) in enumerate(people)
        for j, mark in enumerate(given_marks)
    ]
    return indicators(table, roster), handed_in(marks)


def standing(ranking, code):
    value = ranking.table.set_index("code")["rank"][code]
    return np.inf if value is pd.NA else int(value)


@settings(deadline=None, max_examples=40)
@given(PEOPLE, st.data())
def test_raising_one_figure_never_lowers_the_rank(people, data):
    who = data.draw(st.integers(0, len(people) - 1))
    field = data.draw(st.sampled_from("abc"))
    row, marks = people[who]
    if np.isnan(row[field]):
        return
    raised = dict(row) | {field: data.draw(st.floats(row[field], 100).map(lambda x: max(round(x, 1), row[field])))}
    before = standing(outcome(*a_year(people))[1], f"P{who}")
    after = standing(outcome(*a_year([*people[:who], (raised, marks), *people[who + 1 :]]))[1], f"P{who}")
    assert after <= before


@settings(deadline=None, max_examples=40)
@given(PEOPLE, st.data())
def test_the_order_of_rows_never_matters(people, data):
    year, handed = a_year(people)
    order = data.draw(st.permutations(range(len(people))))
    shuffled = Indicators(
        year.table.iloc[order], year.numerators, year.denominators, year.participants.iloc[order], year.months
    )
    marks = data.draw(st.permutations(range(len(handed.marks))))
    other = handed_in()
    other = type(other)(other.roster, handed.marks.iloc[marks], None, frozenset(), other.bins, ())
    ours, theirs = outcome(year, handed), outcome(shuffled, other)
    for name in ("nodes", "inputs", "weights", "parts"):
        pd.testing.assert_frame_equal(
            getattr(ours[0], name), getattr(theirs[0], name).sort_index(), check_exact=True, check_names=False
        )
    for mine, other_ones in ((ours[1], theirs[1]), (ours[2], theirs[2])):
        for name, table in vars(mine).items():
            pd.testing.assert_frame_equal(table, vars(other_ones)[name], check_exact=True)


@settings(deadline=None, max_examples=40)
@given(PEOPLE)
def test_parts_sum_to_the_total_and_every_score_is_within_0_and_100(people):
    scores, _, _ = outcome(*a_year(people))
    total = scores.nodes["total"]
    assert (scores.parts.sum(axis=1, min_count=1) - total).abs().max() < 1e-9 or total.isna().all()
    assert (scores.parts.isna() == scores.nodes[scores.parts.columns].isna()).all(axis=None)
    values = scores.nodes.to_numpy()
    assert ((values >= 0) & (values <= 100) | np.isnan(values)).all()
    top = scores.weights[["top", "c", "d"]].sum(axis=1)
    assert np.allclose(top[total.notna()], 100)


@given(
    st.lists(st.tuples(st.floats(1, 100), FIGURE), min_size=1, max_size=6),
    st.sampled_from([0.01, 1 / 3, 2.0, 1000.0]),
)
def test_only_the_proportions_of_weights_matter(children, factor):
    scores = [np.array([value]) for _, value in children]
    one, shares = combine(scores, [weight for weight, _ in children])
    other, scaled = combine(scores, [weight * factor for weight, _ in children])
    np.testing.assert_allclose(other, one, rtol=0, atol=1e-9)
    np.testing.assert_allclose(scaled, shares, rtol=0, atol=1e-9)


ANCHORED = rulebook(
    [one for one in TREE if one["code"] != "b"] + [leaf("b", 70, missing="exclude")],
    categories=[{"code": c, "title": TITLE, "where": {"category": [c]}} for c in ("x", "y")],
    awards=[award_of("first", category="x", winners=2)],
    ties=["b", "c"],
    decimals=1,
)


@settings(deadline=None, max_examples=40)
@given(PEOPLE)
def test_who_comes_in_far_last_never_reorders_the_others_where_scales_have_fixed_ends(people):
    people = [(row | {"c": max(30.0, np.nan_to_num(row["c"]))}, marks) for row, marks in people]  # ten points at least
    newcomer = ({"a": 0.0, "b": 0.0, "c": 0.0, "category": "x"}, [0.0, 0.0])

    def held(those):
        year, handed = a_year(those)
        scores = score(year, handed, ANCHORED)
        ranking = rank(scores, year, ANCHORED)
        given_to = award(ranking, scores, ANCHORED).table
        return ranking.table.set_index("code"), set(given_to["code"])

    (before, had), (after, have) = held(people), held([*people, newcomer])
    others = before.index
    pd.testing.assert_series_equal(after.loc[others, "rank"], before["rank"], check_exact=True)
    pd.testing.assert_series_equal(after.loc[others, "score"], before["score"], check_exact=True)
    assert after["rank"][f"P{len(people)}"] >= after["rank"][after["category"] == "x"].max()
    assert had <= have  # nobody loses an award to who is last
