"""What resampling hands on: the scores of nodes in many draws, and the plainest source of them, draws of leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from criteria.score import combine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from criteria.rounding import Floats
    from criteria.rulebook import Rulebook


class Block(Protocol):
    """Some draws of some participants."""

    def __call__(self, nodes: Iterable[str], start: int, stop: int) -> dict[str, Floats]:
        """Return scores by node ("total" or the code of a criterion), of the draws from ``start`` up to ``stop``.

        Each array is (stop - start, participants), or (1, participants) where the node does not vary: scores of
        0..100, NaN where there is none. A draw is the same whatever the block in which it is asked for.
        """


class NodeDraws(Protocol):
    """Scores of the nodes of the tree, drawn ``draws`` times for the participants of one table of scores."""

    @property
    def draws(self) -> int:
        """How many draws there are."""

    def among(self, rows: NDArray[np.intp]) -> Block:
        """Return the draws of some participants, by their positions."""


@dataclass(frozen=True)
class LeafDraws:
    """Draws of leaf scores under the rulebook's weights, or under draws of weights as well.

    leaves: by leaf, scores of 0..100, NaN where excluded: (participants, draws), or (participants, 1) where it does
        not vary.
    weights: by criterion, (draws,) weights that replace the rulebook's; only the proportions of siblings matter.
    """

    rulebook: Rulebook
    leaves: Mapping[str, Floats]
    draws: int
    weights: Mapping[str, Floats] = field(default_factory=dict)

    def among(self, rows: NDArray[np.intp]) -> Block:
        """See ``NodeDraws``; by ``criteria.score.combine``, so that each draw has the bits that ``score`` gives it."""
        tree = self.rulebook.tree

        def settle(code: str, draws: slice, climbed: dict[str, Floats]) -> Floats:
            if code not in climbed:
                if code in tree:
                    scores = [settle(child.code, draws, climbed) for child in tree[code]]
                    weights = [self.weights[c.code][draws] if self.weights else c.weight for c in tree[code]]
                    climbed[code] = combine(scores, weights)[0]
                else:
                    leaf = self.leaves[code][rows]
                    climbed[code] = leaf if leaf.shape[1] == 1 else leaf[:, draws]
            return climbed[code]

        def block(nodes: Iterable[str], start: int, stop: int) -> dict[str, Floats]:
            climbed: dict[str, Floats] = {}
            return {node: np.ascontiguousarray(settle(node, slice(start, stop), climbed).T) for node in nodes}

        return block
