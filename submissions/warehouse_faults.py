"""What is wrong with rows of a warehouse's table: how many rows, and how to find them there; never a row's value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from submissions import kinds
from submissions.handed_in import BINS
from submissions.names import NOBODY
from submissions.problems import Problem
from submissions.scan import DOUBT_COLUMN, FAULT_COLUMN, Doubt, Fault
from submissions.warehouse_bins import CONFLICT

if TYPE_CHECKING:
    from submissions.names import Resolver
    from submissions.problems import Kind
    from submissions.sources import Terms

_KINDS: dict[int, Kind] = {
    Fault.NO_ID: kinds.ROWS_WITHOUT_ID,
    Fault.NO_PARTICIPANT: kinds.ROWS_WITHOUT_PARTICIPANT,
    Fault.RECEIPT: kinds.ROWS_WITHOUT_RECEIPT,
    **dict.fromkeys((Fault.ACKNOWLEDGED, Fault.ANSWERED, Fault.RESOLVED), kinds.ROWS_UNREADABLE),
    **dict.fromkeys((Fault.ACKNOWLEDGED_EARLY, Fault.ANSWERED_EARLY, Fault.RESOLVED_EARLY), kinds.ROWS_EARLY),
    CONFLICT: kinds.ROWS_IN_CONFLICT,
}
_DATE = ("tanggal ISO", "date in ISO form")
_EXPECTED = {
    Doubt.DUE: _DATE, Doubt.UPDATED: _DATE, Doubt.RATING: ("angka dari 1 sampai 5", "number from 1 to 5"),
    Doubt.REOPENED: ("bilangan cacah", "count"),
}  # fmt: skip


def problems_of(
    rows: pd.DataFrame, found: dict[str, str], names: list[str], resolver: Resolver, terms: Terms
) -> list[Problem]:
    """Return a problem per fault, and per unknown participant, with the number of rows that have it.

    rows: bin, fault, doubt, named, rows; found: our columns and theirs; names: the participants as written, by
    ``named``.
    """
    place, order = terms.engine.place, terms.sources.complaints.date_order
    faults = rows[rows["fault"] > 0].groupby("fault")["rows"].sum()
    problems = []
    for fault, count in faults.items():
        if fault in _KINDS:
            column = "complaint_id" if fault == CONFLICT else FAULT_COLUMN[Fault(int(fault))]
            problems.append(_problem(_KINDS[int(fault)], place, found.get(column, column), count, order=order))
    column = found.get("participant", "participant")
    for named, count in rows.groupby("named")["rows"].sum().items():
        name = names[int(named)]
        why, details = resolver.why_not(name)
        kind = kinds.ROWS_OF_AMBIGUOUS if why is kinds.PARTICIPANT_AMBIGUOUS else kinds.ROWS_OF_UNKNOWN
        problems.append(_problem(kind, place, column, count, name.strip(), **{"suggestion": NOBODY, **details}))
    doubts = rows[rows["doubt"] > 0].groupby("doubt")["rows"].sum()
    for doubt, count in doubts.items():
        ours, expected = DOUBT_COLUMN[Doubt(int(doubt))], _EXPECTED[Doubt(int(doubt))]
        words = dict(zip(("expected_id", "expected_en"), expected, strict=True))
        problems.append(_problem(kinds.VALUES_IGNORED, place, found.get(ours, ours), count, **words))
    by_bin = rows.groupby("bin")["rows"].sum()
    if by_bin.get(BINS.index("outside"), 0) == rows["rows"].sum() > 0:
        problems.append(Problem(kinds.YEAR_WITHOUT_ROWS, file=place))
    if not by_bin.get(BINS.index("used"), 0):
        problems.append(Problem(kinds.NO_COMPLAINTS, file=place))
    return problems


def _problem(kind: Kind, place: str, column: str, rows: int, value: str = "", **details: str) -> Problem:
    return Problem(
        kind, file=place, column=column, value=value, details={"rows": str(rows), "column": column, **details}
    )
