"""Small tables, roster and score sheets, read whole as text: from CSV or from each sheet of a workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from submissions import kinds
from submissions.csv_text import DAMAGED, PREAMBLE, QUOTE, CsvForm, inspect, opened, settle
from submissions.dictionary import find_header
from submissions.problems import Kind, Problem
from submissions.workbooks import Cell, sheets

LARGEST = 256 << 20
"""Bytes of a CSV table that is read whole."""
MOST_BROKEN = 100
"""Lines with broken quotes, after which a file is given up: each costs a look at the rest of the file."""
_BROKEN_SIGN = re.compile(r"[\udc80-\udcff]")


@dataclass(frozen=True)
class Table:
    """One table as text. ``rows``: row number and cells, as many as the header has, blank rows left out.

    above: the rows above the header, where a sheet's title and the judge's name may stand.
    """

    file: str
    sheet: str
    header: list[str]
    header_row: int
    rows: list[tuple[int, list[str]]]
    above: list[list[str]]


def read_tables(path: Path, shown: str, scratch: Path, known: frozenset[str]) -> tuple[list[Table], list[Problem]]:
    """Return the tables of a CSV or XLSX file, and what is wrong with its lines; every cell is text.

    shown: its path in the competition folder. known: the folded headers by which a header row is recognised.
    """
    if path.name.lower().endswith(".xlsx"):
        return _of_workbook(path, shown, known)
    form = inspect(path, shown, scratch=scratch, known=known)
    if isinstance(form, CsvForm) and form.ascii:
        form = settle(form, scratch)
    if isinstance(form, Problem):
        return [], [form]
    table, problems = _of_csv(form)
    return ([table] if table else []), [*form.notes, *problems]


def text(cell: Cell) -> str:
    """Return a spreadsheet's value as text: 7.0 as 7, a date in ISO form, nothing as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def _of_workbook(path: Path, shown: str, known: frozenset[str]) -> tuple[list[Table], list[Problem]]:
    tables: list[Table] = []
    problems: list[Problem] = []
    for sheet in sheets(path, shown):
        if isinstance(sheet, Problem):
            problems.append(sheet)
            continue
        problems += sheet.problems
        rows = [[text(cell) for cell in row] for row in sheet.rows]
        place = find_header(rows[:PREAMBLE], known)
        if place is None:
            continue
        header = [cell.strip() for cell in rows[place]]
        width = len(header)
        numbered = [(at, (row + [""] * width)[:width]) for at, row in enumerate(rows[place + 1 :], start=place + 2)]
        filled = [(at, row) for at, row in numbered if any(cell.strip() for cell in row)]
        tables.append(Table(shown, sheet.name, header, place + 1, filled, rows[:place]))
    if not tables and not problems:
        problems.append(Problem(kinds.FILE_EMPTY, file=shown))
    return tables, problems


def _of_csv(form: CsvForm) -> tuple[Table | None, list[Problem]]:
    try:
        with opened(form.path, form.compression) as source:
            raw = source.read(LARGEST + 1)
    except DAMAGED:
        return None, [Problem(kinds.FILE_TRUNCATED, file=form.shown)]
    if len(raw) > LARGEST:
        return None, [Problem(kinds.FILE_TOO_LARGE, file=form.shown, details={"limit": f"{LARGEST >> 20} MB"})]
    lines = list(io.StringIO(raw.decode("utf-8-sig", "surrogateescape"), newline=""))
    if b"\0" in raw:
        nul = next(row for row, line in enumerate(lines, start=1) if "\0" in line)
        return None, [Problem(kinds.NUL_BYTES, file=form.shown, row=nul)]
    misspelt = not raw.isascii() and any(map(_BROKEN_SIGN.search, lines))
    above: list[list[str]] = []
    rows: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    for row, cells in records(lines, form.delimiter):
        if row < form.header_row:
            above.append(cells or [])
        elif row > form.header_row and (cells is None or any(map(str.strip, cells))):
            kind = _wrong(cells, len(form.header), misspelt=misspelt)
            problems += [Problem(kind, file=form.shown, row=row)] if kind else []
            rows += [(row, cells[: len(form.header)])] if cells is not None and not kind else []
        if len(problems) > MOST_BROKEN and cells is None:
            return None, [*problems, Problem(kinds.QUOTES_HOPELESS, file=form.shown, row=row)]
    return Table(form.shown, "", form.header, form.header_row, rows, above), problems


def _wrong(cells: list[str] | None, width: int, *, misspelt: bool) -> Kind | None:
    """Return why a line is no row; surplus fields that are empty are no fault. misspelt: whether any line is."""
    if cells is None:
        return kinds.QUOTES_BROKEN
    if misspelt and any(map(_BROKEN_SIGN.search, cells)):
        return kinds.ENCODING_BROKEN
    return kinds.ROWS_BROKEN if len(cells) < width or any(map(str.strip, cells[width:])) else None


def records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield each record with the physical line (from 1) where it begins; None for a line whose quotes are broken.

    A quote that never closes swallows all that follows: reading goes on at the line after it, so that it costs its
    own line only.
    """
    start = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter, quotechar=QUOTE, strict=True)
        first = start
        try:
            for cells in reader:
                yield first + 1, cells
                first = start + reader.line_num
        except csv.Error:
            yield first + 1, None
            start = first + 1
        else:
            return
