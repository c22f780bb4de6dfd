"""Confidence sets for the ranks of a year: who may truly be among the best, as far as its figures tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.certainty.confidence import LEVEL, rank_sets, top_set
from criteria.certainty.joint import total_errors
from criteria.tree import TOTAL
from evaluator import pipeline
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _

if TYPE_CHECKING:
    from criteria.rulebook import Rulebook
    from evaluator.folder import CompetitionFolder
    from reports.year import Year
    from submissions.handed_in import HandedIn
    from submissions.progress import Progress

SEARCHING = "comparing all with all"


@dataclass(frozen=True)
class Placed:
    """A participant: its rank, its total, the standard error of that, and the ranks that it may truly have."""

    code: str
    name: str
    rank: int
    score: float
    error: float
    low: int
    high: int
    among: bool


@dataclass(frozen=True)
class Confidence:
    """A category: how many may truly be among its best ``top``, and whoever is or may be, by rank."""

    category: str
    title: dict[str, str]
    top: int
    ranked: int
    may_be: int
    level: float
    placed: tuple[Placed, ...]


def confidence(folder: CompetitionFolder, top: int | None, *, progress: Progress) -> list[Confidence]:
    """Return the sets of each category in which two or more are ranked (``criteria.certainty.confidence``).

    top: how many are the best; else as many as the category's awards by the total have winners, or three.
    Refusal where the folder gives no ranking.
    """
    if top is not None and top < 1:
        raise WrongUse(_("--top must be 1 or more."))
    with pipeline.scratch_folder() as scratch:
        outcome = pipeline.open_year(folder, scratch=scratch, progress=progress)
        year, handed_in = outcome.year, outcome.handed_in
        if year is None or handed_in is None:
            raise Refusal(_("{path} gives no ranking any more: evaluator check says why.").format(path=folder.root))
        codes = [category.code for category in year.rulebook.category]
        found = []
        for number, category in enumerate(codes):
            progress(SEARCHING, number, len(codes))
            one = _of(category, year, handed_in, top or _winners(year.rulebook, category))
            found += [one] if one else []
        progress(SEARCHING, len(codes), len(codes))
    return found


def _winners(rulebook: Rulebook, category: str) -> int:
    given = [award.winners for award in rulebook.award if award.category == category and award.by == TOTAL]
    return max(given, default=3)


def _of(category: str, year: Year, handed_in: HandedIn, top: int) -> Confidence | None:
    table = year.ranking.table
    ranked = table[(table["category"] == category) & table["rank"].notna()].sort_values("code").set_index("code")
    if len(ranked) < 2:
        return None
    codes = pd.Index(ranked.index)
    errors = np.nan_to_num(total_errors(year.indicators, handed_in, year.scores, codes, year.rulebook))
    totals = year.scores.nodes.loc[codes, TOTAL].to_numpy(dtype=np.float64)
    seed = year.rulebook.certainty.seed
    among = top_set(totals, errors, top, seed=seed)
    shown = np.flatnonzero(among | (ranked["rank"].to_numpy(dtype=float) <= top))
    sets = rank_sets(totals, errors, simultaneous=False, seed=seed)
    placed = [
        Placed(
            code=str(codes[at]),
            name=str(ranked["name"].iloc[at]),
            rank=int(ranked["rank"].iloc[at]),
            score=float(ranked["score"].iloc[at]),
            error=float(errors[at]),
            low=int(sets[at, 0]),
            high=int(sets[at, 1]),
            among=bool(among[at]),
        )
        for at in shown
    ]
    title = next(one.title for one in year.rulebook.category if one.code == category)
    ordered = tuple(sorted(placed, key=lambda one: (one.rank, one.code)))
    return Confidence(category, title.model_dump(), top, len(ranked), int(among.sum()), LEVEL, ordered)
