"""Judges' marks: long tables (one mark a row) or wide sheets (participants down, criteria across).

Who judged is said, in this order, by a column, by a cell above the header ("Juri: ..." or "Juri" with the name in the
next cell that holds something), or by the file's name without its suffix. A stage is said by a column or such a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from submissions import kinds
from submissions.dictionary import SCORES, folded, known_headers
from submissions.files import find_files
from submissions.handed_in import InputFile
from submissions.mark_sheets import Given, Layout, given
from submissions.names import Resolver, key
from submissions.problems import Problem
from submissions.sources import MarkSource, Panel
from submissions.tables import read_tables

FOLDER = "scores"
SUFFIXES = (".csv", ".csv.gz", ".xlsx")
COLUMNS = ("stage", "judge", "participant", "criterion", "mark", "status", "comment")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")

STATUSES = {
    "scored": ("scored", "dinilai", "sudah dinilai"),
    "abstained": ("abstained", "abstain", "abstains", "abstention", "abstensi", "tidak menilai", "tidak memberi nilai"),
    "absent": ("absent", "tidak hadir", "absen", "berhalangan", "berhalangan hadir"),
    "conflict": (
        "conflict", "conflict of interest", "coi", "benturan kepentingan", "konflik kepentingan", "konflik",
    ),
}  # fmt: skip
_STATUS = {folded(word): status for status, words in STATUSES.items() for word in words}


@dataclass(frozen=True)
class _Mark:
    """A mark that can be read: who marked whom on what, and where it stands."""

    stage: str
    judge: str
    participant: str
    criterion: str
    mark: float
    status: str
    comment: str
    place: Problem

    @property
    def matter(self) -> tuple[str, ...]:
        """What a judge may mark once."""
        return (key(self.stage), key(self.judge), self.participant, self.criterion)

    @property
    def content(self) -> tuple[str, str]:
        return (self.status, "" if self.status != "scored" else repr(self.mark))


def read_marks(
    folder: Path,
    source: MarkSource,
    panels: tuple[Panel, ...],
    resolver: Resolver,
    roster: pd.DataFrame,
    scratch: Path,
) -> tuple[pd.DataFrame, list[Problem], list[InputFile]]:
    """Return the marks (``HandedIn.marks``), what is wrong with them, and the files they came from.

    A mark outside its scale, of an unknown participant or criterion, or given twice differently is set aside, each
    named by its place; the same mark given twice counts once. An empty cell is no mark. No file is read twice over
    under two names.
    """
    found, problems = find_files(folder, FOLDER, SUFFIXES)
    layout = Layout(source.columns, tuple(panel.criterion for panel in panels))
    reader = _Reader(panels, resolver, roster)
    known = known_headers(SCORES, source.columns) | {folded(criterion) for criterion in layout.criteria}
    files: list[InputFile] = []
    seen: dict[str, str] = {}
    for path, file in found:
        if file.sha256 in seen:
            problems.append(Problem(kinds.FILE_REPEATED, file=file.path, details={"other": seen[file.sha256]}))
            files.append(file)
            continue
        seen[file.sha256] = file.path
        tables, wrong = read_tables(path, file.path, scratch, known)
        problems += wrong
        sheets = [given(table, layout) for table in tables]
        if any(sheet for sheet, _ in sheets):
            sheets = [(sheet, wrong) if sheet else (None, [_ignored(table.file, table.sheet)])
                      for (sheet, wrong), table in zip(sheets, tables, strict=True)]
        for sheet, wrong in sheets:
            problems += wrong
            reader.read(sheet)
        files.append(replace(file, rows=sum(len(table.rows) for table in tables)))
    kept, twice = _once(reader.marks)
    problems += reader.problems + twice
    if panels and not kept:
        problems.append(Problem(kinds.MARKS_NONE, file=f"{FOLDER}/"))
    return _frame(kept), problems, files
