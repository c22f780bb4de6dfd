"""How firm each award is against other weights: the smallest change that would put the first loser level.

A linear programme, solved exactly: among all weights that are not negative and add up to 100, those nearest to the
rulebook's (sum of absolute changes, in percentage points) under which the last winner is no longer ahead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from criteria.certainty.nodes import weights_under
from criteria.rounding import half_up
from criteria.tree import leaves_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from criteria.results import Awards, Ranking, Scores
    from criteria.rounding import Floats
    from criteria.rulebook import Award, Rulebook

COLUMNS = ["award", "winner", "other", "distance"]


def boundaries(
    awards: Awards, ranking: Ranking, scores: Scores, rulebook: Rulebook, of: Literal["children", "leaves"] = "children"
) -> pd.DataFrame:
    """Return, per award, the last winner, the first who is not awarded, and the change of weights that levels them.

    of: which weights may change: those of the children of the award's node, or those of all leaves under it (in percent
    of the node). Columns: award, winner, other (codes), distance (percentage points, the sum of absolute changes: 10
    is five points moved from one criterion to another; 0 where they are level and a tie-break decides; inf where no
    weights would do; NaN where it cannot be said: the award goes by a leaf, or one of the two lacks a score that
    counts, so that the weights are not the same for both), then one column per criterion that may change, with the
    weights found (NaN elsewhere). An award with nobody left to lose it has no row.
    """
    rows = []
    for rule, winner, other in last_and_first(awards, ranking, scores, rulebook):
        weights = weights_under(rulebook, rule.by, of)
        codes = list(weights)
        pair = scores.nodes.loc[[winner, other], codes].to_numpy(dtype=np.float64)
        distance, found = np.nan, np.full(len(codes), np.nan)
        if codes and not np.isnan(pair).any():
            distance, found = smallest_change(np.array(list(weights.values())), pair[0], pair[1])
        row = dict(zip(COLUMNS, (rule.code, winner, other, distance), strict=True))
        rows.append(row | dict(zip(codes, found.tolist(), strict=True)))
    changed = [criterion.code for criterion in rulebook.criterion if any(criterion.code in row for row in rows)]
    return pd.DataFrame(rows, columns=[*COLUMNS, *changed]).astype({"distance": "float64"})


def smallest_change(weights: Floats, winner: Floats, other: Floats) -> tuple[float, Floats]:
    """Return the smallest sum of absolute changes of weights that levels the two, and the weights then.

    weights: percent, adding up to 100. winner, other: their scores, by criterion. inf and NaN where no weights do.
    """
    size = len(weights)
    lead = other - winner
    solved = linprog(
        np.ones(2 * size),  # what is added to each weight, then what is taken from it
        A_ub=[np.concatenate([-lead, lead])],
        b_ub=[lead @ weights],
        A_eq=[np.concatenate([np.ones(size), -np.ones(size)])],
        b_eq=[0.0],
        bounds=[(0, None)] * size + [(0, weight) for weight in weights],
        method="highs",
    )
    if solved.status == 2:  # HiGHS: infeasible
        return np.inf, np.full(size, np.nan)
    if not solved.success:
        raise ArithmeticError(solved.message)
    return float(solved.fun), weights + solved.x[:size] - solved.x[size:]


def last_and_first(
    awards: Awards, ranking: Ranking, scores: Scores, rulebook: Rulebook
) -> Iterator[tuple[Award, str, str]]:
    """Yield each award with its last winner (the lowest before rounding) and the best of those who go without."""
    holders: set[str] = set()
    ranked = ranking.table[ranking.table["status"] == "ranked"]
    for rule in rulebook.award:
        winners = awards.table.loc[awards.table["award"] == rule.code, "code"]
        passed_over = set(winners) | (holders if rule.exclusive else set())
        holders |= set(winners)
        exact = scores.nodes[rule.by]
        known = scores.inputs[leaves_below(rulebook.criterion, rule.by)].notna().any(axis=1) & exact.notna()
        rest = ranked[(ranked["category"] == rule.category) & ~ranked["code"].isin(passed_over)]
        rest = rest[known.reindex(rest["code"]).to_numpy()]
        if winners.empty or rest.empty:
            continue
        printed = half_up(exact.reindex(rest["code"]).to_numpy(), rulebook.edition.decimals)
        first = rest.assign(by=-printed).sort_values(["by", "rank", "code"])["code"].iloc[0]
        yield rule, str(exact.reindex(sorted(winners)).idxmin()), str(first)
