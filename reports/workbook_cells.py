"""Cells of a workbook: text that stays text, numbers that may be missing, names of sheets, formats, print set-up."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reports.speech import Speech

LONGEST_TEXT = 32_767  # UTF-16 units that a cell holds
LONGEST_SHEET_NAME = 31
_NOT_IN_XML = re.compile("[\ufffe\uffff]")  # control characters are escaped by the library, these are not
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]+")
INK, GREY, PAPER, INPUT = "#16325c", "#6b7280", "#eef2f7", "#fff7df"


class _Page(Worksheet):  # type: ignore[misc]  # a base class without types
    """A worksheet that takes formulas as they are.

    The library looks in each for 29 recent functions, which is two thirds of the time that a large
    workbook takes. Ours use none; should a later version no longer call this, nothing but the time changes.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


@dataclass(frozen=True)
class Book:
    """A workbook being written: the library's object, the language, and the formats by what they are for."""

    library: Any
    say: Speech
    decimals: int

    @cached_property
    def formats(self) -> Mapping[str, Any]:
        """Every format, made once."""
        score = "0." + "0" * self.decimals if self.decimals else "0"
        head: dict[str, object] = {
            "bold": True,
            "font_color": INK,
            "text_wrap": True,
            "valign": "bottom",
            "bottom": 1,
            "bg_color": PAPER,
        }
        forms: dict[str, dict[str, object]] = {
            "title": {"bold": True, "font_size": 14, "font_color": INK},
            "label": {"bold": True, "font_color": "#b04a00"},
            "note": {"font_color": GREY, "italic": True},
            "band": {"bold": True, "font_color": INK, "bottom": 1, "bottom_color": INK},
            "head": head,
            "head_right": {**head, "align": "right"},
            "code": {"font_color": GREY, "font_size": 8},
            "code_right": {"font_color": GREY, "font_size": 8, "align": "right", "shrink": True},
            "weight": {"font_color": "#0000ff", "bg_color": INPUT, "num_format": "General", "bottom": 1},
            "text": {"valign": "top"},
            "wrapped": {"valign": "top", "text_wrap": True, "indent": 1},
            "strong": {"bold": True, "valign": "top"},
            "whole": {"num_format": "#,##0", "valign": "top"},
            "place": {"num_format": "0", "valign": "top", "align": "center"},
            "score": {"num_format": score, "valign": "top"},
            "node": {"num_format": score, "valign": "top", "bg_color": PAPER},
            "total": {"num_format": score, "valign": "top", "bold": True, "bg_color": PAPER},
            "tie": {"num_format": f'{score};"–"', "valign": "top", "font_color": GREY},
            "share": {"num_format": "0.0%", "valign": "top"},
            "percent": {"num_format": 'General"%"', "valign": "top"},
            "days": {"num_format": "0", "valign": "top"},
            "mean": {"num_format": "0.00", "valign": "top"},
        }
        return {
            name: self.library.add_format({"font_name": "Arial", "font_size": 10, **form})
            for name, form in forms.items()
        }

    def sheet(self, title: str) -> Sheet:
        """Add a sheet, named after the title as far as names of sheets allow."""
        taken = {sheet.get_name().casefold() for sheet in self.library.worksheets()}
        page = self.library.add_worksheet(sheet_name(title, taken), _Page)
        page.hide_gridlines(2)
        return Sheet(page, self)


@dataclass(frozen=True)
class Sheet:
    """One sheet; rows and columns count from 0."""

    page: Any
    book: Book

    def text(self, row: int, column: int, text: str, form: str = "text") -> None:
        """Write text, never taken for a formula or a link; too long a text is cut, and says so."""
        self.page.write_string(row, column, cell_text(text, self.book.say), self.book.formats[form])

    def texts(self, row: int, column: int, texts: Sequence[str], form: str = "text") -> None:
        """Write texts beside each other."""
        for offset, text in enumerate(texts):
            self.text(row, column + offset, text, form)

    def line(self, row: int, texts: Sequence[str], widths: Sequence[float], first: int = 0) -> None:
        """Write wrapped texts beside each other, in a row as high as the longest needs in columns of these widths."""
        self.texts(row, first, texts, "wrapped")
        lines = max(math.ceil(0.85 * len(text) / width) for text, width in zip(texts, widths, strict=True))
        if lines > 1:
            self.page.set_row(row, 13.5 * min(lines, 30))

    def number(self, row: int, column: int, value: float | None, form: str) -> None:
        """Write a number; missing is an empty cell."""
        if value is None or math.isnan(value):
            self.page.write_blank(row, column, None, self.book.formats[form])
        else:
            self.page.write_number(row, column, value, self.book.formats[form])

    def formula(self, row: int, column: int, formula: str, value: float | None, form: str) -> None:
        """Write a formula of ours with its value, so that a program that does not recalculate shows it; None is ""."""
        known = value is not None and not math.isnan(value)
        self.page.write_formula(row, column, formula, self.book.formats[form], value if known else "")

    def widths(self, widths: Sequence[float], first: int = 0) -> None:
        """Set the widths of columns, in characters."""
        for column, width in enumerate(widths, start=first):
            self.page.set_column(column, column, width)

    def freeze(self, rows: int, columns: int) -> None:
        """Keep the first rows and columns in sight."""
        self.page.freeze_panes(rows, columns)

    def printed(self, first: int, last: int, heading: str, pages: int = 1) -> None:
        """Print on A4 landscape, so many pages wide, the rows ``first`` to ``last`` repeated on each page."""
        self.page.set_paper(9)
        self.page.set_landscape()
        self.page.fit_to_pages(pages, 0)
        self.page.repeat_rows(first, last)
        self.page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.page.set_footer(f"&L&8{heading[:200].replace('&', '&&')}&R&8&P / &N")


def cell_text(text: str, say: Speech) -> str:
    """Return text that a cell can hold: at most 32,767 UTF-16 units, the cut said in the text itself."""
    text = _NOT_IN_XML.sub("\ufffd", text)
    if _units(text) <= LONGEST_TEXT:
        return text
    note = " … " + say("(cut here; {count} characters in all)", count=len(text))
    return _cut(text, LONGEST_TEXT - len(note)) + note


def sheet_name(title: str, taken: set[str]) -> str:
    """Return a name for a sheet: at most 31 units, no brackets, slashes and signs, not yet taken whatever the case."""
    wanted = _NOT_IN_SHEET_NAME.sub(" ", title).strip(" '") or "Sheet"
    names = [_cut(wanted, LONGEST_SHEET_NAME).strip(" '")]
    names += [_cut(wanted, LONGEST_SHEET_NAME - 5).strip(" '") + f" ({number})" for number in range(2, len(taken) + 3)]
    return next(name for name in names if name.casefold() not in {*taken, "history"})


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, units: int) -> str:
    """Return the longest beginning of at most so many UTF-16 units, no character halved."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")
