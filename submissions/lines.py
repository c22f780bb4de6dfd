"""Which line of a file a row of the engine stands on, as a spreadsheet counts: the engine passes over blank lines."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from submissions.csv_text import opened

if TYPE_CHECKING:
    from submissions.csv_text import CsvForm

_CHUNK = 1 << 22
_BLANK = (b"\n\n", b"\n\r\n", b"\r\r")


def shifts(form: CsvForm, broken: list[int]) -> list[tuple[int, int]]:
    """Return where row numbers shift: (record from which, counted from 0; by how many lines).

    broken: rows that the engine refused, which are no records either.
    """
    skipped = sorted({*broken, *(_blank_rows(form) if _has_blank_lines(form) else [])})
    return [(row - form.first_row - before, before + 1) for before, row in enumerate(skipped)]


def _has_blank_lines(form: CsvForm) -> bool:
    """Look for an empty line, fast; one within quotation marks counts too, for it costs no more than a second look."""
    last = b""
    with opened(form.path, form.compression) as source:
        while chunk := source.read(_CHUNK):
            seam = last + chunk[:2]
            if any(blank in chunk or blank in seam for blank in _BLANK):
                return True
            last = chunk[-2:]
    return False


def _blank_rows(form: CsvForm) -> list[int]:
    """Return the rows that hold nothing at all, of those from ``first_row`` on."""
    with opened(form.path, form.compression) as source:
        text = io.TextIOWrapper(source, encoding="utf-8", errors="replace", newline="")
        for _ in range(form.first_row - 1):
            text.readline()
        reader = csv.reader(text, delimiter=form.delimiter, quotechar=form.quote)
        try:
            return [form.first_row + place for place, cells in enumerate(reader) if not cells]
        except csv.Error:  # a field beyond csv's limit: the engine has refused its line, rows before it are right
            return []
