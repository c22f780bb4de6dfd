"""Scales: how the value of a leaf becomes a score of 0..100. Plain arrays in and out; missing stays missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.rounding import reaches
from criteria.rulebook import Linear, Steps, Target

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from criteria.rounding import Floats
    from criteria.rulebook import Percentile, Scale

    Groups = NDArray[np.object_] | NDArray[np.int64]


def apply(scale: Scale, values: Floats, categories: Groups) -> Floats:
    """Scores of 0..100 for values in the unit of their source; NaN stays NaN.

    values, categories: one entry per participant, in the same order; only the percentile looks at categories, and
    whoever fits none is compared with the others who fit none.
    """
    if isinstance(scale, Linear):
        return linear(values, scale)
    if isinstance(scale, Steps):
        return steps(values, scale)
    if isinstance(scale, Target):
        return target(values, scale)
    return percentile(values, categories, scale)


def linear(values: Floats, scale: Linear) -> Floats:
    """100 * (x - zero) / (full - zero), held between 0 and 100. ``zero`` and ``full`` differ, or it is no scale."""
    low, high = sorted((scale.zero, scale.full))
    score: Floats = 100 * ((np.clip(values, low, high) - scale.zero) / (scale.full - scale.zero))
    return score


def steps(values: Floats, scale: Steps) -> Floats:
    """Take the highest score among the steps that are reached, ``otherwise`` where none is."""
    best = np.full(len(values), np.nan)
    for step in scale.steps:
        reached = reaches(values, step.value) if scale.better == "higher" else reaches(-values, -step.value)
        best = np.where(reached, np.fmax(best, step.score), best)
    return np.where(np.isnan(best) & ~np.isnan(values), scale.otherwise, best)


def target(values: Floats, scale: Target) -> Floats:
    """100 * (1 - |x - target| / width), at least 0."""
    distance = np.minimum(np.abs(values - scale.target), scale.width)
    score: Floats = 100 * (1 - distance / scale.width)
    return score


def percentile(values: Floats, categories: Groups, scale: Percentile) -> Floats:
    """100 * (worse + half of the equal, oneself included) / n among those of the category that have a value.

    The mid-distribution function (Parzen 1979): the middle of the category is 50, and so is whoever is alone.
    """
    signed = pd.Series(values if scale.better == "higher" else -values)
    groups = signed.round(9).groupby(categories)  # values that differ by noise are equal
    score = 100 * (groups.rank(method="average") - 0.5) / groups.transform("count")
    return score.to_numpy()
