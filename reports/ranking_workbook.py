"""ranking.xlsx: the ranking as a workbook whose weights a sceptic can change, with awards, figures and the method."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from reports.speech import Speech
from reports.tables import awards_held
from reports.workbook_category import write_category
from reports.workbook_cells import Book
from reports.workbook_sheets import write_awards, write_indicators, write_method, write_problems

if TYPE_CHECKING:
    from pathlib import Path

    from reports.year import Year


def write_workbook(year: Year, path: Path) -> None:
    """Write ranking.xlsx: one sheet per category, one of those without, awards, indicators, problems, method.

    Every formula holds the value that was computed. The same year gives the same bytes.
    """
    path.write_bytes(workbook(year))


def workbook(year: Year) -> bytes:
    """Return the bytes of ranking.xlsx."""
    rulebook, target = year.rulebook, BytesIO()
    say = Speech(rulebook.edition.language)
    library = xlsxwriter.Workbook(target, {"in_memory": True})
    library.set_properties({"title": say.title(rulebook.edition.title), "created": _created(year)})
    book = Book(library, say, rulebook.edition.decimals)
    titles = {award.code: say.title(award.title) for award in rulebook.award}
    held = {code: "; ".join(titles[a] for a in awards) for code, awards in awards_held(year.awards).items()}
    for category in rulebook.category:
        write_category(book, year, category.code, say.title(category.title), held)
    if (year.ranking.table["category"] == "").any():
        write_category(book, year, "", say("Without a category"), held)
    write_awards(book, year)
    write_indicators(book, year)
    write_problems(book, year)
    write_method(book, year)
    library.close()
    return target.getvalue()


def _created(year: Year) -> dt.datetime:
    """Return the day of the cut-off: the file says nothing of when it was made, so that it can be made again."""
    return dt.datetime.combine(year.rulebook.period.cutoff, dt.time(), dt.UTC).replace(tzinfo=None)
