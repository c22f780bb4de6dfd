"""How score sheets are laid out: long (one mark a row) or wide (participants down, criteria across).

Who judged is said, in this order, by a column, by a cell above the header ("Juri: ..." or "Juri" with the name in the
next cell that holds something), or by the file's name without its suffix. A stage, and the day of marking, is said by a
column or such a cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat
from typing import NamedTuple

from submissions import columns, kinds
from submissions.dictionary import SCORES, folded
from submissions.names import key
from submissions.problems import Kind, Problem
from submissions.tables import Table

_TABLE = "sources.scores.columns"
_FIELDS = {field.name: field for field in SCORES}
_BESIDE = frozenset({
    "no", "nomor", "number", "total", "jumlah", "sum", "nilaiakhir", "nilaitotal", "ratarata", "rerata", "average",
    "mean", "kategori", "category", "jenis", "kind", "wilayah", "region", "induk", "parent", "peringkat", "rank",
})  # fmt: skip
"""Headers (folded) of a wide sheet that are known to be no criteria."""


_WRITTEN = ("stage", "judge", "participant", "name", "criterion", "mark", "status", "marked_at", "comment")
"""Our columns, in the order of the texts of ``Given``."""


class Given(NamedTuple):
    """What a judge wrote for one participant and criterion, as text, and where it stands.

    code, name: whoever is marked; one may be empty. headers: by our names, the headers of the columns it stands in.
    """

    table: Table
    row: int
    headers: Mapping[str, str]
    stage: str
    judge: str
    code: str
    name: str
    criterion: str
    mark: str
    status: str
    marked_at: str
    comment: str

    def problem(self, kind: Kind, field: str, value: str, **details: str) -> Problem:
        """Return a problem at this place; nothing is shown of a column that may hold personal data."""
        shown = "" if _FIELDS[field].personal else value
        header = self.headers.get(field, field)
        return Problem(kind, self.table.file, self.table.sheet, self.row, header, shown, details)

    @property
    def place(self) -> str:
        """Where it stands, in words that need no language."""
        sheet = f" [{self.table.sheet}]" if self.table.sheet else ""
        return f"{self.table.file}{sheet} {self.row}"


def lay_out(
    table: Table, mapping: Mapping[str, str], criteria: Mapping[str, str]
) -> tuple[list[Given], list[Problem]] | Problem:
    """Return all that a table gives, empty cells included, and what is wrong with its header; or why it is none.

    mapping: our names to theirs. criteria: the code that judges mark, by each of its names (folded).
    """
    at, wrong = _match(table, table.header, mapping)
    if "criterion" in at and at.keys() & {"participant", "name"} and at.keys() & {"mark", "status"}:
        return list(_long(table, at)), wrong
    across = {place: criteria[key(cell)] for place, cell in enumerate(table.header) if key(cell) in criteria}
    at, wrong = _match(table, ["" if place in across else cell for place, cell in enumerate(table.header)], mapping)
    if "participant" not in at and "name" not in at and table.header and 0 not in across and across:
        at["participant"] = 0
    others = _other_criteria(table, {*at.values(), *across}, criteria)
    if not at.keys() & {"participant", "name"} or not (across or others):
        return _no_sheet(table, at)
    return list(_wide(table, at, across)), [*wrong, *others]


def _match(table: Table, header: list[str], mapping: Mapping[str, str]) -> tuple[dict[str, int], list[Problem]]:
    """Return where our columns are; whether those that are needed are there depends on the layout."""
    place = columns.Place(table.file, table.sheet, table.header_row, _TABLE)
    at, wrong = columns.match(header, SCORES, mapping, place)
    return at, [problem for problem in wrong if problem.kind is not kinds.COLUMNS_MISSING]


def _no_sheet(table: Table, at: Mapping[str, int]) -> Problem:
    missing = [name for name in ("participant", "criterion", "mark") if name not in at]
    details = {"columns": ", ".join(missing or ["criterion"]), "table": _TABLE}
    return Problem(kinds.COLUMNS_MISSING, table.file, table.sheet, table.header_row, details=details)


def _long(table: Table, at: Mapping[str, int]) -> Iterator[Given]:
    headers = {name: table.header[place] for name, place in at.items()}
    said = _said(table)
    columns = _texts(table, said, at)
    for (row, _), texts in zip(table.rows, zip(*columns, strict=True), strict=True):
        yield Given(table, row, headers, *texts)


def _wide(table: Table, at: Mapping[str, int], across: Mapping[int, str]) -> Iterator[Given]:
    said = _said(table)
    at = {name: place for name, place in at.items() if name not in ("criterion", "mark")}
    beside = {name: table.header[column] for name, column in at.items()}
    sheets = [
        (
            {**beside, "mark": table.header[place]},
            zip(*_texts(table, {**said, "criterion": criterion}, {**at, "mark": place}), strict=True),
        )
        for place, criterion in across.items()
    ]
    for row, _ in table.rows:
        for headers, texts in sheets:
            yield Given(table, row, headers, *next(texts))


def _texts(table: Table, said: Mapping[str, str], at: Mapping[str, int]) -> list[Iterable[str]]:
    """Return the columns of ``_WRITTEN``: what stands in the table's, else what holds for all of it."""
    return [
        [cells[at[name]].strip() for _, cells in table.rows]
        if name in at
        else repeat(said.get(name, ""), len(table.rows))
        for name in _WRITTEN
    ]


def _said(table: Table) -> dict[str, str]:
    """Return the judge and the stage that hold for the whole table, from above its header or the file's name."""
    stem = table.file.rpartition("/")[2].partition(".")[0]
    return {
        "judge": above(table, _FIELDS["judge"].headers) or stem,
        "stage": above(table, _FIELDS["stage"].headers),
        "marked_at": above(table, _FIELDS["marked_at"].headers),
    }


def above(table: Table, headers: Iterable[str]) -> str:
    """Return what a cell above the header says under one of the headers: "Juri: Ani", or "Juri" and "Ani" beside."""
    labels = {folded(header) for header in headers}
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
