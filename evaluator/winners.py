"""A list of winners that were decided already, as staff keep it: read row by row, every bad row named."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import get_month_names

from evaluator.refusals import Refusal
from evaluator.words import _, language
from submissions import csv_text
from submissions.dictionary import folded
from submissions.problems import Kind, Problem, Severity

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = {
    "name": ("name", "nama", "penerima", "recipient"),
    "award": ("award", "penghargaan"),
    "award_en": ("award_en", "award (english)", "penghargaan (inggris)"),
    "category": ("category", "kategori"),
    "category_en": ("category_en", "category (english)", "kategori (inggris)"),
    "place": ("place", "peringkat", "juara", "rank"),
    "number": ("number", "nomor", "no"),
    "code": ("code", "kode"),
    "date": ("date", "tanggal"),
}
NEEDED = ("name", "award")


def _row_kind(code: str, says_id: str, says_en: str, mend_id: str, mend_en: str) -> Kind:
    return Kind(code, Severity.SET_ASIDE, {"id": says_id, "en": says_en}, {"id": mend_id, "en": mend_en})


EMPTY = _row_kind(
    "winner-incomplete",
    "Kolom {column} kosong.", "Column {column} is empty.",
    "Isi kolom itu.", "Fill it in.",
)  # fmt: skip
PLACE = _row_kind(
    "winner-place",
    "Peringkat ini bukan bilangan bulat dari 1.", "This place is not a whole number from 1 on.",
    "Tulis 1, 2, 3, ..., atau kosongkan.", "Write 1, 2, 3, ..., or leave it empty.",
)  # fmt: skip
DATE = _row_kind(
    "winner-date",
    "Tanggal ini tidak dapat dibaca.", "This date cannot be read.",
    "Tulis seperti 2019-12-09 atau 9 Desember 2019.", "Write it as 2019-12-09 or 9 December 2019.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Winner:
    """One row of the list; "" or None where it says nothing. ``row`` is its line in the file."""

    row: int
    name: str
    award: str
    award_en: str
    category: str
    category_en: str
    place: int | None
    number: str
    code: str
    date: dt.date | None


def read(path: Path, scratch: Path) -> tuple[list[Winner], list[Problem]]:
    """Return the rows that can be printed and a problem for each that cannot; Refusal when the file is no such list."""
    known = frozenset(folded(header) for headers in HEADERS.values() for header in headers)
    form = csv_text.inspect(path, path.name, scratch=scratch, known=known)
    if isinstance(form, Problem):
        raise Refusal(f"{path}: {form.says(language())} {form.mend(language())}")
    columns = _columns(form.header)
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise Refusal(
            _("{path} has no column {missing}; its columns are: {found}.").format(
                path=path, missing=", ".join(missing), found=", ".join(form.header)
            )
        )
    winners: list[Winner] = []
    problems: list[Problem] = []
    for row, cells in _rows(form):
        texts = {name: " ".join(cells[place].split()) if place < len(cells) else "" for name, place in columns.items()}
        if any(texts.values()):
            read_row = _winner(path.name, row, texts)
            (problems if isinstance(read_row, Problem) else winners).append(read_row)  # type: ignore[arg-type]  # each to its own list
    return winners, problems


def _columns(header: list[str]) -> dict[str, int]:
    """Where each column stands that we know, by our name."""
    places = {folded(cell): place for place, cell in reversed(list(enumerate(header)))}
    found = {name: [places[folded(h)] for h in headers if folded(h) in places] for name, headers in HEADERS.items()}
    return {name: options[0] for name, options in found.items() if options}


def _rows(form: csv_text.CsvForm) -> list[tuple[int, list[str]]]:
    with csv_text.opened(form.path, form.compression) as source:
        text = source.read().decode("utf-8-sig", errors="replace")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=form.delimiter, quotechar=form.quote)
    rows = [(reader.line_num, cells) for cells in reader]
    return [(line, cells) for line, cells in rows if line >= form.first_row]


def _winner(file: str, row: int, texts: dict[str, str]) -> Winner | Problem:
    for name in NEEDED:
        if not texts[name]:
            return Problem(EMPTY, file=file, row=row, column=name, details={"column": name})
    place = texts.get("place", "")
    if place and not (re.fullmatch("[0-9]{1,4}", place) and int(place)):
        return Problem(PLACE, file=file, row=row, column="place", value=place)
    date = day(texts.get("date", ""))
    if date is None and texts.get("date"):
        return Problem(DATE, file=file, row=row, column="date", value=texts["date"])
    rest = {name: texts.get(name, "") for name in ("award_en", "category", "category_en", "number", "code")}
    return Winner(
        row=row, name=texts["name"], award=texts["award"], place=int(place) if place else None, date=date, **rest
    )


def day(text: str) -> dt.date | None:
    """Read a date as 2019-12-09, or as 9 Desember 2019 with an Indonesian or English month; None for anything else."""
    written = re.fullmatch(r"(\d{1,2}) (\w+) (\d{4})", text)
    try:
        if written is None:
            return dt.date.fromisoformat(text)
        return dt.date(int(written[3]), _months()[written[2].casefold()], int(written[1]))
    except (ValueError, KeyError):
        return None


def _months() -> dict[str, int]:
    names = (get_month_names("wide", locale=locale) for locale in ("id", "en"))
    return {str(name).casefold(): number for months in names for number, name in months.items()}
