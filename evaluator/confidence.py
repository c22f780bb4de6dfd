"""Confidence sets for the ranks of a year: who may truly be among the best, as far as its figures tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.certainty.tops import top_sets
from evaluator import pipeline
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _

if TYPE_CHECKING:
    from criteria.certainty.tops import TopSet
    from evaluator.folder import CompetitionFolder
    from reports.year import Year
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
    """Return the sets of each category in which two or more are ranked (``criteria.certainty.tops``).

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
        progress(SEARCHING, 0, 1)
        found = top_sets(year.indicators, handed_in, year.scores, year.ranking, year.rulebook, top=top)
        progress(SEARCHING, 1, 1)
        return [_told(one, year) for one in found]


def _told(one: TopSet, year: Year) -> Confidence:
    """Say of a set whoever is among the best, or may be, by rank."""
    shown = one.table[one.table["among"] | (one.table["rank"] <= one.top)]
    known = year.ranking.table.set_index("code").loc[shown.index, ["name", "score"]]
    placed = [
        Placed(
            code=str(code), name=str(name), rank=int(rank), score=float(score),
            error=float(error), low=int(low), high=int(high), among=bool(among),
        )
        for code, rank, error, low, high, among, name, score in shown.join(known).itertuples()
    ]  # fmt: skip
    title = next(category.title for category in year.rulebook.category if category.code == one.category)
    ordered = tuple(sorted(placed, key=lambda each: (each.rank, each.code)))
    may_be = int(one.table["among"].sum())
    return Confidence(one.category, title.model_dump(), one.top, len(one.table), may_be, one.level, ordered)
