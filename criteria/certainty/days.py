"""Resampling of working days: quantiles of Kaplan-Meier curves of drawn complaints, from counts per day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from criteria.rounding import Floats

    Whole = NDArray[np.int64]

LEVELS = {"median": 0.5, "p90": 0.1}
_WORKERS = 2
_NEAR = 1e-9
"""Where a curve comes this close to the level it is there: a product of floats may fall on either side."""


def day_draws(
    days: pd.DataFrame,
    participants: pd.Index[str],
    happened: Whole,
    counted: tuple[Whole, Whole],
    levels: list[str],
    generator: np.random.Generator,
) -> dict[str, Floats]:
    """Return draws of quantiles of one step, by name, (participants, draws); NaN where the curve never gets there.

    days: of this step: participant, t, events, censored (counts). happened: how many took the step, drawn,
    (participants, draws). counted: how many did in fact, and how many did not, (participants, 1). On which day each
    did, or was last seen open, is drawn from the days of those who did, and of those who did not.
    Errors: ValueError where days count other complaints than ``counted``.
    """
    found = {level: np.full(happened.shape, np.nan) for level in levels}
    took, open_ = counted
    sums = days.groupby("participant")[["events", "censored"]].sum().reindex(participants, fill_value=0).to_numpy()
    differs = participants[(sums != np.column_stack([took, open_])).any(axis=1)]
    if len(differs):
        raise ValueError(f"days and indicators count different complaints of {', '.join(differs[:5])}")
    generators = generator.spawn(len(participants))  # one each, so that it does not matter who is drawn first
    places = {code: place for place, code in enumerate(participants)}

    def draw(code: str, own: pd.DataFrame) -> None:
        row = places[code]
        t, events, censored = (own[column].to_numpy() for column in ("t", "events", "censored"))
        drawn = _spread(happened[row], events, generators[row])
        left = _spread((took + open_)[row] - happened[row], censored, generators[row])
        for level, values in quantile_draws(t.astype(np.float64), drawn, left, levels).items():
            found[level][row] = values

    groups = [(str(code), own) for code, own in days.sort_values(["participant", "t"]).groupby("participant")]
    with ThreadPoolExecutor(_WORKERS) as workers:
        list(workers.map(draw, *zip(*groups, strict=True)) if groups else [])
    return found


def _spread(totals: Whole, cells: Whole, generator: np.random.Generator) -> Whole:
    """Spread each total over the cells in proportion to what they held: (draws, cells)."""
    whole = int(cells.sum())
    if whole == 0:
        return np.zeros((len(totals), len(cells)), dtype=np.int64)
    return generator.multinomial(totals, cells / whole)


def quantile_draws(t: Floats, events: Whole, censored: Whole, levels: list[str]) -> dict[str, Floats]:
    """Return the smallest t with S(t) <= level in each draw, by name of the level; NaN where there is none.

    t: days, rising. events, censored: (draws, days), counts; events come before censorings at the same t.
    S(t) is the product over t' <= t of 1 - events / at risk (Kaplan and Meier 1958); see ``criteria.survival``.
    """
    leaving = events + censored
    at_risk = leaving[:, ::-1].cumsum(axis=1)[:, ::-1]
    survival = np.cumprod(1.0 - events / np.maximum(at_risk, 1), axis=1)
    found = {}
    for level in levels:
        below = survival <= LEVELS[level] + _NEAR
        found[level] = np.where(below.any(axis=1), t[below.argmax(axis=1)], np.nan)
    return found
