"""When times carry no information: an export that stamps one day on everything against an agency that is quick."""

import pytest

from criteria.integrity import Thresholds, speeds_unknown, step_times
from criteria.measure import measure
from tests.criteria.small_logs import complaint, handed_in, rulebook

STAMPED = [complaint("A", day, 0, 0, 0) for day in range(30)]


def told(rows, who="A", rules=None, **thresholds):
    found = step_times(handed_in(rows), rules or rulebook(), Thresholds(**thresholds)).loc[who]
    assert found.nunique() == 1
    return bool(found.iloc[0])


def test_thirty_complaints_without_any_delay_tell_nothing():
    assert not told(STAMPED)


@pytest.mark.parametrize(
    "rows",
    [
        STAMPED[1:],  # too few to say
        [*STAMPED, complaint("A", 40, 0, 0, 1)],
        [*STAMPED, complaint("A", 40, 1)],
        [complaint("A", day, 0) for day in range(60)],  # acknowledged by a machine, and that is all
        [complaint("A", day) for day in range(60)],
    ],
)
def test_a_single_delay_or_a_small_number_is_believed(rows):
    assert told(rows)


def test_steps_after_the_cut_off_and_rows_that_do_not_count_are_not_looked_at():
    late = complaint("A", 360, 0, 30)
    assert not told([*STAMPED, late])
    assert not told([*STAMPED, complaint("A", 40, 0, 0, 5) | {"bin": "excluded"}])


@pytest.mark.parametrize("imply", [True, False])
def test_one_step_alone_in_the_log_is_enough(imply):
    assert not told([complaint("A", day, None, None, 0) for day in range(30)], rules=rulebook(imply=imply))
    assert not told([complaint("A", day, None, 0) for day in range(30)], rules=rulebook(imply=imply))


def test_speeds_that_are_unknown_are_missing_and_everything_else_stays():
    quick = [complaint("B", day, 0, 0, day % 7 == 0) for day in range(30)]
    handed, rules = handed_in(STAMPED + quick), rulebook()
    before = measure(handed, rules)
    after = speeds_unknown(before, step_times(handed, rules, Thresholds()))
    assert before.table.loc["A", "days_to_answer_median"] == 0
    assert before.table.loc["A", "resolved_on_time_share"] == 1
    speeds = {f"days_to_{step}_{name}" for step in ("acknowledge", "answer", "resolve") for name in ("median", "p90")}
    speeds |= {f"{done}_on_time_share" for done in ("acknowledged", "answered", "resolved")}
    for name in ("table", "numerators", "denominators"):
        was, now = getattr(before, name), getattr(after, name)
        assert now.loc["A", sorted(speeds)].isna().all()
        assert now.drop(columns=list(speeds)).equals(was.drop(columns=list(speeds)))
        assert now.loc["B"].equals(was.loc["B"])
    assert after.table.loc["A", "resolved_share"] == 1


def test_without_logs_nothing_speaks_against_anybody():
    handed = handed_in(STAMPED)
    handed = type(handed)(handed.roster, handed.marks, None, handed.columns, handed.bins, handed.files)
    assert step_times(handed, rulebook(), Thresholds()).all(axis=None)
