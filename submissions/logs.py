"""Complaint logs made ready for the engine: which columns they have, under which names, in which layout.

Logs of one layout form a batch that is scanned at once, so that a year in monthly files costs no more than in one.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import duckdb

from submissions.batches import SHEETS, Batch, Log
from submissions.csv_text import CsvForm, inspect, or_problem
from submissions.engine import quote
from submissions.files import find_files
from submissions.json_logs import json_batches
from submissions.parquet_logs import ParquetLog, parquet_batches, parquet_log
from submissions.problems import Problem
from submissions.typed_logs import sheet_batches
from submissions.whole_files import checked, mended

if TYPE_CHECKING:
    from pathlib import Path

    from submissions.handed_in import InputFile
    from submissions.log_headers import Headers

LOGS, FOLLOW_UPS = "complaints", "follow_ups"
SUFFIXES = (".csv", ".csv.gz", ".xlsx", ".parquet", ".json")
_TRIPPED = "error_type IN ('UNQUOTED VALUE', 'LINE SIZE OVER MAXIMUM') OR contains(csv_line, '\n')"


@dataclass
class FoundLogs:
    """What a folder of logs holds: batches to scan, the layout of each CSV log by its position, files, problems."""

    batches: list[Batch] = field(default_factory=list)
    forms: dict[int, CsvForm] = field(default_factory=dict)
    files: list[InputFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _CsvLog:
    log: Log
    form: CsvForm
    positions: dict[str, int]
    size: int

    @property
    def layout(self) -> tuple[object, ...]:
        form = self.form
        return form.delimiter, form.compression, form.first_row, tuple(form.header), tuple(self.positions.items())


def find_logs(
    connection: duckdb.DuckDBPyConnection, folder: Path, sub: str, headers: Headers, scratch: Path, first: int = 0
) -> FoundLogs:
    """Return the logs in a folder of a competition folder, in name order; what cannot be read is among the problems.

    headers: finds the columns; first: the place among all files that the first one takes.
    """
    inputs, problems = find_files(folder, sub, SUFFIXES, deep=True)
    headers.problems.extend(problems)
    return logs_of(connection, inputs, headers, scratch, first)


def logs_of(
    connection: duckdb.DuckDBPyConnection,
    inputs: list[tuple[Path, InputFile]],
    headers: Headers,
    scratch: Path,
    first: int = 0,
) -> FoundLogs:
    """Return what these files hold; see ``find_logs``."""
    found = FoundLogs(problems=headers.problems)
    csv_logs: list[_CsvLog] = []
    parquet_logs: list[ParquetLog] = []
    for place, (path, file) in enumerate(inputs, start=first):
        found.files.append(file)
        if path.suffix.lower() == ".parquet":
            log = parquet_log(connection, own_name(path, scratch, place), file, headers, place)
            parquet_logs += [log] if log else []
        elif path.suffix.lower() == ".xlsx":
            found.batches += sheet_batches(connection, path, file, headers, place)
        elif path.suffix.lower() == ".json":
            found.batches += json_batches(path, file, headers, place, scratch)
        else:
            csv_logs += _csv_log(connection, path, file, headers, place, scratch)
    found.forms = {log.log.position: log.form for log in csv_logs}
    found.batches += _csv_batches(csv_logs, scratch) + parquet_batches(parquet_logs)
    return found


def _csv_log(
    connection: duckdb.DuckDBPyConnection, path: Path, file: InputFile, headers: Headers, place: int, scratch: Path
) -> list[_CsvLog]:
    form = inspect(path, file.path, scratch=scratch, known=headers.known)
    if isinstance(form, Problem):
        headers.problems.append(form)
        return []
    positions = headers.match(form.header, file.path, row=form.header_row)
    if positions is None:
        headers.problems += form.notes
        return []
    form = checked(form, scratch)
    if isinstance(form, CsvForm) and form.quotes:
        form = _with_whole_quotes(connection, form, place, scratch)
    if isinstance(form, Problem):
        headers.problems.append(form)
        return []
    headers.problems += form.notes
    log = Log(place * SHEETS, file.path, first_row=form.first_row)
    return [_CsvLog(log, form, positions, file.size)]


def _csv_batches(logs: list[_CsvLog], scratch: Path) -> list[Batch]:
    layouts: dict[tuple[object, ...], list[_CsvLog]] = {}
    for log in logs:
        layouts.setdefault(log.layout, []).append(log)
    return [_csv_batch(members, scratch) for members in layouts.values()]


def _csv_batch(members: list[_CsvLog], scratch: Path) -> Batch:
    form, positions, number = members[0].form, members[0].positions, members[0].log.position
    paths = [own_name(member.form.path, scratch, member.log.position) for member in members]
    return Batch(
        logs=tuple(member.log for member in members),
        relation=_reading(form, paths, "ignore_errors = true"),
        recording=_reading(form, paths, _rejects(f"{number}")),
        columns={ours: f"c{at}" for ours, at in positions.items()},
        found={ours: form.header[at] for ours, at in positions.items()},
        size=sum(member.size for member in members),
        broken=f"broken_{number}",
    )


def _reading(form: CsvForm, paths: list[Path], faults: str) -> str:
    """Return what stands after FROM; all is said, nothing sniffed: the engine's guesses skip lines in silence."""
    typed = ", ".join(f"c{at}: 'VARCHAR'" for at in range(len(form.header)))
    return (
        f"read_csv([{', '.join(quote(str(path)) for path in paths)}], auto_detect = false, header = false,"
        f" skip = {form.first_row - 1}, delim = {quote(form.delimiter)}, quote = {quote(form.quote)},"
        f" escape = {quote(form.quote)}, compression = '{form.compression or 'none'}', columns = {{{typed}}},"
        f" strict_mode = true, {faults})"
    )


def _rejects(name: str) -> str:
    return f"store_rejects = true, rejects_table = 'broken_{name}', rejects_scan = 'scanned_{name}'"


def _with_whole_quotes(
    connection: duckdb.DuckDBPyConnection, form: CsvForm, place: int, scratch: Path
) -> CsvForm | Problem:
    """Return the form, mended where the engine trips over quotation marks: it would swallow what follows them."""
    relation = _reading(form, [own_name(form.path, scratch, place * SHEETS)], _rejects(f"try_{place}"))
    try:
        connection.execute(f"SELECT count(*) FROM {relation}").fetchall()  # to the end, else nothing is recorded
        tripped = connection.execute(f"SELECT 1 FROM broken_try_{place} WHERE {_TRIPPED} LIMIT 1").fetchall()
    except duckdb.InvalidInputException:
        tripped = [()]
    return or_problem(lambda: mended(form, scratch), form.shown) if tripped else form


def own_name(path: Path, scratch: Path, number: int) -> Path:
    """Return a path the engine takes literally: a name with pattern characters would stand for other files."""
    resolved = path.resolve()
    if not set(str(resolved)) & set("*?[]{}"):
        return resolved
    own = scratch / f"log-{number}{''.join(path.suffixes[-2:])}"
    shutil.copyfile(resolved, own)
    return own
