"""One agency of a synthetic year, assessed by itself: what ``make demo`` ends with."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.loading import load
from evaluator.assess.asked import Asked, fields_of
from evaluator.assess.standing import assess
from evaluator.publish import write_beside
from evaluator.refusals import Refusal
from evaluator.words import _, language
from reports.assessment_page import page
from reports.awarded import safe_name
from submissions.names import key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from evaluator.folder import CompetitionFolder
    from reports.speech import Speech
    from submissions.progress import Progress

FOLDER = "self-assessment"


@dataclass(frozen=True)
class Example:
    """What was made: the agency's own export, its page, and the words of the command that makes the page again."""

    export: str
    page: str
    command: tuple[str, ...]


def make_example(home: CompetitionFolder, code: str, say: Speech, progress: Progress) -> Example:
    """Cut this participant's export out of a synthetic year's logs and write its self-assessment beside the results.

    The agency knows its own rows and its line of the roster, and nothing else of the year.
    """
    rules = load(home.rulebook)
    told = _line_of_the_roster(home.roster, code, ("name", *fields_of(rules)))
    out = home.root / FOLDER
    out.mkdir(exist_ok=True)
    export, written = out / f"{safe_name(code)}.csv", out / f"{safe_name(code)}.html"
    own = _own_lines(sorted(home.complaints.glob("*.csv")), {key(code), key(told.get("name", ""))} - {""})
    write_beside(export, b"".join(own))
    found = assess(Asked(logs=(export,), rulebook=rules, who=code, told=told), language(), progress)
    write_beside(written, page(found, say))
    words = ["evaluator", "self-assess", str(export), "--rulebook", str(home.rulebook), "--as", code]
    words += [word for name, value in told.items() for word in ("--set", f"{name}={value}")]
    return Example(str(export), str(written), (*words, "--html", str(written)))


def _line_of_the_roster(roster: Path, code: str, fields: Iterable[str]) -> dict[str, str]:
    """Return what the roster says of the participant: those of the fields that are not empty, and its name."""
    with roster.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            if line["code"] == code:
                return {name: line[name] for name in dict.fromkeys(fields) if line.get(name)}
    raise Refusal(_("{path} does not name {code}.").format(path=roster, code=code))


def _own_lines(logs: Iterable[Path], names: Collection[str]) -> list[bytes]:
    """Return the header and the lines of one participant, byte for byte as they stand.

    A synthetic log is UTF-8 with commas, the same columns in each file, and the participant before any cell that may
    hold a line's end; what is wrong in a line goes along, as it would in an export.
    """
    found: list[bytes] = []
    for log in logs:
        header, *lines = log.read_bytes().splitlines(keepends=True)
        at = header.decode("utf-8-sig").strip().split(",").index("participant")
        found += [] if found else [header]
        found += [line for line in lines if key(_cell(line, at)) in names]
    return found


def _cell(line: bytes, at: int) -> str:
    cells = line.split(b",", at + 1)
    return cells[at].decode(errors="replace").strip('" \r\n') if len(cells) > at else ""
