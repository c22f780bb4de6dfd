"""Fairness to small numbers: estimates of shares, case-mix, and how far chance alone may carry a participant."""

from criteria.fairness.case_mix import standardised
from criteria.fairness.funnel import Funnel, funnel_of_ratios, funnel_of_shares
from criteria.fairness.shares import Method, estimate, ratio, wilson
from criteria.fairness.shrinkage import Shrunk, shrink

__all__ = [
    "Funnel", "Method", "Shrunk", "estimate", "funnel_of_ratios", "funnel_of_shares", "ratio", "shrink",
    "standardised", "wilson",
]  # fmt: skip
