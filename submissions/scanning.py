"""Reading batches of logs into a table of the engine, with what tells each row's number in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from submissions.engine import connection_of
from submissions.faults import blaming, broken_lines
from submissions.lines import shifts
from submissions.progress import Progress, watched

if TYPE_CHECKING:
    from collections.abc import Callable

    from ibis.backends.duckdb import Backend

    from submissions.batches import Batch
    from submissions.logs import FoundLogs
    from submissions.problems import Problem

TABLES = """
CREATE TABLE logs (source VARCHAR, file INTEGER, first BIGINT, first_row INTEGER);
CREATE TABLE gaps (source VARCHAR, file INTEGER, from_record BIGINT, shift INTEGER);
"""
"""logs: which row of the table named ``source`` is a file's first, and on which row it stands; gaps: lines that are no
rows, as the record from which numbers shift and by how many."""


def scan(
    backend: Backend,
    found: FoundLogs,
    table: str,
    statement: Callable[[Batch], str],
    progress: Progress | None,
) -> tuple[list[Batch], list[Problem]]:
    """Read each log into a table; return those that can be read, and the problems of lines that are no rows.

    statement: gives what inserts a batch into the table. Logs that cannot be read are among the problems found.
    """
    batches: list[Batch] = []
    broken: list[Problem] = []
    done, total = 0, sum(batch.size for batch in found.batches)
    for batch in found.batches:
        with watched(connection_of(backend), progress, done, batch.size, total):
            read = _read(backend, batch, found, statement)
        done += batch.size
        for one in read:
            broken += _numbered(backend, one, found, table)
        batches += read
    return batches, broken


def _read(backend: Backend, batch: Batch, found: FoundLogs, statement: Callable[[Batch], str]) -> list[Batch]:
    """Read a batch; where one of its logs breaks, those that do not."""
    problems: list[Problem] = []
    with blaming(batch, problems):
        connection_of(backend).execute(statement(batch))
    if problems and batch.alone:
        return [one for single in batch.alone for one in _read(backend, single, found, statement)]
    found.problems += problems
    return [] if problems else [batch]


def _numbered(backend: Backend, batch: Batch, found: FoundLogs, table: str) -> list[Problem]:
    """Keep where the rows of each log begin and which lines are none; return the problems of those lines."""
    connection = connection_of(backend)
    refused = broken_lines(backend, batch)
    broken = list(refused)
    firsts = dict(
        connection.execute(f"SELECT file, min(rowid) FROM {table} GROUP BY file").fetchall()
        if not batch.numbered
        else []
    )
    for log in batch.logs:
        connection.execute(
            "INSERT INTO logs VALUES (?, ?, ?, ?)", [table, log.position, firsts.get(log.position, 0), log.first_row]
        )
        if form := found.forms.get(log.position):
            broken += form.broken
            lines = [problem.row for problem in refused if problem.row and problem.file == log.shown]
            for shift in shifts(form, lines):
                connection.execute("INSERT INTO gaps VALUES (?, ?, ?, ?)", [table, log.position, *shift])
    return broken


def row_number(rows: str, table: str, sheet_row: str, *, gaps: bool) -> tuple[str, str]:
    """Return the expression of a row's number in its file, and the joins it needs.

    rows: what ``table`` is called in the query; sheet_row: the number that a log brings along, or NULL; gaps: whether
    any of its logs has lines that are no rows.
    """
    joins = f"JOIN logs ON logs.source = '{table}' AND logs.file = {rows}.file"
    if not gaps:
        return f"coalesce({sheet_row}, {rows}.rowid - first + first_row)", joins
    shifted = (
        f"ASOF LEFT JOIN (SELECT file AS of, from_record, shift FROM gaps WHERE source = '{table}') g"
        f" ON g.of = {rows}.file AND g.from_record <= {rows}.rowid - first"
    )
    return f"coalesce({sheet_row}, {rows}.rowid - first + first_row + coalesce(g.shift, 0))", f"{joins} {shifted}"
