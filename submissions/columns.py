"""Which column of a table is which: the rulebook's column map first, then our names, then the known labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from submissions import kinds
from submissions.dictionary import Field, folded
from submissions.problems import Kind, Problem


@dataclass(frozen=True)
class Place:
    """Where a header stands, and the table of the rulebook that maps its columns ("sources.complaints.columns")."""

    file: str
    sheet: str
    row: int
    table: str


def match(
    header: Sequence[str], fields: Sequence[Field], mapping: Mapping[str, str], place: Place
) -> tuple[dict[str, int], list[Problem]]:
    """Return the position (from 0) of each field that the header has, and what is wrong with the header.

    A mapped column that is absent is looked for under our names too, and a warning if it is not there either. One that
    is mapped to "" is not looked for at all.
    Blocking: a needed column absent, the header of a used column there twice, two labels that may mean one field
    which is needed or a date (for others the label that the dictionary lists first is taken, with a note).
    """
    taken = {folded(theirs) for theirs in mapping.values() if theirs}
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for field in fields:
        places, wrong = _places(header, field, mapping.get(field.name), taken, place)
        problems += wrong
        if places:
            found[field.name] = places[0]
    problems += _missing(found, fields, mapping, place)
    return found, problems


def _places(
    header: Sequence[str], field: Field, theirs: str | None, taken: set[str], place: Place
) -> tuple[list[int], list[Problem]]:
    """Return the positions that mean the field, the best first; more than one is a problem."""
    if theirs == "":
        return [], []
    signs = [folded(cell) for cell in header]
    for name in filter(None, (theirs, field.name)):
        places = [at for at, sign in enumerate(signs) if sign == folded(name) and (name == theirs or sign not in taken)]
        if places:
            return places, _twice(header, places, place)
    labels = [label for label in map(folded, field.headers) if label not in taken]
    places = sorted((at for at, sign in enumerate(signs) if sign in labels), key=lambda at: labels.index(signs[at]))
    if len({signs[at] for at in places}) > 1:
        kind = kinds.COLUMNS_ALIKE if field.needed or field.type == "moment" else kinds.COLUMN_CHOSEN
        details = {"field": field.name, "columns": _listed(header[at] for at in places), "table": place.table}
        return places, [_at(kind, place, header[places[0]], details)]
    return places, _twice(header, places, place)


def _twice(header: Sequence[str], places: list[int], place: Place) -> list[Problem]:
    return [_at(kinds.COLUMNS_TWICE, place, header[places[0]], {})] if len(places) > 1 else []


def _missing(
    found: Mapping[str, int], fields: Sequence[Field], mapping: Mapping[str, str], place: Place
) -> list[Problem]:
    absent = [field for field in fields if field.name not in found]
    problems = [
        _at(kinds.COLUMN_UNMAPPED, place, mapping[field.name], {"field": field.name, "table": place.table})
        for field in absent
        if mapping.get(field.name) and not field.needed
    ]
    needed = [mapping.get(field.name) or field.name for field in absent if field.needed]
    if needed:
        problems.append(_at(kinds.COLUMNS_MISSING, place, "", {"columns": _listed(needed), "table": place.table}))
    return problems


def further(header: Sequence[str], found: Mapping[str, int]) -> tuple[dict[str, int], list[str]]:
    """Return the named columns that are none of the fields, and those left out because their header is there twice."""
    rest = {at: cell.strip() for at, cell in enumerate(header) if at not in set(found.values()) and cell.strip()}
    counts = Counter(rest.values())
    names = {name: at for at, name in rest.items() if counts[name] == 1 and name not in found}
    used = {header[at].strip() for at in found.values()}
    return names, sorted(name for name in counts if name not in names and name not in used)


def _at(kind: Kind, place: Place, column: str, details: Mapping[str, str]) -> Problem:
    return Problem(kind, file=place.file, sheet=place.sheet, row=place.row, column=column, details=details)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
