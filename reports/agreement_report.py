"""Whether the report prints the totals that results.json states, by the letters on its pages."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from criteria.vocabulary import Title
from reports.agreement import Disagreement, Stated
from reports.printable import printable
from reports.report_ranking import PRINTED
from reports.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pypdf import PdfReader

REPORT = "report.pdf"


def in_report(results: Path, people: list[Stated], document: dict[str, Any]) -> Iterator[Disagreement]:
    """Look for the totals of the ranked, in their order, on the pages of their category; name the first that lacks.

    Spaces are passed over, for a reader of PDFs sees places of letters and guesses words. That another figure is
    printed is found; that one is printed once too often is not.
    """
    from pypdf import PdfReader  # noqa: PLC0415 (start-up)

    if not (results / REPORT).exists():
        return
    reader, say = PdfReader(results / REPORT), Speech(document["edition"]["language"])
    pages = _pages(reader)
    for category in document["categories"]:
        ranked = [one for one in people if one.category == category["code"] and one.rank is not None][:PRINTED]
        if not ranked:
            continue
        title = say.title(Title.model_validate(category["title"]))
        heading = _plain(str(printable(say("Where does everybody stand in {category}?", category=title))))
        numbers = pages.get(heading, range(len(reader.pages)))
        text, at = _plain("".join(reader.pages[number].extract_text() for number in numbers)), 0
        for one in ranked:
            total = say.number(one.total, document["edition"]["decimals"])
            at = text.find(total, at) + len(total)
            if at < len(total):
                yield Disagreement(REPORT, "total", one.code, "", total)
                break


def _pages(reader: PdfReader) -> dict[str, range]:
    """Return the pages of each question of the report."""
    marks = [
        (_plain(str(entry.title)), reader.get_destination_page_number(entry) or 0)
        for entry in reader.outline
        if not isinstance(entry, list)
    ]
    ends = [*marks, ("", len(reader.pages))]
    return {title: range(first, max(after, first + 1)) for (title, first), (_, after) in pairwise(ends)}


def _plain(text: str) -> str:
    return "".join(text.split())
