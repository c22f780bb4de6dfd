"""What the scan found wrong, as problems with file, sheet, row, column and value."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

from submissions import kinds
from submissions.batches import Batch, Log
from submissions.cells import duration
from submissions.engine import connection_of, own_fault
from submissions.handed_in import BINS
from submissions.moments import ORDERS, moment
from submissions.problems import Kind, Problem
from submissions.scan import DOUBT_COLUMN, FAULT_COLUMN, Doubt, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ibis.backends.duckdb import Backend

    from submissions.sources import Terms

_KINDS: dict[int, Kind] = {
    Fault.NO_ID: kinds.ROW_WITHOUT_ID,
    Fault.NO_PARTICIPANT: kinds.PARTICIPANT_MISSING,
    Fault.ACKNOWLEDGED_EARLY: kinds.EVENT_BEFORE_RECEIPT,
    Fault.ANSWERED_EARLY: kinds.EVENT_BEFORE_RECEIPT,
    Fault.RESOLVED_EARLY: kinds.EVENT_BEFORE_RECEIPT,
}
_DOUBT_KINDS: dict[int, Kind] = {
    Doubt.DUE: kinds.DATE_IGNORED,
    Doubt.UPDATED: kinds.DATE_IGNORED,
    Doubt.RATING: kinds.RATING_OUTSIDE,
    Doubt.REOPENED: kinds.COUNT_UNREADABLE,
}
_DATED = (Fault.RECEIPT, Fault.ACKNOWLEDGED, Fault.ANSWERED, Fault.RESOLVED)
_ASIDE = BINS.index("set aside")


def row_problems(
    backend: Backend, batches: list[Batch], terms: Terms, why_not: Callable[[str], tuple[Kind, dict[str, str]]]
) -> list[Problem]:
    """Return one problem per row set aside, and one per value that was left out of a row.

    Of each kind in each file the first are listed (``list_at_most``), the others counted in one problem more.
    """
    by_file = _by_file(batches)
    at_most = terms.sources.complaints.list_at_most
    connection = connection_of(backend)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW findings AS {_FINDINGS}")
    groups = "log, finding, shown IS NULL"
    counts = {
        (log, finding, bare): count
        for log, finding, bare, count in connection.execute(
            f"SELECT {groups}, count(*) FROM findings GROUP BY ALL"
        ).fetchall()
    }
    first = f"QUALIFY row_number() OVER (PARTITION BY {groups} ORDER BY row) <= {at_most}"
    limit = first if any(count > at_most for count in counts.values()) else ""
    problems: list[Problem] = []
    latest: dict[tuple[int, int, bool], Problem] = {}
    rows = connection.execute(f"SELECT log, row, finding, shown FROM findings {limit} ORDER BY ALL")
    for log, row, finding, shown in rows.fetchall():
        problem = _of_finding(by_file[log], row, finding, shown, terms, why_not)
        problems.append(problem)
        latest[log, finding, shown is None] = problem
    return problems + [
        replace(latest[group], row=None, value="", count=count - at_most, more=True)
        for group, count in sorted(counts.items())
        if count > at_most
    ]


_CONFLICT, _DOUBTED = 50, 100
"""Findings beside faults: an id with different content, and a doubt, whose number is added to the latter."""
_FINDINGS = f"""SELECT log, row,
    CASE WHEN bin <> {_ASIDE} THEN {_DOUBTED} + doubt WHEN fault > 0 THEN fault ELSE {_CONFLICT} END AS finding,
    CASE WHEN bin = {_ASIDE} AND fault = 0 THEN twice ELSE evidence END AS shown
    FROM complaints WHERE bin = {_ASIDE} OR (bin = {BINS.index("used")} AND doubt > 0)"""


def _of_finding(
    source: tuple[Log, Batch],
    row: int,
    finding: int,
    shown: str | None,
    terms: Terms,
    why_not: Callable[[str], tuple[Kind, dict[str, str]]],
) -> Problem:
    if finding == _CONFLICT:
        return _place(kinds.ID_CONFLICT, source, row, "complaint_id", shown)
    if finding > _DOUBTED:
        doubt = Doubt(finding - _DOUBTED)
        order = terms.sources.complaints.date_order
        return _place(_DOUBT_KINDS[doubt], source, row, DOUBT_COLUMN[doubt], shown, order=order)
    return _of_fault(source, row, Fault(finding), shown, terms, why_not)


def _by_file(batches: list[Batch]) -> dict[int, tuple[Log, Batch]]:
    return {log.position: (log, batch) for batch in batches for log in batch.logs}


def _of_fault(
    source: tuple[Log, Batch],
    row: int,
    fault: Fault,
    shown: str | None,
    terms: Terms,
    why_not: Callable[[str], tuple[Kind, dict[str, str]]],
) -> Problem:
    if fault in _DATED:
        column = FAULT_COLUMN[fault]
        if lasting := duration(source[1], terms.sources.complaints, column):
            return _place(kinds.DURATION_UNREADABLE, source, row, column, shown, unit=lasting.unit)
        kind = kinds.DATE_UNREADABLE if shown else kinds.RECEIPT_MISSING
        return _place(kind, source, row, column, shown, order=terms.sources.complaints.date_order)
    if fault is Fault.UNKNOWN_PARTICIPANT:
        kind, details = why_not(shown or "")
        return _place(kind, source, row, FAULT_COLUMN[fault], shown, **details)
    return _place(_KINDS[fault], source, row, FAULT_COLUMN[fault], shown)


def _place(kind: Kind, source: tuple[Log, Batch], row: int, column: str, shown: str | None, **details: str) -> Problem:
    log, batch = source
    theirs = batch.found.get(column, column)
    return Problem(
        kind, file=log.shown, sheet=log.sheet, row=row, column=theirs, value=shown or "",
        details={"column": theirs, **details},
    )  # fmt: skip


def order_problems(backend: Backend, batches: list[Batch], terms: Terms) -> list[Problem]:
    """Return a blocking problem per file and column with a date that only another order can read (a month of 13)."""
    declared, zone = terms.sources.complaints.date_order, terms.period.timezone
    by_file = _by_file(batches)
    others = [order for order in ORDERS if order != declared]
    readable = " OR ".join(f"{moment('evidence', order, zone)} IS NOT NULL" for order in others)
    dated = ", ".join(str(int(fault)) for fault in _DATED)
    rows = connection_of(backend).execute(
        f"SELECT log, fault, min(row), arg_min(evidence, row) FROM complaints WHERE fault IN ({dated})"
        f" AND evidence IS NOT NULL AND ({readable}) GROUP BY ALL ORDER BY ALL"
    )
    return [
        _place(kinds.DATES_IN_ANOTHER_ORDER, by_file[f], row, FAULT_COLUMN[Fault(fault)], shown, order=declared)
        for f, fault, row, shown in rows.fetchall()
    ]


@contextmanager
def blaming(batch: Batch, problems: list[Problem]) -> Iterator[None]:
    """Make an error of the engine while it reads logs a problem of theirs, unless it is the engine's own."""
    try:
        yield
    except duckdb.Error as error:
        if own_fault(error):
            raise
        problems += [Problem(kinds.FILE_UNREADABLE, file=log.shown) for log in batch.logs]


def broken_lines(backend: Backend, batch: Batch) -> list[Problem]:
    """Return one problem per line of a log that is no row (wrong number of fields, a quote that never closes)."""
    if not batch.broken:
        return []
    rows = connection_of(backend).execute(
        f"SELECT file_id, line, min(error_type) FROM {batch.broken} GROUP BY ALL ORDER BY ALL"
    )
    return [
        Problem(_BROKEN.get(error, kinds.ROWS_BROKEN), file=batch.logs[file].shown, row=line)
        for file, line, error in rows.fetchall()
    ]


_BROKEN = {"UNQUOTED VALUE": kinds.QUOTES_BROKEN, "INVALID ENCODING": kinds.ENCODING_BROKEN}
