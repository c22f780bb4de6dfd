"""The rules and the arithmetic: pure functions from what was handed in to indicators, scores, ranks and awards."""

from criteria.award import award
from criteria.decision import decide
from criteria.measure import measure
from criteria.rank import rank
from criteria.score import score

__all__ = ["award", "decide", "measure", "rank", "score"]
