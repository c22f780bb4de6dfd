"""Judges' marks: every one that can be read, each once, and why the others are set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd

from submissions import kinds
from submissions.assignments import Names, read_assignments
from submissions.dictionary import SCORES, folded, known_headers
from submissions.files import find_files
from submissions.given_marks import Mark, Stages, alike, in_time, once
from submissions.handed_in import InputFile
from submissions.mark_sheets import Given, lay_out
from submissions.names import Resolver, key
from submissions.origin import beside, of_other_editions
from submissions.problems import Problem
from submissions.sources import MarkSource, Panel, Terms
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


def read_marks(
    folder: Path, terms: Terms, resolver: Resolver, roster: pd.DataFrame, scratch: Path
) -> tuple[pd.DataFrame, list[Problem], list[InputFile]]:
    """Return the marks (``HandedIn.marks``), what is wrong with them, and the files they came from.

    A mark outside its scale, of an unknown participant or criterion, or given twice differently is set aside, each
    named by its place; so is one that the judge was not assigned, where assignments are declared, and one given after
    its stage had closed. The same mark given twice counts once, and so does the same file under two names. An empty
    cell is no mark.
    """
    found, problems = find_files(folder, FOLDER, SUFFIXES)
    source, panels, timezone = terms.sources.scores, terms.panels, terms.period.timezone
    criteria = called(panels)
    known = known_headers(SCORES, source.columns) | {folded(name) for name in criteria}
    held = Stages(terms.stages)
    codes = [str(code) for code in roster.index]
    reader = _Reader(panels, held, resolver, codes)
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
        problems += wrong + of_other_editions(tables, terms.edition) + misfits
        reader.read(given)
        files.append(replace(file, rows=sum(len(table.rows) for table in tables)))
    assigned, wrong, more = read_assignments(folder, source, Names(criteria, held, resolver, codes), scratch)
    problems += reader.problems + held.unknown(reader.marks) + wrong
    kept, late = in_time(reader.marks, held.stages, source.date_order, timezone, scratch)
    kept, unasked = assigned.kept(kept) if assigned else (kept, [])
    kept, twice = once(kept)
    problems += late + unasked + twice + alike(kept)
    files += more
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
    return given, problems + beside(refused, used=bool(used))


def called(panels: tuple[Panel, ...]) -> dict[str, str]:
    """Return the code of each judged criterion by what judges may call it (folded): its code, or a title of its own."""
    titles = Counter(title for panel in panels for title in {key(title) for title in panel.titles})
    names = {key(t): panel.criterion for panel in panels for t in panel.titles if titles[key(t)] == 1}
    return names | {key(panel.criterion): panel.criterion for panel in panels}


class _Reader:
    """Reads what was given into marks; collects both the marks and the problems."""

    def __init__(self, panels: tuple[Panel, ...], stages: Stages, resolver: Resolver, codes: list[str]) -> None:
        self.marks: list[Mark] = []
        self.problems: list[Problem] = []
        by_code = {panel.criterion: panel for panel in panels}
        self._panels = {name: by_code[code] for name, code in called(panels).items()}
        self._criteria = ", ".join(panel.criterion for panel in panels) or "-"
        self._resolver = resolver
        self._stages = stages
        self._codes = codes
        self._meant = cache(self._who)

    def read(self, given: Iterable[Given]) -> None:
        for one in given:
            read = self._read(one)
            if isinstance(read, Problem):
                self.problems.append(read)
            else:
                self.marks.append(read)

    def _read(self, given: Given) -> Mark | Problem:
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
        mark, stage = _mark(given, panel), self._stages.meant(given.stage)
        return mark if isinstance(mark, Problem) else Mark(given, stage, participant, panel.criterion, *mark)

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


def _frame(marks: list[Mark]) -> pd.DataFrame:
    """Return the marks as a table; a judge or stage written in several ways is called as the first in order is."""
    judges, stages = ({key(name): name for name in sorted(names, reverse=True)} for names in
                      ({mark.given.judge for mark in marks}, {mark.stage for mark in marks}))  # fmt: skip
    rows = [
        (stages[key(mark.stage)], judges[mark.judge], mark.participant, mark.criterion, mark.mark, mark.status,
         mark.given.comment)
        for mark in marks
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS, object) | {"mark": "float64"})
    return frame.sort_values(list(COLUMNS), ignore_index=True)
