"""The dirt of real exports, planted where the seed says, and remembered row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluator.synth import complaints
from evaluator.synth.complaints import KINDS, NEVER, STATUSES, Rows, patched
from evaluator.synth.draws import LANE, Ints, Stream, lanes
from evaluator.synth.year import DAY, Year
from submissions.handed_in import BINS
from submissions.kinds import of_complaints
from submissions.sources import ComplaintSource

MOST = 0.5  # more dirt than that and the year is no longer one
UNREADABLE = ("31/02/2019", "tidak ada", "2019-02-30 09:00:00", "00/00/0000", "besok")
CLEAN = -1


@dataclass(frozen=True)
class Dirt:
    """One kind of dirt: its name, the column it spoils ("" for the whole row) and the bin its rows must land in.

    problem: the code that problems.csv must name, "" where it is merely counted. text: only a column of text can hold
    it. paired: it needs a clean row half a year earlier.
    """

    name: str
    column: str
    bin: str
    problem: str = ""
    text: bool = False
    paired: bool = False


MISSING_ID = Dirt("missing id", "complaint_id", "set aside", of_complaints.ROW_WITHOUT_ID.code)
UNKNOWN = Dirt("unknown participant", "participant", "set aside", of_complaints.PARTICIPANT_UNKNOWN.code)
RECEIPT = Dirt("unreadable receipt", "received_at", "set aside", of_complaints.DATE_UNREADABLE.code, text=True)
OUTSIDE = Dirt("received outside the period", "received_at", "outside")
COPY = Dirt("exact copy", "", "repeated", paired=True)
KIND = Dirt("excluded kind", "kind", "excluded")
STATUS = Dirt("excluded status", "status", "excluded")
EVENT = Dirt("unreadable event", "answered_at", "set aside", of_complaints.DATE_UNREADABLE.code, text=True)
EARLY = Dirt("event before receipt", "acknowledged_at", "set aside", of_complaints.EVENT_BEFORE_RECEIPT.code)
CONFLICT = Dirt("same id, other content", "complaint_id", "set aside", of_complaints.ID_CONFLICT.code, paired=True)
FUTURE = Dirt("event after the cut-off", "resolved_at", "used")
RATING = Dirt("rating out of range", "rating", "used", of_complaints.RATING_OUTSIDE.code)
PLACEHOLDER = Dirt("placeholder", "acknowledged_at", "used", text=True)
EVERY = (  # pairs last
    MISSING_ID, UNKNOWN, RECEIPT, OUTSIDE, KIND, STATUS, EVENT, EARLY, FUTURE, RATING, PLACEHOLDER, COPY, CONFLICT,
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """How much dirt of which kinds, and which words the rulebook excludes (positions) or takes for nothing."""

    rate: float
    kinds: tuple[Dirt, ...]
    excluded_kinds: tuple[int, ...]
    excluded_statuses: tuple[int, ...]
    placeholders: tuple[str, ...]

    @property
    def bins(self) -> Ints:
        """Return the bin, as a position in ``BINS``, that each kind of dirt leads to."""
        return np.array([BINS.index(kind.bin) for kind in self.kinds])


@dataclass(frozen=True)
class Spoilt:
    """A block of complaints with its dirt: kinds by row (position in ``Plan.kinds`` or ``CLEAN``), bins by row.

    texts: per column, the rows whose cell is text instead, and those texts.
    """

    rows: Rows
    kinds: Ints
    bins: Ints
    texts: dict[str, tuple[Ints, list[str]]] = field(default_factory=dict)


def plan(rate: float, source: ComplaintSource, *, text: bool) -> Plan:
    """Choose the kinds of dirt that this rulebook gives a bin to and that the format can hold (``text`` cells)."""
    kinds = tuple(n for n, word in enumerate(KINDS) if word in source.exclude.get("kind", []))
    statuses = tuple(n for n, word in enumerate(STATUSES) if word in source.exclude.get("status", []))
    nulls = tuple(source.nulls.get("*", []))
    ruled = {KIND: bool(kinds), STATUS: bool(statuses), PLACEHOLDER: bool(nulls)}
    ruled[CONFLICT] = source.duplicates == "refuse"
    return Plan(
        rate=rate,
        kinds=tuple(kind for kind in EVERY if ruled.get(kind, True) and (text or not kind.text)),
        excluded_kinds=kinds,
        excluded_statuses=statuses,
        placeholders=nulls,
    )


def block(year: Year, dirt: Plan, start: int, stop: int) -> Spoilt:
    """Return complaints ``start`` to ``stop`` (excluded), dirt and all; the same whatever block they are asked in."""
    kinds = _kinds(year, dirt, start, stop)
    index, drawn = np.arange(start, stop), complaints.draws(year, start, stop)
    copies = kinds == _at(dirt, COPY)
    if copies.any():
        half = year.count // 2
        drawn[copies] = complaints.draws(year, start - half, stop - half)[copies]
        index[copies] -= half
    rows = complaints.rows(year, index, drawn)
    detail = lanes(year.seed, Stream.DIRT, start, stop, 1)[:, 2].astype(np.int64)
    rows, excluded = _cleared(dirt, rows, spoilt=(kinds != CLEAN) & ~copies)
    bins = np.where(kinds == CLEAN, np.where(excluded, BINS.index("excluded"), BINS.index("used")), dirt.bins[kinds])
    for kind, spoil in _SPOILS.items():
        where = kinds == _at(dirt, kind)
        if kind in dirt.kinds and where.any():
            rows = spoil(rows, where, detail, year, dirt)
    return Spoilt(rows, kinds, bins, _texts(dirt, kinds, detail))


def _at(dirt: Plan, kind: Dirt) -> int:
    return dirt.kinds.index(kind) if kind in dirt.kinds else CLEAN - 1


def _drawn(year: Year, dirt: Plan, start: int, stop: int) -> Ints:
    """Return what the draws say of these complaints by themselves; ``CLEAN`` before the first and after the last."""
    first, last = max(start, 0), min(max(stop, 0), year.count)
    kinds = np.full(stop - start, CLEAN, dtype=np.int64)
    if first >= last:
        return kinds
    lane = lanes(year.seed, Stream.DIRT, first, last, 1).astype(np.int64)
    half, index = year.count // 2, np.arange(first, last)
    single = sum(not kind.paired for kind in dirt.kinds)
    choice = np.where((index >= half) & (index < 2 * half), len(dirt.kinds), single)
    own = np.where(lane[:, 0] < dirt.rate * LANE, lane[:, 1] * choice // LANE, CLEAN)
    kinds[first - start : last - start] = own
    return kinds


def _kinds(year: Year, dirt: Plan, start: int, stop: int) -> Ints:
    """Return the kind of dirt by row. A pair needs its earlier row clean; both rows of a conflict carry its mark."""
    half = year.count // 2
    kinds = _drawn(year, dirt, start, stop)
    paired = np.isin(kinds, [_at(dirt, COPY), _at(dirt, CONFLICT)])
    kinds[paired & (_drawn(year, dirt, start - half, stop - half) != CLEAN)] = CLEAN
    later = _drawn(year, dirt, start + half, stop + half)
    kinds[(kinds == CLEAN) & (later == _at(dirt, CONFLICT))] = _at(dirt, CONFLICT)
    return kinds


def _cleared(dirt: Plan, rows: Rows, *, spoilt: NDArray[np.bool_]) -> tuple[Rows, NDArray[np.bool_]]:
    """Make no spoilt row one that the rules exclude anyway, so that its bin hangs on its dirt alone."""
    by_kind, by_status = np.isin(rows.kind, dirt.excluded_kinds), np.isin(rows.status, dirt.excluded_statuses)
    rows = patched(rows, spoilt & by_kind, kind=np.int64(0))
    rows = patched(rows, spoilt & by_status, status=np.int64(STATUSES.index("acknowledged")))
    return rows, (by_kind | by_status) & ~spoilt


Spoil = Callable[[Rows, NDArray[np.bool_], Ints, Year, Plan], Rows]


def _outside(rows: Rows, where: NDArray[np.bool_], detail: Ints, year: Year, dirt: Plan) -> Rows:
    del dirt
    before, after = -(1 + detail % 90) * DAY, (year.days + detail % 90) * DAY
    moved = np.where(detail < LANE // 2, before, after) + rows.received % DAY
    return patched(rows, where, received=moved, acknowledged=NEVER, answered=NEVER, resolved=NEVER, due=NEVER)


def _conflict(rows: Rows, where: NDArray[np.bool_], detail: Ints, year: Year, dirt: Plan) -> Rows:
    del detail, dirt
    half = year.count // 2
    return patched(rows, where & (rows.number > half), number=rows.number - half)


_SPOILS: dict[Dirt, Spoil] = {
    MISSING_ID: lambda rows, where, _detail, _year, _dirt: patched(rows, where, number=np.int64(0)),
    UNKNOWN: lambda rows, where, _detail, _year, _dirt: patched(rows, where, label=np.int64(2)),
    OUTSIDE: _outside,
    KIND: lambda rows, where, detail, _year, dirt: patched(
        rows, where, kind=np.array(dirt.excluded_kinds)[detail % len(dirt.excluded_kinds)]
    ),
    STATUS: lambda rows, where, detail, _year, dirt: patched(
        rows, where, status=np.array(dirt.excluded_statuses)[detail % len(dirt.excluded_statuses)]
    ),
    EARLY: lambda rows, where, detail, _year, _dirt: patched(
        rows, where, acknowledged=rows.received - (1 + detail % 40) * DAY
    ),
    CONFLICT: _conflict,
    FUTURE: lambda rows, where, detail, year, _dirt: patched(
        rows, where, resolved=year.cutoff + detail % 30 * DAY + 36_000
    ),
    RATING: lambda rows, where, _detail, _year, _dirt: patched(rows, where, rating=np.int64(9)),
}


def _texts(dirt: Plan, kinds: Ints, detail: Ints) -> dict[str, tuple[Ints, list[str]]]:
    """Return the cells that hold a text where a moment belongs."""
    texts: dict[str, tuple[Ints, list[str]]] = {}
    for kind, words in ((RECEIPT, UNREADABLE), (EVENT, UNREADABLE), (PLACEHOLDER, dirt.placeholders)):
        where = np.flatnonzero(kinds == _at(dirt, kind))
        if len(where):
            texts[kind.column] = (where, [words[at] for at in (detail[where] % len(words)).tolist()])
    return texts


def ledger(dirt: Plan, spoilt: Spoilt, file: str, first_row: int) -> pd.DataFrame:
    """Return the dirt of a block as rows of dirt.csv; ``first_row`` is the spreadsheet row of its first complaint."""
    where = np.flatnonzero(spoilt.kinds != CLEAN)
    kinds = [dirt.kinds[kind] for kind in spoilt.kinds[where].tolist()]
    return pd.DataFrame({
        "dirt": [kind.name for kind in kinds],
        "file": file,
        "row": first_row + where,
        "number": spoilt.rows.number[where],
        "column": [kind.column for kind in kinds],
        "bin": [kind.bin for kind in kinds],
        "problem": [kind.problem for kind in kinds],
    })  # fmt: skip
