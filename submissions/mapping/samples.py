"""The first rows of an export of any kind, as text, with its header found below whatever stands above it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import duckdb

from submissions import json_logs, kinds
from submissions.csv_text import DAMAGED, PREAMBLE, CsvForm, Unfit, inspect, opened
from submissions.dictionary import folded
from submissions.engine import connection_of, name, open_engine, quote
from submissions.files import printable
from submissions.json_text import elements
from submissions.logs import SUFFIXES, own_name
from submissions.problems import Problem
from submissions.typed_logs import as_text
from submissions.workbooks import Sheet, sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

ROWS = 2_000
"""Rows that are looked at; a map is a matter of the header and of what values look like."""
_WIDEST = 20_000
_CELLS = 500_000
"""Cells that are looked at: of a very wide table fewer rows."""


@dataclass(frozen=True)
class Sample:
    """What is looked at: the header, and rows of the same width, "" where nothing stands.

    header_row: on which row the header stands, from 1; sheet: of a workbook; delimiter: of a CSV file; whole: whether
    these are all rows.
    """

    file: str
    header: list[str]
    rows: list[list[str]]
    header_row: int = 1
    sheet: str = ""
    delimiter: str = ""
    whole: bool = True


def take(path: Path, scratch: Path, known: frozenset[str]) -> Sample | Problem:
    """Return the first rows of an export, or why it cannot be looked at.

    known: folded headers by which the header is told from titles above it; scratch: an empty folder for working copies.
    """
    shown = printable(path.name)
    suffixes = "".join(path.suffixes[-2:]).lower()
    if not suffixes.endswith(SUFFIXES):
        return Problem(kinds.FILE_TYPE_UNKNOWN, file=shown, details={"types": ", ".join(SUFFIXES)})
    try:
        if not path.is_file():
            return Problem(kinds.FILE_UNREADABLE, file=shown)
        if suffixes.endswith(".xlsx"):
            return _of_workbook(path, shown, known)
        if suffixes.endswith(".parquet"):
            return _of_parquet(path, shown, scratch)
        return _of_json(path, shown) if suffixes.endswith(".json") else _of_csv(path, shown, scratch, known)
    except (Unfit, UnicodeDecodeError, OSError, *DAMAGED) as error:
        return json_logs.unfit_problem(error, shown)


def _of_csv(path: Path, shown: str, scratch: Path, known: frozenset[str]) -> Sample | Problem:
    form = inspect(path, shown, scratch=scratch, known=known)
    if not isinstance(form, CsvForm):
        return form
    with opened(form.path, form.compression) as raw:
        file = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="")
        records = list(_records(file, form.delimiter))
    said = 1 if records and records[0][1] == [f"sep={form.delimiter}"] else 0
    return _sample(
        shown, [cells for _, cells in records[said:]], known, [line for line, _ in records[said:]], form.delimiter
    )


def _records(file: Iterable[str], delimiter: str) -> Iterable[tuple[int, list[str]]]:
    reader = csv.reader(file, delimiter=delimiter)
    line = 1
    try:
        for cells in islice(reader, ROWS + PREAMBLE + 1):
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:  # a field beyond csv's limit: what stands before it is enough to judge by
        return


def _of_workbook(path: Path, shown: str, known: frozenset[str]) -> Sample | Problem:
    found: Sequence[Sheet | Problem] = sheets(path, shown)
    samples: list[Sample] = []
    for sheet in found:
        if isinstance(sheet, Problem):
            return sheet
        rows = [[as_text(cell) or "" for cell in row] for row in sheet.rows[: ROWS + PREAMBLE + 1]]
        made = _sample(shown, rows, known, list(range(1, len(rows) + 1)), sheet=sheet.name)
        samples += [made] if isinstance(made, Sample) else []
    if not samples:
        return Problem(kinds.FILE_EMPTY, file=shown)
    return max(samples, key=lambda sample: (_known(sample.header, known), len(sample.rows)))


def _of_parquet(path: Path, shown: str, scratch: Path) -> Sample | Problem:
    engine = connection_of(open_engine(scratch, reads=[path.parent]))
    relation = f"read_parquet([{quote(str(own_name(path, scratch, 0)))}], hive_partitioning = false)"
    try:
        described = engine.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()  # noqa: S608 (quoted)
        header = [str(row[0]) for row in described]
        texts = ", ".join(f"CAST({name(column)} AS VARCHAR)" for column in header[:_WIDEST])
        rows = engine.execute(f"SELECT {texts} FROM {relation} LIMIT {ROWS + 1}").fetchall()  # noqa: S608 (quoted)
    except duckdb.Error:
        return Problem(kinds.FILE_UNREADABLE, file=shown)
    texted = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return Sample(shown, header[:_WIDEST], texted[:ROWS], whole=len(texted) <= ROWS)


def _of_json(path: Path, shown: str) -> Sample | Problem:
    found = list(islice(elements(path), ROWS + 1))
    header = list(dict.fromkeys(key for element in found for key in element))[:_WIDEST]
    if not header:
        return Problem(kinds.FILE_EMPTY, file=shown)
    rows = [[value or "" for value in json_logs.values(element, header)] for element in found[:ROWS]]
    return Sample(shown, header, rows, whole=len(found) <= ROWS)


def _sample(
    shown: str, rows: list[list[str]], known: frozenset[str], lines: list[int], delimiter: str = "", sheet: str = ""
) -> Sample | Problem:
    at = _header_at(rows, known)
    if at is None:
        return Problem(kinds.FILE_EMPTY, file=shown)
    header = [cell.strip() for cell in rows[at]][:_WIDEST]
    width = len(header)
    body = [[*row[:width], *[""] * (width - len(row))] for row in rows[at + 1 :] if any(cell.strip() for cell in row)]
    most = max(50, min(ROWS, _CELLS // max(width, 1)))
    return Sample(shown, header, body[:most], lines[at], sheet, delimiter, len(body) <= most)


def _header_at(rows: list[list[str]], known: frozenset[str]) -> int | None:
    """Return which row is the header: most headers known; else the first that is as full as most rows are."""
    top = rows[:PREAMBLE]
    hits = [_known(row, known) for row in top]
    if any(hits):
        return hits.index(max(hits))
    full = [sum(1 for cell in row if cell.strip()) for row in top]
    usual = sorted(full)[len(full) // 2] if full else 0
    return next((at for at, count in enumerate(full) if count and count * 2 > usual), None)


def _known(row: Sequence[str], known: frozenset[str]) -> int:
    return len({folded(cell) for cell in row} & known)
