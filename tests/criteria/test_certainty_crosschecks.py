import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.methods import PROMETHEE_II
from resampled_years import judged
from small_year import TITLE, fielded, leaf, rulebook

from criteria.certainty.crosschecks import crosschecks, method_scores, net_flows

PROBLEMS = Path(__file__).resolve().parents[3] / "shared" / "data" / "mcda_reference_problems" / "problems.json"


def published(name):
    if not PROBLEMS.exists():
        pytest.skip(f"the reference problems are not here: {PROBLEMS}")
    [problem] = [p for p in json.loads(PROBLEMS.read_text(encoding="utf-8")) if p["id"] == name]
    matrix = np.array(problem["matrix"], dtype=float)
    costs = np.array([objective == "min" for objective in problem["objectives"]])
    return problem, matrix, costs, np.array(problem["weights"], dtype=float)


def ranks(values):
    return [1 + int((np.round(values, 9) > round(value, 9)).sum()) for value in values]


def test_topsis_of_tzeng_and_huang_2011():
    problem, matrix, _, weights = published("TOPSIS_tzeng2011multiple")
    found = method_scores(matrix, weights)["topsis"]
    assert found == pytest.approx(problem["expected_extra"]["similarity"], abs=5e-5)
    assert ranks(found) == problem["expected_rank"]


@pytest.mark.parametrize(
    "name", ["VIKOR_opricovic2004compromise", "VIKOR_opricovic2007extended_W1", "VIKOR_opricovic2007extended_W3"]
)
def test_vikor_of_opricovic_and_tzeng(name):
    problem, matrix, costs, weights = published(name)
    found = method_scores(np.where(costs, matrix.max(axis=0) - matrix, matrix), weights)["vikor"]
    assert -found == pytest.approx(problem["expected_extra"]["q_k"], abs=1.1e-3)  # published to three decimals
    assert ranks(found) == problem["expected_rank"]


def test_weighted_sum_of_kracka_2010():
    problem, matrix, costs, weights = published("WeightedSumModel_kracka2010ranking")
    larger_is_better = np.where(costs, 1 / matrix, matrix)
    found = method_scores(larger_is_better / larger_is_better.sum(axis=0), weights)["weighted_sum"]
    assert found == pytest.approx(problem["expected_extra"]["score"], abs=1e-8)
    assert ranks(found) == problem["expected_rank"]


def test_net_flows_of_the_library_manual():
    matrix, weights = np.array([[4.0, 3, 2], [3, 2, 4], [5, 1, 3]]), np.array([0.5, 0.3, 0.2])
    assert net_flows(matrix, weights) == pytest.approx([0.1, -0.3, 0.2])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(*[st.integers(0, 5)] * 3), min_size=2, max_size=8))
def test_net_flows_are_those_of_the_library(rows):
    matrix, weights = np.array(rows, dtype=float), np.array([0.5, 0.3, 0.2])
    library = PROMETHEE_II("usual")(matrix, weights, np.ones(3), validation=False)
    np.testing.assert_allclose(net_flows(matrix, weights), library, atol=1e-12)


def test_weighted_product_by_hand():
    found = method_scores(np.array([[64.0, 25.0], [100.0, 9.0], [0.0, 100.0]]), np.array([1.0, 1.0]))
    assert found["weighted_product"] == pytest.approx([40.0, 30.0, 0.0])
    assert found["weighted_sum"] == pytest.approx([44.5, 54.5, 50.0])


TREE = [leaf("a", 50), leaf("b", 50, missing="exclude")]
CATEGORIES = [{"code": c, "title": TITLE, "where": {"category": [c]}} for c in ("x", "y", "z")]


def crosschecked(figures):
    book = rulebook(TREE, categories=CATEGORIES)
    scores, ranking, _ = judged(fielded(figures), book)
    return crosschecks(scores, ranking, book)


def test_where_methods_disagree():
    """The sum prefers the one-sided B, the product the balanced A; C lacks a score and D is of another category."""
    found = crosschecked(
        {
            "A": {"a": "64", "b": "25", "category": "x"},
            "B": {"a": "100", "b": "9", "category": "x"},
            "C": {"a": "70", "b": "", "category": "x"},
            "D": {"a": "1", "b": "1", "category": "y"},
            "E": {"a": "1", "b": "2", "category": "x"},
        }
    )
    assert found.ranks.index.tolist() == ["A", "B", "D", "E"]
    assert found.ranks["ours"].tolist() == [2, 1, 1, 3]
    assert found.ranks["weighted_sum"].tolist() == [2, 1, 1, 3]
    assert found.ranks["weighted_product"].tolist() == [1, 2, 1, 3]
    table = found.agreement.set_index(["category", "method"])
    assert table.loc[("x", "weighted_sum"), "tau"] == pytest.approx(1)
    assert table.loc[("x", "weighted_product"), "tau"] == pytest.approx(1 / 3)  # one pair of three is turned round
    assert table.loc[("y", "topsis"), "participants"] == 1
    assert np.isnan(table.loc[("y", "topsis"), "tau"])


def test_all_equal_share_the_first_rank():
    found = crosschecked({c: {"a": "50", "b": "20", "category": "x"} for c in "AB"})
    assert (found.ranks.drop(columns="category") == 1).all(axis=None)
    assert found.agreement["tau"].isna().all()


def test_vikor_without_an_answer_has_no_rank():
    """Two mirror images: equal in both measures of VIKOR, and in every other method that weighs both alike."""
    found = crosschecked({"A": {"a": "80", "b": "20", "category": "x"}, "B": {"a": "20", "b": "80", "category": "x"}})
    assert found.ranks["vikor"].isna().all()
    assert found.ranks["topsis"].tolist() == [1, 1]


def test_nobody_to_compare():
    found = crosschecked({"A": {"a": "80", "b": "", "category": "x"}})
    assert found.ranks.empty
    assert found.agreement.empty
