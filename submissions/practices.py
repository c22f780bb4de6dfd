"""Good practices, told by those who have them: practices.csv or practices.xlsx beside the roster.

A row is one practice of one participant. No score and no rank hangs on it: it is read for the catalogue alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from submissions import columns, kinds
from submissions.dictionary import PRACTICES, known_headers
from submissions.files import take
from submissions.names import Resolver
from submissions.problems import Kind, Problem
from submissions.tables import Table, read_tables

FILES = ("practices.csv", "practices.xlsx")
LONGEST = {"title": 120, "problem": 240, "done": 2_000, "took": 1_000, "result": 1_000, "contact": 120}
"""Characters that each column may have: as much as reads well on a page."""
_FIELDS = {field.name: field for field in PRACTICES}
_NEEDED = ("title", "problem", "done")
_PERSONAL = (
    re.compile(r"(?<!\d)\d{16}(?!\d)"),  # a number of identity (NIK)
    re.compile(r"(?<!\d)\d{8} ?\d{6} ?[12] ?\d{3}(?!\d)"),  # a civil servant's (NIP)
    re.compile(r"(?<![\d.])(?:\+?62|0)[ .-]?8\d{1,2}(?:[ .-]?\d){6,10}(?!\d)"),  # a mobile telephone
)


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice: whose (code), its title, the problems that it answers, and what is told of it; "" where nothing."""

    code: str
    title: str
    problems: tuple[str, ...]
    done: str
    took: str
    result: str
    contact: str


@dataclass(frozen=True)
class _Row:
    """One row: its place, the headers of our columns, and what stands in them."""

    table: Table
    row: int
    headers: dict[str, str]
    values: dict[str, str]

    def problem(self, kind: Kind, field: str, *, show: bool = False, **details: str) -> Problem:
        """Return a problem at this place; only names of participants are shown."""
        shown = self.values.get(field, "") if show else ""
        header = self.headers.get(field, field)
        return Problem(kind, self.table.file, self.table.sheet, self.row, header, shown, details)


def find(folder: Path) -> list[Path]:
    """Return the files in which practices may be told."""
    there = [path for path in (folder / name for name in FILES) if path.exists() or path.is_symlink()]
    return [path for path in there if not _headings_alone(path)]


def read_practices(
    folder: Path, resolver: Resolver, codes: list[str], scratch: Path
) -> tuple[list[Practice], list[Problem]]:
    """Return the practices in the order of their rows, and what is wrong with the others; none where nothing is told.

    codes: of the roster, in its order. A row that names a participant and nothing else waits to be filled in.
    """
    found = find(folder)
    if not found:
        return [], []
    if len(found) > 1:
        return [], [Problem(kinds.PRACTICES_TWICE, file=found[-1].name)]
    path = found[0]
    file = take(path, path.name, folder, FILES)
    if isinstance(file, Problem):
        return [], [file]
    tables, problems = read_tables(path, path.name, scratch, known_headers(PRACTICES, {}))
    kept: list[Practice] = []
    for row in _rows(tables, problems):
        read = _read(row, resolver, codes)
        if isinstance(read, Problem):
            problems.append(read)
        elif read:
            kept.append(read)
    return kept, problems


def _headings_alone(path: Path) -> bool:
    """Whether it is what ``evaluator init`` writes, and nobody has filled in."""
    if path.suffix != ".csv" or path.is_symlink() or not path.is_file() or path.stat().st_size > 1_000:
        return False
    return not path.read_bytes().partition(b"\n")[2].strip()


def _rows(tables: list[Table], problems: list[Problem]) -> list[_Row]:
    """Return the rows of every table with the needed columns; a further sheet without them is passed over."""
    rows: list[_Row] = []
    refused: list[Problem] = []
    for table in tables:
        at, wrong = columns.match(
            table.header, PRACTICES, {}, columns.Place(table.file, table.sheet, table.header_row, "")
        )
        if any(problem.kind is kinds.COLUMNS_MISSING for problem in wrong):
            refused += wrong
            continue
        problems += wrong
        headers = {name: table.header[column] for name, column in at.items()}
        for row, cells in table.rows:
            rows.append(_Row(table, row, headers, {name: cells[column].strip() for name, column in at.items()}))
    if not rows:
        problems += refused
    return rows


def _read(row: _Row, resolver: Resolver, codes: list[str]) -> Practice | Problem | None:
    """Return the practice, the first thing that is wrong with it, or None for a row that nobody has filled in yet."""
    told = {name: row.values.get(name, "") for name in LONGEST}
    if not any(told.values()):
        return None
    participant = row.values.get("participant", "")
    position = resolver.position(participant)
    if position is None:
        kind, details = resolver.why_not(participant)
        return row.problem(kind, "participant", show=True, **details)
    answers = tuple(dict.fromkeys(part for part in map(_spaced, told["problem"].split(";")) if part))
    if wrong := _wrong(row, {**told, "problem": "; ".join(answers)}):
        return wrong
    said = {name: text for name, text in told.items() if name != "problem"}
    return Practice(codes[position], problems=answers, **said)


def _wrong(row: _Row, told: dict[str, str]) -> Problem | None:
    """Return the first thing that is wrong with what a row tells."""
    for name, most in LONGEST.items():
        if name in _NEEDED and not told[name]:
            return row.problem(kinds.PRACTICE_INCOMPLETE, name)
        if len(told[name]) > most:
            return row.problem(kinds.PRACTICE_LONG, name, limit=str(most))
        if any(pattern.search(told[name]) for pattern in _PERSONAL):
            return row.problem(kinds.PRACTICE_PERSONAL, name)
    return None


def _spaced(text: str) -> str:
    return " ".join(text.split())
