"""A month whose number of complaints breaks with the participant's other months: a hole in the log, or a flood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import gammainc, gammaincc

from criteria.integrity import catalogue as of

if TYPE_CHECKING:
    from criteria.integrity_rules import Thresholds
    from submissions.sources import Period

FEWEST = 6
"""Months of the period: of fewer, the median is no measure of what is usual."""


def breaks(counts: pd.DataFrame, period: Period, thresholds: Thresholds) -> pd.DataFrame:
    """Flag each participant's month that is least likely, given its median month.

    counts: code, category, value (month, 201903), n (complaints received). Months without complaints count as 0, and
    the first and the last one by their days within the period. A month breaks when it has ``month_times`` as many as
    the median daily rate leads to expect, or as small a part of it, and the Poisson probability of so many (so few) is
    under ``chance``. Returns the columns of ``flags``: statistic observed / expected, reference 1, detail "2019-03".
    """
    days = _days(period)
    if len(days) < FEWEST or counts.empty:
        return pd.DataFrame()
    observed = counts.pivot_table(index="code", columns="value", values="n", aggfunc="sum", fill_value=0)
    observed = observed.reindex(columns=days.index, fill_value=0).astype("float64")
    expected = np.outer((observed / days).median(axis=1), days)
    table = pd.DataFrame(
        {
            "code": observed.index.repeat(len(days)),
            "month": np.tile(days.index.to_numpy(), len(observed)),
            "observed": observed.to_numpy().ravel(),
            "expected": expected.ravel(),
            "total": observed.sum(axis=1).repeat(len(days)).to_numpy(),
        }
    )
    table = table[(table["expected"] > 0) & (table["total"] >= thresholds.minimum)]
    table = table.assign(ratio=table["observed"] / table["expected"], rarity=_rarity(table))
    times = thresholds.month_times
    broken = (table["ratio"] >= times) | (table["ratio"] <= 1 / times)
    table = table[broken & (table["rarity"] < thresholds.chance)]
    worst = table.sort_values(["rarity", "month"], kind="stable").drop_duplicates("code")
    month = worst["month"].astype(str)
    return worst.assign(
        flag=of.MONTH.code,
        statistic=worst["ratio"],
        reference=1.0,
        threshold=np.where(worst["ratio"] > 1, times, 1 / times),
        complaints=worst["observed"],
        detail=month.str[:4] + "-" + month.str[4:],
    )


def _days(period: Period) -> pd.Series[int]:
    """Return the days of the period by month (201903)."""
    days = pd.date_range(period.from_, period.to, freq="D")
    return pd.Series(1, index=days.year * 100 + days.month).groupby(level=0).sum()


def _rarity(table: pd.DataFrame) -> pd.Series[float]:
    """Return the Poisson probability of so many or more where there are more than expected, else of so few or fewer."""
    observed, expected = table["observed"].to_numpy(), table["expected"].to_numpy()
    more = gammainc(np.maximum(observed, 1.0), expected)  # P(X >= k)
    fewer = gammaincc(observed + 1, expected)  # P(X <= k)
    return pd.Series(np.where(observed > expected, more, fewer), index=table.index)
