"""Funnel limits: how far chance alone may carry a participant of its size from the target.

Exact where participants scatter as chance has it; widened by the variance between them where they scatter more.
Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, and FunnelPlotR, which implements it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import bdtrik, betainc, gammaincinv, ndtri

from criteria.fairness import overdispersion as od
from criteria.fairness.shares import ratio
from criteria.rounding import Floats

LEVELS = {"95": 0.95, "998": 0.998}
"""The two funnels, by the name of their columns: some two and some three standard errors wide."""


@dataclass(frozen=True)
class Funnel:
    """Every participant between its limits.

    table: one row per participant: value, low_95, high_95, low_998, high_998 (same unit as value), outside ("" within
        the 95 % limits; "low", "high" beyond them; "very low", "very high" beyond those of 99.8 %). NaN and "" where
        there is no value.
    target: what the funnel stands around. phi, between: as ``Overdispersion``; between 0 means exact limits.
    """

    table: pd.DataFrame
    target: float
    phi: float
    between: float


def funnel_of_shares(
    numerators: pd.Series[float], denominators: pd.Series[float], expected: pd.Series[float] | None = None
) -> Funnel:
    """Put shares into a funnel around the common share. One index of participants; NaN is missing.

    expected: events (numerators) to be expected of each, as of its kinds of complaints; its limits then stand around
        expected / denominator. Complaints of different kinds scatter a little less than the limits allow for.
    """
    above, below = np.asarray(numerators, dtype=np.float64), np.asarray(denominators, dtype=np.float64)
    known = (below > 0) & ~np.isnan(above)
    target = float(above[known].sum() / below[known].sum()) if known.any() else float("nan")
    around: float | Floats = target if expected is None else np.minimum(ratio(np.asarray(expected), below), 1.0)
    found = od.of_shares(above, below, around)
    limits = {name: share_limits(below, around, level, found.between) for name, level in LEVELS.items()}
    return Funnel(_table(ratio(above, below), limits, numerators.index), target, found.phi, found.between)


def funnel_of_ratios(observed: pd.Series[float], expected: pd.Series[float]) -> Funnel:
    """Put observed / expected events into a funnel around 1. One index of participants; NaN is missing."""
    above, below = np.asarray(observed, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    found = od.of_ratios(above, below)
    limits = {name: ratio_limits(below, level, found.between) for name, level in LEVELS.items()}
    return Funnel(_table(ratio(above, below), limits, observed.index), 1.0, found.phi, found.between)


def ratio_limits(expected: Floats, level: float, between: float = 0.0) -> tuple[Floats, Floats]:
    """Return lower and upper limit of observed / expected; NaN where nothing is expected.

    Exact Poisson: chi2.ppf(a/2, 2E) / 2E and chi2.ppf(1 - a/2, 2(E + 1)) / 2E, a = 1 - level, as FunnelPlotR has them.
    With ``between``: exp of -+ z sqrt(1/E + between).
    """
    events = np.where(expected > 0, expected, np.nan)
    tail = (1 - level) / 2
    if between > 0:
        reach = -ndtri(tail) * np.sqrt(1 / events + between)
        return np.exp(-reach), np.exp(reach)
    return gammaincinv(events, tail) / events, gammaincinv(events + 1, 1 - tail) / events


def share_limits(
    denominators: Floats, target: float | Floats, level: float, between: float = 0.0
) -> tuple[Floats, Floats]:
    """Return lower and upper limit of a share of so many complaints around ``target`` (or targets), 0..1; NaN for none.

    Exact binomial: a share beyond a limit is one that chance brings about, there or further out, with a probability
    under (1 - level) / 2. Between whole numbers the limit is interpolated by Spiegelhalter's formula, at the upper end
    by the same formula for the complement, which keeps that promise at both ends.
    With ``between``: sin^2 of arcsin(sqrt(target)) -+ z sqrt(1/4n + between).
    """
    target = np.broadcast_to(np.asarray(target, dtype=np.float64), denominators.shape)
    counts = np.where((denominators > 0) & ~np.isnan(target), denominators, np.nan)
    tail = (1 - level) / 2
    if between > 0:
        reach, centre = -ndtri(tail) * np.sqrt(1 / (4 * counts) + between), np.arcsin(np.sqrt(target))
        low, high = np.maximum(centre - reach, 0.0), np.minimum(centre + reach, np.pi / 2)
        return np.sin(low) ** 2, np.sin(high) ** 2
    return _binomial_low(counts, target, tail), 1 - _binomial_low(counts, 1 - target, tail)


def _binomial_low(counts: Floats, target: Floats, tail: float) -> Floats:
    """Return (r - alpha) / n, r the smallest number with F(r) >= tail, alpha = (F(r) - tail) / (F(r) - F(r - 1))."""
    certain = (target <= 0) | (target >= 1)  # no scatter: every share is the target
    scattered = np.where(certain, 0.5, target)
    limits = np.where(certain, target, _scattered_low(counts, scattered, tail))
    return np.where(np.isnan(counts), np.nan, limits)


def _scattered_low(counts: Floats, target: Floats, tail: float) -> Floats:
    r = np.maximum(np.ceil(bdtrik(tail, counts, target)), 0.0)  # one too many by rounding gives the same limit
    at, under = _cumulative(r, counts, target), _cumulative(r - 1, counts, target)
    limits: Floats = np.maximum(r - (at - tail) / (at - under), 0.0) / counts
    return limits


def _cumulative(r: Floats, counts: Floats, target: Floats) -> Floats:
    """Return the binomial F(r): the incomplete beta function, which takes NaN where scipy's binomial does not."""
    inner = betainc(np.maximum(counts - r, 0.0), np.maximum(r + 1, 0.0), 1 - target)
    return np.where(r < 0, 0.0, np.where(r >= counts, 1.0, inner))


def _table(values: Floats, limits: dict[str, tuple[Floats, Floats]], index: pd.Index[str]) -> pd.DataFrame:
    columns = {f"{end}_{name}": both[at] for name, both in limits.items() for at, end in enumerate(("low", "high"))}
    outside = np.full(len(values), "", dtype=object)
    for name, word in (("95", ""), ("998", "very ")):
        outside[values < columns[f"low_{name}"]] = f"{word}low"
        outside[values > columns[f"high_{name}"]] = f"{word}high"
    return pd.DataFrame({"value": values, **columns, "outside": outside}, index=index)
