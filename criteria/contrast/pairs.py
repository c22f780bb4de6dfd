"""Two participants of one year: on which criteria one won or lost against the other, adding up to their difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.contrast.shapley import shapley
from criteria.rounding import apportion, half_up
from criteria.tree import TOTAL

if TYPE_CHECKING:
    from criteria.results import Scores
    from criteria.rounding import Floats
    from criteria.rulebook import Rulebook

EFFECTS = ["by_score", "by_weight"]


def contrast(scores: Scores, rulebook: Rulebook, one: str, other: str) -> pd.DataFrame:
    """Split the difference of two totals, ``one`` less ``other``, into points, as printed.

    Returns: index "total", then every criterion in the rulebook's order; columns difference, by_score, by_weight.
    difference = by_score + by_weight in every row; a node is the sum of its leaves; the total is the difference of the
    two rounded totals: exactly so in the edition's decimals (Hamilton's method, ``rounding.apportion``). All NaN where
    one of the two has no total. Swapping the two changes the signs and nothing else.
    """
    if one > other:
        return -contrast(scores, rulebook, other, one) + 0.0  # + 0.0: no minus before a zero
    codes = [TOTAL, *(criterion.code for criterion in rulebook.criterion)]
    decimals = rulebook.edition.decimals
    first, second = half_up(scores.nodes[TOTAL].loc[[one, other]].to_numpy(dtype=np.float64), decimals)
    if np.isnan(first - second):
        return pd.DataFrame(np.nan, index=codes, columns=["difference", *EFFECTS])
    leaves = [leaf.code for leaf in rulebook.leaves]
    exact = effects(
        *(leaf_shares(scores, rulebook, code) for code in (other, one)),
        *scores.nodes[leaves].loc[[other, one]].to_numpy(dtype=np.float64),
    )
    flat = np.where(exact == 0, np.nan, exact).ravel()  # what is equal takes no part of a remainder
    printed = apportion(flat, half_up(np.array([first - second]), decimals)[0], decimals)
    table = pd.DataFrame(np.nan_to_num(printed).reshape(exact.shape).T, index=leaves, columns=EFFECTS)
    table = _with_branches(table, rulebook).reindex(codes)
    table.insert(0, "difference", table.sum(axis=1))
    return table.round(decimals) + 0.0


def effects(share_before: Floats, share_after: Floats, score_before: Floats, score_after: Floats) -> Floats:
    """Split ``share x score`` after less before into what the score and what the share brings: shape (2, leaves).

    shares: 0..1 of the total, 0 where the leaf is excluded; scores: 0..100, NaN there. The mean of both orders: the
    change of one factor, times the middle of the other. An excluded leaf has no score that could differ: the whole of
    its points is a matter of weight. Its weight is then found with its siblings; only the sum of the weights' effects
    over all leaves does not depend on where the scale has its zero.
    """
    before = np.where(np.isnan(score_before), np.nan_to_num(score_after), score_before)
    after = np.where(np.isnan(score_after), before, score_after)
    worlds = np.stack([np.stack([share_before * s, share_after * s]) for s in (before, after)])
    return shapley(worlds)


def leaf_shares(scores: Scores, rulebook: Rulebook, code: str) -> Floats:
    """The share (0..1) of every leaf in this participant's total, in the rulebook's order; 0 where it is excluded."""
    parents, weights = rulebook.parents, scores.weights.loc[code]

    def share(node: str) -> float:
        return 1.0 if node == TOTAL else share(parents[node]) * float(weights[node]) / 100

    return np.nan_to_num(np.array([share(leaf.code) for leaf in rulebook.leaves], dtype=np.float64))


def _with_branches(leaves: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """Add every node above the leaves as the sum of what is under it."""
    tree = rulebook.whole_tree
    rows = {str(code): row for code, row in leaves.iterrows()}

    def gather(node: str) -> pd.Series[float]:
        if node in tree:
            rows[node] = sum((gather(child.code) for child in tree[node]), start=pd.Series(0.0, index=EFFECTS))
        return rows[node]

    gather(TOTAL)
    return pd.DataFrame(rows).T
