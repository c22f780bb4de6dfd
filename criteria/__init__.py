"""The rules and the arithmetic: pure functions from what was handed in to indicators, scores, ranks and awards."""

from criteria.award import award
from criteria.measure import measure
from criteria.rank import rank
from criteria.score import score
from criteria.stages import advance

__all__ = ["advance", "award", "measure", "rank", "score"]
