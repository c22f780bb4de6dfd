"""Whether the report prints the totals that results.json states, by the letters on its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from criteria.vocabulary import Title
from reports.agreement import Disagreement, Stated
from reports.agreement_letters import page_letters, pages_by_heading, plain
from reports.printable import printable
from reports.report_ranking import PRINTED
from reports.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORT = "report.pdf"


def in_report(results: Path, people: list[Stated], document: dict[str, Any]) -> Iterator[Disagreement]:
    """Look for the totals of the ranked, in their order, on the pages of their category; name the first that lacks.

    Spaces are passed over, for a reader of PDFs sees places of letters and guesses words. That another figure is
    printed is found; that one is printed once too often is not.
    """
    if not (results / REPORT).exists():
        return
    say, letters = Speech(document["edition"]["language"]), page_letters(results / REPORT)
    pages = pages_by_heading(results / REPORT)
    for category in document["categories"]:
        ranked = [one for one in people if one.category == category["code"] and one.rank is not None][:PRINTED]
        if not ranked:
            continue
        title = say.title(Title.model_validate(category["title"]))
        heading = plain(str(printable(say("Where does everybody stand in {category}?", category=title))))
        numbers = pages.get(heading, range(len(letters)))
        text, at = plain("".join(letters[number] for number in numbers)), 0
        for one in ranked:
            total = say.number(one.total, document["edition"]["decimals"])
            at = text.find(total, at) + len(total)
            if at < len(total):
                yield Disagreement(REPORT, "total", one.code, "", total)
                break
