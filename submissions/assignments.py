"""Who is asked to mark whom, where that is declared: assignments.csv or assignments.xlsx beside the roster.

A row names a judge and a participant, and a stage and a criterion where it holds for these alone. Without the file
everybody may mark everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from submissions import columns, kinds
from submissions.dictionary import ASSIGNMENTS, known_headers
from submissions.files import take
from submissions.given_marks import Mark, Stages
from submissions.handed_in import InputFile
from submissions.names import Resolver, key
from submissions.problems import Kind, Problem, Severity
from submissions.sources import MarkSource
from submissions.tables import Table, read_tables

FILES = ("assignments.csv", "assignments.csv.gz", "assignments.xlsx")
_TABLE = "sources.scores.columns"
_FIELDS = {field.name: field for field in ASSIGNMENTS}


@dataclass(frozen=True)
class _Row:
    """One row: its place, the headers of our columns, and what stands in them."""

    table: Table
    row: int
    headers: Mapping[str, str]
    values: Mapping[str, str]

    def problem(self, kind: Kind, field: str, **details: str) -> Problem:
        """Return a problem at this place; nothing is shown of the judge."""
        shown = "" if _FIELDS[field].personal else self.values.get(field, "")
        header = self.headers.get(field, field)
        return Problem(kind, self.table.file, self.table.sheet, self.row, header, shown, details)


@dataclass(frozen=True)
class Assignment:
    """A judge (without what does not tell names apart) and a participant; stage and criterion, "" for all of them."""

    judge: str
    participant: str
    stage: str
    criterion: str
    row: _Row

    def covers(self, mark: Mark) -> bool:
        """Whether a mark of this judge on this participant is meant; a mark that names no stage may be of any."""
        return self.stage in ("", mark.stage) or not mark.stage if self.criterion in ("", mark.criterion) else False


@dataclass(frozen=True)
class Assignments:
    """All of them, and the file that declares them."""

    file: str
    each: tuple[Assignment, ...]

    def kept(self, marks: list[Mark]) -> tuple[list[Mark], list[Problem]]:
        """Return the marks that were asked for, what is wrong with the others, and which are still awaited.

        Whoever says why there is no mark needs no assignment for it.
        """
        asked: dict[tuple[str, str], list[Assignment]] = {}
        for one in self.each:
            asked.setdefault((one.judge, one.participant), []).append(one)
        kept: list[Mark] = []
        problems: list[Problem] = []
        done: set[int] = set()
        for mark in marks:
            covering = [one for one in asked.get((mark.judge, mark.participant), ()) if one.covers(mark)]
            done.update(map(id, covering))
            if covering or mark.status != "scored":
                kept.append(mark)
            else:
                problems.append(mark.given.problem(kinds.MARK_UNASSIGNED, "mark", mark.given.mark, file=self.file))
        return kept, [*problems, *self._awaited(done)]

    def _awaited(self, done: set[int]) -> Iterator[Problem]:
        open_: dict[str, list[Assignment]] = {}
        for one in self.each:
            if id(one) not in done:
                open_.setdefault(one.judge, []).append(one)
        for found in open_.values():
            yield found[0].row.problem(kinds.ASSIGNMENT_UNMARKED, "participant", count=str(len(found)))


@dataclass(frozen=True)
class Names:
    """What may be named: judged criteria (code by what it may be called), stages, participants and their codes."""

    criteria: Mapping[str, str]
    stages: Stages
    resolver: Resolver
    codes: list[str]


def read_assignments(
    folder: Path, source: MarkSource, names: Names, scratch: Path
) -> tuple[Assignments | None, list[Problem], list[InputFile]]:
    """Return the assignments, None where none are declared, what is wrong with them, and the file they came from."""
    found = [path for path in (folder / name for name in FILES) if path.exists() or path.is_symlink()]
    if not found:
        return None, [], []
    if len(found) > 1:
        return None, [Problem(kinds.ASSIGNMENTS_TWICE, file=found[-1].name)], []
    path = found[0]
    file = take(path, path.name, folder, FILES)
    if isinstance(file, Problem):
        return None, [file], []
    tables, problems = read_tables(path, path.name, scratch, known_headers(ASSIGNMENTS, source.columns))
    rows, wrong = _rows(tables, source.columns)
    problems += wrong
    each = []
    for row in rows:
        read = _read(row, names)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            each.append(read)
    files = [InputFile(file.path, file.sha256, file.size, len(rows))]
    if not each and not any(problem.kind.severity is Severity.BLOCKING for problem in problems):
        problems.append(Problem(kinds.ASSIGNMENTS_EMPTY, file=file.path))
    return Assignments(file.path, tuple(each)) if each else None, problems, files


def _rows(tables: list[Table], mapping: Mapping[str, str]) -> tuple[list[_Row], list[Problem]]:
    """Return the rows of every table that has judges and participants; where none has, what each lacks."""
    rows: list[_Row] = []
    problems: list[Problem] = []
    refused: list[Problem] = []
    used = 0
    ours = {name: theirs for name, theirs in mapping.items() if name in _FIELDS}
    for table in tables:
        place = columns.Place(table.file, table.sheet, table.header_row, _TABLE)
        at, wrong = columns.match(table.header, ASSIGNMENTS, ours, place)
        wrong = [problem for problem in wrong if problem.kind is not kinds.COLUMN_UNMAPPED]
        if any(problem.kind is kinds.COLUMNS_MISSING for problem in wrong):
            refused += wrong
            problems.append(Problem(kinds.SHEET_IGNORED, file=table.file, sheet=table.sheet))
            continue
        used += 1
        problems += wrong
        headers = {name: table.header[column] for name, column in at.items()}
        for row, cells in table.rows:
            rows.append(_Row(table, row, headers, {name: cells[column].strip() for name, column in at.items()}))
    return (rows, problems) if used else ([], refused)


def _read(row: _Row, names: Names) -> Assignment | Problem:
    """Return the assignment, or the first thing that is wrong with it."""
    judge, participant, stage, criterion = (
        row.values.get(name, "") for name in ("judge", "participant", "stage", "criterion")
    )
    if not judge:
        return row.problem(kinds.ASSIGNMENT_INCOMPLETE, "judge")
    position = names.resolver.position(participant)
    if position is None:
        kind, details = names.resolver.why_not(participant)
        return row.problem(kind, "participant", **details)
    code = names.criteria.get(key(criterion), "")
    if criterion and not code:
        known = ", ".join(dict.fromkeys(names.criteria.values()))
        return row.problem(kinds.CRITERION_UNKNOWN, "criterion", criteria=known)
    meant = names.stages.meant(stage) if stage else ""
    if meant and not names.stages.knows(meant):
        return row.problem(kinds.ASSIGNMENT_STAGE_UNKNOWN, "stage", stages=", ".join(names.stages.stages))
    return Assignment(key(judge), names.codes[position], meant, code, row)
