"""How checklists are laid out: one question a row.

Whose it is, is said, in this order, by a column, by a cell above the header ("Peserta: A0001", or "Kode" with the code
in the next cell that holds something), or by the file's name without its suffix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from submissions import columns, kinds
from submissions.dictionary import CHECKLISTS, VERIFIED, Field
from submissions.mark_sheets import above
from submissions.problems import Kind, Problem
from submissions.tables import Table

_TABLE = "sources.checklists.columns"
_PERSONAL = frozenset(field.name for field in (*CHECKLISTS, *VERIFIED) if field.personal)
_WHOSE = (*CHECKLISTS[0].headers, "Kode", "Code")
_WRITTEN = ("participant", "code", "question", "answer", "claimed", "evidence", "verified", "verifier", "remark")
"""Our columns, in the order of the texts of ``Entry``."""


class Entry(NamedTuple):
    """What a row of a checklist says, as text, and where it stands; "" where the layout has no such column.

    headers: by our names, the headers of the columns that the table has. code, question: either may name the question.
    """

    table: Table
    row: int
    headers: Mapping[str, str]
    participant: str
    code: str
    question: str
    answer: str
    claimed: str
    evidence: str
    verified: str
    verifier: str
    remark: str

    @property
    def asks(self) -> str:
        """What the row calls its question."""
        return self.code or self.question

    @property
    def blank(self) -> bool:
        """Whether nothing is said on the question."""
        return not (self.answer or self.claimed or self.evidence or self.verified)

    @property
    def place(self) -> str:
        """Where it stands, in words that need no language."""
        sheet = f" [{self.table.sheet}]" if self.table.sheet else ""
        return f"{self.table.file}{sheet} {self.row}"

    def problem(self, kind: Kind, field: str, value: str, **details: str) -> Problem:
        """Return a problem at this place; nothing is shown of a column that may hold personal data."""
        shown = "" if field in _PERSONAL else value
        return Problem(
            kind, self.table.file, self.table.sheet, self.row, self.headers.get(field, field), shown, details
        )


def stem(table: Table) -> str:
    """Return the file's name without folder and suffix."""
    return table.file.rpartition("/")[2].partition(".")[0]


def lay_out(
    table: Table, fields: Sequence[Field], mapping: Mapping[str, str], points: str
) -> tuple[list[Entry], list[Problem]] | Problem:
    """Return what a table says, row by row, and what is wrong with its header; or why it is no checklist.

    fields: ``dictionary.CHECKLISTS`` or ``VERIFIED``. mapping: our names to theirs. points: the column that must be
    there beside one that names the question.
    """
    at, problems = columns.match(
        table.header, fields, mapping, columns.Place(table.file, table.sheet, table.header_row, _TABLE)
    )
    missing = [] if at.keys() & {"code", "question"} else ["question"]
    missing += [] if points in at else [points]
    if missing:
        details = {"columns": ", ".join(mapping.get(name) or name for name in missing), "table": _TABLE}
        return Problem(kinds.COLUMNS_MISSING, table.file, table.sheet, table.header_row, details=details)
    headers = {name: table.header[place] for name, place in at.items()}
    whose = above(table, _WHOSE) or stem(table)
    entries = []
    for row, cells in table.rows:
        texts = {name: cells[place].strip() for name, place in at.items()}
        texts.setdefault("participant", whose)
        entries.append(Entry(table, row, headers, *(texts.get(name, "") for name in _WRITTEN)))
    return entries, problems
