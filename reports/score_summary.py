"""The score summary (rekapitulasi nilai): per category everybody's rank, points by criterion, total, awards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from criteria.rounding import apportion
from criteria.tree import TOTAL
from reports import in_words
from reports.tables import awards_held, ranking_rows

if TYPE_CHECKING:
    from reports.speech import Speech
    from reports.year import Year


@dataclass(frozen=True, slots=True)
class Part:
    """A criterion at the top of the tree; ``weight``: the points that it can bring, in the last stage that has it."""

    code: str
    title: str
    weight: float


@dataclass(frozen=True, slots=True)
class Line:
    """One participant. points: by part, NaN where it is no part of the total; rounded so that they add up to it.

    remark: the awards held; of who is not ranked, why.
    """

    rank: int | None
    code: str
    name: str
    points: tuple[float, ...]
    total: float
    remark: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One category: everybody in the order of the ranking, the ranked first."""

    title: str
    lines: tuple[Line, ...]

    @property
    def ranked(self) -> int:
        """How many have a rank."""
        return sum(line.rank is not None for line in self.lines)


def parts(year: Year, say: Speech) -> tuple[Part, ...]:
    """Return the criteria at the top of the tree, those of earlier stages included."""
    last = {child.code: child.weight for child in year.rulebook.tree[TOTAL]}
    earlier = {
        child.code: child.weight for stage in year.rulebook.stage for child in year.rulebook.tree_in(stage)[TOTAL]
    }
    weights = earlier | last
    top = [child for child in year.rulebook.whole_tree[TOTAL] if child.code in weights]
    return tuple(Part(child.code, say.title(child.title), weights[child.code]) for child in top)


def summaries(year: Year, say: Speech) -> list[Summary]:
    """Return every category that has participants, those that fit none last."""
    points = _points(year, [part.code for part in parts(year, say)])
    awards = {award.code: say.title(award.title) for award in year.rulebook.award}
    held = {code: "; ".join(awards[award] for award in found) for code, found in awards_held(year.awards).items()}
    lines: dict[str, list[Line]] = {}
    for category, rank, code, name, total, status in ranking_rows(year.ranking.table):
        why = "" if rank is not None else in_words.not_ranked(status, year.rulebook, say)
        lines.setdefault(category, []).append(Line(rank, code, name, points[code], total, held.get(code, "") or why))
    titles = {category.code: say.title(category.title) for category in year.rulebook.category}
    titles[""] = say("Without a category")
    return [Summary(title, tuple(lines[code])) for code, title in titles.items() if code in lines]


def _points(year: Year, top: list[str]) -> dict[str, tuple[float, ...]]:
    """Return the points of every participant, rounded so that they add up to the printed total."""
    totals = year.ranking.table.set_index("code")["score"]
    scores = year.scores.nodes.loc[totals.index, top].to_numpy(dtype=np.float64)
    points = scores * year.scores.weights.loc[totals.index, top].to_numpy(dtype=np.float64) / 100
    decimals = year.rulebook.edition.decimals
    return {
        str(code): tuple(map(float, row if np.isnan(total) else apportion(row, float(total), decimals)))
        for code, row, total in zip(totals.index, points, totals, strict=True)
    }
