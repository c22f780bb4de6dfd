"""Empirical-Bayes shrinkage of shares to their category.

Where participants truly differ, each keeps its own share; where they differ no more than chance explains, all are near
the common one; and whoever has few complaints is nearer to it than whoever has many.

The model: true shares scatter around the category's mean with variance A; an observed share scatters around the true
one with the binomial variance V = m (1 - m) / n, m being the category's pooled share. A solves

    sum (y - mu)^2 / (V + A) = k - 1,   mu = sum of y / (V + A) over sum of 1 / (V + A),

and the estimate is mu + (1 - B) (y - mu) with B = (k - 3) / (k - 1) * V / (V + A). With equal n this is the estimator
of Efron and Morris. Sources: Efron and Morris (1975), JASA 70, 311-319; Carter and Rolph (1974), JASA 69, 880-885, for
A; Morris (1983), JASA 78, 47-55, for unequal n.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from criteria.rounding import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST = 4
"""Of three participants Morris' factor B is 0: too few to learn from, so each keeps its own share."""
_STEPS = 200  # Newton's method needs some ten; it climbs to the root without passing it


@dataclass(frozen=True)
class Shrunk:
    """Arrays over participants; NaN where a share has no denominator.

    values: the estimates, 0..1. centres: the mean that each is drawn to (its own share where there are too few).
    kept: the part of its distance from the centre that it keeps, 0..1: 1 - B.
    """

    values: Floats
    centres: Floats
    kept: Floats


def shrink(numerators: Floats, denominators: Floats, categories: NDArray[np.object_]) -> Shrunk:
    """Shrink every share to the mean of its category.

    numerators, denominators: whole numbers, one per participant; categories: its code. NaN, and a denominator that is
    not positive, is missing and counts for nobody. In a category of fewer than ``FEWEST`` shares nothing is shrunk, and
    in one of a few B stays small, at most (k - 3) / (k - 1): there the Wilson bound protects better.
    """
    values, centres, kept = (np.full(len(numerators), np.nan) for _ in range(3))
    known = (denominators > 0) & ~np.isnan(numerators)
    order = np.lexsort((numerators, denominators))  # sums are the same bits whatever the order of participants
    for category in dict.fromkeys(categories.tolist()):
        members = order[(known & (categories == category))[order]]
        values[members], centres[members], kept[members] = _shrink(numerators[members], denominators[members])
    return Shrunk(values, centres, kept)


def _shrink(events: Floats, counts: Floats) -> tuple[Floats, Floats, Floats]:
    k, shares = len(events), events / counts
    if k < FEWEST:
        return shares, shares, np.ones(k)
    pooled = events.sum() / counts.sum()
    variances = pooled * (1 - pooled) / counts
    if pooled in {0.0, 1.0}:  # all are alike, and nothing is to be divided
        return shares, shares, np.ones(k)
    between, centre = _between(shares, variances)
    kept = 1 - (k - 3) / (k - 1) * variances / (variances + between)
    return centre + kept * (shares - centre), np.full(k, centre), kept


def _between(shares: Floats, variances: Floats) -> tuple[float, float]:
    """Return A (0 where chance alone explains the scatter) and the weighted mean that goes with it."""
    between = 0.0
    for _ in range(_STEPS):
        weights = 1 / (variances + between)
        centre = float((weights * shares).sum() / weights.sum())
        scatter = weights * (shares - centre) ** 2
        excess = float(scatter.sum()) - (len(shares) - 1)
        step = excess / float((weights * scatter).sum()) if excess > 0 else 0.0
        if step <= np.spacing(between):
            break
        between += step
    return between, centre
