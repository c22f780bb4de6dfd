"""A share as one number: the plain ratio, the bound that speaks against the participant, or shrunk to its category.

The plain ratio lets one lucky complaint beat two thousand careful ones. The Wilson bound asks what is sure: the fewer
complaints, the lower. Shrinkage asks what is likely, given the others: the fewer complaints, the nearer to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import ndtri

from criteria.fairness.shrinkage import shrink
from criteria.rounding import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

Method = Literal["ratio", "wilson", "shrunk"]


def estimate(
    method: Method,
    numerators: Floats,
    denominators: Floats,
    *,
    better: Literal["higher", "lower"],
    categories: NDArray[np.object_],
) -> Floats:
    """Estimate the share 0..1 of every participant; NaN where it is a share of nothing.

    numerators, denominators: whole numbers, one per participant; NaN is missing. better: which end is good; "wilson"
    takes the bound at the other end. categories: what "shrunk" shrinks to, one code per participant.
    """
    if method == "ratio":
        return ratio(numerators, denominators)
    if method == "wilson":
        return wilson(numerators, denominators)[0 if better == "higher" else 1]
    return shrink(numerators, denominators, categories).values


def ratio(numerators: Floats, denominators: Floats) -> Floats:
    """Divide; NaN where the denominator is missing or not positive."""
    positive = np.where(denominators > 0, denominators, np.nan)
    result: Floats = numerators / positive
    return result


def z_squared(confidence: float = 0.95) -> float:
    """Return the square of the normal quantile that bounds a two-sided interval: 3.84 for 95 %."""
    return float(ndtri(0.5 + confidence / 2) ** 2)


def wilson(numerators: Floats, denominators: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the lower and upper limit of Wilson's score interval, 0..1; NaN for a share of nothing.

    numerators, denominators: arrays of one shape. confidence: of the two-sided interval.
    Source: Wilson (1927), JASA 22, 209-212; without continuity correction, Newcombe's (1998) method 3.
    """
    p, n = ratio(numerators, denominators), np.where(denominators > 0, denominators, np.nan)
    z2 = z_squared(confidence)
    half = np.sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n * n)))
    centre, scale = p + z2 / (2 * n), 1 + z2 / n
    return np.clip((centre - half) / scale, 0.0, 1.0), np.clip((centre + half) / scale, 0.0, 1.0)
