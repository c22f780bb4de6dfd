from itertools import product

import numpy as np
import pandas as pd
import pytest
from resampled_years import assert_same, judged
from small_year import award_of, handed_in, indicators, leaf, rulebook

from criteria import score
from criteria.certainty.judges import aggregates, judge_leaves
from criteria.certainty.nodes import leaf_draws
from criteria.certainty.ranks import certainty
from criteria.panel import aggregate
from criteria.rulebook import Panel

MARKS = {"A": {"paper": [40, 60, 90], "interview": [10, 80]}, "B": {"paper": [50, 50], "interview": [70]}}
CODES = pd.Index(["A", "B", "C"], name="code")


def rows(marks):
    return pd.DataFrame(
        [
            {"stage": s, "judge": f"J{j}", "participant": p, "criterion": "m", "mark": float(m), "status": "scored"}
            for p, stages in marks.items()
            for s, given in stages.items()
            for j, m in enumerate(given)
        ]
    )


def panel(how, **keys):
    return Panel.model_validate({"aggregate": how, **keys})


def draws_of(marks, rule, draws=20_000, seed=3):
    return aggregates(marks, rule, CODES, np.random.Generator(np.random.PCG64(seed)), draws)


@pytest.mark.parametrize("rule", [panel("mean"), panel("median"), panel("trimmed_mean"), panel("trimmed_mean", trim=2)])
def test_draws_have_the_distribution_of_every_way_to_draw(rule):
    """27 x 4 ways to draw the marks of A, all equally probable, each aggregated by the ordinary panel."""
    expected = {}
    for paper, interview in product(product(MARKS["A"]["paper"], repeat=3), product(MARKS["A"]["interview"], repeat=2)):
        value = round(aggregate(rows({"A": {"paper": paper, "interview": interview}}), "m", rule, CODES)["A"], 6)
        expected[value] = expected.get(value, 0) + 1 / (27 * 4)
    found = pd.Series(np.round(draws_of(rows(MARKS), rule)[0], 6)).value_counts(normalize=True)
    assert set(found.index) == set(expected)
    for value, share in expected.items():
        assert found[value] == pytest.approx(share, abs=0.012)


def test_stages_are_drawn_apart_and_few_marks_are_missing():
    found = draws_of(rows(MARKS), panel("mean", at_least=4), draws=50)
    assert np.isfinite(found[0]).all()
    assert np.isnan(found[1:]).all()
    assert draws_of(rows(MARKS), panel("mean"), draws=50)[1] == pytest.approx(170 / 3)


def test_only_scored_marks_count_and_order_does_not_matter():
    marks = rows(MARKS)
    silent = marks.iloc[[0, 4]].assign(mark=[0.0, np.nan], status=["absent", "scored"], judge="J9")
    other = marks.iloc[[0]].assign(participant="Z")
    more = pd.concat([silent, other, marks.iloc[::-1]], ignore_index=True)
    first, again = draws_of(marks, panel("median"), 100), draws_of(more, panel("median"), 100)
    np.testing.assert_array_equal(first, again)
    assert draws_of(marks.iloc[:0], panel("mean"), 5).shape == (3, 5)


def test_a_panel_joins_the_tree_and_its_leaf_is_scaled():
    book = rulebook(
        [leaf("m", 60, panel={"min": 0, "max": 50, "aggregate": "mean"}), leaf("r", 40)], awards=[award_of("best")]
    )
    year = indicators({"complaints": {"A": 1.0, "B": 1.0}}, {"r": {"A": "50", "B": "52"}})
    marks = handed_in(
        [
            (f"J{j}", p, "m", m, "scored")
            for p, given in {"A": (20, 30), "B": (25,)}.items()
            for j, m in enumerate(given)
        ]
    )
    scores = score(year, marks, book)
    _, ranking, _ = judged(year, book, scores)
    drawn = judge_leaves(marks.marks, year, book, seed=1, draws=9)
    assert set(np.unique(drawn["m"][0])) == {40.0, 50.0, 60.0}
    assert set(drawn["m"][1]) == {50.0}
    found = certainty(leaf_draws(scores, book, drawn), scores, ranking, book, level=0.75)
    slow = []
    for draw in range(9):
        nodes = scores.nodes.assign(m=drawn["m"][:, draw])
        nodes["total"] = 0.6 * nodes["m"] + 0.4 * nodes["r"]
        own = type(scores)(nodes, scores.inputs, scores.weights, scores.parts, scores.marks)
        slow.append(judged(year, book, own)[1:])
    assert_same(found, slow, book, 0.75)
