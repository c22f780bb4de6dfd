"""How sure the ranking is: worked out for publishing alone; commands that ask a year again and again do without."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from criteria.certainty.sureness import how_sure

if TYPE_CHECKING:
    from evaluator.outcome import Outcome
    from submissions.progress import Progress

DRAWING = "drawing the year anew"


def with_certainty(outcome: Outcome, progress: Progress) -> Outcome:
    """Return the outcome with what would have been otherwise; the same where there is no year."""
    year, handed_in = outcome.year, outcome.handed_in
    if year is None or handed_in is None:
        return outcome
    progress(DRAWING, 0, 1)
    found = how_sure(
        year.indicators, handed_in, year.scores, year.ranking, year.awards, year.rulebook,
        progress=lambda done, of: progress(DRAWING, done, of + 1),
    )  # fmt: skip
    progress(DRAWING, 1, 1)
    return replace(outcome, year=replace(year, sure=found))
