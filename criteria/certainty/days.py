"""Resampling of working days: quantiles of Kaplan-Meier curves of drawn complaints, from counts per day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from criteria.rounding import Floats

    Whole = NDArray[np.int64]

LEVELS = {"median": 0.5, "p90": 0.1}
_WORKERS = 2
_TOGETHER = 50
"""Participants that a thread takes at once: handing over each alone takes as long as some of the drawing."""
_FEW = 6
"""How many single draws take as long as one cell of a multinomial."""
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
    own = days.assign(row=participants.get_indexer(pd.Index(days["participant"]))).sort_values(
        ["row", "t", "events", "censored"]
    )
    t, events, censored = (own[column].to_numpy() for column in ("t", "events", "censored"))
    starts = np.searchsorted(own["row"], np.arange(len(participants) + 1))

    def draw(rows: NDArray[np.intp]) -> None:
        for row in rows:
            mine = slice(starts[row], starts[row + 1])
            left = (took + open_)[row] - happened[row]
            cells = events[mine], censored[mine]
            drawn = _drawn(t[mine].astype(np.float64), cells, (happened[row], left), levels, generators[row])
            for level, values in drawn.items():
                found[level][row] = values

    known = np.flatnonzero(np.diff(starts))
    with ThreadPoolExecutor(_WORKERS) as workers:
        list(workers.map(draw, np.array_split(known, len(known) // _TOGETHER + 1)))
    return found


def _drawn(
    t: Floats,
    cells: tuple[Whole, Whole],
    totals: tuple[Whole, Whole],
    levels: list[str],
    generator: np.random.Generator,
) -> dict[str, Floats]:
    """Return draws of one participant's quantiles, by name of the level.

    cells: events and censored by day, as they were; totals: how many of either, (draws,). Days that no curve is likely
    to need are drawn as one, and day by day only in those draws that need them: the same distribution, half the work.
    """
    curve = _survival(cells[0][None], cells[1][None])[0]
    near = np.flatnonzero(curve <= min(LEVELS[level] for level in levels) / 2)
    cut = int(near[0]) + 1 if len(near) else len(t)
    drawn, left = (
        _spread(total, np.append(own[:cut], own[cut:].sum()), generator)
        for total, own in zip(totals, cells, strict=True)
    )
    later = np.column_stack([drawn[:, -1], left[:, -1]])
    left[:, -1] += drawn[:, -1]  # an event after the cut is at risk until then and no event yet, as one left open is
    drawn[:, -1] = 0
    found = quantile_draws(np.append(t[:cut], np.inf), drawn, left, levels)
    short = np.isnan([found[level] for level in levels]).any(axis=0) & (later[:, 0] > 0)
    if short.any():
        whole = [
            np.hstack([own[short, :cut], _spread(later[short, step], cells[step][cut:], generator)])
            for step, own in enumerate((drawn, left))
        ]
        for level, values in quantile_draws(t, whole[0], whole[1], levels).items():
            found[level][short] = values
    return found


def _spread(totals: Whole, cells: Whole, generator: np.random.Generator) -> Whole:
    """Spread each total over the cells in proportion to what they held: (draws, cells).

    Few are drawn one by one, many by the counts that they would give: the same distribution.
    """
    whole, size = int(cells.sum()), len(cells)
    if whole == 0:
        return np.zeros((len(totals), size), dtype=np.int64)
    if int(totals.sum()) > _FEW * len(totals) * np.count_nonzero(cells):
        return generator.multinomial(totals, cells / whole)
    where = np.repeat(np.arange(size), cells)[generator.integers(whole, size=int(totals.sum()), dtype=np.uint32)]
    where += np.repeat(np.arange(0, len(totals) * size, size), totals)
    return np.bincount(where, minlength=len(totals) * size).reshape(-1, size)


def quantile_draws(t: Floats, events: Whole, censored: Whole, levels: list[str]) -> dict[str, Floats]:
    """Return the smallest t with S(t) <= level in each draw, by name of the level; NaN where there is none.

    t: days, rising. events, censored: (draws, days), counts; events come before censorings at the same t.
    S(t) is the product over t' <= t of 1 - events / at risk (Kaplan and Meier 1958); see ``criteria.survival``.
    """
    survival = _survival(events, censored)
    found = {}
    for level in levels:
        below = survival <= LEVELS[level] + _NEAR
        found[level] = np.where(below.any(axis=1), t[below.argmax(axis=1)], np.nan)
    return found


def _survival(events: Whole, censored: Whole) -> Floats:
    """Return S(t) of each draw, (draws, days)."""
    at_risk = (events + censored)[:, ::-1].cumsum(axis=1)[:, ::-1]
    curves: Floats = np.cumprod(1.0 - events / np.maximum(at_risk, 1), axis=1)
    return curves
