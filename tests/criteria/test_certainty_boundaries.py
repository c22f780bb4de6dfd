import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resampled_years import judged, reweighted
from small_year import award_of, fielded, leaf, node, rulebook

from criteria.certainty.boundaries import boundaries, smallest_change

FLAT = [leaf("a", 60), leaf("b", 40)]
FIGURES = {"W": {"a": "80", "b": "40"}, "L": {"a": "50", "b": "80"}, "Z": {"a": "10", "b": "10"}}


def found(figures, tree, of="children", **awards):
    book = rulebook(tree, awards=[award_of("best", **awards)])
    scores, ranking, given_awards = judged(fielded(figures), book)
    return boundaries(given_awards, ranking, scores, book, of), book


def test_two_criteria_by_hand():
    """64 to 62: each point moved from a to b gains 0.7, so 20/7 points move, twice that in absolute changes."""
    table, book = found(FIGURES, FLAT)
    row = table.iloc[0]
    assert (row["award"], row["winner"], row["other"]) == ("best", "W", "L")
    assert row["distance"] == pytest.approx(40 / 7)
    assert row[["a", "b"]].tolist() == pytest.approx([60 - 20 / 7, 40 + 20 / 7])
    beyond = {"a": row["a"] - 0.1, "b": row["b"] + 0.1}
    short = {"a": row["a"] + 0.1, "b": row["b"] - 0.1}
    assert judged(fielded(FIGURES), reweighted(book, beyond))[2].table["code"].tolist() == ["L"]
    assert judged(fielded(FIGURES), reweighted(book, short))[2].table["code"].tolist() == ["W"]


def test_no_weights_help_who_is_worse_everywhere():
    table, _ = found({"W": {"a": "80", "b": "40"}, "L": {"a": "70", "b": "30"}}, FLAT)
    assert table["distance"].tolist() == [np.inf]
    assert table[["a", "b"]].isna().all(axis=None)


def test_level_totals_need_no_change():
    book = rulebook(FLAT, awards=[award_of("best")], ties=["a"])
    scores, ranking, awards = judged(fielded({"W": {"a": "60", "b": "30"}, "L": {"a": "40", "b": "60"}}), book)
    table = boundaries(awards, ranking, scores, book)
    assert table[["winner", "other"]].to_numpy().tolist() == [["W", "L"]]
    assert table["distance"].tolist() == pytest.approx([0.0])


NESTED = [node("n", 50, children=["a", "b"]), leaf("a", 60), leaf("b", 40), leaf("c", 50)]


def test_leaves_of_a_tree():
    """Leaves weigh 30, 20, 50. L trails by 30*.3 - 40*.2 + 10*.5 = 6 and gains .7 a point from a to b: 60/7 points."""
    figures = {"W": {"a": "80", "b": "40", "c": "50"}, "L": {"a": "50", "b": "80", "c": "40"}}
    table, _ = found(figures, NESTED, of="leaves")
    assert table["distance"].tolist() == pytest.approx([120 / 7])
    assert table[["a", "b", "c"]].to_numpy()[0].tolist() == pytest.approx([30 - 60 / 7, 20 + 60 / 7, 50])
    by_node, _ = found(figures, NESTED, by="n")
    assert by_node["distance"].tolist() == pytest.approx([40 / 7])
    assert by_node.columns.tolist() == ["award", "winner", "other", "distance", "a", "b"]


def test_an_award_by_a_leaf_or_with_a_score_lacking_cannot_be_said():
    assert found(FIGURES, FLAT, by="a")[0]["distance"].isna().all()
    tree = [leaf("a", 60), leaf("b", 40, missing="exclude")]
    figures = {"W": {"a": "80", "b": ""}, "L": {"a": "50", "b": "80"}}
    assert found(figures, tree)[0]["distance"].isna().all()


def test_who_holds_an_earlier_award_is_passed_over_and_nobody_left_has_no_row():
    book = rulebook(FLAT, awards=[award_of("first"), award_of("second"), award_of("third"), award_of("fourth")])
    scores, ranking, awards = judged(fielded(FIGURES), book)
    table = boundaries(awards, ranking, scores, book)
    assert table[["award", "winner", "other"]].to_numpy().tolist() == [["first", "W", "L"], ["second", "L", "Z"]]


def greedy(weights, winner, other):
    """Weight goes to the criterion where the other leads most, from those where it trails most."""
    lead = other - winner
    need = -(lead @ weights)
    moved = 0.0
    for criterion in np.argsort(lead, kind="stable"):
        gain = lead.max() - lead[criterion]
        if need <= 0 or gain <= 0:
            break
        step = min(weights[criterion], need / gain)
        moved, need = moved + step, need - step * gain
    return 2 * moved if need <= 1e-7 else np.inf


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=7))
def test_the_linear_programme_equals_moving_weight_greedily(rows):
    table = np.array(rows, dtype=np.float64)
    weights, winner, other = 100 * table[:, 0] / table[:, 0].sum(), table[:, 1], table[:, 2]
    distance, changed = smallest_change(weights, winner, other)
    assert distance == pytest.approx(greedy(weights, winner, other), abs=1e-5)
    if np.isfinite(distance):
        assert changed.sum() == pytest.approx(100)
        assert changed.min() >= -1e-9
        assert np.abs(changed - weights).sum() == pytest.approx(distance, abs=1e-6)
        assert other @ changed >= winner @ changed - 1e-6
