"""Ranks and awards of many draws: how far each participant's rank could move, how probable each award is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from criteria.certainty.places import places, shortfalls, tie_order
from criteria.rank import NO_SCORE, RANKED
from criteria.tree import TOTAL, leaves_below

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from criteria.certainty.nodes import NodeDraws
    from criteria.certainty.places import Whole
    from criteria.results import Ranking, Scores
    from criteria.rounding import Floats
    from criteria.rulebook import Award, Rulebook

LEVEL = 0.9
_CELLS = 125_000
"""Participants times draws that are looked at together: small enough for the cache."""
_MORE = 60
"""How many more than the winners are looked at first: who is near them."""
_ANY = "any award"  # no code has a space


@dataclass(frozen=True)
class Certainty:
    """How far the ranks and awards of the draws differ from each other.

    ranks: index ``code`` (who fits a category and passes every gate), columns category, rank_low, rank_high (Int64: the
        lowest and highest number of the interval, over the draws in which it is ranked; <NA> where it never is) and
        ranked (share of draws, 0..1).
    awards: the same index, one column per award: the share of draws in which it is awarded, 0..1; NaN where the award
        is another category's.
    awarded: the same index: the share of draws in which it holds an award at all, 0..1.
    draws: how many there were.
    """

    ranks: pd.DataFrame
    awards: pd.DataFrame
    awarded: pd.Series[Any]
    draws: int


def certainty(
    source: NodeDraws, scores: Scores, ranking: Ranking, rulebook: Rulebook, level: float = LEVEL, cells: int = _CELLS
) -> Certainty:
    """Rank and award every draw by the rules of ``criteria.rank`` and ``criteria.award``.

    source: draws for the participants of ``scores``. Who fits a category and passes the gates is as in ``ranking``,
    and so is what is known at all (``scores.inputs``): neither is drawn anew. level: the share of draws within the
    rank interval, half of the rest on either side. cells: how many numbers are worked on at once; the result does not
    depend on it.
    """
    running = ranking.table[ranking.table["status"].isin([RANKED, NO_SCORE])].set_index("code")["category"]
    codes = [award.code for award in rulebook.award]
    awards = pd.DataFrame(np.nan, index=running.index, columns=codes, dtype=np.float64)
    awarded = pd.Series(0.0, index=running.index, dtype=np.float64)
    ranks = pd.DataFrame({"category": running, "rank_low": 0, "rank_high": 0, "ranked": 0.0})
    for category in running.unique():
        members = running.index[running == category]
        race = _Race(source, scores, members, rulebook, str(category))
        found, won = race.run(cells)
        ranks.loc[race.members, ["rank_low", "rank_high", "ranked"]] = intervals(found, level)
        awarded[race.members] = won.pop(_ANY) / source.draws
        for code, times in won.items():
            awards.loc[race.members, code] = times / source.draws
    whole = ["rank_low", "rank_high"]
    ranks[whole] = ranks[whole].astype("Int64").mask(ranks["ranked"] == 0)
    return Certainty(
        ranks=ranks.sort_index(), awards=awards.sort_index(), awarded=awarded.sort_index(), draws=source.draws
    )


def intervals(ranks: NDArray[np.integer], level: float) -> Floats:
    """Return, per participant, the interval that holds ``level`` of its ranks, and the share of draws with a rank.

    ranks: (participants, draws), 0 where not ranked. Result: (participants, 3): low, high (0 where never ranked),
    share. The ends are the smallest ranks that (1 - level) / 2 and (1 + level) / 2 of the draws do not exceed
    (quantiles as the inverse of the distribution function: definition 1 of Hyndman and Fan 1996).
    """
    found = np.zeros((len(ranks), 3))
    for position, row in enumerate(ranks):
        counts = np.bincount(row)
        counts[0] = 0
        below = np.cumsum(counts)
        if below[-1] > 0:
            share = np.round(np.array([1 - level, 1 + level]) / 2 * below[-1], 6)  # 0.05 * 100 is 5.000000000000001
            found[position, :2] = np.searchsorted(below, np.maximum(np.ceil(share), 1))
        found[position, 2] = below[-1] / ranks.shape[1]
    return found


class _Race:
    """One category: its participants, in the order of what breaks ties and does not vary, and their awards."""

    def __init__(
        self, source: NodeDraws, scores: Scores, members: pd.Index[str], rulebook: Rulebook, category: str
    ) -> None:
        self.source, self.decimals = source, rulebook.edition.decimals
        self.awards = [award for award in rulebook.award if award.category == category]
        self.keys = list(dict.fromkeys([TOTAL, *rulebook.ranking.ties]))
        still = self._still(scores.nodes.index.get_indexer(members))
        order, self.ties = tie_order(still or [np.zeros(len(members))], self.decimals)
        self.members = members[order]
        self.rows = np.asarray(scores.nodes.index.get_indexer(self.members), dtype=np.intp)
        self.known = {
            award.by: scores.inputs.loc[self.members, leaves_below(rulebook.criterion, award.by)]
            .notna()
            .any(axis=1)
            .to_numpy()
            for award in self.awards
        }

    def _still(self, rows: NDArray[np.intp]) -> list[Floats]:
        """Take the last keys that do not vary out of the keys, and return their scores."""
        seen = self.source.among(rows)(self.keys, 0, min(2, self.source.draws))
        still: list[Floats] = []
        while len(self.keys) > 1 and len(seen[self.keys[-1]]) == 1:
            still.insert(0, seen[self.keys.pop()][0])
        return still

    def run(self, cells: int) -> tuple[NDArray[np.integer], dict[str, NDArray[np.int64]]]:
        """Return the ranks of ``members``, (participants, draws), 0 where not ranked, and how often each won what."""
        size, draws = len(self.rows), self.source.draws
        nodes = list(dict.fromkeys([*self.keys, *(award.by for award in self.awards)]))
        ranks = np.empty((size, draws), dtype=np.int16 if size < np.iinfo(np.int16).max else np.int32)
        won = {code: np.zeros(size, dtype=np.int64) for code in [_ANY, *(award.code for award in self.awards)]}
        block = self.source.among(self.rows)
        step = max(1, cells // size)
        for start in range(0, draws, step):
            stop = min(start + step, draws)
            drawn = block(nodes, start, stop)
            drawn[TOTAL] = np.broadcast_to(drawn[TOTAL], (stop - start, size))
            found, winners = self._judge(drawn)
            ranks[:, start:stop] = found.astype(ranks.dtype).T
            for code, times in winners.items():
                won[code] += times
        return ranks, won

    def _judge(self, drawn: Mapping[str, Floats]) -> tuple[NDArray[np.int32], dict[str, NDArray[np.int64]]]:
        """Rank and award some draws."""
        found = places([drawn[key] for key in self.keys], self.decimals, self.ties)
        holders = np.zeros(found.shape, dtype=bool)
        won = {}
        for award in self.awards:
            winners = self._winners(award, found, drawn, holders)
            holders |= winners
            won[award.code] = winners.sum(axis=0)
        won[_ANY] = holders.sum(axis=0)
        return found, won

    def _winners(
        self, award: Award, found: NDArray[np.int32], drawn: Mapping[str, Floats], holders: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Whoever is not behind the last place to give; equal there are awarded too."""
        size = found.shape[1]
        out = found == 0
        out |= ~self.known[award.by]
        if award.exclusive:
            out |= holders
        behind: Whole = found.copy()  # the place says all about the total and what breaks ties
        if award.by != TOTAL:
            short, none = shortfalls(drawn[award.by], self.decimals)
            out |= short == none
            behind = short.astype(np.int64) * (size + 1) + found
        behind[out] = np.iinfo(behind.dtype).max
        winners: NDArray[np.bool_] = behind <= _last_place(behind, min(award.winners, size))
        winners &= ~out
        return winners


def _last_place(behind: Whole, winners: int) -> NDArray[Any]:
    """Return, per draw, the number that the given count of participants do not exceed: (draws, 1).

    It is looked for among the best of the first draw, and among all in those draws where others are better: the same
    number, without sorting everybody.
    """
    few = min(winners + _MORE, behind.shape[1])
    likely = np.argpartition(behind[0], few - 1)[:few]
    last: NDArray[Any] = np.partition(behind[:, likely], winners - 1, axis=1)[:, [winners - 1]]
    others = (behind < last).sum(axis=1) >= winners
    last[others] = np.partition(behind[others], winners - 1, axis=1)[:, [winners - 1]]
    return last
