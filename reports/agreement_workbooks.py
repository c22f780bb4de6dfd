"""Whether the workbooks state what results.json states: the values that a program shows which does not recalculate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports import summary_workbook, workbook_category
from reports.agreement import Disagreement, Stated, compared, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RANKING, SUMMARY = "ranking.xlsx", "summary.xlsx"
Rows = list[list[Any]]


def in_ranking_workbook(results: Path, people: list[Stated], document: dict[str, Any]) -> Iterator[Disagreement]:
    """Compare ranks and totals of the sheets of categories, where the file is there."""
    codes = [category["code"] for category in document["categories"]]
    by_sheet = [[one for one in people if one.category == code] for code in codes]
    without = [one for one in people if not one.category]
    for own, rows in _sheets(results / RANKING, [*by_sheet, *([without] if without else [])]):
        ranked = sum(one.rank is not None for one in own)
        gap = 2 if 0 < ranked < len(own) else 0
        for place, one in enumerate(own):
            row = _row(rows, workbook_category.FIRST + place + (gap if place >= ranked else 0))
            yield from compared(RANKING, one, row[workbook_category.RANK], row[workbook_category.SCORE])


def in_summary(results: Path, people: list[Stated], document: dict[str, Any]) -> Iterator[Disagreement]:
    """Compare ranks and totals of the score summary, and the sum of the points beside a total."""
    decimals = document["edition"]["decimals"]
    for one, rank, points, total in _summed(results, people, document):
        yield from compared(SUMMARY, one, rank, total)
        added = round(sum(value for value in points if value != ""), decimals)
        if one.total is not None and not same(added, one.total):
            yield Disagreement(SUMMARY, "points", one.code, str(added), str(one.total))


def points_of(results: Path, people: list[Stated], document: dict[str, Any]) -> dict[str, list[float | None]]:
    """Return the points of everybody in the score summary, None where there are none; nothing without that file."""
    return {
        one.code: [None if value == "" else float(value) for value in points]
        for one, _rank, points, _total in _summed(results, people, document)
    }


def _summed(
    results: Path, people: list[Stated], document: dict[str, Any]
) -> Iterator[tuple[Stated, Any, list[Any], Any]]:
    """Yield each participant with the rank, the points and the total that its row of the score summary holds."""
    codes = [*(category["code"] for category in document["categories"]), ""]
    by_sheet = [own for code in codes if (own := [one for one in people if one.category == code])]
    for own, rows in _sheets(results / SUMMARY, by_sheet):
        titles = rows[summary_workbook.HEAD]
        total = max(place for place, title in enumerate(titles) if title) - 1  # behind it stand awards and remarks
        for place, one in enumerate(own):
            row = _row(rows, summary_workbook.FIRST + place)
            yield one, row[summary_workbook.RANK], row[summary_workbook.POINTS : total], row[total]


def _sheets(path: Path, groups: list[list[Stated]]) -> Iterator[tuple[list[Stated], Rows]]:
    """Yield each group of participants with the rows of its sheet; the first sheets are theirs, in their order."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 (start-up)

    if not path.exists():
        return
    workbook = CalamineWorkbook.from_path(path)
    for place, own in enumerate(groups):
        if own:
            yield own, workbook.get_sheet_by_index(place).to_python(skip_empty_area=False)


def _row(rows: Rows, place: int) -> list[Any]:
    """Return a row of cells; empty ones where the sheet ends before."""
    return rows[place] if place < len(rows) else [""] * len(rows[0])
