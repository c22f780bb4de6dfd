"""Who and which question each row of a checklist is about; what is about nobody or nothing is set aside and named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from submissions import kinds
from submissions.checklist_sheets import Entry, stem
from submissions.dictionary import folded
from submissions.names import Resolver
from submissions.problems import Problem
from submissions.questions import Questions
from submissions.sources import Question

_TOTALS = frozenset({"total", "jumlah", "sum", "totalpoin", "jumlahpoin", "totalnilai", "jumlahnilai", "totalpoints"})
"""Words (folded) of a row below the questions that adds them up."""
_FEW = 3
"""So many unknown questions at least make a checklist of another year; fewer are slips."""


class Answer(NamedTuple):
    """A row of a checklist with the participant's code and the question of the rulebook."""

    entry: Entry
    participant: str
    question: Question


class Finder:
    """Finds participants and questions of rows; counts nothing and judges no points."""

    def __init__(self, questions: Questions, resolver: Resolver, codes: Sequence[str]) -> None:
        self._questions, self._resolver, self._codes = questions, resolver, codes

    def find(self, entries: Iterable[Entry]) -> tuple[list[Answer], list[Problem]]:
        """Return the rows of one table that are about a participant and a question, and what is wrong with others.

        Headings and rows that only add up are passed over. One problem stands for all rows of an unknown participant,
        and one for a table most of whose questions are unknown, of which nothing counts.
        """
        asked = [(entry, self._question(entry)) for entry in entries]
        asked = [(entry, found) for entry, found in asked if isinstance(found, Question) or not _passed_over(entry)]
        if other_year := self._of_another_year(asked):
            return [], [other_year]
        problems = [found for _, found in asked if isinstance(found, Problem)]
        known = [(entry, found) for entry, found in asked if isinstance(found, Question)]
        groups: dict[str, list[tuple[Entry, Question]]] = {}
        for entry, question in known:
            groups.setdefault(entry.participant, []).append((entry, question))
        answers: list[Answer] = []
        for written, group in groups.items():
            position = self._resolver.position(written)
            if position is None:
                problems.append(self._nobody(written, group))
                continue
            problems += self._misnamed(group[0][0], position)
            answers += [Answer(entry, self._codes[position], question) for entry, question in group]
        return answers, problems

    def _question(self, entry: Entry) -> Question | Problem:
        """Return the question of a row; where code and wording name two, or neither names one, what is wrong."""
        by_code, by_wording = self._questions.find(entry.code), self._questions.find(entry.question)
        found = by_code or by_wording
        if not entry.asks:
            return entry.problem(kinds.QUESTION_MISSING, "code" if "code" in entry.headers else "question", "")
        if found is None:
            suggestion = self._questions.suggest(entry.asks)
            field = "code" if entry.code else "question"
            return entry.problem(kinds.QUESTION_UNKNOWN, field, entry.asks, suggestion=suggestion)
        if by_wording not in (None, found):
            return entry.problem(kinds.QUESTION_TWO_WAYS, "code", entry.code)
        return found

    def _of_another_year(self, asked: Sequence[tuple[Entry, Question | Problem]]) -> Problem | None:
        named = {entry.asks: found for entry, found in asked if entry.asks}
        unknown = [name for name, found in named.items() if isinstance(found, Problem)]
        if len(unknown) < _FEW or 2 * len(unknown) <= len(named):
            return None
        first = next(entry for entry, found in asked if isinstance(found, Problem))
        details = {"unknown": str(len(unknown)), "asked": str(len(named))}
        return first.problem(kinds.CHECKLIST_OTHER_YEAR, "code" if first.code else "question", first.asks, **details)

    def _nobody(self, written: str, group: Sequence[tuple[Entry, Question]]) -> Problem:
        kind, details = self._resolver.why_not(written)
        entry, count = group[0][0], len(group)
        if "participant" in entry.headers:
            told = entry.problem(kind, "participant", written, **details)
            return Problem(kind, told.file, told.sheet, told.row, told.column, told.value, told.details, count)
        return Problem(kind, entry.table.file, entry.table.sheet, None, "", written, details, count)

    def _misnamed(self, entry: Entry, position: int) -> list[Problem]:
        """Return a warning where a sheet says whose it is, and the file's name is somebody else's."""
        other = self._resolver.position(stem(entry.table))
        if "participant" in entry.headers or other in (None, position):
            return []
        details = {"named": self._codes[position], "other": self._codes[other or 0]}
        value = stem(entry.table)
        return [Problem(kinds.CHECKLIST_MISNAMED, entry.table.file, entry.table.sheet, value=value, details=details)]


def _passed_over(entry: Entry) -> bool:
    """Whether a row with no question of ours is a heading (nothing is answered) or adds up the others."""
    return entry.blank or any(folded(text) in _TOTALS for text in (entry.code, entry.question, entry.answer))
