"""Who missed each award by how much and on what: the last winner beside the first who goes without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.award import candidates
from criteria.certainty.boundaries import last_and_first
from criteria.rounding import apportion, half_up

if TYPE_CHECKING:
    from criteria.results import Awards, Ranking, Scores
    from criteria.rounding import Floats
    from criteria.rulebook import Rulebook

PAIR = ["award", "winner", "other", "winner_score", "other_score", "points"]
PART = ["award", "criterion", "winner_score", "other_score", "points"]
PASSED = ["award", "code", "score"]


@dataclass(frozen=True)
class Missed:
    """In the order of the rulebook's awards; scores 0..100, as printed.

    pairs: award, winner, other (codes), winner_score, other_score, points (the first less the second). An award with
        nobody left to miss it has no row.
    parts: award, criterion (those under the award's node, in the rulebook's order; none under a leaf), winner_score,
        other_score (NaN where it is left out for that participant), points (adding up to those of the pair exactly).
    passed: award, code, score: who has a higher score than the last winner, and was passed over as the holder of an
        earlier award; the highest first.
    """

    pairs: pd.DataFrame
    parts: pd.DataFrame
    passed: pd.DataFrame


def missed(awards: Awards, ranking: Ranking, scores: Scores, rulebook: Rulebook) -> Missed:
    """Put the last winner of each award beside the first who goes without."""
    decimals = rulebook.edition.decimals
    pairs, parts, passed = [], [], []
    for rule, winner, other in last_and_first(awards, ranking, scores, rulebook):
        first, second = half_up(scores.nodes.loc[[winner, other], rule.by].to_numpy(dtype=np.float64), decimals)
        points = float(half_up(np.array([first - second]), decimals)[0])
        pairs.append((rule.code, winner, other, float(first), float(second), points))
        under = [criterion.code for criterion in rulebook.tree.get(rule.by, [])]
        if under:
            both = half_up(scores.nodes.loc[[winner, other], under].to_numpy(dtype=np.float64), decimals)
            split = apportion(_brought(scores, winner, under) - _brought(scores, other, under), points, decimals)
            parts += list(zip([rule.code] * len(under), under, *both.tolist(), split.tolist(), strict=True))
        passed += _passed_over(rule.code, float(first), awards, ranking, scores, rulebook)
    return Missed(
        pd.DataFrame(pairs, columns=PAIR), pd.DataFrame(parts, columns=PART), pd.DataFrame(passed, columns=PASSED)
    )


def _brought(scores: Scores, code: str, criteria: list[str]) -> Floats:
    """Return the points that each criterion brings to the node above it; 0 where it is left out."""
    weights = scores.weights.loc[[code], criteria].to_numpy(dtype=np.float64)[0]
    points: Floats = np.nan_to_num(weights / 100 * scores.nodes.loc[[code], criteria].to_numpy(dtype=np.float64)[0])
    return points


def _passed_over(
    award: str, last: float, awards: Awards, ranking: Ranking, scores: Scores, rulebook: Rulebook
) -> list[tuple[str, str, float]]:
    earlier: set[str] = set()
    for rule in rulebook.award:
        held = set(awards.table.loc[awards.table["award"] == rule.code, "code"])
        if rule.code != award:
            earlier |= held
            continue
        if not rule.exclusive:
            return []
        able = candidates(rule, ranking, scores, rulebook, set())
        able = able[able["code"].isin(earlier) & (able["score"] > last)]
        able = able.sort_values(["score", "code"], ascending=[False, True])
        return [(award, str(code), float(score)) for code, score in zip(able["code"], able["score"], strict=True)]
    return []
