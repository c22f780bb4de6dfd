"""Judges' marks: every one that can be read, each once, and why the others are set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from submissions import kinds
from submissions.dictionary import SCORES, folded, known_headers
from submissions.files import find_files
from submissions.handed_in import InputFile
from submissions.mark_sheets import Given, lay_out
from submissions.names import Resolver, key
from submissions.problems import Kind, Problem
from submissions.sources import MarkSource, Panel
from submissions.tables import Table, read_tables

FOLDER = "scores"
SUFFIXES = (".csv", ".csv.gz", ".xlsx")
COLUMNS = ("stage", "judge", "participant", "criterion", "mark", "status", "comment")
NOT_SCORED = float("nan")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")

STATUSES = {
    "scored": ("scored", "dinilai", "sudah dinilai"),
    "abstained": ("abstained", "abstain", "abstains", "abstention", "abstensi", "tidak menilai", "tidak memberi nilai"),
    "absent": ("absent", "tidak hadir", "absen", "berhalangan", "berhalangan hadir"),
    "conflict": (
        "conflict", "conflict of interest", "coi", "benturan kepentingan", "konflik kepentingan", "konflik",
    ),
}  # fmt: skip
"""The words by which a judge may say it, in Indonesian and English."""
_STATUS = {folded(word): status for status, words in STATUSES.items() for word in words}


class _Mark(NamedTuple):
    """A mark that can be read: on whom, on what, and what it is."""

    given: Given
    participant: str
    criterion: str
    mark: float
    status: str

    @property
    def matter(self) -> tuple[str, ...]:
        """What a judge may mark once."""
        return (key(self.given.stage), key(self.given.judge), self.participant, self.criterion)

    @property
    def content(self) -> tuple[str, str]:
        """What must be the same for two marks to be one."""
        return (self.status, repr(self.mark))


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
    named by its place; the same mark given twice counts once, and so does the same file under two names. An empty
    cell is no mark.
    """
    found, problems = find_files(folder, FOLDER, SUFFIXES)
    criteria = called(panels)
    known = known_headers(SCORES, source.columns) | {folded(name) for name in criteria}
    reader = _Reader(panels, resolver, [str(code) for code in roster.index])
    files: list[InputFile] = []
    first: dict[str, str] = {}
    for path, file in found:
        other = first.setdefault(file.sha256, file.path)
        if other != file.path:
            problems.append(Problem(kinds.FILE_REPEATED, file=file.path, details={"other": other}))
            files.append(file)
            continue
        tables, wrong = read_tables(path, file.path, scratch, known)
        given, misfits = _given(tables, source, criteria)
        problems += wrong + misfits
        reader.read(given)
        files.append(replace(file, rows=sum(len(table.rows) for table in tables)))
    kept, twice = _once(reader.marks)
    problems += reader.problems + twice
    if panels and not kept:
        problems.append(Problem(kinds.MARKS_NONE, file=f"{FOLDER}/"))
    return _frame(kept), problems, files


def _given(
    tables: Iterable[Table], source: MarkSource, criteria: Mapping[str, str]
) -> tuple[list[Given], list[Problem]]:
    """Return what the tables of one file give; a sheet that is no score sheet is passed over beside one that is."""
    given: list[Given] = []
    problems: list[Problem] = []
    refused: list[Problem] = []
    used = 0
    for table in tables:
        laid_out = lay_out(table, source.columns, criteria)
        if isinstance(laid_out, Problem):
            refused.append(laid_out)
            continue
        found, wrong = laid_out
        used += 1
        given += [one for one in found if one.mark or one.status]
        problems += wrong
        empty = sum(not (one.mark or one.status) for one in found)
        if empty:
            details = {"count": str(empty)}
            problems.append(Problem(kinds.MARKS_EMPTY, file=table.file, sheet=table.sheet, details=details))
    if used:
        refused = [replace(problem, kind=kinds.SHEET_IGNORED, row=None, details={}) for problem in refused]
    return given, problems + refused


def called(panels: tuple[Panel, ...]) -> dict[str, str]:
    """Return the code of each judged criterion by what judges may call it (folded): its code, or a title of its own."""
    titles = Counter(title for panel in panels for title in {key(title) for title in panel.titles})
    names = {key(t): panel.criterion for panel in panels for t in panel.titles if titles[key(t)] == 1}
    return names | {key(panel.criterion): panel.criterion for panel in panels}


