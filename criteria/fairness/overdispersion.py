"""Overdispersion: how much more participants differ than chance allows, so that limits do not condemn half of them.

As FunnelPlotR does it (method of the NHS' SHMI), after Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, and
DerSimonian and Laird (1986), Controlled Clinical Trials 7, 177-188: z-scores, their outer tenths left out, the mean of
their squares (phi), and from it the variance between participants.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from criteria.rounding import Floats

HALF = 0.5
"""Events counted where none happened, because the logarithm of 0 is none; as usual with logarithms of counts."""


@dataclass(frozen=True)
class Overdispersion:
    """phi: mean square of the scores, 1 where chance alone acts, NaN of none. between: variance, 0 where phi is small.

    ``between`` is on the scale of the scores: of logarithms for ratios, of arcsines for shares.
    """

    phi: float
    between: float


def of_ratios(observed: Floats, expected: Floats) -> Overdispersion:
    """Return the overdispersion of observed / expected events; NaN and expected 0 are left out."""
    known = (expected > 0) & ~np.isnan(observed)
    observed, expected = observed[known], expected[known]
    deviations = np.log(np.maximum(observed, HALF) / expected)
    return _overdispersion(deviations, 1 / np.sqrt(expected))


def of_shares(numerators: Floats, denominators: Floats, target: float | Floats) -> Overdispersion:
    """Return the overdispersion of shares around ``target`` (0..1; one for all, or one for each).

    NaN and denominators of 0 are left out.
    """
    target = np.broadcast_to(target, numerators.shape)
    known = (denominators > 0) & ~np.isnan(numerators) & ~np.isnan(target)
    target = target[known]
    shares = numerators[known] / denominators[known]
    deviations = np.arcsin(np.sqrt(shares)) - np.arcsin(np.sqrt(target))
    return _overdispersion(deviations, 1 / (2 * np.sqrt(denominators[known])))


def _overdispersion(deviations: Floats, errors: Floats, trim: float = 0.1) -> Overdispersion:
    """Return phi and the variance between. trim: part of the participants left out at either end, by rank."""
    order = np.lexsort((errors, deviations))  # sums are the same bits whatever the order of participants
    deviations, errors = deviations[order], errors[order]
    scores = deviations / errors
    place = np.floor(pd.Series(scores).rank().to_numpy() / trim / (len(scores) + 1))
    inside = (place > 0) & (place < 1 / trim - 1)
    scores, precisions = scores[inside], 1 / errors[inside] ** 2
    n = len(scores)
    phi = float((scores**2).mean()) if n else float("nan")
    if n < 2 or n * phi <= n - 1:
        return Overdispersion(phi, 0.0)
    spread = precisions.sum() - (precisions**2).sum() / precisions.sum()
    return Overdispersion(phi, float((n * phi - (n - 1)) / spread))
