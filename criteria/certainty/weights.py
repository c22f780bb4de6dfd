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

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from criteria.certainty.nodes import Block
    from criteria.results import Scores
    from criteria.rounding import Floats
    from criteria.rulebook import Criterion, Rulebook

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
            climb = _Climb(self.rulebook.tree, leaves, {code: w[start:stop] for code, w in self.weights.items()})
            return {node: climb.values(node) for node in nodes}

        return block


class _Leaves:
    """The leaves of some participants: scores with 0 for missing, who has one (0 or 1), and where nobody lacks one."""

    def __init__(self, rulebook: Rulebook, scores: Scores, rows: NDArray[np.intp]) -> None:
        codes = [leaf.code for leaf in rulebook.leaves]
        values = scores.nodes[codes].to_numpy(dtype=np.float64)[rows]
        present = ~np.isnan(values)
        self.position = {code: position for position, code in enumerate(codes)}
        self.scores = np.ascontiguousarray(np.where(present, values, 0.0).T)
        self.present = np.ascontiguousarray(present.T.astype(np.float64))
        self.complete = set(np.array(codes)[present.all(axis=0)].tolist())


class _Climb:
    """One block. A node below which nobody lacks anything is linear: one row of coefficients of leaves per draw."""

    def __init__(self, tree: Mapping[str, Sequence[Criterion]], leaves: _Leaves, weights: Mapping[str, Floats]) -> None:
        self.tree, self.weights, self.leaves = tree, weights, leaves
        self.draws = len(next(iter(weights.values())))
        self.known: dict[str, Floats] = {}

    def values(self, code: str) -> Floats:
        """Return the scores of a node, (draws, participants), or (1, participants) of a leaf."""
        if code not in self.known:
            self.known[code] = self._values(code)
        return self.known[code]

    def _values(self, code: str) -> Floats:
        if code not in self.tree:
            leaf = [self.leaves.position[code]]
            return np.where(self.leaves.present[leaf] > 0, self.leaves.scores[leaf], np.nan)
        linear = self._coefficients(code)
        if linear is not None:
            product: Floats = linear @ self.leaves.scores
            return product
        points = np.zeros((self.draws, len(self.leaves.position)))
        there = np.zeros_like(points)
        always = np.zeros((self.draws, 1))
        partial: list[tuple[Floats, Floats]] = []
        for child in self.tree[code]:
            weight = self.weights[child.code][:, None]
            coefficients = self._coefficients(child.code)
            if coefficients is not None:
                points += weight * coefficients
                always += weight
            elif child.code in self.leaves.position:
                points[:, self.leaves.position[child.code]] = weight[:, 0]
                there[:, self.leaves.position[child.code]] = weight[:, 0]
            else:
                partial.append((weight, self.values(child.code)))
        total: Floats = points @ self.leaves.scores
        whole: Floats = there @ self.leaves.present + always
        for weight, score in partial:
            missing = np.isnan(score)
            total += weight * np.where(missing, 0.0, score)
            whole += np.where(missing, 0.0, weight)
        whole[whole == 0] = np.nan
        total /= whole
        return total

    def _coefficients(self, code: str) -> Floats | None:
        """Return what each leaf counts in a node, (draws, leaves), 0..1; None where somebody lacks something below."""
        if code not in self.tree:
            position = self.leaves.position[code]
            one: Floats = np.eye(1, len(self.leaves.position), position)
            return one if code in self.leaves.complete else None
        total: Floats = np.zeros((self.draws, len(self.leaves.position)))
        whole: Floats = np.zeros((self.draws, 1))
        for child in self.tree[code]:
            below = self._coefficients(child.code)
            if below is None:
                return None
            weight = self.weights[child.code][:, None]
            total += weight * below
            whole += weight
        total /= whole
        return total
