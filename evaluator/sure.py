"""How sure the ranking is: worked out for publishing alone; commands that ask a year again and again do without."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from criteria.certainty.sureness import how_sure

if TYPE_CHECKING:
    from evaluator.outcome import Outcome
    from submissions.progress import Progress

DRAWING = "drawing the year anew"


def with_certainty(outcome: Outcome, progress: Progress, known: Outcome | None = None) -> Outcome:
    """Return the outcome with what would have been otherwise; the same where there is no year.

    known: an outcome that has it already; it is taken over where all that it follows from is the same to the last bit.
    """
    year, handed_in = outcome.year, outcome.handed_in
    if year is None or handed_in is None:
        return outcome
    if known is not None and known.year is not None and known.year.sure is not None and _same(known, outcome):
        return replace(outcome, year=replace(year, sure=known.year.sure))
    progress(DRAWING, 0, 1)
    found = how_sure(
        year.indicators, handed_in, year.scores, year.ranking, year.awards, year.rulebook,
        progress=lambda done, of: progress(DRAWING, done, of + 1),
    )  # fmt: skip
    progress(DRAWING, 1, 1)
    return replace(outcome, year=replace(year, sure=found))


def _same(one: Outcome, other: Outcome) -> bool:
    """Whether all that ``how_sure`` is given is equal: rules, tables cell by cell, marks whoever the judges are."""
    if one.year is None or other.year is None or one.year.rulebook != other.year.rulebook:
        return False
    return all(mine.equals(its) for mine, its in zip(_given(one), _given(other), strict=True))


def _given(outcome: Outcome) -> list[pd.DataFrame]:
    year, handed_in = outcome.year, outcome.handed_in
    if year is None or handed_in is None:
        return []
    measured, scores = year.indicators, year.scores
    judges = pd.factorize(handed_in.marks["judge"])[0]  # a bundle has numbers for them, in the same order
    return [
        measured.table, measured.numerators, measured.denominators, measured.participants[["category"]], measured.days,
        measured.strata, scores.nodes, scores.inputs, scores.weights, scores.parts, year.ranking.table,
        year.awards.table, handed_in.marks.drop(columns=["judge", "comment"], errors="ignore").assign(judge=judges),
    ]  # fmt: skip
