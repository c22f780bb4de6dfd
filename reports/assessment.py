"""A self-assessment as documents know it: how one participant stands before anybody has judged it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from reports.work import Work

BASES = ("known", "marks", "claims", "field", "median", "untold", "supposed")
"""Why a leaf's score is known or not: it is; judges' marks are needed; a checklist is; the other participants are, or
are because its value is missing; a roster figure was not told; it was supposed."""


@dataclass(frozen=True, slots=True)
class Node:
    """A criterion, or the total at depth 0; low and high are its score 0..100, equal where it is known.

    weight: its share in percent of the total (None: no part of it). points: what it brings, weight x score / 100; those
    of the leaves add up to the total as printed. value: what a leaf is fed with, in its form. basis: one of ``BASES``,
    "" above the leaves.
    """

    code: str
    title: str
    depth: int
    weight: float | None
    low: float | None
    high: float | None
    points_low: float | None
    points_high: float | None
    fed_by: str
    form: str
    value: float | None
    basis: str


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator with the whole numbers behind it, where it has some; counts: whether the rules look at it."""

    code: str
    title: str
    form: str
    value: float | None
    numerator: float | None
    denominator: float | None
    counts: bool


@dataclass(frozen=True, slots=True)
class GateMet:
    """A gate as it meets the participant; value is None where it is missing.

    told: False where it looks at a roster field (``field``) that nobody told.
    """

    code: str
    title: str
    form: str
    value: float | None
    at_least: float | None
    at_most: float | None
    passed: bool
    told: bool
    field: str


@dataclass(frozen=True, slots=True)
class StageAhead:
    """A stage with what the total would be there, and what decides who goes on; places: of the category, or None."""

    code: str
    title: str
    low: float | None
    high: float | None
    at_least: float | None
    places: int | None


@dataclass(frozen=True, slots=True)
class Lever:
    """A realistic improvement of one figure and what it brings.

    code: of the indicator, the roster field or, for judges' marks and checklists, the criterion. criteria: titles of
    those it feeds. more: of how many complaints (or units) more or fewer it takes, of ``out_of``; None where it is no
    count. gain: points of the total. opens: titles of gates that it would pass. mine: whether it lies in the
    participant's hand before anybody judges.
    """

    code: str
    criteria: tuple[str, ...]
    form: str
    before: float | None
    after: float
    more: int | None
    out_of: int | None
    gain: float
    opens: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Supposition:
    """A figure as it is and as it was supposed."""

    code: str
    title: str
    form: str
    before: float | None
    after: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the suppositions make of the total; moved: the criteria whose scores they change, as they would be."""

    suppositions: tuple[Supposition, ...]
    low: float | None
    high: float | None
    moved: tuple[Node, ...]
    gates: tuple[GateMet, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the total would have stood among published results: from place ``first`` to ``last`` of ``of`` others.

    The places count this participant in: 1 is before everybody. same_rules: whether the criteria are the same.
    winners: the lowest total with an award, None where nobody has one.
    """

    category: str
    of: int
    first: int
    last: int
    best: float
    middle: float
    winners: float | None
    same_rules: bool


@dataclass(frozen=True, slots=True)
class Mend:
    """Rows with one fault: how many, where the first are (file, sheet, row, column, value), how they are mended."""

    says: str
    mend: str
    count: int
    grave: bool
    first: tuple[tuple[str, str, int | None, str, str], ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """All of it, for one participant; what is not known is None.

    category: its title, "" where it fits none. last_seen: the last day of which the files record anything.
    known_weight: percent of the total that can be known. files: name, sha256, rows. others: whom the files name beside
    it, with their rows. warnings: what the rules need and the files lack: what that does, and how it is mended.
    model: what the page works it out again from (``evaluator.assess.model``). work: the work list, where it was asked
    for. platform: whose ready map the files were read by; columns: ours with theirs, where a map was proposed.
    """

    code: str
    name: str
    category: str
    edition: str
    edition_title: str
    decimals: int
    fingerprint: str
    period: tuple[dt.date, dt.date]
    cutoff: dt.date
    as_of: bool
    last_seen: dt.date | None
    known_weight: float
    nodes: tuple[Node, ...]
    figures: tuple[Figure, ...]
    gates: tuple[GateMet, ...]
    stages: tuple[StageAhead, ...]
    rows: dict[str, int]
    mend: tuple[Mend, ...]
    levers: tuple[Lever, ...]
    what_if: WhatIf | None
    placed: Placed | None
    files: tuple[tuple[str, str, int], ...]
    others: tuple[tuple[str, int], ...]
    warnings: tuple[tuple[str, str], ...]
    model: Mapping[str, Any]
    work: Work | None = None
    platform: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def low(self) -> float | None:
        """The least that the total can be."""
        return self.nodes[0].low

    @property
    def high(self) -> float | None:
        """The most that the total can be."""
        return self.nodes[0].high
