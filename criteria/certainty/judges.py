"""Resampling of judges: what a panel's leaf would be with other judges like these.

The bootstrap of Efron (1979): as many marks as a participant got on a criterion in a stage are drawn from them with
replacement. Three judges who agree leave no doubt, and few judges look surer than they are, by (n - 1) / n of the
variance; one judge says nothing about others at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from criteria.certainty.nodes import score_draws

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from criteria.results import Indicators
    from criteria.rounding import Floats
    from criteria.rulebook import Panel, Rulebook

DRAWS = 1_000
_CELLS = 2_000_000


def judge_leaves(
    marks: pd.DataFrame, indicators: Indicators, rulebook: Rulebook, seed: int, draws: int = DRAWS
) -> dict[str, Floats]:
    """Return draws of the scores of every leaf fed by a panel: by leaf, (participants, draws), as ``leaf_draws`` takes.

    marks: as in ``HandedIn.marks``; only scored ones count, as in ``criteria.panel``.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    codes = indicators.table.index
    return {
        leaf.code: score_draws(
            leaf, aggregates(marks[marks["criterion"] == leaf.code], leaf.panel, codes, generator, draws), indicators
        )
        for leaf in rulebook.leaves
        if leaf.panel is not None
    }


def aggregates(
    marks: pd.DataFrame, panel: Panel, participants: pd.Index[str], generator: np.random.Generator, draws: int
) -> Floats:
    """Return draws of one criterion's aggregate, (participants, draws), NaN where fewer than ``at_least`` gave a mark.

    marks: of this criterion. Stages are drawn apart and then pooled, as ``criteria.panel.aggregate`` pools them.
    """
    scored = marks[(marks["status"] == "scored") & marks["mark"].notna() & marks["participant"].isin(participants)]
    scored = scored.sort_values(["participant", "stage", "mark"], ignore_index=True)
    drawn = np.full((len(participants), draws), np.nan)
    if scored.empty:
        return drawn
    by_stage = scored.groupby(["participant", "stage"])["mark"]
    first = scored.index.to_numpy() - by_stage.cumcount().to_numpy()
    size = by_stage.transform("size").to_numpy()
    by_participant = scored.groupby("participant")["mark"]
    row, slot = by_participant.ngroup().to_numpy(), by_participant.cumcount().to_numpy()
    counts = by_participant.size().to_numpy().astype(np.int64)
    values = scored["mark"].to_numpy(dtype=np.float64)
    found = np.empty((len(counts), draws))
    step = max(1, _CELLS // (len(counts) * int(counts.max())))
    for start in range(0, draws, step):
        width = min(step, draws - start)
        picked = first[:, None] + generator.integers(0, size[:, None], size=(len(scored), width))
        padded = np.full((len(counts), int(counts.max()), width), np.nan)
        padded[row, slot] = values[picked]
        found[:, start : start + width] = _aggregate(np.sort(padded, axis=1), counts, panel)
    found[counts < panel.at_least] = np.nan
    drawn[participants.get_indexer(by_participant.size().index)] = found
    return drawn


def _aggregate(marks: Floats, counts: NDArray[np.int64], panel: Panel) -> Floats:
    """Aggregate sorted marks, (participants, marks, draws), of which the first ``counts`` are there."""
    cut = np.zeros_like(counts)
    if panel.aggregate == "median":
        cut = (counts - 1) // 2  # what is left in the middle is one mark, or two
    elif panel.aggregate == "trimmed_mean":
        cut = np.where(counts > 2 * panel.trim, panel.trim, 0)
    place = np.arange(marks.shape[1])
    inside = (place >= cut[:, None]) & (place < (counts - cut)[:, None])
    total: Floats = np.where(inside[:, :, None], marks, 0.0).sum(axis=1)
    total /= inside.sum(axis=1)[:, None]
    return total
