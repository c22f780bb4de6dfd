"""Resampling of weights: how the ranking would look under other weights near the rulebook's.

At every node the weights of the children are drawn from a Dirichlet distribution around those of the rulebook (as in
Saisana, Saltelli and Tarantola 2005, "Uncertainty and sensitivity analysis techniques as tools for the quality
assessment of composite indicators"): weight w (percent) has mean w and standard deviation
sqrt(w * (100 - w) / (concentration + 1)).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from criteria.tree import TOTAL, leaves_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from criteria.certainty.nodes import Block
    from criteria.results import Scores
    from criteria.rounding import Floats
    from criteria.rulebook import Rulebook

DRAWS = 10_000
CONCENTRATION = 100.0
"""A criterion of 20 percent then weighs 20, give or take 4."""


def draw_weights(
    rulebook: Rulebook, seed: int, draws: int = DRAWS, concentration: float = CONCENTRATION
) -> dict[str, Floats]:
    """Draw the weight of every criterion: by code, (draws,) percent of its parent; siblings add up to 100.

    concentration: positive; the larger, the closer to the rulebook's weights.
    """
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn: dict[str, Floats] = {}
    for children in rulebook.tree.values():
        weights = np.array([child.weight for child in children])
        shares = generator.dirichlet(concentration * weights / weights.sum(), size=draws)
        shares = np.maximum(shares, np.finfo(np.float64).tiny)  # a weight may get small, never vanish
        drawn.update({child.code: 100 * share for child, share in zip(children, shares.T, strict=True)})
    return drawn


@dataclass(frozen=True)
class WeightDraws:
    """Scores of nodes under drawn weights: the leaves stand still, so that a node is a product of matrices.

    scores: the year's; a missing leaf hands its weight to its siblings, as in ``criteria.score.combine``.
    weights: by criterion, (draws,) as from ``draw_weights``.
    """

    rulebook: Rulebook
    scores: Scores
    weights: Mapping[str, Floats]

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(next(iter(self.weights.values())))

    def among(self, rows: NDArray[np.intp]) -> Block:
        """See ``NodeDraws``; the same as ``criteria.score.combine`` but for noise that rounding removes."""
        leaves = _Leaves(self.rulebook, self.scores, rows)

        def block(nodes: Iterable[str], start: int, stop: int) -> dict[str, Floats]:
            climb = _Climb(leaves, {code: drawn[start:stop] for code, drawn in self.weights.items()})
            return {node: climb.values(node) for node in nodes}

        return block


class _Leaves:
    """The leaves of some participants: scores with 0 for missing, who has one (0 or 1), and where nobody lacks one."""

    def __init__(self, rulebook: Rulebook, scores: Scores, rows: NDArray[np.intp]) -> None:
        codes = [leaf.code for leaf in rulebook.leaves]
        values = scores.nodes[codes].to_numpy(dtype=np.float64)[rows]
        present = ~np.isnan(values)
        self.tree = rulebook.tree
        self.position = {code: position for position, code in enumerate(codes)}
        self.scores = np.ascontiguousarray(np.where(present, values, 0.0).T)
        self.present = np.ascontiguousarray(present.T.astype(np.float64))
        lacking = set(np.array(codes)[~present.all(axis=0)].tolist())
        nodes = [TOTAL, *(criterion.code for criterion in rulebook.criterion)]
        self.complete = {code for code in nodes if lacking.isdisjoint(leaves_below(rulebook.criterion, code))}


class _Climb:
    """One block of draws. Below a complete node, where nobody lacks anything, every leaf counts alike for everybody."""

    def __init__(self, leaves: _Leaves, weights: Mapping[str, Floats]) -> None:
        self.leaves, self.tree, self.weights = leaves, leaves.tree, weights
        self.draws = len(next(iter(weights.values())))
        self.known: dict[str, Floats] = {}

    def values(self, code: str) -> Floats:
        """Return the scores of a node, (draws, participants), or (1, participants) of a leaf."""
        if code not in self.known:
            self.known[code] = self._mean(code) if code in self.tree else self._leaf(code)
        return self.known[code]

    def _leaf(self, code: str) -> Floats:
        leaf = [self.leaves.position[code]]
        return np.where(self.leaves.present[leaf] > 0, self.leaves.scores[leaf], np.nan)

    def _mean(self, code: str) -> Floats:
        """Take the weighted mean of what is there: what leaves add by products of matrices, the rest node by node."""
        points = np.zeros((self.draws, len(self.leaves.position)))
        if code in self.leaves.complete:
            self._spread(code, np.ones(self.draws), points)
            mean: Floats = points @ self.leaves.scores
            return mean
        there = np.zeros_like(points)
        always = np.zeros((self.draws, 1))
        nodes: list[tuple[Floats, Floats]] = []
        for child in self.tree[code]:
            weight = self.weights[child.code]
            if child.code in self.leaves.complete:
                self._spread(child.code, weight, points)
                always[:, 0] += weight
            elif child.code in self.tree:
                nodes.append((weight[:, None], self.values(child.code)))
            else:
                self._spread(child.code, weight, points)
                self._spread(child.code, weight, there)
        total: Floats = points @ self.leaves.scores
        whole: Floats = there @ self.leaves.present + always
        for weight, score in nodes:
            missing = np.isnan(score)
            total += weight * np.where(missing, 0.0, score)
            whole += np.where(missing, 0.0, weight)
        whole[whole == 0] = np.nan
        total /= whole
        return total

    def _spread(self, code: str, share: Floats, into: Floats) -> None:
        """Write what each leaf below counts, (draws, leaves), when the node counts ``share``."""
        if code not in self.tree:
            into[:, self.leaves.position[code]] = share
            return
        whole: Floats = np.sum([self.weights[child.code] for child in self.tree[code]], axis=0)
        for child in self.tree[code]:
            self._spread(child.code, share * self.weights[child.code] / whole, into)
