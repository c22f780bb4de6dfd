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
_EXPECTED = {
    Doubt.DUE: "YYYY-MM-DD", Doubt.UPDATED: "YYYY-MM-DD", Doubt.RATING: "1, …, 5", Doubt.REOPENED: "0, 1, 2, …",
}  # fmt: skip


def problems_of(
    rows: pd.DataFrame, found: dict[str, str], names: list[str], resolver: Resolver, terms: Terms
) -> list[Problem]:
    """Return a problem per fault, and per unknown participant, with the number of rows that have it.

    rows: bin, fault, doubt, named, rows; found: our columns and theirs; names: the participants as written, by
    ``named``.
    """
    place, order = terms.engine.place, terms.sources.complaints.date_order
    problems = []
    for fault, count in _counts(rows[rows["fault"] > 0], "fault"):
        if fault in _KINDS:
            column = "complaint_id" if fault == CONFLICT else FAULT_COLUMN[Fault(fault)]
            problems.append(_problem(_KINDS[fault], place, found.get(column, column), count, order=order))
    column = found.get("participant", "participant")
    for named, count in _counts(rows, "named"):
        name = names[named]
        why, details = resolver.why_not(name)
        kind = kinds.ROWS_OF_AMBIGUOUS if why is kinds.PARTICIPANT_AMBIGUOUS else kinds.ROWS_OF_UNKNOWN
        problems.append(_problem(kind, place, column, count, name.strip(), **{"suggestion": NOBODY, **details}))
    for doubt, count in _counts(rows[rows["doubt"] > 0], "doubt"):
        ours, expected = DOUBT_COLUMN[Doubt(doubt)], _EXPECTED[Doubt(doubt)]
        problems.append(_problem(kinds.VALUES_IGNORED, place, found.get(ours, ours), count, expected=expected))
    by_bin = dict(_counts(rows, "bin"))
    if by_bin.get(BINS.index("outside"), 0) == rows["rows"].sum() > 0:
        problems.append(Problem(kinds.YEAR_WITHOUT_ROWS, file=place))
    if not by_bin.get(BINS.index("used"), 0):
        problems.append(Problem(kinds.TABLE_IDLE, file=place, details={"table": place}))
    return problems


def _counts(rows: pd.DataFrame, by: str) -> list[tuple[int, int]]:
    """Return each value of a column of whole numbers with the rows that have it, where it has one."""
    sums = rows.groupby(by)["rows"].sum()
    return [(int(value), int(total)) for value, total in zip(sums.index, sums, strict=True)]


def _problem(kind: Kind, place: str, column: str, rows: int, value: str = "", **details: str) -> Problem:
    told = {"rows": str(rows), "column": column, **details}
    return Problem(kind, file=place, column=column, value=value, details=told, count=rows)
