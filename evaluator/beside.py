"""What stands beside a ranking and decides nothing: judges compared, shares fairly read, awards narrowly missed.

It is worked out for publishing alone; commands that ask a year again and again do without.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from criteria.contrast.missed import missed
from criteria.fairness.year import fairness
from criteria.judging.panels import judged

if TYPE_CHECKING:
    from evaluator.outcome import Outcome


def with_comparisons(outcome: Outcome) -> Outcome:
    """Return the outcome with its judges, shares and awards compared; the same where there is no year."""
    year, handed_in = outcome.year, outcome.handed_in
    if year is None or handed_in is None:
        return outcome
    found = judged(handed_in, year.indicators, year.scores, year.ranking, year.rulebook)
    shares = fairness(year.indicators, year.rulebook)
    near = missed(year.awards, year.ranking, year.scores, year.rulebook)
    return replace(outcome, year=replace(year, judged=found, fairness=shares, missed=near))
