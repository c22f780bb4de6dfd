"""A participant's year by month: complaints, the share answered on time, and what became of it."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from babel.dates import format_date

from reports.feedback.ground import Received
from reports.feedback.told import Month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.feedback.ground import Ground

_MISSING = float("nan")
NOTHING = Received(0, 0, 0)


def months(ground: Ground, code: str) -> Iterator[Month]:
    """Yield every month of the period, those without a complaint included."""
    mine, category = ground.received.get(code, {}), ground.placed[code].category
    for place, month in enumerate(ground.months):
        here = mine.get(month, NOTHING)
        yield Month(
            label=month_label(month, first=place == 0, language=ground.say.language),
            complaints=here.complaints,
            on_time=here.share,
            median=ground.month_medians.get((category, month), _MISSING),
        )


@cache
def month_label(month: str, *, first: bool, language: str) -> str:
    """Return the month's short name, with the year under the first and each January."""
    day = dt.date.fromisoformat(f"{month}-01")
    name = format_date(day, "LLL", locale=language)
    return f"{name}\n{day.year}" if first or day.month == 1 else name


def trend(ground: Ground, code: str) -> str:
    """Say what became of the share answered on time from the first half of the year to the second."""
    mine, say = ground.received.get(code, {}), ground.say
    half = len(ground.months) // 2
    shares = []
    for part in (ground.months[:half], ground.months[half:]):
        due = sum(mine.get(month, NOTHING).due for month in part)
        on_time = sum(mine.get(month, NOTHING).on_time for month in part)
        shares.append(on_time / due if due else _MISSING)
    before, after = shares
    if np.isnan(before) or np.isnan(after):
        return ""
    return say("Answered on time in the first half of the period: {before}; in the second: {after}.",
               before=say.percent(before), after=say.percent(after))  # fmt: skip
