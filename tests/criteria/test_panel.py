import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_year import handed_in

from criteria.panel import aggregate, summary
from criteria.rulebook import Panel


def marks(*given_marks, participant="A", criterion="c"):
    """Marks of one participant: a number is scored, a word is a status."""
    rows = [
        (f"J{i}", participant, criterion, np.nan if isinstance(m, str) else m, m if isinstance(m, str) else "scored")
        for i, m in enumerate(given_marks)
    ]
    return handed_in(rows).marks


def value(table, **panel):
    return aggregate(table, "c", Panel(**panel), pd.Index(["A"], name="code"))["A"]


@pytest.mark.parametrize(
    ("panel", "given_marks", "expected"),
    [
        ({}, [60, 80, 100], 80),
        ({}, [0, 80], 40),  # a scored 0 counts
        ({}, [80, "abstained", "absent", "conflict"], 80),  # a mark not given is no 0
        ({"aggregate": "median"}, [10, 70, 80], 70),
        ({"aggregate": "median"}, [10, 70, 80, 90], 75),
        ({"aggregate": "trimmed_mean"}, [0, 70, 80, 100], 75),
        ({"aggregate": "trimmed_mean"}, [70, 70, 100], 70),
        ({"aggregate": "trimmed_mean", "trim": 2}, [0, 10, 50, 60, 90, 100], 55),
        ({"aggregate": "trimmed_mean"}, [60, 90], 75),  # nothing can be trimmed
        ({"aggregate": "trimmed_mean"}, [60, 90, "absent"], 75),
    ],
)
def test_aggregates(panel, given_marks, expected):
    assert value(marks(*given_marks), **panel) == expected


@pytest.mark.parametrize(("at_least", "expected"), [(2, 70), (3, np.nan)])
def test_too_few_marks_are_no_value(at_least, expected):
    found = value(marks(60, 80, "abstained"), at_least=at_least)
    assert found == pytest.approx(expected, nan_ok=True)


def test_no_marks_at_all():
    assert np.isnan(value(marks()))
    assert np.isnan(value(marks("absent")))
    assert len(summary(marks(), pd.Index(["A"], name="code"))) == 0


def test_summary_counts_each_kind_of_silence():
    table = pd.concat([marks(60, 80, "absent", "conflict"), marks("abstained", "abstained", participant="B")])
    found = summary(table, pd.Index(["A", "B"], name="code"))
    assert found.index.tolist() == [("A", "c"), ("B", "c")]
    assert found.columns.tolist() == ["marks", "mean", "median", "spread", "abstained", "absent", "conflict"]
    assert found.loc[("A", "c")].tolist() == [2, 70, 70, pytest.approx(200**0.5), 0, 1, 1]
    assert found.loc[("B", "c"), ["marks", "abstained"]].tolist() == [0, 2]
    assert found.loc[("B", "c"), ["mean", "median", "spread"]].isna().all()


def test_marks_of_strangers_and_of_other_criteria_are_left_out():
    table = pd.concat([marks(50), marks(90, participant="Z"), marks(10, criterion="d")])
    assert value(table) == 50
    assert summary(table, pd.Index(["A"], name="code")).index.tolist() == [("A", "c"), ("A", "d")]


MARK = st.sampled_from([0.0, 7.1, 33.3, 66.65, 99.9])
SILENCE = st.lists(st.sampled_from(["abstained", "absent", "conflict"]), max_size=4)


@settings(deadline=None, max_examples=40)
@given(st.lists(MARK, min_size=1, max_size=9), SILENCE, st.sampled_from(["mean", "median", "trimmed_mean"]))
def test_a_judge_who_is_silent_is_not_a_zero(given_marks, silent, how):
    assert value(marks(*given_marks, *silent), aggregate=how) == value(marks(*given_marks), aggregate=how)


@settings(deadline=None, max_examples=40)
@given(MARK, st.integers(1, 12), st.sampled_from(["mean", "median", "trimmed_mean"]))
def test_equal_marks_give_that_mark_whatever_the_number_of_judges(mark, judges, how):
    assert value(marks(*[mark] * judges), aggregate=how) == pytest.approx(mark, abs=1e-12)


@settings(deadline=None, max_examples=40)
@given(st.permutations([7.1, 33.3, 66.65, 99.9, 12.7, 0.3]), st.sampled_from(["mean", "trimmed_mean"]))
def test_the_order_of_rows_does_not_change_one_bit(given_marks, how):
    assert value(marks(*given_marks), aggregate=how) == value(marks(*sorted(given_marks)), aggregate=how)
