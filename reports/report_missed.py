"""The report's page for who did not win: where to look, and how far the nearest to each award was from it, on what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from criteria.tree import TOTAL

if TYPE_CHECKING:
    from reports.speech import Speech
    from reports.year import Year

NAMED = 8
"""Participants named that were passed over for one award."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One criterion under an award's node: both scores (None: left out), the points that it cost (or gave)."""

    title: str
    winner: float | None
    other: float | None
    points: float


@dataclass(frozen=True, slots=True)
class MissedLine:
    """An award: its last winner and the first without it, by which score, and where the difference comes from."""

    award: str
    by: str
    winner: str
    other: str
    winner_score: float
    other_score: float
    points: float
    parts: tuple[PartLine, ...]
    passed: tuple[tuple[str, str, float], ...]
    more_passed: int


def lines(year: Year, say: Speech) -> list[MissedLine]:
    """Return the awards that somebody missed, in the rulebook's order; none before the results are published."""
    found = year.missed
    if found is None:
        return []
    rules = {award.code: award for award in year.rulebook.award}
    titles = {criterion.code: say.title(criterion.title) for criterion in year.rulebook.criterion}
    names = year.ranking.table.set_index("code")["name"].astype(str).to_dict()
    result = []
    for code, winner, other, first, second, points in found.pairs.itertuples(index=False, name=None):
        rule = rules[code]
        passed = found.passed[found.passed["award"] == code]
        result.append(
            MissedLine(
                award=say.title(rule.title),
                by=say("the total") if rule.by == TOTAL else titles[rule.by],
                winner=f"{names[winner]} ({winner})",
                other=f"{names[other]} ({other})",
                winner_score=first,
                other_score=second,
                points=points,
                parts=_parts(year, code, titles),
                passed=tuple((names[who], who, score) for _, who, score in passed.head(NAMED).itertuples(index=False)),
                more_passed=max(len(passed) - NAMED, 0),
            )
        )
    return result


def _parts(year: Year, award: str, titles: dict[str, str]) -> tuple[PartLine, ...]:
    """Return the criteria under the award's node, where most was lost first."""
    if year.missed is None:
        return ()
    table = year.missed.parts[year.missed.parts["award"] == award]
    table = table.sort_values("points", ascending=False, kind="stable")
    return tuple(
        PartLine(titles[code], _known(first), _known(second), points)
        for code, first, second, points in table[["criterion", "winner_score", "other_score", "points"]].itertuples(
            index=False, name=None
        )
    )


def _known(score: float) -> float | None:
    return None if np.isnan(score) else score
