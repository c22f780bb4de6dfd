"""Working days against the published joint decrees (SKB tiga menteri) on holidays and joint leave of 2018 and 2019."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.calendar import days_off, numbered_days
from criteria.rulebook import Calendar, DayOff

# the decrees' days, election days (presidential decrees) included, as month.day
HOLIDAYS = {
    2018: "1.1 2.16 3.17 3.30 4.14 5.1 5.10 5.29 6.1 6.15 6.16 6.27 8.17 8.22 9.11 11.20 12.25",
    2019: "1.1 2.5 3.7 4.3 4.17 4.19 5.1 5.19 5.30 6.1 6.5 6.6 8.11 8.17 9.1 11.9 12.25",
}
JOINT_LEAVE = {2018: "6.11 6.12 6.13 6.14 6.18 6.19 6.20 12.24", 2019: "6.3 6.4 6.7 12.24"}


def _days(year: int, text: str) -> set[dt.date]:
    return {dt.date(year, *map(int, day.split("."))) for day in text.split()}


def _between(calendar: Calendar, first: str, last: str) -> int:
    table = numbered_days(calendar, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    return int(table["number"].iloc[-1] - table["number"].iloc[0])


@pytest.mark.parametrize("year", [2018, 2019])
def test_days_off_are_those_of_the_joint_decree(year):
    published = _days(year, HOLIDAYS[year]) | _days(year, JOINT_LEAVE[year])
    assert set(days_off(Calendar(), range(year, year + 1))) == published


def test_received_on_saturday_answered_on_monday_is_one():
    assert _between(Calendar(), "2019-01-12", "2019-01-14") == 1


def test_the_same_day_is_none():
    assert _between(Calendar(), "2019-01-14", "2019-01-14") == 0


def test_idul_fitri_2019_with_joint_leave():
    assert _between(Calendar(), "2019-05-31", "2019-06-10") == 1


def test_added_and_removed_days():
    extra = [DayOff(date=dt.date(2019, 1, 15), name="a local day")]
    assert _between(Calendar(add=extra), "2019-01-14", "2019-01-18") == 3
    assert _between(Calendar(remove=[dt.date(2019, 6, 3)]), "2019-05-31", "2019-06-10") == 2


def test_weekends_alone_and_another_weekend():
    assert _between(Calendar(country=""), "2018-12-31", "2019-01-07") == 5
    assert _between(Calendar(country="", weekend=["fri"]), "2018-12-31", "2019-01-07") == 6


@given(st.dates(dt.date(2018, 1, 1), dt.date(2019, 12, 1)), st.integers(0, 30))
def test_counts_the_days_after_the_first_up_to_the_last(start, length):
    end = start + dt.timedelta(days=length)
    off = days_off(Calendar(), range(2018, 2020))
    after = [start + dt.timedelta(days=n) for n in range(1, length + 1)]
    counted = [day for day in after if day.weekday() < 5 and day not in off]
    assert _between(Calendar(), str(start), str(end)) == len(counted)
