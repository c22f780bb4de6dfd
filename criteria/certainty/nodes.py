"""What resampling hands on: the scores of nodes in many draws, and the plainest source of them, draws of leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
import pandas as pd

from criteria.score import combine, leaf_score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from criteria.results import Indicators, Scores
    from criteria.rounding import Floats
    from criteria.rulebook import Criterion, Rulebook


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


def leaf_draws(
    scores: Scores, rulebook: Rulebook, drawn: Mapping[str, Floats], weights: Mapping[str, Floats] | None = None
) -> LeafDraws:
    """Join draws of leaves, from complaints or judges or both, with the scores of the leaves that stand still.

    drawn: by leaf, (participants, draws), as many of each. weights: as in ``LeafDraws``, as many draws.
    Errors: ValueError where the numbers of draws differ.
    """
    sizes = {values.shape[-1] for values in [*drawn.values(), *(weights or {}).values()]}
    if len(sizes) != 1:
        raise ValueError(f"draws of different number, or none at all: {sorted(sizes)}")
    still = {leaf.code: scores.nodes[[leaf.code]].to_numpy(dtype=np.float64) for leaf in rulebook.leaves}
    return LeafDraws(rulebook, still | dict(drawn), sizes.pop(), weights or {})


def score_draws(leaf: Criterion, values: Floats, indicators: Indicators) -> Floats:
    """Scale draws of a leaf's values, (participants, draws), as ``criteria.score.leaf_score`` does with each draw."""
    codes = indicators.table.index
    categories = pd.factorize(indicators.participants["category"].reindex(codes))[0].astype(np.int64)
    groups = categories[:, None] + (categories.max(initial=0) + 2) * np.arange(values.shape[1])
    return leaf_score(leaf, values.ravel(), groups.ravel()).reshape(values.shape)


def weights_under(rulebook: Rulebook, node: str, of: Literal["children", "leaves"]) -> dict[str, float]:
    """Return the rulebook's weights of the children of a node, or of all leaves under it, in percent of the node.

    By code, in the rulebook's order, adding up to 100; none under a leaf.
    """
    tree = rulebook.tree

    def below(code: str, share: float) -> Iterator[tuple[str, float]]:
        children = tree.get(code, [])
        for child in children:
            weight = share * child.weight / sum(sibling.weight for sibling in children)
            if of == "children" or child.code not in tree:
                yield child.code, weight
            else:
                yield from below(child.code, weight)

    return dict(below(node, 100.0))
