import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marking import codes, marks, one_category, table_of

from criteria.judging import outlying, severity

QUICK = settings(deadline=None, max_examples=40)
ROWS = [[70, 72, 71, 73], [60, 63, 62, 61], [80, 81, 83, 82], [50, 51, 50, 20]]


def found(table, *, effects=None, **keys):
    result = severity(table, one_category(table), at_least=1)
    if effects is not None:
        result = dataclasses.replace(result, judges=result.judges.assign(effect=effects))
    return outlying(table, result, **keys)


def test_worked_by_hand():
    """No judge severe. The others of 20 gave 50, 51, 50: 50 was to be expected. The median of the sixteen deviations'
    sizes is 1, and -30 / (1.4826 x 1) = -20.2."""
    table = table_of(ROWS)
    deviations = []
    for row in ROWS:
        deviations += [mark - np.median(row[:j] + row[j + 1 :]) for j, mark in enumerate(row)]
    assert np.median(np.abs(deviations)) == 1.0
    (mark,) = found(table, effects=0.0).to_dict("records")
    assert mark == {
        "stage": "final", "judge": "J4", "participant": "P04", "criterion": "c", "mark": 20.0, "expected": 50.0,
        "distance": pytest.approx(-30 / 1.4826, rel=1e-5),
    }  # fmt: skip


def test_a_severe_judge_is_not_outlying():
    """J4 gives 30 less to everybody: what is expected of it is that."""
    rows = [[70, 72, 71, 42], [60, 63, 62, 31], [80, 81, 83, 52], [50, 51, 50, 20]]
    assert found(table_of(rows)).empty
    assert len(found(table_of(rows), effects=0.0)) == 4


def test_expected_is_what_this_judge_would_give():
    rows = [[70, 72, 71, 42], [60, 63, 62, 31], [80, 81, 83, 52], [50, 51, 50, 50]]
    (mark,) = found(table_of(rows), effects=[0.0, 0.0, 0.0, -30.0]).to_dict("records")
    assert (mark["judge"], mark["participant"], mark["expected"]) == ("J4", "P04", 20)
    assert mark["distance"] > 0


def test_of_two_judges_neither_is_strange():
    assert found(table_of([[70, 71], [60, 61], [80, 81], [50, 20]]), effects=0.0).empty


def test_where_most_marks_agree_the_mean_deviation_measures():
    """Nine of twelve deviations are 0, and so is their median; their mean is 20 / 12; 10 / (1.2533 x 20 / 12) = 4.8."""
    (mark,) = found(table_of([[5, 5, 5], [6, 6, 6], [7, 7, 7], [8, 8, 18]]), effects=0.0).to_dict("records")
    assert (mark["mark"], mark["expected"]) == (18, 8)
    deviations = [0] * 9 + [-5, -5, 10]  # beside 18 the others' median of each 8 is 13
    assert mark["distance"] == pytest.approx(10 / (1.2533141 * np.abs(deviations).mean()))


def test_full_agreement_has_no_outliers():
    assert found(table_of([[5, 5, 5], [6, 6, 6]])).empty


def test_nothing_handed_in():
    assert outlying(marks({}), severity(marks({}), pd.Series(dtype=object))).empty


def test_silences_are_no_marks():
    table = pd.concat([table_of(ROWS), marks({("J9", "P01"): "absent", ("J8", "P04"): "conflict"})])
    pd.testing.assert_frame_equal(found(table, effects=0.0), found(table_of(ROWS), effects=0.0))


def test_the_threshold_is_what_is_asked():
    table = table_of(ROWS)
    (mark,) = found(table, effects=0.0).to_dict("records")
    far = abs(mark["distance"])
    assert len(found(table, effects=0.0, threshold=far)) == 1
    assert found(table, effects=0.0, threshold=far * 1.001).empty


@st.composite
def panels(draw):
    people, judges = draw(st.integers(3, 7)), draw(st.integers(3, 6))
    mark = st.one_of(st.none(), st.integers(0, 40).map(lambda quarters: quarters / 4))
    return draw(st.lists(st.lists(mark, min_size=judges, max_size=judges), min_size=people, max_size=people))


def plain(rows, threshold):
    """The same by loops, without effects."""
    expected = {}
    for p, row in enumerate(rows):
        for j, mark in enumerate(row):
            others = [other for i, other in enumerate(row) if i != j and other is not None]
            if mark is not None and len(others) >= 2:
                expected[p, j] = float(np.median(others))
    away = {at: rows[at[0]][at[1]] - value for at, value in expected.items()}
    sizes = [abs(value) for value in away.values()]
    scale = 1.482602218505602 * np.median(sizes) or 1.2533141373155001 * np.mean(sizes) if sizes else 0
    return {at for at, value in away.items() if scale and abs(value) / scale >= threshold}


@QUICK
@given(panels(), st.sampled_from([0.5, 1.3, 3.5]))
def test_the_same_by_loops(rows, threshold):
    table = table_of(rows)
    seen = found(table, effects=0.0, threshold=threshold)
    assert {(int(p[1:]) - 1, int(j[1:]) - 1) for p, j in zip(seen["participant"], seen["judge"], strict=True)} == plain(
        rows, threshold
    )


@QUICK
@given(panels(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_change_one_bit(rows, random):
    table = table_of(rows)
    order = list(range(len(table)))
    random.shuffle(order)
    shuffled = found(table.iloc[order], threshold=1.0)
    pd.testing.assert_frame_equal(shuffled, found(table, threshold=1.0), check_exact=True)


def test_marks_of_strangers_are_left_out():
    table = table_of(ROWS)
    result = severity(table, pd.Series("all", index=codes(table)[:3]), at_least=1)
    assert outlying(table, result).empty
