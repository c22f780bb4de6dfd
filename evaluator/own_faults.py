"""Which problems are whose: those in rows that name a participant, and of files that hold nobody else's rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from reports.feedback.told import Fault
from submissions.engines import lookup
from submissions.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reports.speech import Speech
    from submissions.handed_in import HandedIn
    from submissions.problems import Problem

GRAVE = (Severity.SET_ASIDE, Severity.WARNING)
_Place = tuple[str, int]


def faults(problems: Iterable[Problem], handed_in: HandedIn, say: Speech) -> dict[str, list[Fault]]:
    """Return everybody's faults by code, what sets rows aside first, then the most frequent.

    A problem in a row belongs to the participant whom the row names; one of a whole file to whoever alone has rows in
    it. Where neither is known, it is nobody's: what is somebody else's is never told.
    """
    problems = [problem for problem in problems if problem.kind.severity in GRAVE]
    rows, owners = _rows(problems, handed_in), _owners(handed_in)
    groups: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        whose = rows.get((problem.file, problem.row)) if problem.row is not None else owners.get(problem.file)
        if whose:
            groups[whose, problem.kind.code, problem.column].append(problem)
    found: dict[str, list[tuple[int, Fault]]] = defaultdict(list)
    for (code, _kind, _column), group in groups.items():
        found[code].append((GRAVE.index(group[0].kind.severity), _fault(group, say)))
    ordered = {code: sorted(mine, key=lambda one: (one[0], -one[1].count, one[1].says)) for code, mine in found.items()}
    return {code: [fault for _grade, fault in mine] for code, mine in ordered.items()}


def _fault(group: list[Problem], say: Speech) -> Fault:
    first = min(group, key=lambda problem: (problem.file, problem.sheet, problem.row or 0))
    return Fault(
        count=sum(problem.count for problem in group),
        file=first.file,
        sheet=first.sheet,
        row=first.row,
        column=first.column,
        value=first.value,
        says=first.says(say.language),
        mend=first.mend(say.language),
    )


def _rows(problems: Iterable[Problem], handed_in: HandedIn) -> dict[_Place, str]:
    """Return whom the rows name in which a problem stands, by file and row.

    Rows of a workbook with several sheets are left out: their numbers stand in each of them.
    """
    complaints = handed_in.complaints
    if complaints is None or not {"file", "row"} <= set(complaints.columns):
        return {}
    sheets: dict[str, set[str]] = defaultdict(set)
    wanted: set[_Place] = set()
    for problem in problems:
        sheets[problem.file].add(problem.sheet)
        if problem.row is not None:
            wanted.add((problem.file, problem.row))
    places = {file.path: place for place, file in enumerate(handed_in.files)}
    asked = sorted((places[file], row) for file, row in wanted if file in places and len(sheets[file]) == 1)
    if not asked:
        return {}
    frame = pd.DataFrame(asked, columns=["in_file", "in_row"])
    table = lookup(complaints.get_backend(), frame, {"in_file": "int32", "in_row": "int64"})
    here = (complaints.file == table.in_file) & (complaints.row == table.in_row)
    named = complaints.filter(complaints.participant.notnull()).inner_join(table, here)
    rows = named.select("file", "row", "participant").distinct().to_pandas()
    alone = rows[~rows.duplicated(["file", "row"], keep=False)]
    codes, paths = handed_in.roster.index, [file.path for file in handed_in.files]
    return {
        (paths[file], int(row)): str(codes[whose])
        for file, row, whose in alone[["file", "row", "participant"]].itertuples(index=False, name=None)
    }


def _owners(handed_in: HandedIn) -> dict[str, str]:
    """Return the participant of each file that holds rows of that one alone, and none of nobody."""
    bins = handed_in.bins[["file", "participant"]].drop_duplicates()
    alone = bins[~bins.duplicated("file", keep=False) & (bins["participant"] != "")]
    return {str(file): str(code) for file, code in alone.itertuples(index=False, name=None)}
