"""Which row of a spreadsheet a record of the engine is: blank lines and broken ones are rows there too."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from submissions.csv_text import opened

if TYPE_CHECKING:
    from submissions.csv_text import CsvForm


def shifts(form: CsvForm, broken: list[int]) -> list[tuple[int, int]]:
    """Return where row numbers shift: (record from which, counted from 0, each once; by how many lines).

    broken: rows that the engine refused, which are no records either.
    """
    skipped = sorted({*broken, *(_blank_rows(form) if form.blank_lines else [])})
    return list({row - form.first_row - before: before + 1 for before, row in enumerate(skipped)}.items())


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
