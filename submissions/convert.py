"""A log turned into Parquet once: sorted, packed, with our columns alone, so that it is read in a fraction of the time.

What stands there gives the same bins and indicators as the log. Dates are ISO 8601 in the rulebook's zone, and a column
of dates is one of moments where all of it could be read; a text that is no date stays as it is, so that it is found
again. Nothing that no rule can ask for is kept, and a reporter becomes a pseudonym, as an answer does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from submissions import scanning
from submissions.cells import Cells, pseudonym
from submissions.dictionary import COMPLAINTS, EVENTS
from submissions.engine import connection_of, open_engine, quote
from submissions.files import take
from submissions.log_headers import of_complaints
from submissions.logs import SUFFIXES, logs_of
from submissions.moments import statements
from submissions.problems import Problem
from submissions.sources import ComplaintSource

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

    from submissions.batches import Batch
    from submissions.logs import FoundLogs
    from submissions.progress import Progress
    from submissions.sources import Terms

_MOMENTS = frozenset(field.name for field in (*COMPLAINTS, *EVENTS) if field.type == "moment")
_HASHED = ("reporter", "answer_text")
"""Columns that are only asked how often one text stands in them, and for words that the rules exclude by."""
_ROW_GROUP = 122_880
"""Rows of a row group: the engine reads each with one thread."""


@dataclass(frozen=True)
class Converted:
    """A log and what became of it: its Parquet files (one per sheet), its rows and lines that are no rows, bytes."""

    log: str
    files: tuple[Path, ...]
    rows: int
    broken: int
    size: int
    packed: int


def convert(
    logs: list[Path], terms: Terms, out: Path, *, scratch: Path, progress: Progress | None = None
) -> tuple[list[Converted], list[Problem]]:
    """Write each log into the folder ``out``, under its own name with the ending .parquet; return what became of each.

    An existing file is replaced whole. A log that cannot be used is among the problems and writes nothing.
    """
    backend = open_engine(scratch, reads=[*{log.parent for log in logs}, out], timezone=terms.period.timezone)
    connection = connection_of(backend)
    for statement in (*statements(), scanning.TABLES):
        connection.execute(statement)
    headers = of_complaints(terms.sources.complaints)
    written: list[Converted] = []
    for place, log in enumerate(logs):
        taken = take(log, log.name, log.parent, SUFFIXES)
        if isinstance(taken, Problem):
            headers.problems.append(taken)
            continue
        found = logs_of(connection, [(log, taken)], headers, scratch, place)
        done = [
            _converted(backend, replace(found, batches=[batch]), terms, out, f"{_stem(log)}{suffix}", progress)
            for batch, suffix in zip(found.batches, _suffixes(len(found.batches)), strict=True)
        ]
        files = [one for one in done if one is not None]
        if files:
            rows, broken = sum(rows for _, rows, _ in files), sum(broken for *_, broken in files)
            paths = tuple(path for path, *_ in files)
            packed = sum(path.stat().st_size for path in paths)
            written.append(Converted(log.name, paths, rows, broken, taken.size, packed))
    return written, headers.problems


def targets(log: Path, out: Path) -> list[Path]:
    """Return the files in ``out`` that a log may be written to, and that are there already."""
    return [
        path for path in (out / f"{_stem(log)}.parquet", *out.glob(f"{escape(_stem(log))}-*.parquet")) if path.exists()
    ]


def _stem(log: Path) -> str:
    return log.name.removesuffix(".gz").removesuffix(log.with_suffix("").suffix if log.suffix == ".gz" else log.suffix)


def _suffixes(count: int) -> list[str]:
    return [".parquet"] if count == 1 else [f"-{number}.parquet" for number in range(1, count + 1)]


def _converted(
    backend: Backend, found: FoundLogs, terms: Terms, out: Path, called: str, progress: Progress | None
) -> tuple[Path, int, int] | None:
    """Write one sheet of a log; return where, its rows and its lines that are no rows; None where it cannot be read."""
    connection = connection_of(backend)
    batch = found.batches[0]
    cells = Cells(batch, terms.sources.complaints, terms.period.timezone)
    columns = [field.name for field in (*COMPLAINTS, *EVENTS) if field.name in batch.columns]
    columns = list(dict.fromkeys(columns))
    table = f"converted_{batch.logs[0].position}"
    typed = ", ".join(f"{column} VARCHAR, {column}_read BOOLEAN" for column in columns)
    connection.execute(f"CREATE TABLE {table} (file INTEGER, sheet_row INTEGER, {typed})")
    read, broken = scanning.scan(backend, found, table, lambda one: _insert(one, cells, columns, table), progress)
    if not read:
        return None
    whole = ", ".join(f"bool_and({column}_read)" for column in columns)
    *readable, rows = connection.execute(f"SELECT {whole}, count(*) FROM {table}").fetchone() or (None, 0)
    path = out / called
    fresh = out / f".{called}.part"
    chosen = [
        f"CAST({column} AS TIMESTAMP) AS {column}" if column in _MOMENTS and all_read else column
        for column, all_read in zip(columns, readable, strict=True)
    ]
    number, joins = scanning.row_number("c", table, "c.sheet_row", gaps=True)
    # the later of two rows of one number may count by its place alone: then rows stay in their order
    placed = terms.sources.complaints.duplicates == "latest" and "updated_at" not in columns
    first = next(column for column in ("received_at", "event_at", "complaint_id") if column in columns)
    order = "original_row" if placed else f"left(CAST({first} AS VARCHAR), 10), complaint_id, original_row"
    connection.execute(
        f"COPY (SELECT {', '.join(chosen)}, CAST({number} AS BIGINT) AS original_row FROM {table} c {joins}"
        f" ORDER BY {order}) TO {quote(str(fresh))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
    )
    connection.execute(f"DROP TABLE {table}")
    fresh.replace(path)
    return path, rows, len(broken)


def _insert(batch: Batch, cells: Cells, columns: list[str], table: str) -> str:
    """Return the statement that reads a log into a table: every column as text, and whether it is what it should be."""
    inner = [f"{cells.theirs(column)} AS t_{column}" for column in columns]
    inner += [f"{batch.logs[0].position} AS file", "sheet_row" if batch.numbered else "NULL AS sheet_row"]
    moments = [
        f"{cells.moment(column, f't_{column}', since='m_received_at')} AS m_{column}"
        for column in sorted(_MOMENTS & set(columns), key=lambda column: column != "received_at")
    ]
    outer = ["file", "sheet_row"]
    for column in columns:
        if column in _MOMENTS:
            written = f"CAST({cells.written(column, f't_{column}')} AS VARCHAR)"
            moment = f"strftime(m_{column}, '%Y-%m-%d %H:%M:%S')"
            unread = cells.unreadable(column, f"t_{column}", f"m_{column}")
            outer += [f"CASE WHEN {unread} THEN {written} ELSE {moment} END", f"NOT {unread}"]
        else:
            text = cells.text(column, f"CAST(t_{column} AS VARCHAR)")
            compared = f"lower({text})" if column == "answer_text" else text
            listed = cells.source.exclude.get(column, []) if isinstance(cells.source, ComplaintSource) else []
            outer += [pseudonym(text, compared, listed) if column in _HASHED else text, "true"]
    dated = f"SELECT *, {', '.join(moments)} FROM (SELECT {', '.join(inner)} FROM {batch.recording})"
    return f"INSERT INTO {table} SELECT {', '.join(outer)} FROM ({dated})"
