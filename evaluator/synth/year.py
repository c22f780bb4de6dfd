"""What all complaints of a synthetic year share: its days, its office hours, how fast each participant works."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from evaluator.synth.draws import LANE, Floats, Ints, normal_quantiles
from evaluator.synth.roster import Roster
from submissions.sources import Period

DAY = 86_400
OFFICE = 8 * 3_600  # seconds in a working day
OPENS = 8 * 3_600  # second of the day at which offices open
UNTIL_LATER = 800  # days after the cut-off on which something may still happen, out of sight
SPEED = 256  # a factor of 1 in the whole numbers of ``Year.factor``
PER_HOUR = (1, 1, 1, 1, 1, 2, 4, 8, 16, 20, 20, 18, 14, 16, 17, 16, 14, 11, 9, 10, 9, 7, 4, 2)
PER_WEEKDAY = (104, 102, 100, 98, 92, 45, 35)  # complaints by day of the week, Monday first
MEDIANS = (0.8, 1.6, 4.0)  # working days from receipt to acknowledgement, thence to answer, thence to resolution
SPREADS = (1.0, 0.9, 0.8)  # of their logarithms


@dataclass(frozen=True)
class Office:
    """The clock that only runs in office hours on weekdays; days count from the first of the period.

    open_before: working days before each day; is_open: whether the day is one; days: the working days themselves.
    """

    open_before: Ints
    is_open: np.ndarray
    days: Ints

    def clock(self, seconds: Ints) -> Ints:
        """Return the office seconds passed at these seconds of the period."""
        day, second = np.divmod(seconds, DAY)
        passed: Ints = self.open_before[day] * OFFICE + np.clip(second - OPENS, 0, OFFICE) * self.is_open[day]
        return passed

    def moment(self, clock: Ints) -> Ints:
        """Return the second of the period at which so many office seconds have passed: the next morning at a close."""
        day, second = np.divmod(clock, OFFICE)
        return self.days[day] * DAY + OPENS + second


@dataclass(frozen=True)
class Year:
    """One year of ``count`` complaints. Times are local seconds since the first midnight of the period.

    bounds: number of the first complaint of each day, and ``count`` at the end; months: the month of each day, from 0.
    of_day: second of the day by lane. delays: office seconds by step and lane. factor: by step, participant and month,
    in 1/SPEED. stalls: lanes below it never come to an end, by participant. pleased: 0 (not) to 4, by participant.
    """

    seed: int
    count: int
    first: dt.date
    days: int
    cutoff: int
    bounds: Ints
    months: Ints
    of_day: Ints
    office: Office
    delays: Ints
    factor: Ints
    stalls: Ints
    pleased: Ints
    slots: Ints

    @property
    def participants(self) -> int:
        """Return how many take part."""
        return len(self.stalls)

    @property
    def starts(self) -> Ints:
        """Return the number of the first complaint of each month, and ``count`` at the end."""
        firsts = np.searchsorted(self.months, np.arange(self.months[-1] + 1))
        return np.append(self.bounds[firsts], self.count)


def plan(seed: int, count: int, period: Period, roster: Roster) -> Year:
    """Lay out a year of ``count`` complaints for this period and these participants."""
    days = (period.to - period.from_).days + 1
    dates = [period.from_ + dt.timedelta(days=n) for n in range(days)]
    months = np.array([(d.year - dates[0].year) * 12 + d.month - dates[0].month for d in dates], dtype=np.int64)
    weights = np.array([PER_WEEKDAY[d.weekday()] * (days + n // 4) for n, d in enumerate(dates)], dtype=object)
    passed = np.concatenate([[0], np.cumsum(weights)])
    return Year(
        seed=seed,
        count=count,
        first=period.from_,
        days=days,
        cutoff=((period.cutoff - period.from_).days + 1) * DAY,
        bounds=(passed * count // passed[-1]).astype(np.int64),
        months=months,
        of_day=_of_day(),
        office=_office(period.from_, (period.cutoff - period.from_).days + UNTIL_LATER),
        delays=np.stack([_delays(median, spread) for median, spread in zip(MEDIANS, SPREADS, strict=True)]),
        factor=_factors(roster, int(months[-1]) + 1),
        stalls=np.rint(LANE * np.clip(0.07 * np.exp(-0.6 * roster.quality), 0.004, 0.5)).astype(np.int64),
        pleased=np.clip(np.rint(2.0 + roster.quality), 0, 4).astype(np.int64),
        slots=roster.slots,
    )


def _of_day() -> Ints:
    """Return the second of the day by lane, so that hours fill up as ``PER_HOUR`` says."""
    ends = np.concatenate([[0], np.cumsum(PER_HOUR)]) * LANE // sum(PER_HOUR)
    hour = np.searchsorted(ends, np.arange(LANE), side="right") - 1
    within = (np.arange(LANE) - ends[hour]) * 3_600 // (ends[hour + 1] - ends[hour])
    seconds: Ints = (hour * 3_600 + within).astype(np.int64)
    return seconds


def _office(first: dt.date, days: int) -> Office:
    weekday = (first.weekday() + np.arange(days)) % 7
    is_open = weekday < 5
    return Office(
        open_before=np.cumsum(is_open) - is_open, is_open=is_open.astype(np.int64), days=np.flatnonzero(is_open)
    )


def _delays(median: float, spread: float) -> Ints:
    """Return log-normal delays in office seconds by lane."""
    delays: Floats = OFFICE * median * np.exp(spread * normal_quantiles())
    return np.rint(delays).astype(np.int64)


def _factors(roster: Roster, months: int) -> Ints:
    """Return how slow each participant is, by step and month: the better are faster, some improve over the year."""
    season = np.arange(months) / max(months - 1, 1)
    step = np.array([0.5, 0.55, 0.45])[:, None, None]
    slowness = -step * roster.quality[:, None] - 0.8 * roster.improvement[:, None] * season
    factor: Ints = np.rint(SPEED * np.exp(slowness)).astype(np.int64)
    return factor