class _Reader:
    """Reads what was given into marks; collects both the marks and the problems."""

    def __init__(self, panels: tuple[Panel, ...], resolver: Resolver, codes: list[str]) -> None:
        self.marks: list[_Mark] = []
        self.problems: list[Problem] = []
        by_code = {panel.criterion: panel for panel in panels}
        self._panels = {name: by_code[code] for name, code in called(panels).items()}
        self._criteria = ", ".join(panel.criterion for panel in panels) or "-"
        self._resolver = resolver
        self._codes = codes
        self._meant = cache(self._who)

    def read(self, given: Iterable[Given]) -> None:
        for one in given:
            read = self._read(one)
            if isinstance(read, Problem):
                self.problems.append(read)
            else:
                self.marks.append(read)

    def _read(self, given: Given) -> _Mark | Problem:
        """Return the mark, or the first thing that is wrong with it."""
        if not given.judge:
            return given.problem(kinds.JUDGE_MISSING, "judge", "")
        participant = self._meant(given.code, given.name)
        if participant is None:
            return self._nobody(given)
        panel = self._panels.get(key(given.criterion))
        if panel is None:
            kind = kinds.CRITERION_UNKNOWN if given.criterion else kinds.CRITERION_MISSING
            return given.problem(kind, "criterion", given.criterion, criteria=self._criteria)
        mark = _mark(given, panel)
        return mark if isinstance(mark, Problem) else _Mark(given, participant, panel.criterion, *mark)

    def _who(self, code: str, name: str) -> str | None:
        """Return the code of who is meant by a code, a name or both; None where nobody is, or two are."""
        by_code, by_name = self._resolver.position(code), self._resolver.position(name)
        position = by_code if code else by_name
        return None if position is None or by_name not in (None, position) else self._codes[position]

    def _nobody(self, given: Given) -> Problem:
        written = given.code or given.name
        if self._resolver.position(written) is not None:
            return given.problem(kinds.PARTICIPANT_TWO_WAYS, "participant", given.code)
        kind, details = self._resolver.why_not(written)
        return given.problem(kind, "participant" if given.code or not given.name else "name", written, **details)


def _mark(given: Given, panel: Panel) -> tuple[float, str] | Problem:
    """Return mark and status; a status may also stand where the mark would be."""
    said, instead = _status(given.status), _status(given.mark)
    if given.status and not said:
        return given.problem(kinds.STATUS_UNKNOWN, "status", given.status)
    if given.mark and not instead:
        return _number(given, panel, said)
    if said and instead and said != instead:
        return given.problem(kinds.MARK_WITH_STATUS, "mark", given.mark, status=given.status)
    if "scored" in (said, instead):
        return given.problem(kinds.MARK_MISSING, "mark", given.mark)
    return NOT_SCORED, said or instead


@lru_cache(maxsize=1024)
def _status(text: str) -> str:
    return _STATUS.get(folded(text), "")


def _number(given: Given, panel: Panel, said: str) -> tuple[float, str] | Problem:
    if not _NUMBER.fullmatch(given.mark):
        return given.problem(kinds.MARK_NOT_NUMBER, "mark", given.mark)
    if said not in ("", "scored"):
        return given.problem(kinds.MARK_WITH_STATUS, "mark", given.mark, status=given.status)
    mark = float(given.mark.replace(",", "."))
    if not panel.minimum <= mark <= panel.maximum:
        scale = {"minimum": f"{panel.minimum:g}", "maximum": f"{panel.maximum:g}"}
        return given.problem(kinds.MARK_OUTSIDE, "mark", given.mark, **scale)
    return mark, "scored"


def _once(marks: list[_Mark]) -> tuple[list[_Mark], list[Problem]]:
    """Return each mark once; of marks that contradict each other none."""
    groups: dict[tuple[str, ...], list[_Mark]] = {}
    for mark in marks:
        groups.setdefault(mark.matter, []).append(mark)
    kept: list[_Mark] = []
    problems: list[Problem] = []
    for first, *others in groups.values():
        if not others:
            kept.append(first)
        elif all(other.content == first.content for other in others):
            kept.append(first)
            problems += [_beside(kinds.MARK_REPEATED, other, first) for other in others]
        else:
            problems += [_beside(kinds.MARK_TWICE, first, others[0])]
            problems += [_beside(kinds.MARK_TWICE, other, first) for other in others]
    return kept, problems


def _beside(kind: Kind, mark: _Mark, other: _Mark) -> Problem:
    return mark.given.problem(kind, "mark", mark.given.mark, other=other.given.place)


def _frame(marks: list[_Mark]) -> pd.DataFrame:
    rows = [
        (mark.given.stage, mark.given.judge, mark.participant, mark.criterion, mark.mark, mark.status,
         mark.given.comment)
        for mark in marks
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS, object) | {"mark": "float64"})
    return frame.sort_values(list(COLUMNS), ignore_index=True)
