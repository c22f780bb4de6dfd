import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small_year import fielded, handed_in, indicators, leaf, node, rulebook

from criteria import score
from criteria.score import combine

UNIT = {"type": "linear", "zero": 0, "full": 1}
TREE = [
    node("speed", 60, children=["acknowledge", "answer"]),
    leaf("acknowledge", 50, indicator="acknowledged_share", scale=UNIT, missing="exclude"),
    leaf("answer", 50, indicator="answered_share", scale=UNIT, missing="exclude"),
    leaf("interview", 40, panel={}),
]


@pytest.fixture
def scores():
    table = {
        "acknowledged_share": {"A": 0.8, "B": 0.5, "C": np.nan},
        "answered_share": {"A": 0.4, "B": np.nan, "C": np.nan},
    }
    marks = [("J1", "A", "interview", 70, "scored"), ("J2", "A", "interview", 90, "scored"),
             ("J1", "C", "interview", 50, "scored"), ("J2", "C", "interview", np.nan, "absent")]  # fmt: skip
    return score(indicators(table), handed_in(marks), rulebook(TREE))


def test_nodes_worked_out_by_hand(scores):
    assert scores.nodes.columns.tolist() == ["total", "speed", "acknowledge", "answer", "interview"]
    assert scores.nodes.loc["A"].tolist() == [68, 60, 80, 40, 80]  # 60 % of 60 and 40 % of 80
    assert scores.nodes.loc["B"].tolist() == pytest.approx([30, 50, 50, np.nan, 0], nan_ok=True)
    assert scores.nodes.loc["C"].tolist() == pytest.approx([50, np.nan, np.nan, np.nan, 50], nan_ok=True)


def test_weights_after_exclusion(scores):
    assert scores.weights.columns.tolist() == ["speed", "acknowledge", "answer", "interview"]
    assert scores.weights.loc["A"].tolist() == [60, 50, 50, 40]
    assert scores.weights.loc["B"].tolist() == pytest.approx([60, 100, np.nan, 40], nan_ok=True)
    assert scores.weights.loc["C"].tolist() == pytest.approx([np.nan, np.nan, np.nan, 100], nan_ok=True)


def test_parts_are_points_of_the_total(scores):
    assert scores.parts.columns.tolist() == ["acknowledge", "answer", "interview"]
    assert scores.parts.loc["A"].tolist() == pytest.approx([24, 12, 32])
    assert scores.parts.loc["B"].tolist() == pytest.approx([30, np.nan, 0], nan_ok=True)


def test_inputs_are_what_was_scaled_and_stay_missing(scores):
    assert scores.inputs.loc["A"].tolist() == [0.8, 0.4, 80]
    assert scores.inputs.loc["B"].tolist() == pytest.approx([0.5, np.nan, np.nan], nan_ok=True)
    assert scores.marks.loc[("C", "interview"), ["marks", "absent"]].tolist() == [1, 1]


def test_weight_of_a_missing_part_cms_stars_2021():
    tree = [leaf(c, w, missing="exclude") for c, w in zip("abcde", [22, 22, 22, 22, 12], strict=True)]
    # weights of a leaf that nobody lacks add up to 100 as they stand
    found = score(fielded({"A": {"a": "10", "b": "10", "c": "10", "e": "10"}}), handed_in(), rulebook(tree)).weights
    assert found.loc["A"].round(4).tolist() == pytest.approx([28.2051, 28.2051, 28.2051, np.nan, 15.3846], nan_ok=True)


def test_weighted_sum_kracka_2010():
    """Kracka, Brauers and Zavadskas 2010: six alternatives, seven criteria; minima inverted, sums scaled to 1."""
    file = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "mcda_reference_problems" / "problems.json"
    if not file.is_file():
        pytest.skip("the published problems are not on this machine")
    problem = next(p for p in json.loads(file.read_text()) if p["id"] == "WeightedSumModel_kracka2010ranking")
    columns = np.array(problem["matrix"], dtype=float).T
    benefits = [c if way == "max" else 1 / c for c, way in zip(columns, problem["objectives"], strict=True)]
    total, _ = combine([100 * b / b.sum() for b in benefits], problem["weights"])
    assert total / 100 == pytest.approx(problem["expected_extra"]["score"], abs=1e-8)


def test_missing_scores_zero_or_the_median_of_the_category():
    tree = [leaf("a", 50, missing="zero"), leaf("b", 50, missing="median")]
    year = fielded({
        "A": {"a": "50", "b": "10", "category": "x"},
        "B": {"a": "", "b": "30", "category": "x"},
        "C": {"a": "50", "b": "", "category": "x"},
        "D": {"a": "50", "b": "90", "category": "y"},
        "E": {"a": "50", "b": "", "category": "z"},
    })  # fmt: skip
    found = score(year, handed_in(), rulebook(tree))
    assert found.nodes["a"].tolist() == [50, 0, 50, 50, 50]
    assert found.nodes["b"].tolist() == pytest.approx([10, 30, 20, 90, np.nan], nan_ok=True)
    assert found.nodes["total"].tolist() == [30, 15, 35, 70, 50]  # E: nobody of its category has b
    assert found.inputs["b"].isna().tolist() == [False, False, True, False, True]


def test_nothing_at_all_is_no_score():
    found = score(fielded({"A": {"a": ""}}), handed_in(), rulebook([leaf("a", 100, missing="exclude")]))
    for table in (found.nodes, found.weights, found.parts, found.inputs):
        assert table.isna().all(axis=None)
    assert found.marks.empty


def test_a_panel_with_its_own_range_and_scale():
    marks = [("J1", "A", "five", 4, "scored"), ("J1", "A", "steps", 4, "scored")]
    stairs = {"type": "steps", "steps": [{"value": 3.0, "score": 70.0}, {"value": 5.0, "score": 100.0}]}
    tree = [leaf("five", 50, panel={"min": 1, "max": 5}), leaf("steps", 50, panel={"min": 1, "max": 5}, scale=stairs)]
    found = score(fielded({"A": {"a": ""}}), handed_in(marks), rulebook(tree))
    assert found.nodes.loc["A", ["five", "steps"]].tolist() == [75, 70]


def test_nobody_takes_part():
    none = indicators(pd.DataFrame({"acknowledged_share": [], "answered_share": []}, index=pd.Index([], dtype=object)))
    assert score(none, handed_in(), rulebook(TREE)).nodes.shape == (0, 5)
