"""Looking at an unknown export: which platform wrote it, else which column may be which of ours, and why."""

from __future__ import annotations

from submissions.mapping.columns_seen import Column, seen
from submissions.mapping.platforms import Match, recognise
from submissions.mapping.proposals import Proposal, Proposals, Reason, mapped, propose
from submissions.mapping.samples import Sample, take

__all__ = [
    "Column",
    "Match",
    "Proposal",
    "Proposals",
    "Reason",
    "Sample",
    "mapped",
    "propose",
    "recognise",
    "seen",
    "take",
]
