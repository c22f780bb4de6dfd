"""From what was measured and marked to who is awarded: the one place where score, stage, rank and award follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.award import award
from criteria.rank import rank
from criteria.score import score
from criteria.stages import advance

if TYPE_CHECKING:
    from criteria.results import Awards, Indicators, Ranking, Scores, Stages
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn


@dataclass(frozen=True)
class Decision:
    """What the rules make of the indicators and marks of one year."""

    scores: Scores
    stages: Stages
    ranking: Ranking
    awards: Awards


def decide(indicators: Indicators, handed_in: HandedIn, rulebook: Rulebook) -> Decision:
    """Score, hold the stages, rank and award; of ``handed_in`` only marks and checklists are looked at."""
    stages, scores = advance(score(indicators, handed_in, rulebook), indicators, rulebook)
    ranking = rank(scores, indicators, rulebook, stages)
    return Decision(scores, stages, ranking, award(ranking, scores, rulebook))
