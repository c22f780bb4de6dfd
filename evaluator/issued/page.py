"""The page on which anybody verifies a code, made of registers and published by the office as it likes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluator import publish
from evaluator.issued import register as registers
from evaluator.refusals import WrongUse
from evaluator.words import _
from reports.verification.page import LIST, PAGE, Entry, verification

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from evaluator.folder import CompetitionFolder
    from evaluator.issued.register import Document, Register


@dataclass(frozen=True)
class Made:
    """A page: its path, how many codes it knows, how many of them were withdrawn, its size in bytes."""

    page: str
    codes: int
    withdrawn: int
    size: int


def make_page(folders: Sequence[CompetitionFolder], out: Path, contact: str) -> Made:
    """Write the page and its list into ``out``; the same registers, the same bytes.

    WrongUse where a folder has no register, or where ``out`` holds something else than such a page.
    """
    if out.exists() and not (out.is_dir() and ({path.name for path in out.iterdir()} <= {PAGE, LIST})):
        raise WrongUse(_("{path} holds something else than this page: name another folder.").format(path=out))
    entries = [
        _entry(document, register)
        for register in (registers.load(folder.register) for folder in folders)
        for document in register.documents
    ]
    made = verification(entries, contact)
    with publish.writing(out):
        out.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        publish.write_beside(out / name, content)
    state = {entry.code: entry.withdrawn for entry in entries if entry.code}
    return Made(str(out / PAGE), len(state), sum(map(bool, state.values())), sum(map(len, made.values())))


def _entry(document: Document, register: Register) -> Entry:
    withdrawn = document.withdrawn
    return Entry(
        edition=(register.title.id, register.title.en),
        issued=_day(document.at),
        file=document.sha256,
        code=document.code,
        name=document.name,
        award=(document.award.id, document.award.en) if document.award else None,
        number=document.number,
        copies=[copy.sha256 for copy in document.copies],
        withdrawn=(_day(withdrawn.at), withdrawn.reason) if withdrawn else None,
    )


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone().date()
