"""Distributions that honest work does not make: one value over and over, and heaps at round numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.integrity import catalogue as of
from criteria.integrity.comparing import of_others, share, share_of_others, stands_out
from criteria.integrity.evidence import HEAPED_FROM, HEAPED_TO, HEAPS
from criteria.rounding import TOLERANCE

if TYPE_CHECKING:
    from criteria.integrity_rules import Thresholds

QUICK = 1.6
"""A log-normal delay whose logarithm scatters by 1/2 has 0.8 / days at its peak of so many days; twice that is odd."""


def one_answer_time(counts: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    """Flag who gives many answers after one and the same number of days, far more than after a day less or more.

    counts: code, category, value (days), n (answers). Returns the columns of ``flags``; detail: the days.
    """
    table = _with_neighbours(counts)
    table = table[table["n"] >= thresholds.answer_time_peak * table["around"] - TOLERANCE]
    quick = QUICK / table["value"].clip(lower=1)
    found = _most_frequent(table.assign(limit=quick.clip(lower=thresholds.answer_time)), thresholds)
    return found.assign(flag=of.ANSWER_TIME.code, detail=found["value"].astype(str))


def one_rating(counts: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    """Flag whose ratings are all the same. counts: code, category, value (hundredths), n; detail: the rating (1..5)."""
    found = _most_frequent(_compared(counts).assign(limit=thresholds.one_rating), thresholds)
    return found.assign(flag=of.ONE_RATING.code, detail=(found["value"] / 100).map("{:g}".format))


def one_text(counts: pd.DataFrame, flag: of.Flag, limit: float, thresholds: Thresholds) -> pd.DataFrame:
    """Flag whose ratings are often one reporter's, or whose answers one text.

    counts: code, category, value (a number that stands for the text), n; detail: "".
    """
    table = counts.assign(total=counts.groupby("code")["n"].transform("sum"), usual=np.nan)
    return _most_frequent(table.assign(limit=limit), thresholds).assign(flag=flag.code, detail="")


def _compared(counts: pd.DataFrame) -> pd.DataFrame:
    """Add total (all values of the participant), usual (the share that the value has among the others)."""
    table = counts.assign(total=counts.groupby("code")["n"].transform("sum"))
    totals = table.drop_duplicates("code")
    others = pd.Series(of_others(totals, "total", ["category"]), index=totals["code"])
    same = of_others(table, "n", ["category", "value"])
    return table.assign(usual=share(same, np.asarray(table["code"].map(others), dtype=np.float64)))


def _with_neighbours(counts: pd.DataFrame) -> pd.DataFrame:
    """Add around (the mean of the answers after a day less and a day more) to what is compared."""
    n = counts.set_index(["code", "value"])["n"]
    sides = [
        n.reindex(pd.MultiIndex.from_arrays([counts["code"], counts["value"] + step]), fill_value=0).to_numpy()
        for step in (-1, 1)
    ]
    return _compared(counts).assign(around=(sides[0] + sides[1]) / 2)


def _most_frequent(table: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    """Return each participant's most frequent value whose share reaches its ``limit`` and stands out."""
    n, events, usual, limit = (table[column].to_numpy(dtype=np.float64) for column in ("total", "n", "usual", "limit"))
    raised = (n >= thresholds.minimum) & stands_out(events, n, usual, limit, thresholds.chance)
    found = table.assign(statistic=share(events, n), reference=usual, threshold=limit, complaints=table["n"])
    return found.loc[raised].sort_values(["n", "value"], ascending=[False, True]).drop_duplicates("code")


def heaped(counts: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    """Flag whose days to answer are heaped at multiples of five.

    Whipple's index / 100 of the days 8 to 62: answers after 10, 15, ... 60 days times 5, divided by all of them; 1 of
    an even spread, 5 when nothing else occurs. The five days around the most frequent multiple are left out: one peak
    is no heaping of digits, and has a flag of its own. What is compared is the larger of that and the index of the
    others. Weekends do not make heaps: five and seven have no common divisor. Source: Shryock and Siegel (1976), The
    Methods and Materials of Demography, chapter 8.
    counts: code, category, value (days), n (answers). Returns the columns of ``flags``; detail: the multiple left out.
    """
    inside = counts[counts["value"].between(HEAPED_FROM, HEAPED_TO)]
    inside = inside.assign(heap=(inside["value"] + HEAPS // 2) // HEAPS * HEAPS)
    inside = inside.assign(events=inside["n"].where(inside["value"] == inside["heap"], 0))
    heaps = inside.groupby(["code", "category", "heap"], as_index=False)[["n", "events"]].sum()
    heaps = heaps.sort_values(["code", "events", "heap"], ascending=[True, False, True], ignore_index=True)
    left_out = ~heaps.duplicated("code")
    table = heaps[~left_out].groupby(["code", "category"], as_index=False)[["n", "events"]].sum()
    n, events = (table[column].to_numpy(dtype=np.float64) for column in ("n", "events"))
    usual, limit = share_of_others(table), thresholds.heaping / HEAPS
    raised = (n >= thresholds.minimum) & stands_out(events, n, np.fmax(usual, 1 / HEAPS), limit, thresholds.chance)
    without = table["code"].map(heaps[left_out].set_index("code")["heap"]).astype(str)
    found = table.assign(flag=of.HEAPING.code, statistic=share(events, n) * HEAPS, reference=usual * HEAPS)
    return found.assign(threshold=thresholds.heaping, complaints=table["events"], detail=without).loc[raised]
