"""work-list.xlsx: the work list as a workbook with filters: ids, dates and units alone, nothing personal."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from reports.work import LISTS, step_title, title
from reports.workbook_cells import Book

if TYPE_CHECKING:
    from reports.assessment import Assessment
    from reports.speech import Speech
    from reports.work import Work, WorkItem
    from reports.workbook_cells import Sheet

MOST = 100_000
"""Rows of the list that the workbook holds."""
TABLE = 3  # the row of a table's heading


def work_list(found: Assessment, say: Speech) -> bytes:
    """Return the bytes of the workbook; the same work gives the same bytes. The assessment must have its work."""
    work = found.work
    if work is None:
        raise ValueError("the work list was not asked for")
    target = BytesIO()
    library = xlsxwriter.Workbook(target, {"in_memory": True})
    created = dt.datetime.combine(work.today, dt.time(), dt.UTC).replace(tzinfo=None)
    library.set_properties({"title": say("Work list"), "created": created})
    book = Book(library, say, found.decimals)
    _list(book, found, work)
    _units(book, work)
    _mend(book, found)
    library.close()
    return target.getvalue()


def _list(book: Book, found: Assessment, work: Work) -> None:
    say = book.say
    sheet = book.sheet(say("Work list"))
    sheet.text(0, 0, f"{say('Work list')}: {found.name}", "title")
    note = say(
        "As of {day}. Points: what each brings to the total of 100 if all that are alike were done on this day.",
        day=say.date(work.today),
    )
    if len(work.items) > MOST:
        note += " " + say("The first {shown} of {all}.", shown=say.number(MOST), all=say.number(len(work.items)))
    sheet.text(1, 0, note, "note")
    heads = [
        say("List"), say("Complaint"), say("Unit"), say("Received"), say("Next step"), say("Due"), say("Answered"),
    ]  # fmt: skip
    sheet.texts(TABLE, 0, heads, "head")
    sheet.texts(TABLE, len(heads), [say("Working days left"), say("Times reopened"), say("Points")], "head_right")
    day = book.library.add_format(
        {"font_name": "Arial", "font_size": 10, "num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}
    )
    points = book.library.add_format({"font_name": "Arial", "font_size": 10, "num_format": "0.0000", "valign": "top"})
    for row, item in enumerate(work.items[:MOST], start=TABLE + 1):
        _line(sheet, row, item, day, points)
    last = TABLE + max(1, min(len(work.items), MOST))
    sheet.page.autofilter(TABLE, 0, last, len(heads) + 2)
    sheet.widths([26, 20, 34, 12, 14, 12, 12, 12, 12, 10])
    sheet.freeze(TABLE + 1, 2)
    sheet.printed(TABLE, TABLE, say("Work list"))


def _line(sheet: Sheet, row: int, item: WorkItem, day: object, points: object) -> None:
    say, page = sheet.book.say, sheet.page
    sheet.texts(row, 0, [title(item.list_, say), item.complaint_id, item.unit])
    for column, date in ((3, item.received), (5, item.due), (6, item.answered)):
        if date is not None:
            page.write_datetime(row, column, dt.datetime.combine(date, dt.time(), dt.UTC).replace(tzinfo=None), day)
    sheet.text(row, 4, step_title(item.step, say))
    sheet.number(row, 7, item.days_left, "whole")
    sheet.number(row, 8, item.reopened, "whole")
    if item.points is not None:
        page.write_number(row, 9, item.points, points)


def _units(book: Book, work: Work) -> None:
    """Add the sheet of units: how many of each list every unit has."""
    say = book.say
    sheet = book.sheet(say("By unit"))
    sheet.text(0, 0, say("By unit"), "title")
    lists = [name for name in LISTS if any(name == one for one, *_rest in work.lists)]
    sheet.text(TABLE, 0, say("Unit"), "head")
    sheet.texts(TABLE, 1, [*(title(name, say) for name in lists), say("All"), say("Points")], "head_right")
    counts = Counter((item.unit, item.list_) for item in work.items)
    points: Counter[str] = Counter()
    for item in work.items:
        points[item.unit] += item.points or 0.0  # type: ignore[assignment]  # a Counter of points
    units = sorted({item.unit for item in work.items}, key=lambda unit: (-round(points[unit], 9), unit))
    for row, unit in enumerate(units, start=TABLE + 1):
        sheet.text(row, 0, unit or "–")
        found = [counts[unit, name] for name in lists]
        for column, count in enumerate([*found, sum(found)], start=1):
            sheet.number(row, column, count, "whole")
        sheet.number(row, len(lists) + 2, points[unit], "mean")
    sheet.page.autofilter(TABLE, 0, TABLE + max(1, len(units)), len(lists) + 2)
    sheet.widths([44, *[16] * len(lists), 10, 10])
    sheet.freeze(TABLE + 1, 1)
    sheet.printed(TABLE, TABLE, say("By unit"))


def _mend(book: Book, found: Assessment) -> None:
    """Add the sheet of rows to mend: how many of each fault, and where the first are; no value of them."""
    say = book.say
    sheet = book.sheet(say("Rows to mend"))
    sheet.text(0, 0, say("Rows to mend"), "title")
    heads = [say("File"), say("Sheet"), say("Row"), say("Column"), say("Problem"), say("How to mend it"), say("Count")]
    sheet.texts(TABLE, 0, heads, "head")
    widths = [30, 16, 8, 22, 60, 60, 8]
    row = TABLE
    for fault in found.mend:
        for file, where, line, column, _value in fault.first or (("", "", None, "", ""),):
            row += 1
            sheet.line(row, [file, where, "", column, fault.says, fault.mend, ""], widths)
            sheet.number(row, 2, line, "whole")
            sheet.number(row, 6, fault.count, "whole")
    sheet.page.autofilter(TABLE, 0, max(row, TABLE + 1), len(heads) - 1)
    sheet.widths(widths)
    sheet.freeze(TABLE + 1, 0)
    sheet.printed(TABLE, TABLE, say("Rows to mend"))
