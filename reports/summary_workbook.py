"""summary.xlsx: the score summary (rekapitulasi nilai) for the office: a sheet per category, and one of the marks."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_range

from reports.papers.blocks import BLANK
from reports.score_summary import parts, summaries
from reports.speech import Speech
from reports.workbook_cells import Book

if TYPE_CHECKING:
    from pathlib import Path

    from reports.papers.blocks import Signatures
    from reports.score_summary import Part, Summary
    from reports.workbook_cells import Sheet
    from reports.year import Year

HEAD, WEIGHTS, FIRST = 3, 4, 5  # rows
RANK, CODE, NAME, POINTS = range(4)  # columns
MARKS = ("marks", "mean", "median", "spread", "abstained", "absent", "conflict")


def write_summary(year: Year, signatures: Signatures, path: Path) -> None:
    """Write summary.xlsx; the same year gives the same bytes. signatures: who signs below each category."""
    path.write_bytes(workbook(year, signatures))


def workbook(year: Year, signatures: Signatures) -> bytes:
    """Return the bytes of summary.xlsx. A total is the sum of the points beside it, with its value."""
    rulebook, target = year.rulebook, BytesIO()
    say = Speech(rulebook.edition.language)
    library = xlsxwriter.Workbook(target, {"in_memory": True})
    day = dt.datetime.combine(rulebook.period.cutoff, dt.time(), dt.UTC).replace(tzinfo=None)
    library.set_properties({"title": say("Score summary"), "created": day})
    book = Book(library, say, rulebook.edition.decimals)
    columns = parts(year, say)
    for summary in summaries(year, say):
        _write_category(book, year, summary, columns, signatures)
    if not year.scores.marks.empty:
        _write_marks(book, year)
    library.close()
    return target.getvalue()


def _begin(book: Book, year: Year, title: str) -> Sheet:
    say, edition = book.say, year.rulebook.edition
    sheet = book.sheet(title)
    sheet.text(0, 0, say("Score summary: {category}", category=title), "title")
    sheet.text(1, 0, f"{say.title(edition.title)} · {edition.code} · sha256 {year.fingerprint}", "note")
    if edition.synthetic:
        sheet.text(2, 0, say("SYNTHETIC DATA: every participant and every figure in this file is made up."), "label")
    return sheet


def _write_category(
    book: Book, year: Year, summary: Summary, columns: tuple[Part, ...], signatures: Signatures
) -> None:
    say, sheet = book.say, _begin(book, year, summary.title)
    total = POINTS + len(columns)
    sheet.texts(HEAD, RANK, [say("Rank"), say("Code"), say("Name")], "head")
    sheet.texts(HEAD, POINTS, [*(part.title for part in columns), say("Total")], "head_right")
    sheet.text(HEAD, total + 1, say("Awards; why not ranked"), "head")
    sheet.text(WEIGHTS, NAME, say("at most"), "code")
    for column, part in enumerate(columns, start=POINTS):
        sheet.number(WEIGHTS, column, part.weight, "whole")
    for row, line in enumerate(summary.lines, start=FIRST):
        sheet.number(row, RANK, line.rank, "place")
        sheet.texts(row, CODE, [line.code, line.name])
        for column, points in enumerate(line.points, start=POINTS):
            sheet.number(row, column, points, "score")
        if np.isnan(line.total):
            sheet.number(row, total, None, "total")
        else:
            formula = f"=ROUND(SUM({xl_range(row, POINTS, row, total - 1)}),{book.decimals})"
            sheet.formula(row, total, formula, line.total, "total")
        sheet.text(row, total + 1, line.remark, "wrapped")
    sheet.widths([9, 12, 50, *[13] * len(columns), 11, 52])
    sheet.page.set_row(HEAD, 60)
    sheet.page.autofilter(WEIGHTS, RANK, FIRST + len(summary.lines) - 1, total + 1)
    sheet.freeze(FIRST, NAME + 1)
    sheet.printed(HEAD, WEIGHTS, say("Score summary: {category}", category=summary.title))
    _sign(sheet, FIRST + len(summary.lines) + 1, signatures)


def _sign(sheet: Sheet, row: int, signatures: Signatures) -> None:
    """Leave room to sign below the table: office, four empty rows, name."""
    for line in signatures.where:
        sheet.text(row, NAME, line)
        row += 1
    for signer in signatures.signers:
        texts = [signer.position or BLANK, "", "", "", signer.name or BLANK, signer.identity]
        for text in texts:
            sheet.text(row, NAME, text, "strong" if text and text == signer.name else "text")
            row += 1
        row += 1


def _write_marks(book: Book, year: Year) -> None:
    """Add the sheet of marks: mean, median and spread side by side, and how many were not given, and why."""
    say = book.say
    sheet = _begin(book, year, say("Judges' marks"))
    heads = [
        say("Marks"), say("Mean"), say("Median"), say("Spread"), say("Abstained"), say("Absent"), say("Conflict"),
    ]  # fmt: skip
    sheet.texts(HEAD, 0, [say("Code"), say("Name"), say("Criterion")], "head")
    sheet.texts(HEAD, 3, heads, "head_right")
    names = year.indicators.participants["name"]
    titles = {criterion.code: say.title(criterion.title) for criterion in year.rulebook.criterion}
    order = {code: place for place, code in enumerate(titles)}
    table = year.scores.marks[list(MARKS)]
    keys = sorted(table.index, key=lambda key: (str(key[0]), order[key[1]]))
    values = table.loc[keys].to_numpy(dtype=np.float64).tolist()
    forms = ["whole", "mean", "mean", "mean", "whole", "whole", "whole"]
    for row, ((code, criterion), measured) in enumerate(zip(keys, values, strict=True), start=HEAD + 1):
        sheet.texts(row, 0, [str(code), str(names[code]), titles[criterion]])
        for column, (value, form) in enumerate(zip(measured, forms, strict=True), start=3):
            sheet.number(row, column, value, form)
    sheet.widths([12, 50, 40, *[11] * len(forms)])
    sheet.page.autofilter(HEAD, 0, HEAD + len(keys), 2 + len(forms))
    sheet.freeze(HEAD + 1, 2)
    sheet.printed(HEAD, HEAD, say("Judges' marks"))
