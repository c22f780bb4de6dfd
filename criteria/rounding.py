"""The one place where scores are rounded and figures are compared with a threshold (docs/adr/0002)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TOLERANCE = 1e-9
"""What the arithmetic of binary fractions may add or take away; nothing a rulebook can state is finer."""


def half_up(values: Floats, decimals: int) -> Floats:
    """Round half up as a person does with the printed number: 79.995 and its noisy twin 79.99499999999999 give 80.00.

    floor(x * 10^d + 0.5 + 1e-9) / 10^d, where 1e-9 grows to 8 units in the last place of x * 10^d once those are
    larger (five decimals and more). The result is the double nearest to the decimal, so it prints with at most d
    decimals. NaN stays NaN.
    """
    rounded: Floats = units(values, decimals) / 10.0**decimals
    return rounded


def units(values: Floats, decimals: int) -> Floats:
    """Return what ``half_up`` gives in units of the last decimal: a new array of whole numbers, NaN where missing."""
    scaled: Floats = np.asarray(values, dtype=np.float64) * 10.0**decimals
    small = 8 * np.spacing(max(scaled.max(initial=0.0), -scaled.min(initial=0.0))) <= TOLERANCE  # not where NaN is
    noise = TOLERANCE if small else np.maximum(TOLERANCE, 8 * np.spacing(np.abs(scaled)))
    scaled += 0.5
    scaled += noise
    return np.floor(scaled, out=scaled)


def rounded(table: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """Return the same table with every value rounded by ``half_up``."""
    return pd.DataFrame(half_up(table.to_numpy(), decimals), index=table.index, columns=table.columns)


def reaches(values: Floats, threshold: float) -> NDArray[np.bool_]:
    """Whether values are at least the threshold, noise apart; NaN is not."""
    at_least: NDArray[np.bool_] = values >= threshold - TOLERANCE
    return at_least


def apportion(parts: Floats, total: float, decimals: int) -> Floats:
    """Round parts so that they add up to the rounded total exactly: the largest remainders are rounded up.

    parts: points that sum to ``total`` but for noise; NaN parts stay NaN and take no share. total: as printed, that is
    already rounded to ``decimals``. Equal remainders go to the earlier part. Source: Hamilton's method of largest
    remainders.
    """
    result: Floats = np.full(len(parts), np.nan)
    known = np.flatnonzero(~np.isnan(parts))
    if known.size == 0:
        return result
    unit = 10.0**decimals
    scaled = parts[known] * unit
    whole = np.floor(scaled + TOLERANCE)
    lacking = round(float(total) * unit) - round(float(whole.sum()))
    order = np.argsort(np.round(whole - scaled, 6), kind="stable")  # noise must not decide between equal remainders
    whole[order[: max(lacking, 0)]] += 1
    result[known] = whole / unit
    return result
