"""The report's ranking pages: per category a table with the points that each criterion brings, drawn as bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from criteria.rounding import apportion
from criteria.tree import TOTAL
from reports import in_words
from reports.beside import beside
from reports.tables import awards_held, ranking_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from criteria.rulebook import Rulebook
    from reports.beside import Beside
    from reports.speech import Speech
    from reports.year import Year

PRINTED = 100
"""Ranked participants printed per category; a table row costs milliseconds, and nobody reads a thousand on paper."""
NAMED = 40
"""Participants named per reason for not being ranked."""
PORTRAIT, LANDSCAPE = 90.0, 172.0  # millimetres that the bars of all criteria may take
NARROWEST = 9.5  # millimetres of a column whose points can be read
NARROW = 8.2  # below this the points are left out and the bar speaks alone


@dataclass(frozen=True, slots=True)
class Part:
    """A criterion at the top of the tree: title, points it can bring, width of its column in millimetres."""

    title: str
    weight: float
    width: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Points as printed (None where the criterion is excluded) and the score behind them as a part 0..1 of the bar."""

    points: float | None
    filled: float


@dataclass(frozen=True, slots=True)
class Line:
    """One ranked participant."""

    rank: int
    code: str
    name: str
    awards: tuple[str, ...]
    cells: tuple[Cell, ...]
    total: float
    between: str


@dataclass(frozen=True, slots=True)
class NotRanked:
    """Those not ranked for one reason: how many, and as many as are named, each with the value that was asked for."""

    category: str
    reason: str
    count: int
    named: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The ranking of one category, as far as it is printed. ``ranked`` counts all, ``decimals`` those of the points."""

    title: str
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    ranked: int
    decimals: int
    landscape: bool
    tight: bool
    excluded: bool


def boards(year: Year, say: Speech) -> list[Board]:
    """Return one board per category in which somebody is ranked."""
    rulebook = year.rulebook
    columns, landscape = _columns(rulebook, say)
    titles = {award.code: say.title(award.title) for award in rulebook.award}
    held = {code: tuple(titles[a] for a in awards) for code, awards in awards_held(year.awards).items()}
    decimals = min(rulebook.edition.decimals, 2)
    sure = beside(year)
    result = []
    for category in rulebook.category:
        rows = [row for row in ranking_rows(year.ranking.table) if row[0] == category.code and row[1] is not None]
        lines = tuple(
            Line(
                rank=int(rank or 0),
                code=code,
                name=name,
                awards=held.get(code, ()),
                cells=_cells(year, code, score, decimals),
                total=score,
                between=_between(sure.get(code)),
            )
            for _, rank, code, name, score, _ in rows[:PRINTED]
        )
        if lines:
            tight = min(part.width for part in columns) < NARROW
            excluded = any(cell.points is None for line in lines for cell in line.cells)
            title = say.title(category.title)
            result.append(Board(title, columns, lines, len(rows), decimals, landscape, tight, excluded))
    return result


def _between(found: Beside | None) -> str:
    """Write a rank interval: "4–9", or the one rank where it is no wider; "" where nothing was drawn."""
    if found is None or found[0] is None:
        return ""
    low, high, _ = found
    return f"{low}" if low == high else f"{low}–{high}"


def _columns(rulebook: Rulebook, say: Speech) -> tuple[tuple[Part, ...], bool]:
    """Return the top of the tree as columns, and whether they need a landscape page."""
    top = rulebook.tree[TOTAL]
    landscape = len(top) * NARROWEST > PORTRAIT
    widths = shares([criterion.weight for criterion in top], LANDSCAPE if landscape else PORTRAIT)
    parts = (Part(say.title(c.title), c.weight, width) for c, width in zip(top, widths, strict=True))
    return tuple(parts), landscape


def shares(weights: Sequence[float], room: float) -> list[float]:
    """Divide the room in proportion to the weights, none narrower than can be read while the room allows it."""
    narrowest = min(NARROWEST, room / len(weights))
    widths = np.array(weights, dtype=np.float64) / sum(weights) * room
    raised = np.maximum(widths, narrowest)
    spare = raised - narrowest
    over = raised.sum() - room
    return [float(width) for width in (raised - spare * (over / spare.sum()) if over > 0 else raised)]


def _cells(year: Year, code: str, total: float, decimals: int) -> tuple[Cell, ...]:
    """Return the points of the top criteria, rounded so that they add up to the printed total."""
    top = [criterion.code for criterion in year.rulebook.tree[TOTAL]]
    scores = year.scores.nodes.loc[[code], top].to_numpy(dtype=np.float64)[0]
    points = scores * year.scores.weights.loc[[code], top].to_numpy(dtype=np.float64)[0] / 100
    printed = apportion(points, total, decimals)
    return tuple(
        Cell(None, 0.0) if np.isnan(value) else Cell(float(value), float(score) / 100)
        for value, score in zip(printed, scores, strict=True)
    )


def not_ranked(year: Year, say: Speech) -> list[NotRanked]:
    """Return who is not ranked, by category and reason, with the value that did not reach the gate."""
    rulebook = year.rulebook
    titles = {c.code: say.title(c.title) for c in rulebook.category} | {"": say("Without a category")}
    gates = {gate.code: gate for gate in rulebook.gate}
    values = year.ranking.gates.set_index(["code", "gate"])["value"].to_dict()
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for category, rank, code, name, _, status in ranking_rows(year.ranking.table):
        if rank is None:
            gate = status.removeprefix("not ranked: ")
            indicator = gates[gate].indicator if gate in gates else None
            value = values.get((code, gate), np.nan)
            shown = "" if np.isnan(value) else in_words.found(float(value), indicator, say)
            groups.setdefault((category, status), []).append((code, name, shown))
    return [
        NotRanked(titles[category], in_words.not_ranked(status, rulebook, say), len(found), tuple(found[:NAMED]))
        for (category, status), found in groups.items()
    ]
