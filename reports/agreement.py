"""What was written is read back: files that state the same figure must state the same.

Each is read as its readers will read it (the values in workbooks, the letters of the report and of papers, what is
attached to a certificate) and held against results.json, participant by participant. Nothing is computed but the sum
of points.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from criteria.rounding import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RESULTS, TABLE = "results.json", "ranking.csv"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One figure of somebody (code; "" of nobody) that a file states otherwise than results.json."""

    file: str
    figure: str
    code: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What results.json says of one participant. total: as printed, None without; awards: their codes."""

    category: str
    code: str
    name: str
    rank: int | None
    total: float | None
    awards: tuple[str, ...]


def disagreements(results: Path) -> Iterator[Disagreement]:
    """Yield what does not agree in a folder of results, as far as its files are there."""
    from reports.agreement_certificates import in_certificates  # noqa: PLC0415 (start-up)
    from reports.agreement_papers import in_papers  # noqa: PLC0415 (start-up)
    from reports.agreement_report import in_report  # noqa: PLC0415 (start-up)
    from reports.agreement_workbooks import in_ranking_workbook, in_summary  # noqa: PLC0415 (start-up)

    document = json.loads((results / RESULTS).read_bytes())
    people = [_stated(entry) for entry in document["participants"]]
    yield from _in_table(results / TABLE, people)
    for check in (in_ranking_workbook, in_summary, in_report, in_papers):
        yield from check(results, people, document)
    yield from in_certificates(results, document)


def _stated(entry: dict[str, Any]) -> Stated:
    return Stated(entry["category"], entry["code"], entry["name"], entry["rank"], entry["score"]["rounded"],
                  tuple(entry["awards"]))  # fmt: skip


def _in_table(path: Path, people: list[Stated]) -> Iterator[Disagreement]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if len(rows) != len(people):
        yield Disagreement(TABLE, "participants", "", str(len(rows)), str(len(people)))
    for row, one in zip(rows, people, strict=False):  # in the same order: a code may be written otherwise in a table
        yield from compared(TABLE, one, row["rank"], row["score"])
        held = tuple(row["award"].split(";")) if row["award"] else ()
        if held != one.awards:
            yield Disagreement(TABLE, "award", one.code, ";".join(held), ";".join(one.awards))


def compared(file: str, one: Stated, rank: object, total: object) -> Iterator[Disagreement]:
    """Yield where a rank or a total, as a cell holds it, is another; an empty cell is none."""
    for figure, found, expected in (("rank", rank, one.rank), ("total", total, one.total)):
        if not same(found, expected):
            yield Disagreement(file, figure, one.code, str(found), "" if expected is None else str(expected))


def same(found: object, expected: float | None) -> bool:
    """Return whether a cell holds this number, or nothing where there is none."""
    if expected is None or found in {"", None}:
        return expected is None and found in {"", None}
    try:
        return abs(float(str(found)) - expected) <= TOLERANCE
    except ValueError:
        return False
