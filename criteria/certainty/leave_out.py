"""Leaving one out: how the ranking would look without one criterion, or without one judge."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.certainty.joint import indicators_of
from criteria.rank import rank
from criteria.score import climb, leaf_input, leaf_score
from criteria.tree import leaves_below

if TYPE_CHECKING:
    from criteria.results import Indicators, Ranking, Scores
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn


def without_criteria(scores: Scores, indicators: Indicators, rulebook: Rulebook) -> pd.DataFrame:
    """Return every rank without each criterion, whose weight goes to its siblings as if nobody had a score on it.

    Index ``code``, one column per criterion (a node is left out with all below it), Int64; <NA> where not ranked, as
    everybody is without the only criterion. Where a rulebook has stages, ``scores`` are to be those of who went through
    them; a criterion that the last stage does not weigh moves nobody.
    """
    leaves = {leaf.code: scores.nodes[leaf.code].to_numpy(dtype=np.float64) for leaf in rulebook.leaves}
    found = {}
    for criterion in rulebook.criterion:
        gone = leaves_below(rulebook.criterion, criterion.code)
        kept = {code: np.full_like(values, np.nan) if code in gone else values for code, values in leaves.items()}
        climbed = climb(kept, rulebook.tree).nodes
        nodes = pd.DataFrame(climbed, index=scores.nodes.index).reindex(columns=scores.nodes.columns)
        found[criterion.code] = _ranks(rank(replace(scores, nodes=nodes), indicators, rulebook))
    return pd.DataFrame(found, index=scores.nodes.index)


def without_judges(
    scores: Scores, indicators: Indicators, handed_in: HandedIn, codes: pd.Index[str], rulebook: Rulebook
) -> pd.DataFrame:
    """Return the ranks of some participants among themselves without each judge's marks, on all criteria.

    codes: who is ranked; where a rulebook has stages, those who went through them: nobody is let in or kept out by it.
    Index ``code``, one column per judge who marked, sorted, Int64; <NA> where not ranked. Who keeps fewer marks than
    the panel asks for has none, and the criterion's ``missing`` decides.
    """
    marks = handed_in.marks
    panels = [leaf for leaf in rulebook.leaves if leaf.panel is not None]
    given = {str(judge): set(mine["criterion"]) for judge, mine in marks.groupby("judge")}
    place = scores.nodes.index.get_indexer(codes)
    groups = indicators.participants["category"].reindex(indicators.table.index).to_numpy(dtype=object)
    running = indicators_of(indicators, codes)
    leaves = {leaf.code: scores.nodes[leaf.code].to_numpy(dtype=np.float64)[place] for leaf in rulebook.leaves}
    found = {}
    for judge in sorted(given):
        others = replace(handed_in, marks=marks[marks["judge"] != judge])
        anew = {
            leaf.code: leaf_score(leaf, leaf_input(leaf, indicators, others, rulebook), groups)[place]
            for leaf in panels
            if leaf.code in given[judge]
        }
        climbed = climb(leaves | anew, rulebook.tree).nodes
        nodes = pd.DataFrame(climbed, index=codes).reindex(columns=scores.nodes.columns)
        found[judge] = _ranks(rank(replace(scores, nodes=nodes), running, rulebook))
    return pd.DataFrame(found, index=codes)


def largest_movements(ranking: Ranking, left_out: pd.DataFrame) -> pd.DataFrame:
    """Return, per ranked participant, which one left out moves its rank most.

    left_out: as above. Index ``code``; columns left_out (the first of equals, "" where nothing moves it), rank (as
    it is), rank_without (Int64) and movement (ranks: negative is up; <NA> where it would not be ranked at all).
    """
    ranks = _ranks(ranking).dropna()
    others = left_out.reindex(ranks.index)
    moved = others.sub(ranks, axis=0).astype("Float64")
    far = moved.abs().fillna(np.inf).to_numpy(dtype=np.float64)
    most = far.argmax(axis=1) if far.size else np.zeros(len(ranks), dtype=np.intp)
    still = far.max(axis=1, initial=0.0) == 0
    names = np.array([*left_out.columns, ""], dtype=object)
    table = pd.DataFrame({"left_out": names[np.where(still, -1, most)], "rank": ranks}, index=ranks.index)
    table["rank_without"] = [
        own if unmoved else row[place]
        for own, unmoved, place, row in zip(ranks, still, most, others.to_numpy(dtype=object), strict=True)
    ]
    table["rank_without"] = table["rank_without"].astype("Int64")
    return table.assign(movement=table["rank_without"] - table["rank"])


def _ranks(ranking: Ranking) -> pd.Series[int]:
    return ranking.table.set_index("code")["rank"].sort_index()
