"""What evaluators verified: points for each participant and question, once, beside the claim they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from submissions import kinds
from submissions.checklist_claims import points
from submissions.checklist_entries import Answer
from submissions.checklist_sheets import Entry
from submissions.problems import Kind, Problem


class Verified(NamedTuple):
    """Verified points of a participant on a question, who verified, and the remark."""

    participant: str
    question: str
    verified: float
    verifier: str
    remark: str


class _Read(NamedTuple):
    entry: Entry
    mark: Verified


def verified(answers: Iterable[Answer], handed_in: Collection[str]) -> tuple[list[Verified], list[Problem]]:
    """Return the verified points of each participant and question, and what is wrong with them.

    handed_in: codes of the participants that handed in a checklist; of others nothing can be verified. Of verified
    points that contradict each other none counts; of equal ones the first verifier by name is kept.
    """
    problems: list[Problem] = []
    empty: dict[tuple[str, str], list[Entry]] = {}
    nameless: dict[tuple[str, str], list[Entry]] = {}
    alone: dict[tuple[str, str], list[Entry]] = {}
    groups: dict[tuple[str, str], list[_Read]] = {}
    for entry, participant, question in answers:
        sheet = (entry.table.file, entry.table.sheet)
        if not entry.verified:
            empty.setdefault(sheet, []).append(entry)
            continue
        if participant not in handed_in:
            alone.setdefault((entry.table.file, participant), []).append(entry)
            continue
        found = points(entry.verified, question)
        if isinstance(found, Kind):
            problems.append(entry.problem(found, "verified", entry.verified, maximum=f"{question.points:g}"))
            continue
        if not entry.verifier:
            nameless.setdefault(sheet, []).append(entry)
        mark = Verified(participant, question.code, found, entry.verifier, entry.remark)
        groups.setdefault(mark[:2], []).append(_Read(entry, mark))
    kept, twice = _once(groups.values())
    problems += twice
    for (_, participant), entries in alone.items():
        count = {"count": str(len(entries))}
        problems.append(entries[0].problem(kinds.VERIFIED_WITHOUT_CHECKLIST, "participant", participant, **count))
    for kind, column, by_sheet in (
        (kinds.VERIFIED_EMPTY, "verified", empty),
        (kinds.VERIFIER_MISSING, "verifier", nameless),
    ):
        problems += [entries[0].problem(kind, column, "", count=str(len(entries))) for entries in by_sheet.values()]
    return kept, problems


def _once(groups: Iterable[list[_Read]]) -> tuple[list[Verified], list[Problem]]:
    kept: list[Verified] = []
    problems: list[Problem] = []
    for group in groups:
        first, *others = group
        if all(other.mark.verified == first.mark.verified for other in others):
            kept.append(min(read.mark for read in group))
            problems += [_beside(kinds.VERIFIED_REPEATED, other, first) for other in others]
        else:
            problems.append(_beside(kinds.VERIFIED_TWICE, first, others[0]))
            problems += [_beside(kinds.VERIFIED_TWICE, other, first) for other in others]
    return kept, problems


def _beside(kind: Kind, here: _Read, other: _Read) -> Problem:
    return here.entry.problem(kind, "verified", here.entry.verified, other=other.entry.place)
