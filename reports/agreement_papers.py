"""Whether the papers to be signed state what results.json states: summary.pdf, minutes and annex, as PDF and as DOCX.

A row of a table is looked for as it is to stand there, cell behind cell, without the spaces that a reader of PDFs
guesses. A name in letters whose order on a page is not that of reading may be anything; every figure must be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from criteria.rank import ADVANCED
from criteria.vocabulary import Title
from reports.agreement import Disagreement, Stated
from reports.agreement_letters import page_letters, plain
from reports.agreement_workbooks import points_of
from reports.papers.minutes import LISTED
from reports.papers.summary import MOST, PRINTED
from reports.papers.writing import FOLDER
from reports.printable import printable, visible
from reports.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SUMMARY, ANNEX, FINAL = "summary.pdf", "annex", f"{FOLDER}/final"
_ANY = ".{0,900}?"
"""Of a text that may be anything: longer than any name with its awards."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: whose it is ("" of nobody), and what each cell of it is called and holds; None holds anything."""

    code: str
    cells: tuple[tuple[str, str | None], ...]


def in_papers(results: Path, people: list[Stated], document: dict[str, Any]) -> Iterator[Disagreement]:
    """Look for every row of the tables of winners, of who went on, and of points, as far as the papers are there."""
    say, decimals = Speech(document["edition"]["language"]), document["edition"]["decimals"]
    if (results / SUMMARY).exists():
        yield from _missing(SUMMARY, _pdf(results / SUMMARY), _points(results, people, document, say))
    annex, final = list(_annexed(document)), [*_awarded(document, say), *_counted(people, document, say)]
    stages = [path.stem for path in sorted((results / FOLDER).glob("*-*.pdf"))]
    held = [(f"{FOLDER}/{one}", _went_on(document, one.partition("-")[2], decimals, say), False) for one in stages]
    for name, rows, ordered in [(ANNEX, annex, True), (FINAL, final, True), *held]:
        for suffix, text in ((".pdf", _pdf), (".docx", _docx)):
            if (path := results / f"{name}{suffix}").exists():
                yield from _missing(name + suffix, text(path), rows, ordered=ordered)


def _annexed(document: dict[str, Any]) -> Iterator[Row]:
    winners = [winner for award in document["awards"] for winner in award["winners"]]
    for number, one in enumerate(winners, start=1):
        yield Row(one["code"], (("number", str(number)), ("name", one["name"]), ("place", str(one["place"]))))


def _awarded(document: dict[str, Any], say: Speech) -> Iterator[Row]:
    for award in document["awards"]:
        for one in award["winners"]:
            score = say.number(one["score"], document["edition"]["decimals"])
            place, name = ("place", str(one["place"])), ("name", one["name"])
            yield Row(one["code"], (place, ("code", one["code"]), name, ("score", score)))


def _counted(people: list[Stated], document: dict[str, Any], say: Speech) -> Iterator[Row]:
    """Yield what the final minutes count in each category."""
    for category in document["categories"]:
        own = [one for one in people if one.category == category["code"]]
        totals = [one.total for one in own if one.rank is not None and one.total is not None]
        counts = ("participants", len(own)), ("ranked", len(totals)), ("not ranked", len(own) - len(totals))
        yield Row("", (
            ("category", say.title(Title.model_validate(category["title"]))),
            *((name, say.number(count)) for name, count in counts),
            ("total", say.number(max(totals, default=None), document["edition"]["decimals"])),
        ))  # fmt: skip


def _went_on(document: dict[str, Any], stage: str, decimals: int, say: Speech) -> list[Row]:
    """Return who went on at a stage, as far as the minutes of it surely list them."""
    rows = []
    for category in document["categories"]:
        own = [(one, held) for one in document["participants"] if one["category"] == category["code"]
               for held in one["stages"] if held["stage"] == stage and held["status"] == ADVANCED]  # fmt: skip
        ranks = [held["rank"] for _one, held in own if held["rank"] is not None]
        for one, held in own:
            rank = held["rank"]
            if len(own) <= LISTED or (rank is not None and sum(other <= rank for other in ranks) <= LISTED):
                figures = ("rank", say.number(rank)), ("score", say.number(held["score"], decimals))
                rows.append(Row(one["code"], (figures[0], ("code", one["code"]), ("name", one["name"]), figures[1])))
    return rows


def _points(results: Path, people: list[Stated], document: dict[str, Any], say: Speech) -> Iterator[Row]:
    """Yield the rows of the score summary, with the points of its workbook where that is there."""
    decimals, points = document["edition"]["decimals"], points_of(results, people, document)
    for code in (*(category["code"] for category in document["categories"]), ""):
        for one in [one for one in people if one.category == code and one.rank is not None][:PRINTED]:
            own = points.get(one.code)
            cells: list[tuple[str, str | None]] = [("remark", None)]
            if own is not None and len(own) <= MOST:
                cells += [("points", say.number(value, decimals)) for value in own]
            named = ("rank", say.number(one.rank)), ("name", one.name), ("code", f"({one.code})")
            yield Row(one.code, (*named, *cells, ("total", say.number(one.total, decimals))))


def _missing(file: str, text: str, rows: Iterable[Row], *, ordered: bool = True) -> Iterator[Disagreement]:
    """Yield the first row that is not in the text, behind the one before it where they are ordered."""
    shown: Callable[[str], str] = visible if file.endswith(".docx") else lambda name: str(printable(name))
    at, fast = 0, False
    for row in rows:
        patterns = [_pattern(name, text, shown) for name, text in row.cells]
        found = re.compile("".join(patterns)).search(text, at)
        if found is None:
            yield _told(file, text, at, row, patterns)
            return
        (figure, first), sure = row.cells[0], _ANY not in patterns[:3]
        before = text[at : found.start()][-1:]
        if fast and sure and figure in {"rank", "place", "number"} and before.isdigit():  # it is part of this figure
            yield Disagreement(file, figure, row.code, f"{before}{first}", str(first))
            return
        at, fast = (found.end(), sure) if ordered else (0, False)


def _pattern(name: str, text: str | None, shown: Callable[[str], str]) -> str:
    if text is None or (name in {"name", "code", "category"} and not shown(text).isascii()):
        return _ANY
    return re.escape(plain(shown(text)))


def _told(file: str, text: str, at: int, row: Row, patterns: list[str]) -> Disagreement:
    """Say which cell is another: with anything in its place the row is there, and as early as it can be."""
    found = []
    for place, (name, expected) in enumerate(row.cells):
        if expected is not None:
            last = place == len(patterns) - 1
            other = f"(.{{{len(expected)}}})" if last else "(.{1,60}?)"
            match = re.compile("".join([*patterns[:place], other, *patterns[place + 1 :]])).search(text, at)
            found += [(match.start(), -place, Disagreement(file, name, row.code, match[1], expected))] if match else []
    if found:
        return min(found, key=lambda one: one[:2])[-1]
    return Disagreement(file, "row", row.code, "", " ".join(text or "…" for _name, text in row.cells))


def _pdf(path: Path) -> str:
    return plain("".join(page_letters(path)))


def _docx(path: Path) -> str:
    from docx import Document  # noqa: PLC0415 (start-up)
    from docx.oxml.ns import qn  # noqa: PLC0415 (start-up)

    return plain("".join(node.text or "" for node in Document(str(path)).element.body.iter(qn("w:t"))))
