"""Two years: how far each participant moved, and whether by its own change, by new rules, or by the others' change."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.contrast.shapley import shapley
from criteria.contrast.worlds import standing
from criteria.rounding import apportion, half_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from criteria.contrast.populations import Population
    from criteria.rounding import Floats

FACTORS = ["own", "rules", "others"]
PLACE_DECIMALS = 2
"""Parts of a movement in rank are whole sixths of a place."""


@dataclass(frozen=True)
class Movements:
    """Index: the codes of both years, sorted. Missing is NaN.

    scores: change (second year's rounded total less the first's), own, rules, others: points that add up to it.
        Where a rulebook has stages, NaN unless it went through them all in both years: who was out at an earlier one
        has a total of that stage, which weighs other criteria.
    ranks: change (first rank less the second: climbing is positive), own, rules, others: places that add up to it.
        change is NaN unless ranked in both years in one category; the parts also where in some mixture of the years
        there is no total, or the category is another one.
    """

    scores: pd.DataFrame
    ranks: pd.DataFrame


def movements(populations: Mapping[tuple[int, int], Population]) -> Movements:
    """Split what moved each participant that is in both years, by the Shapley value of three changes.

    populations: by (year of the values, year of the rules), each 0 or 1; (0, 0) and (1, 1) are the years as published.

    There are eight worlds: the participant's own values, the rulebook, and everybody else (their values and who they
    are: newcomers and who left count here) are each of the first year or of the second. What a change brings is the
    mean, over the six orders in which the three can happen, of what total and place are with it less what they are
    without it (Shapley 1953; Shorrocks 2013), so no order is favoured. Under scales that do not look at others, the
    others' part of a score is 0 by itself; by percentiles and medians it need not be.
    """
    codes = populations[0, 0].values.index.intersection(populations[1, 1].values.index).sort_values()
    totals, places = np.empty((2, 2, 2, len(codes))), np.empty((2, 2, 2, len(codes)))
    for own, rules, others in product((0, 1), repeat=3):
        totals[own, rules, others], places[own, rules, others] = standing(
            populations[own, rules], populations[others, rules], codes
        )
    decimals = [populations[year, year].rulebook.edition.decimals for year in (0, 1)]
    rounded = [half_up(totals[year, year, year], decimals[year]) for year in (0, 1)]
    points = shapley(totals)
    if decimals[0] != decimals[1]:  # how finely totals are rounded is a rule too
        points[FACTORS.index("rules")] += rounded[1] - rounded[0] - (totals[1, 1, 1] - totals[0, 0, 0])
    ranked, compared = _comparable(populations, codes)
    change = rounded[1] - rounded[0]
    for year in (0, 1):
        if populations[year, year].rulebook.stage:
            change = np.where(populations[year, year].passed.reindex(codes).to_numpy(), change, np.nan)
    ranks = np.where(ranked, places[0, 0, 0] - places[1, 1, 1], np.nan)
    places[..., ~compared] = np.nan
    return Movements(
        _split(codes, change, points, max(decimals)),
        _split(codes, ranks, -shapley(places), PLACE_DECIMALS),
    )


def _comparable(
    populations: Mapping[tuple[int, int], Population], codes: pd.Index[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Who is ranked in one category in both years, and whose category is the same in every mixture of the years."""
    categories = {
        which: population.categories.reindex(codes).to_numpy(dtype=object) for which, population in populations.items()
    }
    ranked = (categories[0, 0] == categories[1, 1]) & (categories[0, 0] != "")
    for year in (0, 1):
        ranked &= populations[year, year].passed.reindex(codes).to_numpy()
    same = np.logical_and.reduce([category == categories[0, 0] for category in categories.values()])
    return ranked, same


def _split(codes: pd.Index[str], change: Floats, parts: Floats, decimals: int) -> pd.DataFrame:
    """Print the parts so that they add up to the change; a part that is exactly nothing stays nothing."""
    change = half_up(change, decimals)
    printed = np.full(parts.shape, np.nan)
    for at in np.flatnonzero(~np.isnan(change) & ~np.isnan(parts).any(axis=0)):
        some = np.where(np.abs(parts[:, at]) < 1e-9, np.nan, parts[:, at])  # noise of adding up worlds
        printed[:, at] = np.nan_to_num(apportion(some, float(change[at]), decimals))
    return pd.DataFrame(np.vstack([change, printed]).T + 0.0, index=codes, columns=["change", *FACTORS])
