"""The catalogue of problem kinds, each a constant here, by code in ``ALL``.

A kind never changes its code: users' scripts look for it in problems.csv. docs/problems.md is ``as_markdown()``.
"""

# The constants of the catalogue are meant to be found under one name, kinds.X.
# ruff: noqa: F403

from __future__ import annotations

from types import ModuleType

from submissions.kinds import (
    of_checklists,
    of_complaints,
    of_engines,
    of_files,
    of_marks,
    of_people,
    of_practices,
    of_sheets,
)
from submissions.kinds.of_checklists import *
from submissions.kinds.of_complaints import *
from submissions.kinds.of_engines import *
from submissions.kinds.of_files import *
from submissions.kinds.of_marks import *
from submissions.kinds.of_people import *
from submissions.kinds.of_practices import *
from submissions.kinds.of_sheets import *
from submissions.problems import Kind, Severity

CHAPTERS: dict[str, ModuleType] = {
    "Files": of_files,
    "Workbooks, sheets and columns": of_sheets,
    "Complaints and whom they name": of_complaints,
    "Roster and marks": of_people,
    "Who marks whom, and when": of_marks,
    "Checklists": of_checklists,
    "Good practices, in the catalogue alone": of_practices,
    "Engines, and complaints in their tables": of_engines,
}


def _of(module: ModuleType) -> list[Kind]:
    return [value for value in vars(module).values() if isinstance(value, Kind)]


ALL: dict[str, Kind] = {kind.code: kind for module in CHAPTERS.values() for kind in _of(module)}

_MEANING = {
    Severity.BLOCKING: "no ranking can be published until it is mended",
    Severity.SET_ASIDE: "this row or mark does not count, the rest does",
    Severity.WARNING: "it counts, but somebody should look",
    Severity.NOTE: "for information",
}


def as_markdown() -> str:
    """Return the catalogue as docs/problems.md: per kind its code, severity, and what it says in both languages."""
    lines = ["# Problems", "", "What `problems.csv` may say. Words in braces are filled in.", ""]
    lines += [f"- **{severity}**: {meaning}" for severity, meaning in _MEANING.items()]
    for title, module in CHAPTERS.items():
        lines += ["", f"## {title}"]
        for kind in _of(module):
            lines += ["", f"### {kind.code}", "", f"*{kind.severity}*", ""]
            lines += [f"- {language}: {kind.says[language]} {kind.mend[language]}" for language in ("id", "en")]
    return "\n".join(lines) + "\n"
