"""What the blank workbooks share: instructions first, protected headers, open cells to fill in, the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from criteria.rulebook import Rulebook
    from reports.speech import Speech

WORDS = {"id": ("konflik", "abstain", "absen"), "en": ("conflict", "abstained", "absent")}
"""What a judge may write in the place of a mark; score sheets are read by these and more."""
INSTRUCTIONS = {"id": "Petunjuk", "en": "Instructions"}
_INK, _PAPER, _LINE = "16325C", "EAF0F7", "B8C2CF"
_OPEN = PatternFill("solid", fgColor="FFFBEA")
_HEAD = PatternFill("solid", fgColor=_PAPER)
_EDGE = Border(bottom=Side("thin", color=_LINE))
_MOMENT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_FIRST = (1980, 1, 1, 0, 0, 0)
_TOP = Alignment(vertical="top", wrap_text=True)
_STARTS_FORMULA = "=+-@\t\r"


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its header, width in characters, whether it is filled in, and its number format."""

    header: str
    width: float
    filled: bool = False
    form: str = "General"


def new_book(rulebook: Rulebook, say: Speech, lines: Sequence[tuple[str, str]]) -> tuple[Workbook, Worksheet]:
    """Return a workbook whose first sheet has the instructions, in both languages; the edition's leads.

    lines: sentences as (Indonesian, English).
    """
    book = Workbook()
    book.properties.creator = book.properties.title = rulebook.edition.code
    book.properties.created = book.properties.modified = _MOMENT
    sheet = book.active
    sheet.title = INSTRUCTIONS[say.language]
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 86
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    put(sheet, 1, 1, say.title(rulebook.edition.title), Font(bold=True, size=15, color=_INK))
    row = 3
    first, second = (0, 1) if say.language == "id" else (1, 0)
    for language, font in ((first, Font(size=11)), (second, Font(size=10, italic=True, color="55606E"))):
        for number, line in enumerate(lines, start=1):
            put(sheet, row, 1, f"{number}. {line[language]}", font)
            row += 1
        row += 1
    sheet.protection.sheet = True
    return book, sheet


def add_sheet(book: Workbook, title: str, columns: Sequence[Column], header_row: int) -> Worksheet:
    """Add a sheet with its header: locked, frozen, and protected so that only what is to be filled in can be typed."""
    sheet = book.create_sheet(title)
    sheet.sheet_view.showGridLines = False
    for place, column in enumerate(columns, start=1):
        cell = put(sheet, header_row, place, column.header, Font(bold=True, color=_INK))
        cell.fill, cell.border = _HEAD, _EDGE
        sheet.column_dimensions[cell.column_letter].width = column.width
    sheet.freeze_panes = sheet.cell(header_row + 1, 1)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def open_cells(sheet: Worksheet, columns: Sequence[Column], first: int, last: int) -> None:
    """Open the cells of the columns that are filled in, from the first row to the last."""
    for row in range(first, last + 1):
        for place, column in enumerate(columns, start=1):
            cell = sheet.cell(row, place)
            cell.border, cell.alignment = _EDGE, _TOP
            if column.filled:
                cell.protection, cell.fill, cell.number_format = Protection(locked=False), _OPEN, column.form


def put(sheet: Worksheet, row: int, place: int, value: object, font: Font | None = None) -> Any:  # noqa: ANN401 (openpyxl's cell)
    """Write a value; a text that looks like a formula stays a text."""
    cell = sheet.cell(row, place)
    cell.value = value
    if isinstance(value, str) and value[:1] in _STARTS_FORMULA:
        cell.data_type, cell.quotePrefix = "s", True
    cell.alignment = _TOP
    if font is not None:
        cell.font = font
    return cell


def heading(sheet: Worksheet, text: str) -> None:
    """Write the sheet's title into its first cell; it runs over the cells beside it."""
    put(sheet, 1, 1, text, Font(bold=True, size=13, color=_INK)).alignment = Alignment(wrap_text=False)


def formula(sheet: Worksheet, row: int, place: int, text: str) -> None:
    """Write a formula of ours."""
    sheet.cell(row, place).value = text


def labelled(sheet: Worksheet, row: int, label: str, value: str, *, filled: bool = False) -> None:
    """Write a label and, in the next cell, its value; open the cell where it is to be filled in."""
    put(sheet, row, 1, label, Font(bold=True, color=_INK))
    cell = put(sheet, row, 2, value)
    if filled:
        cell.protection, cell.fill = Protection(locked=False), _OPEN


def choose(sheet: Worksheet, cells: str, listed: str, say: Speech) -> None:
    """Let the cells be chosen from a list: ``"a,b"`` in quotes, or a range."""
    rule = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = say("Not in the list"), say("Choose one of the list.")
    sheet.add_data_validation(rule)
    rule.add(cells)


def within(sheet: Worksheet, cells: str, low: float, high: float, say: Speech) -> None:
    """Let the cells hold numbers from ``low`` to ``high`` alone."""
    rule = DataValidation(
        type="decimal", operator="between", formula1=f"{low:g}", formula2=f"{high:g}", allow_blank=True,
        showErrorMessage=True,
    )  # fmt: skip
    rule.errorTitle = say("Out of range")
    rule.error = say("A number from {low} to {high}.", low=say.exact(low), high=say.exact(high))
    sheet.add_data_validation(rule)
    rule.add(cells)


def marks(sheet: Worksheet, cells: str, low: float, high: float, say: Speech) -> None:
    """Let the cells hold a mark from ``low`` to ``high``, or a word that says why there is none."""
    first = cells.partition(":")[0]
    words = ",".join(f'LOWER({first})="{word}"' for word in WORDS[say.language])
    rule = DataValidation(
        type="custom",
        formula1=f"OR(AND(ISNUMBER({first}),{first}>={low:g},{first}<={high:g}),{words})",
        allow_blank=True,
        showErrorMessage=True,
    )
    rule.errorTitle = say("Out of range")
    rule.error = say("A number from {low} to {high}.", low=say.exact(low), high=say.exact(high))
    sheet.add_data_validation(rule)
    rule.add(cells)


def dates(sheet: Worksheet, cells: str, say: Speech) -> None:
    """Let the cells hold dates alone."""
    rule = DataValidation(
        type="date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True
    )  # 2000-01-01
    rule.errorTitle, rule.error = say("Not a date"), say("Write a date such as 2019-10-31.")
    sheet.add_data_validation(rule)
    rule.add(cells)


def saved(book: Workbook) -> bytes:
    """Return the workbook's bytes, the same for the same content: its ZIP holds no clock."""
    written, packed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _without_clock(content)
            target.writestr(zipfile.ZipInfo(name, _FIRST), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _without_clock(core: bytes) -> bytes:
    """Put back the moment of change, which saving sets to now."""
    head, mark, rest = core.partition(b"<dcterms:modified")
    _, end, tail = rest.partition(b"</dcterms:modified>")
    attributes = rest.partition(b">")[0]
    return head + mark + attributes + b">" + _MOMENT.isoformat().encode() + b"Z" + end + tail if mark else core
