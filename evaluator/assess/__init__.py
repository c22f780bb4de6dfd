"""``evaluator self-assess``: where an agency stands before it submits, by the judges' own corridor."""

from evaluator.assess.asked import Asked
from evaluator.assess.standing import assess

__all__ = ["Asked", "assess"]
