"""How the judges compare: worked out for publishing alone; commands that ask a year again and again do without."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from criteria.judging.panels import judged

if TYPE_CHECKING:
    from evaluator.outcome import Outcome


def with_judges(outcome: Outcome) -> Outcome:
    """Return the outcome with its judges compared; the same where there is no year."""
    year, handed_in = outcome.year, outcome.handed_in
    if year is None or handed_in is None:
        return outcome
    found = judged(handed_in, year.indicators, year.ranking, year.rulebook)
    return replace(outcome, year=replace(year, judged=found))
