import numpy as np
import pytest

from criteria import scales
from criteria.rulebook import Linear, Percentile, Step, Steps, Target


def scaled(scale, values, categories=None):
    groups = np.array(categories or ["all"] * len(values), dtype=object)
    return scales.apply(scale, np.array(values, dtype=float), groups).tolist()


def test_linear_between_two_anchors_and_level_beyond():
    scale = Linear(type="linear", zero=0.5, full=1.0)
    assert scaled(scale, [0.2, 0.5, 0.75, 1.0, 1.5]) == [0, 0, 50, 100, 100]


def test_linear_where_lower_is_better():
    scale = Linear(type="linear", zero=14, full=4)
    assert scaled(scale, [20, 14, 9, 4, 0]) == [0, 0, 50, 100, 100]


def test_linear_with_anchors_close_together():
    assert scaled(Linear(type="linear", zero=0, full=1e-300), [0, 1e14]) == [0, 100]


STEPS = [Step(value=1, score=100), Step(value=3, score=60), Step(value=5, score=20)]


def test_steps_downwards():
    scale = Steps(type="steps", better="lower", steps=STEPS, otherwise=5)
    assert scaled(scale, [0, 1, 1.1, 3, 5, 5.01]) == [100, 100, 60, 60, 20, 5]


def test_steps_upwards_in_any_order_of_writing():
    steps = [Step(value=0.9, score=100), Step(value=0.5, score=50), Step(value=0.7, score=75)]
    assert scaled(Steps(type="steps", steps=steps), [0.4, 0.5, 0.7 - 1e-16, 0.89, 0.9]) == [0, 50, 75, 75, 100]


def test_target():
    scale = Target(type="target", target=10, width=4)
    assert scaled(scale, [10, 8, 12, 13, 6, 14, 100]) == [100, 50, 50, 25, 0, 0, 0]


def test_percentile_is_the_middle_of_those_equal():
    scale = Percentile(type="percentile")
    assert scaled(scale, [10, 20, 20, 30, 40]) == [10, 40, 40, 70, 90]
    assert scaled(Percentile(type="percentile", better="lower"), [10, 20, 20, 30, 40]) == [90, 60, 60, 30, 10]


def test_percentile_within_the_category_among_those_with_a_value():
    scale = Percentile(type="percentile")
    found = scaled(scale, [1, 2, np.nan, 9, np.nan], ["a", "a", "a", "b", "c"])
    assert found[:2] == [25, 75]
    assert found[3] == 50  # alone
    assert np.isnan(found[2])
    assert np.isnan(found[4])


def test_percentile_ignores_noise():
    assert scaled(Percentile(type="percentile"), [0.1 + 0.2, 0.3]) == [50, 50]


@pytest.mark.parametrize(
    "scale",
    [
        Linear(type="linear", zero=0, full=1),
        Steps(type="steps", steps=STEPS, otherwise=50),
        Steps(type="steps", better="lower", steps=STEPS, otherwise=50),
        Target(type="target", target=1, width=1),
        Percentile(type="percentile"),
    ],
)
def test_missing_stays_missing(scale):
    assert np.isnan(scaled(scale, [np.nan, np.nan])).all()
