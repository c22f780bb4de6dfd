"""The signatures of a certificate: each with its office above, room to sign and stamp, the name below. In points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.certificate_text import Signer
from reports.typesetting import Faces, Setting, fit

GUTTER = 14.0
"""Between columns."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signatory as it is set. order: among all who sign, from 1."""

    office: Setting
    office_en: Setting
    name: Setting
    identity: Setting
    order: int

    @property
    def offices(self) -> float:
        """The height of the office in both languages, one under the other."""
        return self.office.leading * (len(self.office.lines) + len(self.office_en.lines))


@dataclass(frozen=True, slots=True)
class Row:
    """Signatures side by side; ``offices`` and ``names`` are the heights above and below the room to sign."""

    signatures: tuple[Signature, ...]
    offices: float
    names: float


@dataclass(frozen=True, slots=True)
class Signatures:
    """All rows: ``width`` of a column, ``room`` to sign, ``gap`` above each row, and the height of the whole.

    Without rows there is room to sign and to write by hand who does.
    """

    rows: tuple[Row, ...]
    width: float
    room: float
    gap: float

    @property
    def height(self) -> float:
        """Of all rows, gaps included."""
        if not self.rows:
            return 2 * self.room
        return sum(self.gap + row.offices + self.room + row.names for row in self.rows)


def set_signatures(
    signatories: Sequence[Signer], room: float, scale: float, measure: float, faces: Faces
) -> Signatures | None:
    """Return the signatures in rows that are as even as can be, or None where a text does not fit its column.

    room: height for a wet signature where there is one row; more rows get less, never under 24.
    """
    rows = _rows(signatories)
    columns = max((len(row) for row in rows), default=1)
    width = min(measure / columns, 220.0)
    smaller = scale if columns < 4 else scale * 0.88
    set_rows: list[Row] = []
    for row in rows:
        first = sum(len(before.signatures) for before in set_rows) + 1
        cells = [_signature(each, smaller, width - GUTTER, faces, order) for order, each in enumerate(row, first)]
        if None in cells:
            return None
        found = tuple(cell for cell in cells if cell is not None)
        offices = max(cell.offices for cell in found)
        names = max(cell.name.height + cell.identity.height for cell in found)
        set_rows.append(Row(found, offices, names))
    return Signatures(tuple(set_rows), width, max(24.0, room / max(1, len(rows)) ** 0.5), 8.0 * scale)


def _rows(signatories: Sequence[Signer]) -> list[Sequence[Signer]]:
    """Return at most four to a row (five beyond twelve), the rows differing by one at most, the longer ones below."""
    if not signatories:
        return []
    most = 4 if len(signatories) <= 12 else 5
    count = max(1, -(-len(signatories) // most))
    cuts = [len(signatories) * row // count for row in range(count + 1)]
    return [signatories[start:end] for start, end in pairwise(cuts) if end > start]


def _signature(signatory: Signer, scale: float, width: float, faces: Faces, order: int) -> Signature | None:
    steps = {
        "office": (signatory.position.id, faces.text, ((10.5, 1), (10.0, 2), (9.0, 3), (8.0, 4))),
        "office_en": (signatory.position.en, faces.italic, ((9.0, 1), (8.5, 2), (8.0, 3), (7.5, 4))),
        "name": (signatory.name, faces.heading, ((11.0, 1), (10.0, 1), (9.0, 1), (10.0, 2), (9.0, 3))),
        "identity": (signatory.identity, faces.small, ((8.0, 1), (7.5, 2), (7.5, 3))),
    }
    settings = {}
    for part, (words, face, sizes) in steps.items():
        setting = fit(words, face, tuple((size * scale, lines) for size, lines in sizes), width) if words else _NOTHING
        if setting is None:
            return None
        settings[part] = setting
    return Signature(**settings, order=order)


_NOTHING = Setting((), 0.0)
