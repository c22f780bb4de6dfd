"""Which question of the rulebook is meant: by its code, by the number a spreadsheet makes of it, or by its title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from submissions.names import LONGEST, NEAR, NOBODY, key
from submissions.sources import Question

_DECIMAL = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?")


def as_number(code: str) -> str:
    """Return what a spreadsheet makes of a code that looks like a number: "1.10" as 1.1; "" of other codes."""
    return f"{float(code):.15g}" if _DECIMAL.fullmatch(code) else ""


class Questions:
    """Finds the questions of a rulebook by what checklists call them; a title that two of them have means neither."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.all = tuple(questions)
        codes = {key(question.code): question for question in questions}
        others = [(name, question) for question in questions for name in sorted(_further(question))]
        uses = Counter(name for name, _ in others)
        self._by_name = {name: question for name, question in others if name and uses[name] == 1} | codes
        self._codes = [question.code for question in questions]

    def find(self, text: str) -> Question | None:
        """Return the question that is meant, None where none is."""
        return self._by_name.get(key(text))

    def suggest(self, text: str) -> str:
        """Return the code most like the text, ``NOBODY`` where none is near."""
        if len(text) > LONGEST:
            return NOBODY
        best = process.extractOne(key(text), self._codes, scorer=fuzz.ratio, score_cutoff=NEAR)
        return best[0] if best else NOBODY


def _further(question: Question) -> set[str]:
    return {as_number(question.code), *map(key, question.titles)}
