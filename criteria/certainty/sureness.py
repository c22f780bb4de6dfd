"""How sure a year's ranking is, from every side: what is printed beside the ranks, and from which no rank follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from criteria.certainty.boundaries import boundaries
from criteria.certainty.crosschecks import crosschecks
from criteria.certainty.joint import drawn_ranks, indicators_of, scores_of
from criteria.certainty.leave_out import largest_movements, without_criteria
from criteria.certainty.tops import top_sets
from criteria.rank import RANKED

if TYPE_CHECKING:
    from collections.abc import Callable

    from criteria.certainty.crosschecks import Crosschecks
    from criteria.certainty.ranks import Certainty
    from criteria.certainty.tops import TopSet
    from criteria.results import Awards, Indicators, Ranking, Scores
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn

MOST = 300
"""Ranked participants of a category who are all compared with each other in every run: some two seconds, with draws."""


@dataclass(frozen=True)
class Sureness:
    """What would have been otherwise.

    drawn: ranks and awards of the year drawn anew (``certainty.ranks``); None where the rules ask for no draws.
    boundaries: per award the smallest change of weights that levels its last winner with the first who goes without.
    left_out: per ranked participant the criterion without which its rank moves most.
    methods: where other multi-criteria methods disagree.
    tops: who may truly be among the best of each category, where the rules ask for draws and the category is small
        enough to compare all with all (``MOST``).
    """

    drawn: Certainty | None
    boundaries: pd.DataFrame
    left_out: pd.DataFrame
    methods: Crosschecks
    tops: list[TopSet] = field(default_factory=list)


def how_sure(
    indicators: Indicators,
    handed_in: HandedIn,
    scores: Scores,
    ranking: Ranking,
    awards: Awards,
    rulebook: Rulebook,
    *,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Sureness:
    """Look at a decided year from every side; the same year, the same numbers. progress: as in ``drawn_ranks``."""
    ranked = ranking.table.loc[ranking.table["status"] == RANKED, "code"]
    codes = pd.Index(sorted(ranked))
    without = without_criteria(scores_of(scores, codes), indicators_of(indicators, codes), rulebook)
    drawn = drawn_ranks(indicators, handed_in, scores, ranking, rulebook, progress=progress)
    return Sureness(
        drawn=drawn,
        boundaries=boundaries(awards, ranking, scores, rulebook),
        left_out=largest_movements(ranking, without),
        methods=crosschecks(scores, ranking, rulebook),
        tops=top_sets(indicators, handed_in, scores, ranking, rulebook, most=MOST) if drawn else [],
    )
