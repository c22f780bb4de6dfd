"""Confidence sets of a year: who may truly be among the best of a category, and which ranks each may truly have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.certainty.confidence import LEVEL, rank_sets, top_set
from criteria.certainty.joint import total_errors
from criteria.tree import TOTAL

if TYPE_CHECKING:
    from criteria.results import Indicators, Ranking, Scores
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn

THREE = 3
"""How many are the best where no award of the category goes by the total."""


@dataclass(frozen=True)
class TopSet:
    """One category's ranked participants.

    top: how many are the best. level: with which probability all who truly are may be among them, and each set holds.
    table: index ``code``, in order; columns rank, error (standard error of the total, in points), low, high (the set of
        its rank, whole numbers, 1 is best) and among (whether it may truly be among the best).
    """

    category: str
    top: int
    level: float
    table: pd.DataFrame


def top_sets(
    indicators: Indicators,
    handed_in: HandedIn,
    scores: Scores,
    ranking: Ranking,
    rulebook: Rulebook,
    *,
    top: int | None = None,
    most: int | None = None,
) -> list[TopSet]:
    """Return the sets of each category in which two or more are ranked, and no more than ``most``.

    Each total has a standard error from complaints and marks drawn anew; who may be what follows from all differences
    (``criteria.certainty.confidence``). top: how many are the best; else as many as the category's awards by the total
    have winners, or three. The work grows with the square of the ranked: a thousand take some ten seconds.
    """
    found = []
    for category in (category.code for category in rulebook.category):
        table = ranking.table[(ranking.table["category"] == category) & ranking.table["rank"].notna()]
        if len(table) < 2 or (most is not None and len(table) > most):
            continue
        ranked = table.sort_values("code").set_index("code")[["rank"]].astype(int)
        codes = pd.Index(ranked.index)
        errors = np.nan_to_num(total_errors(indicators, handed_in, scores, codes, rulebook))
        totals = scores.nodes.loc[codes, TOTAL].to_numpy(dtype=np.float64)
        best, seed = top or _winners(rulebook, category), rulebook.certainty.seed
        low, high = rank_sets(totals, errors, simultaneous=False, seed=seed).T
        among = top_set(totals, errors, best, seed=seed)
        found.append(TopSet(category, best, LEVEL, ranked.assign(error=errors, low=low, high=high, among=among)))
    return found


def _winners(rulebook: Rulebook, category: str) -> int:
    given = [award.winners for award in rulebook.award if award.category == category and award.by == TOTAL]
    return max(given, default=THREE)
