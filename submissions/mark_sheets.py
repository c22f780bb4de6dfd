"""How score sheets are laid out: long (one mark a row) or wide (participants down, criteria across).

Who judged is said, in this order, by a column, by a cell above the header ("Juri: ..." or "Juri" with the name in the
next cell that holds something), or by the file's name without its suffix. A stage is said by a column or such a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import pandas as pd

from submissions import columns, kinds
from submissions.dictionary import SCORES, Field, folded
from submissions.names import key
from submissions.problems import Problem
from submissions.tables import Table

_TABLE = "sources.scores.columns"
_FIELDS = {field.name: field for field in SCORES}
_BESIDE = frozenset({
    "no", "nomor", "number", "total", "jumlah", "sum", "nilaiakhir", "nilaitotal", "ratarata", "rerata", "average",
    "mean", "kategori", "category", "jenis", "kind", "wilayah", "region", "induk", "parent", "peringkat", "rank",
})  # fmt: skip
"""Headers (folded) of a wide sheet that are known to be no criteria."""


TEXTS = ("stage", "judge", "code", "name", "criterion", "mark", "status", "comment")


@dataclass(frozen=True)
class Given:
    """What judges wrote in one table, as text without blanks around it, "" where nothing is.

    cells: one row per participant and criterion: row (in the table), column (the header the mark stands under) and
        ``TEXTS``; whoever is marked has a code, a name or both.
    headers: by our names, the headers of the columns.
    """

    table: Table
    headers: Mapping[str, str]
    cells: pd.DataFrame


def lay_out(
    table: Table, mapping: Mapping[str, str], criteria: Mapping[str, str]
) -> tuple[Given, list[Problem]] | Problem:
    """Return all that a table gives, empty cells included, and what is wrong with its header; or why it is none.

    mapping: our names to theirs. criteria: the code that judges mark, by each of its names (folded).
    """
    at, wrong = _match(table, table.header, mapping)
    if "criterion" in at and at.keys() & {"participant", "name"} and at.keys() & {"mark", "status"}:
        return _long(table, at), wrong
    across = {place: criteria[key(cell)] for place, cell in enumerate(table.header) if key(cell) in criteria}
    at, wrong = _match(table, ["" if place in across else cell for place, cell in enumerate(table.header)], mapping)
    if "participant" not in at and "name" not in at and table.header and 0 not in across and across:
        at["participant"] = 0
    others = _other_criteria(table, {*at.values(), *across}, criteria)
    if not at.keys() & {"participant", "name"} or not (across or others):
        return _no_sheet(table, at)
    return _wide(table, at, across), [*wrong, *others]


def _match(table: Table, header: list[str], mapping: Mapping[str, str]) -> tuple[dict[str, int], list[Problem]]:
    """Return where our columns are; whether those that are needed are there depends on the layout."""
    place = columns.Place(table.file, table.sheet, table.header_row, _TABLE)
    at, wrong = columns.match(header, SCORES, mapping, place)
    return at, [problem for problem in wrong if problem.kind is not kinds.COLUMNS_MISSING]


def _no_sheet(table: Table, at: Mapping[str, int]) -> Problem:
    missing = [name for name in ("participant", "criterion", "mark") if name not in at]
    details = {"columns": ", ".join(missing or ["criterion"]), "table": _TABLE}
    return Problem(kinds.COLUMNS_MISSING, table.file, table.sheet, table.header_row, details=details)


def _long(table: Table, at: Mapping[str, int]) -> Given:
    values = {name: column for name, column in _columns(table, at).items() if name != "mark"}
    return _given(table, at, [row for row, _ in table.rows], values, [("mark", _column(table, at.get("mark")))])


def _wide(table: Table, at: Mapping[str, int], across: Mapping[int, str]) -> Given:
    ...


def _said(table: Table) -> dict[str, str]:
    """Return the judge and the stage that hold for the whole table, from above its header or the file's name."""
    stem = table.file.rpartition("/")[2].partition(".")[0]
    return {"judge": _above(table, _FIELDS["judge"]) or stem, "stage": _above(table, _FIELDS["stage"])}


def _above(table: Table, field: Field) -> str:
    """Return what a cell above the header says of a field: "Juri: Ani", or "Juri" and "Ani" further right."""
    labels = {folded(header) for header in field.headers}
    for cells in table.above:
        filled = [cell.strip() for cell in cells if cell.strip()]
        for place, cell in enumerate(filled):
            label, _, rest = cell.partition(":")
            if folded(label) in labels:
                return rest.strip() or (filled[place + 1].lstrip(": ") if place + 1 < len(filled) else "")
    return ""


def _other_criteria(table: Table, known: set[int], criteria: Mapping[str, str]) -> list[Problem]:
    """Return a problem per column that looks like a criterion's (it is named and not blank) and is none of ours."""
    return [
        Problem(
            kinds.CRITERION_UNKNOWN,
            table.file,
            table.sheet,
            table.header_row,
            header,
            header,
            {"criteria": ", ".join(dict.fromkeys(criteria.values())) or "-"},
        )
        for place, header in enumerate(table.header)
        if place not in known and header and folded(header) not in _BESIDE
        if any(cells[place].strip()[:1].isdigit() for _, cells in table.rows)
    ]
