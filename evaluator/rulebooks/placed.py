"""Who is placed otherwise under other rules: one folder worked out twice, and whose rank, status or award differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from evaluator.pipeline import open_year, scratch_folder, work_out
from evaluator.refusals import Refusal
from evaluator.words import _, language, number
from submissions.problems import Severity

if TYPE_CHECKING:
    from criteria.rulebook import Rulebook
    from evaluator.folder import CompetitionFolder
    from evaluator.outcome import Outcome
    from reports.year import Year
    from submissions.progress import Progress


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands under one rulebook. ``awards`` holds codes; rank and score are None for who has none."""

    category: str
    rank: int | None
    score: float | None
    status: str
    awards: tuple[str, ...]

    @property
    def decided(self) -> tuple[object, ...]:
        """What counts as being placed otherwise when it differs: all but the score."""
        return self.category, self.rank, self.status, self.awards


@dataclass(frozen=True, slots=True)
class Placed:
    """A participant placed otherwise; None: it takes no part under that rulebook."""

    code: str
    name: str
    before: Place | None
    after: Place | None


def otherwise(
    folder: CompetitionFolder, before: Rulebook, after: Rulebook, progress: Progress
) -> tuple[list[Placed], int]:
    """Return whoever is placed otherwise under the second rulebook, and how many take part under either.

    Refusal where either gives no ranking. The folder is read again only where the rules read it otherwise.
    """
    with scratch_folder() as scratch:
        first = open_year(folder, rulebook=before, scratch=scratch, progress=progress)
        old = _year(first)
        if first.handed_in is not None and before.terms == after.terms:
            return compared(old, _year(work_out(folder, first.handed_in, after)))
    with scratch_folder() as scratch:
        return compared(old, _year(open_year(folder, rulebook=after, scratch=scratch, progress=progress)))


def compared(before: Year, after: Year) -> tuple[list[Placed], int]:
    """Compare two years, in the order of the second's ranking, whoever is only in the first last."""
    old, new = _places(before), _places(after)
    names = {
        str(code): str(name)
        for year in (before, after)
        for code, name in year.ranking.table[["code", "name"]].itertuples(index=False)
    }
    codes = list(dict.fromkeys([*new, *old]))
    moved = [
        Placed(code, names[code], old.get(code), new.get(code))
        for code in codes
        if _decided(old.get(code)) != _decided(new.get(code))
    ]
    return moved, len(codes)


def _decided(place: Place | None) -> tuple[object, ...] | None:
    return place.decided if place else None


def _places(year: Year) -> dict[str, Place]:
    held: dict[str, list[str]] = {}
    for code, award in year.awards.table[["code", "award"]].itertuples(index=False):
        held.setdefault(str(code), []).append(str(award))
    return {
        str(code): Place(
            category=str(category),
            rank=None if pd.isna(rank) else int(rank),
            score=None if pd.isna(score) else float(score),
            status=str(status),
            awards=tuple(held.get(str(code), [])),
        )
        for code, category, rank, score, status in year.ranking.table[
            ["code", "category", "rank", "score", "status"]
        ].itertuples(index=False)
    }


def _year(outcome: Outcome) -> Year:
    if outcome.year is not None:
        return outcome.year
    first = next(problem for problem in outcome.problems if problem.kind.severity is Severity.BLOCKING)
    said = ": ".join(part for part in (first.file, first.says(language())) if part)
    if outcome.rulebook is None:
        raise Refusal(said)
    raise Refusal(
        _("Under {rulebook} there is no ranking, for {count} problems forbid one. The first: {problem}").format(
            rulebook=outcome.rulebook.edition.code, count=number(outcome.blocking), problem=said
        )
    )
