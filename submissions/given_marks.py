"""Marks that can be read: which of them count, each once, and when and by whom they may be given."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from submissions import kinds
from submissions.mark_sheets import Given
from submissions.moments import days_of
from submissions.names import key
from submissions.problems import Kind, Problem
from submissions.sources import Order, Stage

ALIKE = 5
"""Marks from which two judges who agree in all of them are worth a question."""


class Mark(NamedTuple):
    """A mark that can be read: at which stage, on whom, on what, and what it is."""

    given: Given
    stage: str
    participant: str
    criterion: str
    mark: float
    status: str

    @property
    def judge(self) -> str:
        """Who gave it, without what does not tell names apart."""
        return key(self.given.judge)

    @property
    def subject(self) -> tuple[str, ...]:
        """What was marked."""
        return (key(self.stage), self.participant, self.criterion)

    @property
    def content(self) -> tuple[str, str]:
        """What must be the same for two marks to be one."""
        return (self.status, repr(self.mark))


class Stages:
    """The stages of the rulebook by what judges may call them: their codes, and titles of their own."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        self.stages = {stage.code: stage for stage in stages}
        titles = Counter(title for stage in stages for title in {key(title) for title in stage.titles})
        self._called = {key(t): s.code for s in stages for t in s.titles if titles[key(t)] == 1}
        self._called |= {key(stage.code): stage.code for stage in stages}

    def meant(self, written: str) -> str:
        """Return the code of the stage that is meant: the only one where none is named; else what is written."""
        if not written and len(self.stages) == 1:
            return next(iter(self.stages))
        return self._called.get(key(written), written)

    def knows(self, code: str) -> bool:
        """Whether there is such a stage; where the rulebook has none, every word is one."""
        return not self.stages or code in self.stages

    def unknown(self, marks: Iterable[Mark]) -> list[Problem]:
        """Return a problem for each file and word that means no stage, where there are stages."""
        strange: dict[tuple[str, str, str], list[Mark]] = {}
        for mark in marks:
            if mark.stage and not self.knows(mark.stage):
                place = (mark.given.table.file, mark.given.table.sheet, key(mark.stage))
                strange.setdefault(place, []).append(mark)
        known = ", ".join(self.stages)
        return [
            replace(
                found[0].given.problem(kinds.STAGE_UNKNOWN, "stage", found[0].stage, stages=known), count=len(found)
            )
            for found in strange.values()
        ]


def in_time(
    marks: list[Mark], stages: Mapping[str, Stage], order: Order, timezone: str, scratch: Path
) -> tuple[list[Mark], list[Problem]]:
    """Return the marks that were not given after their stage had closed, and what is wrong with the others.

    A mark that names no day counts; how many such marks a stage has is told once for each file.
    """
    closing = {code: stage.closes for code, stage in stages.items() if stage.closes}
    asked = [mark for mark in marks if mark.stage in closing]
    written = sorted({mark.given.marked_at for mark in asked} - {""})
    days = dict(zip(written, days_of(written, order, timezone, scratch), strict=True)) if written else {}
    late: list[Mark] = []
    problems: list[Problem] = []
    undated: dict[tuple[str, str, str], list[Mark]] = {}
    for mark in asked:
        day, closes = days.get(mark.given.marked_at), closing[mark.stage]
        if not mark.given.marked_at:
            undated.setdefault((mark.given.table.file, mark.given.table.sheet, mark.stage), []).append(mark)
        elif day is None or day > closes:
            late.append(mark)
            kind = kinds.MARK_DAY_UNREADABLE if day is None else kinds.MARK_LATE
            problems.append(_dated(kind, mark, closes))
    for (file, sheet, stage), found in undated.items():
        details = {"count": str(len(found)), "stage": stage, "closes": str(closing[stage])}
        problems.append(Problem(kinds.MARKS_UNDATED, file=file, sheet=sheet, details=details))
    gone = set(map(id, late))
    return [mark for mark in marks if id(mark) not in gone], problems


def _dated(kind: Kind, mark: Mark, closes: dt.date) -> Problem:
    return mark.given.problem(kind, "marked_at", mark.given.marked_at, stage=mark.stage, closes=str(closes))


def once(marks: list[Mark]) -> tuple[list[Mark], list[Problem]]:
    """Return each mark once; of marks that contradict each other none."""
    groups: dict[tuple[str, ...], list[Mark]] = {}
    for mark in marks:
        groups.setdefault((mark.judge, *mark.subject), []).append(mark)
    kept: list[Mark] = []
    problems: list[Problem] = []
    for first, *others in groups.values():
        if not others:
            kept.append(first)
        elif all(other.content == first.content for other in others):
            kept.append(first)
            problems += [_beside(kinds.MARK_REPEATED, other, first) for other in others]
        else:
            problems += [_beside(kinds.MARK_TWICE, first, others[0])]
            problems += [_beside(kinds.MARK_TWICE, other, first) for other in others]
    return kept, problems


def _beside(kind: Kind, mark: Mark, other: Mark) -> Problem:
    return mark.given.problem(kind, "mark", mark.given.mark, other=other.given.place)


def alike(marks: list[Mark]) -> list[Problem]:
    """Return a problem for each judge all of whose marks, ``ALIKE`` or more, are those of another judge."""
    by_judge: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.status == "scored":
            by_judge.setdefault(mark.judge, []).append(mark)
    first: dict[frozenset[tuple[str, ...]], Mark] = {}
    problems: list[Problem] = []
    for given in by_judge.values():
        if len(given) < ALIKE:
            continue
        other = first.setdefault(frozenset((*mark.subject, repr(mark.mark)) for mark in given), given[0])
        if other is not given[0]:
            details = {"count": str(len(given)), "other": other.given.place}
            problems.append(given[0].given.problem(kinds.JUDGES_ALIKE, "judge", "", **details))
    return problems
