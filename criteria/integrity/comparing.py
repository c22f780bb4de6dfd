"""Comparing a participant with the others of its category: their share, and how rare its own would be among them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import betainc

from criteria.rounding import Floats, reaches


def of_others(table: pd.DataFrame, own: str, group: list[str]) -> Floats:
    """Return, for every row, the sum of column ``own`` over all other rows that have the same values in ``group``."""
    return np.asarray(table.groupby(group)[own].transform("sum") - table[own], dtype=np.float64)


def share(events: Floats, counts: Floats) -> Floats:
    """Return events / counts, NaN of nothing."""
    result: Floats = events / np.where(counts > 0, counts, np.nan)
    return result


def share_of_others(table: pd.DataFrame) -> Floats:
    """Return, for every participant, events / n of all others of its category together; NaN where there is none.

    table: one row per participant: category, n, events.
    """
    return share(of_others(table, "events", ["category"]), of_others(table, "n", ["category"]))


def rarity(events: Floats, counts: Floats, usual: Floats) -> Floats:
    """Return the probability of so many events or more of ``counts`` where the share is ``usual``; NaN stays NaN.

    The binomial's upper tail, exactly: P(X >= k) = I_p(k, n - k + 1).
    """
    tail: Floats = betainc(np.maximum(events, 1.0), counts - np.maximum(events, 1.0) + 1, usual)
    return np.where(events < 1, np.where(np.isnan(usual), np.nan, 1.0), tail)


def stands_out(
    events: Floats, counts: Floats, usual: Floats, threshold: Floats | float, chance: float
) -> NDArray[np.bool_]:
    """Whether the share reaches its threshold and is rarer than ``chance`` among the others, who may be none."""
    rare = ~(rarity(events, counts, usual) >= chance)  # with nobody to compare with, the threshold decides
    found: NDArray[np.bool_] = reaches(share(events, counts) - threshold, 0.0) & rare
    return found
