"""The weighted tree of an assessment: what each criterion scores and brings, or between what bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from criteria.indicators import INDICATORS
from criteria.rounding import apportion, half_up
from criteria.tree import TOTAL
from evaluator.branches import known
from reports.assessment import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from criteria.outlook import Outlook
    from criteria.rulebook import Criterion, Rulebook
    from reports.speech import Speech


def nodes(rulebook: Rulebook, now: Outlook, bases: Mapping[str, str], say: Speech) -> Iterator[Node]:
    """The total first, then every criterion under its parent, in the rulebook's order."""
    decimals = rulebook.edition.decimals
    low, high = (_points(rulebook, now, end) for end in (0, 1))
    leaves = {leaf.code for leaf in rulebook.leaves}

    def node(code: str, title: str, depth: int, criterion: Criterion | None) -> Node:
        ends = half_up(np.array(now.nodes[code]), decimals)
        weight = 100.0 if code == TOTAL else now.weights.get(code)
        fed = _fed_by(criterion) if criterion is not None and code in leaves else ""
        return Node(
            code=code,
            title=title,
            depth=depth,
            weight=None if weight is None else known(weight),
            low=known(ends[0]),
            high=known(ends[1]),
            points_low=known(low.get(code, float("nan"))),
            points_high=known(high.get(code, float("nan"))),
            fed_by=fed,
            form=INDICATORS[fed].form if fed in INDICATORS else "",
            value=known(now.inputs[code]) if fed else None,
            basis=bases.get(code, ""),
        )

    def below(parent: str, depth: int) -> Iterator[Node]:
        for criterion in rulebook.whole_tree.get(parent, []):
            yield node(criterion.code, say.title(criterion.title), depth, criterion)
            yield from below(criterion.code, depth + 1)

    yield node(TOTAL, say("Total"), 0, None)
    yield from below(TOTAL, 1)


def _points(rulebook: Rulebook, now: Outlook, end: int) -> dict[str, float]:
    """Return the points of every criterion at one end of the bounds; they add up as printed."""
    decimals = rulebook.edition.decimals
    total = float(half_up(np.array([now.nodes[TOTAL][end]]), decimals)[0])
    leaves = list(now.parts)
    if not known(total):
        return {}
    shared = apportion(np.array([now.parts[leaf][end] for leaf in leaves]), total, decimals)
    points = dict(zip(leaves, map(float, shared), strict=True))

    def gather(parent: str) -> float:
        if parent in points:
            return points[parent]
        brought = [value for child in rulebook.tree.get(parent, []) if known(value := gather(child.code)) is not None]
        points[parent] = round(sum(brought), decimals) if brought else float("nan")
        return points[parent]

    gather(TOTAL)
    return points


def _fed_by(criterion: Criterion) -> str:
    other = "panel" if criterion.panel else "checklist" if criterion.checklist else ""
    return criterion.indicator or criterion.field or other
