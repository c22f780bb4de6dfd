"""The child process that opens one workbook; its arguments are the file and the names of the sheets wanted (or none).

It limits its own memory and time before it touches the file, and prints JSON, a line each: an object that begins a
sheet, its rows as lists, an object with its faulty cells; at last an object that says it is whole. What kills it
(calamine cannot be kept from aborting its process) kills nobody else.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from submissions.workbook_parts import Faults, Refused, faults, parts, read_part

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MEMORY = 2 << 30
SECONDS = 60
OUTPUT = 4 << 30
_READ_TOO = ("[Content_Types].xml", "xl/sharedStrings.xml", "xl/styles.xml")
_DAMAGED = (ParseError, ExpatError, zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, ValueError)


def main(arguments: list[str]) -> int:
    """Print the workbook's sheets; a refusal is an object with its reason."""
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: OUTPUT,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))
    path, *wanted = arguments
    try:
        for line in _lines(path, wanted):
            _say(line)
    except Refused as refused:
        _say({"refused": str(refused)})
    except _DAMAGED:
        _say({"refused": "damaged"})
    return 0


def _say(line: object) -> None:
    sys.stdout.write(json.dumps(line, default=_moment, separators=(",", ":")) + "\n")


def _moment(value: object) -> dict[str, str] | str:
    """Return a date, a date-time (marked as such), a time or a duration (as text) for JSON."""
    if isinstance(value, dt.datetime):
        return {"at": value.isoformat()}
    if isinstance(value, dt.date):
        return {"on": value.isoformat()}
    return value.isoformat() if isinstance(value, dt.time) else str(value)


def _lines(path: str, wanted: list[str]) -> Iterator[object]:
    found: dict[str, Faults] = {}
    with zipfile.ZipFile(path) as archive:
        sheets, recalculated = parts(archive)
        members = set(archive.namelist())
        for member in members.intersection(_READ_TOO):
            read_part(archive, member)
        for sheet in sheets:
            if sheet.hidden:
                yield {"hidden": sheet.name}
            elif (not wanted or sheet.name in wanted) and "worksheets/" in sheet.member:
                found[sheet.name] = faults(read_part(archive, sheet.member), recalculated=recalculated)
    yield from _read(path, found)
    yield {"whole": True}


def _read(path: str, found: dict[str, Faults]) -> Iterator[object]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415 (after the checks)

    try:
        with CalamineWorkbook.from_path(path) as book:
            for name, faulty in found.items():
                yield {"sheet": name}
                yield from _rows(book.get_sheet_by_name(name), faulty)
                yield {"faults": [[*at, *what] for at, what in sorted(faulty.items())]}
    except PasswordError:
        raise Refused("password") from None
    except (CalamineError, OSError):
        raise Refused("damaged") from None


def _rows(sheet: CalamineSheet, faulty: Faults) -> Iterator[list[Any]]:
    """Yield the rows from the first of the sheet on, from its first column on; what stands in faulty cells as text."""
    left: list[Any] = [None] * (sheet.start[1] if sheet.start else 0)
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), (_, text) in faulty.items():
        by_row.setdefault(row, {})[column] = text
    last = -1
    for last, cells in enumerate(sheet.iter_rows() if sheet.start else ()):
        yield _with(left + [None if cell == "" else cell for cell in cells], by_row.pop(last, {}))
    for row in range(last + 1, max(by_row, default=-1) + 1):
        yield _with([], by_row.get(row, {}))


def _with(row: list[Any], texts: dict[int, str]) -> list[Any]:
    row += [None] * (max(texts, default=-1) + 1 - len(row))
    for column, text in texts.items():
        row[column] = text
    return row
