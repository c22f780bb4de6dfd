"""What participants claim on each question, once; a claim that cannot be is missing, and the answer stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from submissions import kinds
from submissions.checklist_entries import Answer
from submissions.checklist_sheets import Entry
from submissions.dictionary import folded
from submissions.problems import Kind, Problem
from submissions.sources import Question

MISSING = float("nan")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_NO_EVIDENCE = frozenset({"", "-", "–", "—", "tidakada", "belumada", "nihil", "none", "na", "0"})
"""Words (folded) for evidence that is not there."""


class Claim(NamedTuple):
    """What a participant says on a question. claimed: NaN where there is no claim, or none that can be."""

    participant: str
    question: str
    answer: str
    claimed: float
    evidence: str


@dataclass(frozen=True)
class _Read:
    """A claim with the row it stands in."""

    entry: Entry
    claim: Claim

    @property
    def blank(self) -> bool:
        """Whether the question is left open."""
        return self.entry.blank

    @property
    def content(self) -> tuple[str, str, str]:
        """What must be the same for two claims to be one."""
        return (self.claim.answer, repr(self.claim.claimed), self.claim.evidence)


def points(text: str, question: Question) -> float | Kind:
    """Return points as a number, with point or comma, or what is wrong with them."""
    if not _NUMBER.fullmatch(text):
        return kinds.POINTS_NOT_NUMBER
    number = float(text.replace(",", "."))
    if number < 0:
        return kinds.POINTS_NEGATIVE
    return number if number <= question.points else kinds.POINTS_ABOVE


def claims(answers: Iterable[Answer]) -> tuple[list[Claim], list[Problem]]:
    """Return one claim for each participant and question in the answers, and what is wrong with them.

    Where answers contradict each other, the claim is missing: which of them holds, the participant must say. A row
    that leaves a question open contradicts nothing.
    """
    problems: list[Problem] = []
    groups: dict[tuple[str, str], list[_Read]] = {}
    for answer in answers:
        claimed, wrong = _claimed(answer)
        problems += wrong
        entry = answer.entry
        evidence = "" if folded(entry.evidence) in _NO_EVIDENCE else entry.evidence
        claim = Claim(answer.participant, answer.question.code, entry.answer, claimed, evidence)
        groups.setdefault(claim[:2], []).append(_Read(entry, claim))
    told = _Told()
    kept = [told.settle([read for read in group if not read.blank] or group[:1]) for group in groups.values()]
    return kept, problems + told.problems()


def _claimed(answer: Answer) -> tuple[float, list[Problem]]:
    entry, question = answer.entry, answer.question
    if entry.blank:
        return MISSING, []
    if not entry.claimed:
        return MISSING, [entry.problem(kinds.CLAIM_MISSING, "claimed", "")]
    claimed = points(entry.claimed, question)
    if isinstance(claimed, Kind):
        return MISSING, [entry.problem(claimed, "claimed", entry.claimed, maximum=f"{question.points:g}")]
    if claimed and question.evidence == "required" and folded(entry.evidence) in _NO_EVIDENCE:
        return claimed, [entry.problem(kinds.EVIDENCE_MISSING, "evidence", "")]
    return claimed, []


class _Told:
    """Settles answers to one question that stand in several places.

    They are told row by row within one file, and once for two files of a participant.
    """

    def __init__(self) -> None:
        self._rows: list[Problem] = []
        self._alike: dict[tuple[str, str, str], list[_Read]] = {}
        self._differ: dict[tuple[str, str, str], list[_Read]] = {}

    def settle(self, group: list[_Read]) -> Claim:
        """Return what counts of the answers of one participant to one question."""
        first, *others = group
        differing = [other for other in others if other.content != first.content]
        for other in others:
            if other not in differing:
                self._alike.setdefault(_files(first, other), []).append(other)
            elif other.entry.table.file != first.entry.table.file:
                self._differ.setdefault(_files(first, other), []).append(other)
            else:
                self._rows += [_twice(first, other), _twice(other, first)]
        if differing:
            return first.claim._replace(answer="", claimed=MISSING, evidence="")
        return first.claim

    def problems(self) -> list[Problem]:
        """Return all that is told, each row once."""
        rows = {(p.file, p.sheet, p.row): p for p in reversed(self._rows)}
        alike = [
            _between(kinds.CHECKLIST_REPEATED, reads, key, count=str(len(reads))) for key, reads in self._alike.items()
        ]
        differ = [
            _between(kinds.CHECKLISTS_DIFFER, reads, key, count=str(len(reads)), questions=_named(reads))
            for key, reads in self._differ.items()
        ]
        return [*reversed(rows.values()), *alike, *differ]


def _files(first: _Read, other: _Read) -> tuple[str, str, str]:
    return (first.claim.participant, first.entry.table.file, other.entry.table.file)


def _twice(here: _Read, other: _Read) -> Problem:
    return here.entry.problem(kinds.QUESTION_TWICE, "claimed", here.entry.claimed, other=other.entry.place)


def _between(kind: Kind, reads: list[_Read], key: tuple[str, str, str], **details: str) -> Problem:
    participant, other, file = key
    entry = reads[0].entry
    details |= {"participant": participant, "other": other}
    return Problem(kind, file, entry.table.sheet, entry.row, value=participant, details=details)


def _named(reads: list[_Read]) -> str:
    codes = [read.claim.question for read in reads]
    return ", ".join(codes[:5]) + ", …" * (len(codes) > 5)
