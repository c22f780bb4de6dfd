"""The weighted tree of one participant: what each criterion is fed with, scores, weighs and brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from criteria.rounding import apportion, half_up
from criteria.score import climb
from criteria.tree import TOTAL
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from criteria.rulebook import Criterion
    from criteria.stage_rules import Stage
    from reports.year import Year


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the tree: ``weight`` is its share in percent of the total, ``points`` = weight x score / 100.

    The points of the leaves, and of the branches under any branch, add up exactly as printed. ``depth`` is 0 at the
    total. ``value`` is what a leaf was fed with. None: the criterion is left out for this participant.
    """

    code: str
    title: str
    depth: int
    weight: float | None
    score: float | None
    points: float | None
    fed_by: str
    value: float | None


def known(value: Any) -> float | None:  # noqa: ANN401 (a cell of a table of figures)
    """Return a figure, None where it is missing (NaN)."""
    return None if np.isnan(value) else float(value)


@dataclass(frozen=True, slots=True)
class _Standing:
    """One participant at one stage: by criterion, its score (and the total's), its weight in its parent, its points."""

    nodes: Mapping[str, float]
    weights: Mapping[str, float]
    parts: Mapping[str, float]
    tree: Mapping[str, Sequence[Criterion]]


def branches(year: Year, code: str, language: str, stage: Stage | None = None) -> Iterator[Branch]:
    """The total first, then every criterion under its parent, in the rulebook's order.

    stage: one that the participant took part in: the total as it was weighed there, of the criteria that were part of
    it; without it the total that stands, and every criterion.
    """
    decimals = year.rulebook.edition.decimals
    standing = _at_the_end(year, code) if stage is None else _at(year, code, stage)
    printed = {node: float(half_up(np.array([score]), decimals)[0]) for node, score in standing.nodes.items()}
    points = _points(standing, printed[TOTAL], decimals)
    total = known(printed[TOTAL])
    yield Branch(TOTAL, _("Total"), 0, None if total is None else 100.0, total, total, "", None)

    def below(parent: str, share: float, depth: int) -> Iterator[Branch]:
        for criterion in standing.tree.get(parent, []):
            weight = share * float(standing.weights[criterion.code]) / 100
            leaf = criterion.code in year.scores.inputs.columns
            yield Branch(
                code=criterion.code,
                title=criterion.title.model_dump()[language],
                depth=depth,
                weight=known(weight),
                score=known(printed[criterion.code]),
                points=known(points.get(criterion.code, float("nan"))),
                fed_by=_fed_by(criterion),
                value=known(year.scores.inputs.loc[code, criterion.code]) if leaf else None,
            )
            yield from below(criterion.code, weight, depth + 1)

    yield from below(TOTAL, 100.0, 1)


def _at_the_end(year: Year, code: str) -> _Standing:
    scores = year.scores
    nodes, weights, parts = (
        {str(name): float(value) for name, value in table.loc[code].items()}
        for table in (scores.nodes, scores.weights, scores.parts)
    )
    return _Standing(nodes, weights, parts, year.rulebook.whole_tree)


def _at(year: Year, code: str, stage: Stage) -> _Standing:
    """Weigh one participant's criteria as a stage did; what is scored stays what it is through all stages."""
    tree = year.rulebook.tree_in(stage)
    scored = year.scores.nodes.loc[code]
    leaves = {leaf.code: np.array([scored[leaf.code]], dtype=float) for leaf in year.rulebook.leaves}
    climbed = climb(leaves, tree)
    nodes, weights, parts = (
        {name: float(value[0]) for name, value in found.items()}
        for found in (climbed.nodes, climbed.weights, climbed.parts)
    )
    return _Standing(nodes, weights, parts, tree)


def _points(standing: _Standing, total: float, decimals: int) -> dict[str, float]:
    """Points of every criterion as printed: leaves add up to the printed total, and each branch to its leaves."""
    leaves = apportion(np.array(list(standing.parts.values()), dtype=float), total, decimals)
    points = dict(zip(standing.parts, map(float, leaves), strict=True))

    def gather(parent: str) -> float:
        children = [child.code for child in standing.tree.get(parent, [])]
        if not children:
            return points[parent]
        brought = [value for value in map(gather, children) if known(value) is not None]
        points[parent] = round(sum(brought), decimals) if brought else float("nan")
        return points[parent]

    gather(TOTAL)
    return points


def _fed_by(criterion: Criterion) -> str:
    other = "panel" if criterion.panel else "checklist" if criterion.checklist else ""
    return criterion.indicator or criterion.field or other
