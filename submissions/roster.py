"""The roster: who takes part, from participants.csv or participants.xlsx."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from submissions import columns, kinds
from submissions.dictionary import ROSTER, known_headers
from submissions.files import take
from submissions.handed_in import InputFile
from submissions.names import key
from submissions.problems import Kind, Problem, Severity
from submissions.sources import RosterSource
from submissions.tables import Table, read_tables

FILES = ("participants.csv", "participants.csv.gz", "participants.xlsx")
LONGEST_NAME = 300
TEXTS = ("name", "kind", "parent", "region")
COUNTS = ("units", "units_connected")
_TABLE = "sources.participants.columns"
_COUNT = re.compile(r"[0-9]{1,9}(?:\.0+)?")
_UPP = "upp"


@dataclass(frozen=True)
class _Entry:
    """One row of the roster: its place, the headers of our columns, our columns, any further one."""

    table: Table
    row: int
    headers: Mapping[str, str]
    values: dict[str, str]
    more: dict[str, str]

    def problem(self, kind: Kind, column: str, **details: str) -> Problem:
        header = self.headers.get(column, column)
        value = self.values.get(column, "")
        return Problem(kind, self.table.file, self.table.sheet, self.row, header, value, details)


def read_roster(
    folder: Path, source: RosterSource, scratch: Path
) -> tuple[pd.DataFrame, list[Problem], list[InputFile]]:
    """Return the roster (``HandedIn.roster``), what is wrong with it, and the file it came from.

    Codes are kept as written but for blanks around them; two codes that differ in case only are one. A file that
    cannot be used gives an empty roster and a blocking problem.
    """
    found = [path for path in (folder / name for name in FILES) if path.exists() or path.is_symlink()]
    if len(found) != 1:
        kind = kinds.ROSTER_TWICE if found else kinds.ROSTER_MISSING
        return _frame([], []), [Problem(kind, file=found[-1].name if found else FILES[0])], []
    path = found[0]
    file = take(path, path.name, folder, FILES)
    if isinstance(file, Problem):
        return _frame([], []), [file], []
    tables, problems = read_tables(path, path.name, scratch, known_headers(ROSTER, source.columns))
    entries, wrong = _entries(tables, source.columns)
    problems += wrong
    kept, wrong = _distinct(entries)
    problems += wrong + _name_problems(kept) + _count_problems(kept) + _parent_problems(kept)
    if not entries and not any(problem.kind.severity is Severity.BLOCKING for problem in problems):
        problems.append(Problem(kinds.ROSTER_EMPTY, file=path.name))
    rows = sum(len(table.rows) for table in tables)
    return _frame(kept, tables), problems, [InputFile(file.path, file.sha256, file.size, rows)]


def _entries(tables: list[Table], mapping: Mapping[str, str]) -> tuple[list[_Entry], list[Problem]]:
    """Return the rows of every table that has code and name; where none has, what each lacks."""
    entries: list[_Entry] = []
    problems: list[Problem] = []
    used = 0
    refused: list[Problem] = []
    for table in tables:
        place = columns.Place(table.file, table.sheet, table.header_row, _TABLE)
        at, wrong = columns.match(table.header, ROSTER, mapping, place)
        if any(problem.kind is kinds.COLUMNS_MISSING for problem in wrong):
            refused += wrong
            problems.append(Problem(kinds.SHEET_IGNORED, file=table.file, sheet=table.sheet))
            continue
        used += 1
        more, twice = columns.further(table.header, at)
        problems += wrong + [_twice(table, header) for header in twice]
        headers = {name: table.header[place] for name, place in at.items()}
        for row, cells in table.rows:
            values = {name: cells[place].strip() for name, place in at.items()}
            rest = {name: cells[place].strip() for name, place in more.items()}
            entries.append(_Entry(table, row, headers, values, rest))
    return (entries, problems) if used else ([], refused)


def _twice(table: Table, header: str) -> Problem:
    return Problem(kinds.COLUMN_LEFT_OUT, file=table.file, sheet=table.sheet, row=table.header_row, column=header)


def _distinct(entries: list[_Entry]) -> tuple[list[_Entry], list[Problem]]:
    """Return the entries with a code, each code once."""
    kept: dict[str, _Entry] = {}
    problems: list[Problem] = []
    for entry in entries:
        code = key(entry.values["code"])
        first = kept.get(code)
        if not code:
            problems.append(entry.problem(kinds.CODE_MISSING, "code"))
        elif first is None:
            kept[code] = entry
        elif (first.values, first.more) == (entry.values, entry.more):
            problems.append(entry.problem(kinds.CODE_REPEATED, "code"))
        else:
            problems.append(entry.problem(kinds.CODE_CONFLICT, "code", other=str(first.row)))
    return list(kept.values()), problems


def _name_problems(entries: list[_Entry]) -> list[Problem]:
    problems = []
    first: dict[str, _Entry] = {}
    for entry in entries:
        name = entry.values["name"]
        if not name:
            problems.append(entry.problem(kinds.NAME_MISSING, "name"))
            continue
        if len(name) > LONGEST_NAME:
            problems.append(entry.problem(kinds.NAME_LONG, "name", limit=str(LONGEST_NAME)))
        other = first.setdefault(key(name), entry)
        if other is not entry:
            problems.append(entry.problem(kinds.NAME_SHARED, "name", other=str(other.row)))
    return problems


def _count(text: str) -> float:
    """Return a count, NaN when the text is none."""
    return float(text) if _COUNT.fullmatch(text) else float("nan")


def _count_problems(entries: list[_Entry]) -> list[Problem]:
    problems = [
        entry.problem(kinds.UNITS_UNREADABLE, name)
        for entry in entries
        for name in COUNTS
        if entry.values.get(name) and not _COUNT.fullmatch(entry.values[name])
    ]
    for entry in entries:
        units, connected = (_count(entry.values.get(name, "")) for name in COUNTS)
        if connected > units:
            problems.append(entry.problem(kinds.UNITS_EXCEEDED, "units_connected", units=str(int(units))))
    return problems


def _codes(entries: list[_Entry]) -> dict[str, str]:
    """Return each code as it is written, by its key."""
    return {key(entry.values["code"]): entry.values["code"] for entry in entries}


def _parent_problems(entries: list[_Entry]) -> list[Problem]:
    """Name each UPP whose agency is not in the roster."""
    codes = _codes(entries)
    return [
        entry.problem(kinds.PARENT_UNKNOWN, "parent")
        for entry in entries
        if key(entry.values.get("kind", "")) == _UPP and key(entry.values.get("parent", "")) not in codes
    ]


def _frame(entries: list[_Entry], tables: list[Table]) -> pd.DataFrame:
    """Return the entries as a table: our columns first, further ones as text in the order of their first sheet.

    A participant without a name is called by its code; an agency's code written in another case becomes the code.
    """
    ordered = sorted(entries, key=lambda entry: entry.values["code"])
    codes = _codes(entries)
    texts = {name: [entry.values.get(name, "") for entry in ordered] for name in TEXTS}
    texts["name"] = [entry.values["name"] or entry.values["code"] for entry in ordered]
    texts["parent"] = [codes.get(key(parent), parent) for parent in texts["parent"]]
    counts = {name: [_count(entry.values.get(name, "")) for entry in ordered] for name in COUNTS}
    present = {name for entry in entries for name in entry.more}
    further = [name for name in dict.fromkeys(name for table in tables for name in table.header) if name in present]
    more = {name: [entry.more.get(name, "") for entry in ordered] for name in further}
    index = pd.Index([entry.values["code"] for entry in ordered], name="code", dtype=object)
    data = {
        name: pd.Series(values, index, dtype="float64" if name in counts else object)
        for name, values in {**texts, **counts, **more}.items()
    }
    return pd.DataFrame(data, index=index)
