"""What a handed-out workbook says of itself: for which edition it was made, and which of its sheets only explain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from submissions import kinds
from submissions.dictionary import folded
from submissions.mark_sheets import above
from submissions.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from submissions.tables import Table

LABELS = ("Edisi", "Edition")
"""What stands before the edition's code, in a cell above the header."""

_EXPLAINING: Final = frozenset(
    {"petunjuk", "instructions", "kamus", "dictionary", "peserta", "participants", "rubrik", "rubric"}
)


def explains(sheet: str) -> bool:
    """Whether a sheet of this name stands beside the one that is filled in, as the blank workbooks have them."""
    return folded(sheet) in _EXPLAINING


def beside(refused: Iterable[Problem], *, used: bool) -> list[Problem]:
    """Return what is said of the sheets of a file that were refused.

    used: another of its sheets was read; then a refused one is noted as passed over. A sheet that only explains is
    passed over in silence, unless nothing else could be meant.
    """
    refused = list(refused)
    meant = [problem for problem in refused if not explains(problem.sheet)]
    if used:
        return [replace(problem, kind=kinds.SHEET_IGNORED, row=None, details={}) for problem in meant]
    return meant or refused


def of_other_editions(tables: Iterable[Table], edition: str) -> list[Problem]:
    """Return a problem for each sheet that says that it was made for another edition than this one.

    edition: the rulebook's code; "" where it is not known, and then nothing is wrong.
    """
    made = [(table, above(table, LABELS)) for table in tables]
    return [
        Problem(
            kinds.WORKBOOK_OTHER_EDITION,
            table.file,
            table.sheet,
            value=code,
            details={"made": code, "edition": edition},
        )
        for table, code in made
        if edition and code and code != edition
    ]
