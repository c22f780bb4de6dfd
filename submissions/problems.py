"""A problem found in what was handed in: a kind (stable code, severity, wording in two languages) and a place.

A problem is an object, not a sentence: tests compare codes and places, people read the wording. It carries
coordinates and at most ``VALUE_LENGTH`` characters of the offending value, and nothing at all of a column that
may hold personal data (``dictionary.Field.personal``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VALUE_LENGTH = 40


class Severity(StrEnum):
    """What a problem does to the run, from the gravest down; the values are what problems.csv shows."""

    BLOCKING = "blocking"  # no ranking can be published until it is mended
    SET_ASIDE = "set aside"  # this row or mark does not count; the rest does
    WARNING = "warning"  # counts, but somebody should look
    NOTE = "note"  # for information


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem. ``says`` and ``mend`` map a language to a template filled from ``Problem.details``."""

    code: str
    severity: Severity
    says: Mapping[str, str]
    mend: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at one place. ``row`` counts as a spreadsheet does: the first line of a file is row 1.

    more: it stands for the rows of its kind that are not listed one by one; count: how many rows it stands for.
    """

    kind: Kind
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    count: int = 1
    more: bool = False

    def __post_init__(self) -> None:
        shown = self.value if len(self.value) <= VALUE_LENGTH else self.value[: VALUE_LENGTH - 1] + "…"
        object.__setattr__(self, "value", shown)

    def says(self, language: str) -> str:
        """What is wrong, as one sentence in the language ("id" or "en")."""
        if self.more:
            return _MORE[language].format(count=f"{self.count:,}")
        return self.kind.says[language].format_map(dict(self.details))

    def mend(self, language: str) -> str:
        """What to do about it, as one sentence in the language ("id" or "en")."""
        return self.kind.mend[language].format_map(dict(self.details))


def limited(problems: Iterable[Problem], at_most: int) -> list[Problem]:
    """Return the first ``at_most`` of each kind, file, sheet and column; of the others their number, in one more."""
    groups: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.kind.code, problem.file, problem.sheet, problem.column), []).append(problem)
    kept: list[Problem] = []
    for group in groups.values():
        kept += group[:at_most]
        if more := group[at_most:]:
            kept.append(replace(group[0], row=None, value="", count=len(more), more=True))
    return kept


COLUMNS = ("severity", "file", "sheet", "row", "column", "value", "problem", "mend", "code", "count")
_MORE = {
    "id": "Baris lain seperti ini di berkas ini: {count}.",
    "en": "More rows like this in this file: {count}.",
}


def rows(problems: list[Problem], language: str) -> list[tuple[str, ...]]:
    """Problems as the rows of problems.csv (``COLUMNS``), gravest first, then by file, sheet, row and column."""
    grades = list(Severity)
    ordered = sorted(
        problems,
        key=lambda p: (
            grades.index(p.kind.severity),
            p.file,
            p.sheet,
            p.more,
            p.row or 0,
            p.column,
            p.kind.code,
            p.value,
        ),
    )
    return [
        (
            str(p.kind.severity), p.file, p.sheet, "" if p.row is None else str(p.row), p.column, p.value,
            p.says(language), p.mend(language), p.kind.code, str(p.count),
        )
        for p in ordered
    ]  # fmt: skip
