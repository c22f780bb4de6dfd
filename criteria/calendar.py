"""Working days: which days count, and how many lie between two of them.

Working days from A to B = the number of working days d with A < d <= B; so the same day is 0. Holidays come from the
``holidays`` library: its category public and, where it has one, government (in Indonesia the joint leave).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import holidays
import numpy as np
import pandas as pd
from holidays.constants import GOVERNMENT, PUBLIC

if TYPE_CHECKING:
    from criteria.rulebook import Calendar

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def days_off(calendar: Calendar, years: range) -> dict[dt.date, str]:
    """Return the days off that are no weekends by rule, with their names; added days win over removed ones."""
    off: dict[dt.date, str] = {}
    if calendar.country:
        known = holidays.country_holidays(calendar.country).supported_categories
        categories = tuple(category for category in (PUBLIC, GOVERNMENT) if category in known)
        # observed shifts belong to the library's rule of the country, so they are left as it has them
        off.update(holidays.country_holidays(calendar.country, years=list(years), categories=categories).items())
    for day in calendar.remove:
        off.pop(day, None)
    off.update({day.date: day.name for day in calendar.add})
    return off


def numbered_days(calendar: Calendar, first: dt.date, last: dt.date) -> pd.DataFrame:
    """Return one row per day from ``first`` to ``last``: day (date), number (int32), the working days up to it.

    Working days from A to B are then ``number[B] - number[A]``: A itself is not counted, B is.
    """
    days = pd.date_range(first, last, freq="D")
    off = days_off(calendar, range(first.year, last.year + 1))
    weekend = np.isin(days.dayofweek, [_WEEKDAYS.index(day) for day in calendar.weekend])
    holiday = days.isin(pd.DatetimeIndex(list(off)))
    number = np.cumsum(~(weekend | holiday)).astype("int32")
    return pd.DataFrame({"day": days.date, "number": number})
