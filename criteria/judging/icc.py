"""Intraclass correlations of Shrout and Fleiss (1979), with intervals as in McGraw and Wong (1996).

Form 1 needs no complete table: panels that change from participant to participant are what it is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import fdtri

if TYPE_CHECKING:
    from criteria.rounding import Floats

NOISE = 1e-12
"""A sum of squares this small beside the sum of the squared marks is the arithmetic's own."""


class Estimate(NamedTuple):
    """A figure and its interval; NaN where it is not defined."""

    value: float
    low: float = float("nan")
    high: float = float("nan")


class MeanSquares(NamedTuple):
    """The analysis of variance of n participants by k judges: between participants, within them, judges, the rest."""

    n: int
    k: int
    between: float
    within: float
    judges: float
    error: float


def mean_squares(table: Floats) -> MeanSquares:
    """Return the mean squares of a complete table. table: shape (n, k), no NaN, n >= 2, k >= 2."""
    n, k = table.shape
    centred = table - table.mean()
    rows, columns = centred.mean(axis=1), centred.mean(axis=0)
    squares = (
        k * float(rows @ rows),
        float(((centred - rows[:, None]) ** 2).sum()),
        n * float(columns @ columns),
        float(((centred - rows[:, None] - columns) ** 2).sum()),
    )
    noise = NOISE * float((table**2).sum())
    between, within, judges, error = (0.0 if square <= noise else square for square in squares)
    return MeanSquares(n, k, between / (n - 1), within / (n * (k - 1)), judges / (k - 1), error / ((n - 1) * (k - 1)))


def icc(table: Floats, confidence: float = 0.95) -> dict[str, Estimate]:
    """Return the six forms by name: icc1, icc2, icc3 of one judge's mark, icc1k, icc2k, icc3k of the mean of k.

    table: marks as participants x judges, shape (n, k), no NaN, n >= 2, k >= 2. 1: another draw of judges for every
    participant; 2: these judges are a draw from many, and severity counts as disagreement; 3: these judges alone, and
    severity does not count. A value of NaN: participants do not differ at all in what the form looks at.
    """
    m = mean_squares(table)
    one = _ratio(m.between - m.within, m.between + (m.k - 1) * m.within)
    two = _ratio(m.between - m.error, m.between + (m.k - 1) * m.error + m.k * (m.judges - m.error) / m.n)
    three = _ratio(m.between - m.error, m.between + (m.k - 1) * m.error)
    tail = (1 - confidence) / 2
    singles = {
        "icc1": Estimate(one, *_limits(m.between, m.within, (m.n - 1, m.n * (m.k - 1)), m.k, tail)),
        "icc2": Estimate(two, *_absolute_limits(m, two, tail)),
        "icc3": Estimate(three, *_limits(m.between, m.error, (m.n - 1, (m.n - 1) * (m.k - 1)), m.k, tail)),
    }
    return singles | {f"{name}k": Estimate(*(_of_mean(part, m.k) for part in e)) for name, e in singles.items()}


def one_way(table: Floats, confidence: float = 0.95) -> dict[str, Estimate]:
    """Return icc1 of one mark and icc1k of the mean of as many as a participant has, marks missing or not.

    table: marks as participants x judges, shape (n, k), NaN where missing, a mark in every row, n >= 2, and two marks
    in one row or more. The analysis of variance with unequal groups: in place of k stands k0 = (N - sum of k_i^2 / N) /
    (n - 1), which is k where all rows are full; the interval is then an approximation, as R's package ICC makes it.
    Source: Donner (1986), International Statistical Review 54, 67-82, with the interval of Thomas and Hultquist (1978).
    """
    given = ~np.isnan(table)
    counts, marks = given.sum(axis=1), np.where(given, table - table[given].mean(), 0.0)
    n, total = len(table), int(counts.sum())
    means = marks.sum(axis=1) / counts
    squares = (
        float(counts @ (means - marks.sum() / total) ** 2),
        float((np.where(given, marks - means[:, None], 0.0) ** 2).sum()),
    )
    noise = NOISE * float((table[given] ** 2).sum())
    between, within = (0.0 if square <= noise else square for square in squares)
    between, within = between / (n - 1), within / (total - n)
    k0 = (total - float((counts**2).sum()) / total) / (n - 1)
    tail = (1 - confidence) / 2
    one = Estimate(
        _ratio(between - within, between + (k0 - 1) * within),
        *_limits(between, within, (n - 1, total - n), k0, tail),
    )
    return {"icc1": one, "icc1k": Estimate(*(_of_mean(part, k0) for part in one))}


def _limits(between: float, rest: float, freedom: tuple[int, int], k: float, tail: float) -> tuple[float, float]:
    """Limits of forms 1 and 3: between / rest follows F, up to the factor that the correlation makes."""
    above = float(fdtri(freedom[0], freedom[1], 1 - tail))
    below = 1 / float(fdtri(freedom[1], freedom[0], 1 - tail))
    low, high = (_ratio(between - f * rest, between + (k - 1) * f * rest) for f in (above, below))
    return low, high


def _absolute_limits(m: MeanSquares, value: float, tail: float) -> tuple[float, float]:
    """Limits of form 2, by Satterthwaite's degrees of freedom (McGraw and Wong 1996, table 7)."""
    if m.error == 0 and (m.judges == 0 or m.between == 0):  # no disagreement at all, or nothing but severity
        return (value, value) if m.judges == 0 else (float("nan"), float("nan"))
    a = m.k * value / (m.n * (1 - value))
    b = 1 + m.k * value * (m.n - 1) / (m.n * (1 - value))
    spread = (a * m.judges) ** 2 / (m.k - 1) + (b * m.error) ** 2 / ((m.n - 1) * (m.k - 1))
    if spread == 0:  # the approximation has nothing to go by
        return float("nan"), float("nan")
    freedom = (a * m.judges + b * m.error) ** 2 / spread
    above, below = float(fdtri(m.n - 1, freedom, 1 - tail)), float(fdtri(freedom, m.n - 1, 1 - tail))
    rest = m.k * m.judges + (m.k * m.n - m.k - m.n) * m.error
    low = _ratio(m.n * (m.between - above * m.error), above * rest + m.n * m.between)
    high = _ratio(m.n * (below * m.between - m.error), rest + m.n * below * m.between)
    return low, high


def _of_mean(single: float, k: float) -> float:
    """Return the correlation of means of k marks from that of single marks (Spearman and Brown)."""
    return _ratio(k * single, 1 + (k - 1) * single)


def _ratio(above: float, below: float) -> float:
    return above / below if below != 0 else float("nan")
