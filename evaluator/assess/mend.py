"""The rows to mend first: faults by kind, with where they stand; of a file of several agencies only one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evaluator import fitting
from reports.assessment import Mend
from submissions import kinds
from submissions.handed_in import BINS
from submissions.problems import Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    import ibis.expr.types as ir

    from evaluator.assess.year import OneYear
    from reports.speech import Speech
    from submissions.handed_in import HandedIn
    from submissions.problems import Problem

FIRST = 5
"""Rows of each kind that are shown."""
_NOBODY = (kinds.PARTICIPANT_MISSING, kinds.PARTICIPANT_UNKNOWN, kinds.PARTICIPANT_AMBIGUOUS)
_GRAVE = {Severity.SET_ASIDE: True, Severity.WARNING: False}


def to_mend(read: OneYear, say: Speech) -> list[Mend]:
    """Return the faults in the files, those first that set most rows aside."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in _mine(read):
        groups.setdefault((problem.kind.code, problem.column), []).append(problem)
    found = [_mend(group, read, say) for group in groups.values()]
    return sorted(found, key=lambda one: (not one.grave, -one.count, one.says))


def _mend(group: list[Problem], read: OneYear, say: Speech) -> Mend:
    first = group[0]
    listed = [problem for problem in group if not problem.more][:FIRST]
    return Mend(
        says=first.kind.says[say.language].format_map(dict(first.details)),
        mend=first.mend(say.language),
        count=sum(problem.count for problem in group),
        grave=_GRAVE[first.kind.severity],
        first=tuple(
            (read.given[problem.file].name, problem.sheet, problem.row, problem.column, problem.value)
            for problem in listed
        ),
    )


def _mine(read: OneYear) -> Iterator[Problem]:
    """Yield what is wrong with the files that were given; where rows are others', only with one's own and nobody's."""
    handed_in = read.outcome.handed_in
    own = _rows_set_aside(handed_in, read.code) if handed_in is not None and len(handed_in.roster) > 1 else None
    for problem in read.outcome.problems:
        if problem.file not in read.given or "/" not in problem.file or problem.kind.severity not in _GRAVE:
            continue
        others = own is not None and problem.row is not None and (problem.file, problem.row) not in own
        if not others or problem.kind in _NOBODY:
            yield problem


def lacking(read: OneYear, say: Speech) -> list[tuple[str, str]]:
    """Return what the rules need and no file has: what that does to the figures, and how it is mended."""
    found = [one for one in read.outcome.problems if one.kind in (fitting.INDICATOR_UNFED, fitting.STEP_UNFED)]
    return [*dict.fromkeys((one.says(say.language), one.mend(say.language)) for one in found)]


def _rows_set_aside(handed_in: HandedIn, code: str) -> set[tuple[str, int]]:
    """Return file and row of what is set aside of this participant."""
    if handed_in.complaints is None:
        return set()
    mine = _of(handed_in, code, handed_in.complaints)
    aside = mine.filter(mine.bin == BINS.index("set aside")).select("file", "row").to_pandas()
    files = [file.path for file in handed_in.files]
    return {(files[file], int(row)) for file, row in aside.itertuples(index=False) if row == row}  # noqa: PLR0124 (NaN)


def last_seen(handed_in: HandedIn, code: str) -> dt.date | None:
    """Return the last day on which anything is recorded of this participant's complaints."""
    if handed_in.complaints is None:
        return None
    mine = _of(handed_in, code, handed_in.complaints)
    days = mine.aggregate(
        **{name: mine[name].max() for name in ("received", "acknowledged", "answered", "resolved")}
    ).to_pandas()
    last = pd.to_datetime(days.iloc[0]).max()
    return None if pd.isna(last) else last.date()


def _of(handed_in: HandedIn, code: str, complaints: ir.Table) -> ir.Table:
    return complaints.filter(complaints.participant == handed_in.roster.index.get_loc(code))
