"""XLSX workbooks: refused by a look at the zip where that is enough, else opened in a child process with limits."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from submissions import kinds
from submissions.problems import Kind, Problem

Cell = str | float | int | bool | dt.datetime | dt.date | None

PATIENCE = 90
"""Seconds a workbook may take, other programs on the machine included."""
MOST_LISTED = 1000
"""Faulty cells of a sheet that are listed one by one."""
_MOST_MEMBERS = 5000
_LARGEST = 1 << 30
_SWELLING, _SWOLLEN = 150, 64 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_BARE = """
import sys, types
submissions = types.ModuleType("submissions")
submissions.__path__ = [sys.argv.pop(1)]
sys.modules["submissions"] = submissions
from submissions.workbook_child import main
sys.exit(main(sys.argv[1:]))
"""
"""Starts the child with its own two modules alone: the whole package, engine included, takes a second to import."""

REASONS: dict[str, tuple[Kind, str]] = {
    "damaged": (kinds.WORKBOOK_UNREADABLE, ""),
    "password": (kinds.WORKBOOK_PROTECTED, ""),
    "old": (kinds.WORKBOOK_OLD, ""),
    "members": (kinds.WORKBOOK_UNSAFE, "zip"),
    "names": (kinds.WORKBOOK_UNSAFE, "zip: duplicate"),
    "doctype": (kinds.WORKBOOK_UNSAFE, "DOCTYPE"),
    "encoding": (kinds.WORKBOOK_UNSAFE, "UTF-16"),
    "faults": (kinds.WORKBOOK_UNCOMPUTED, ""),
    "swelling": (kinds.WORKBOOK_TOO_LARGE, f"> {_SWELLING}x"),
    "size": (kinds.WORKBOOK_TOO_LARGE, "> 400 MB XML"),
    "area": (kinds.WORKBOOK_TOO_LARGE, "> 20,000,000 cells"),
    "killed": (kinds.WORKBOOK_TOO_LARGE, "> 2 GB, > 60 s"),
}
"""Why a workbook is not read: the kind of problem, and the detail that tells apart those of one kind."""


@dataclass(frozen=True)
class Sheet:
    """A visible sheet. ``rows[i]`` is row i + 1 of the spreadsheet, its cells from column A on; rows differ in length.

    An error cell holds the error ("#N/A") and a formula never computed holds itself ("=A1+B1") as text; both are
    among ``problems``. A time of day or a duration is text too.
    """

    name: str
    rows: list[list[Cell]]
    problems: tuple[Problem, ...] = ()


def sheets(path: Path, shown: str, *, wanted: Sequence[str] | None = None) -> list[Sheet] | list[Problem]:
    """Return the visible sheets of a workbook in order (the ``wanted`` ones), or why it is not read.

    shown: its path in the competition folder, for problems. Hidden sheets and macros are named in the first sheet's
    problems. Formulas are never computed, macros never run, links never followed.
    """
    try:
        macros = _preflight(path)
        found = _opened(path, shown, wanted or ())
    except _Refusal as refusal:
        kind, what = REASONS[refusal.reason]
        return [Problem(kind, file=shown, details={"what": what})]
    except OSError:
        return [Problem(kinds.FILE_UNREADABLE, file=shown)]
    if not found:
        return [Problem(kinds.SHEET_MISSING, file=shown)]
    if macros:
        found[0] = replace(found[0], problems=(Problem(kinds.WORKBOOK_MACROS, file=shown), *found[0].problems))
    return found


class _Refusal(Exception):  # noqa: N818 (a finding about the file, not an error of ours)
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _preflight(path: Path) -> bool:
    """Refuse what the zip's list of contents shows to be no workbook or no honest one; return whether it has macros."""
    with path.open("rb") as file:
        magic = file.read(4)
        if magic == _OLE:
            raise _Refusal("password" if _encrypted(file) else "old")
    if path.stat().st_size == 0:
        raise _Refusal("damaged")
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        raise _Refusal("damaged") from None
    _check(members)
    return any(member.filename.lower().endswith("vbaproject.bin") for member in members)


def _encrypted(file: IO[bytes]) -> bool:
    """Whether an OLE file holds an encrypted workbook: its directory then names the stream EncryptedPackage."""
    return "EncryptedPackage".encode("utf-16-le") in file.read(16 << 20)


def _check(members: Iterable[zipfile.ZipInfo]) -> None:
    members = list(members)
    names = [member.filename.lower() for member in members]
    if len(members) > _MOST_MEMBERS or any(m.compress_type not in _STORED_OR_DEFLATED for m in members):
        raise _Refusal("members")
    if len(set(names)) < len(names) or any(_strange(name) for name in names):
        raise _Refusal("names")
    if any(member.flag_bits & 1 for member in members):
        raise _Refusal("password")
    if not {"[content_types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(names):
        raise _Refusal("damaged")
    if sum(member.file_size for member in members) > _LARGEST:
        raise _Refusal("size")
    if any(m.file_size > _SWOLLEN and m.file_size > _SWELLING * max(m.compress_size, 1) for m in members):
        raise _Refusal("swelling")


def _strange(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or "\0" in name


def _opened(path: Path, shown: str, wanted: Sequence[str]) -> list[Sheet]:
    """Have the child process read the file, and read what it says."""
    command = [sys.executable, "-P", "-c", _BARE, str(Path(__file__).parent), str(path.resolve()), *wanted]
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        try:
            done = subprocess.run(  # noqa: S603 (our own module; the path is an argument, no shell)
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.DEVNULL,
                env=environment,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _Refusal("killed") from None
        if done.returncode:
            raise _Refusal("killed")
        said.seek(0)
        return list(_told(said, shown))


def _told(lines: Iterable[str], shown: str) -> Iterator[Sheet]:
    """Yield the sheets that the child told of; raise when it refused, or stopped before the end."""
    hidden: list[Problem] = []
    name, rows = "", list[list[Cell]]()
    for line in lines:
        told = json.loads(line, object_hook=_moment)
        if isinstance(told, list):
            rows.append(told)
        elif "refused" in told:
            raise _Refusal(told["refused"])
        elif "hidden" in told:
            hidden.append(Problem(kinds.SHEET_HIDDEN, file=shown, sheet=told["hidden"]))
        elif "sheet" in told:
            name, rows = told["sheet"], []
        elif "faults" in told:
            yield Sheet(name, rows, (*hidden, *_faults(told["faults"], shown, name)))
            hidden = []
        elif "whole" in told:
            return
    raise _Refusal("killed")


def _moment(told: dict[str, Any]) -> Any:  # noqa: ANN401 (what JSON holds)
    if "at" in told:
        return dt.datetime.fromisoformat(told["at"])
    return dt.date.fromisoformat(told["on"]) if "on" in told else told


def _faults(faults: list[list[Any]], shown: str, sheet: str) -> Iterator[Problem]:
    for row, column, what, text in faults[:MOST_LISTED]:
        kind = kinds.CELL_ERROR if what == "error" else kinds.CELL_FORMULA
        yield Problem(kind, file=shown, sheet=sheet, row=row + 1, column=column_letters(column), value=text)
    if len(faults) > MOST_LISTED:
        more = {"count": str(len(faults) - MOST_LISTED)}
        yield Problem(kinds.CELLS_MORE, file=shown, sheet=sheet, details=more)


def column_letters(column: int) -> str:
    """Return a column's letters, as a spreadsheet shows them, for its number from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
