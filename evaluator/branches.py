"""The weighted tree of one participant: what each criterion is fed with, scores, weighs and brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from criteria.rounding import apportion, half_up
from criteria.tree import TOTAL
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from criteria.rulebook import Criterion
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


def branches(year: Year, code: str, language: str) -> Iterator[Branch]:
    """The total first, then every criterion under its parent, in the rulebook's order."""
    decimals = year.rulebook.edition.decimals
    scores = half_up(year.scores.nodes.loc[code].to_numpy(dtype=float), decimals)
    printed = dict(zip(year.scores.nodes.columns, scores, strict=True))
    points = _points(year, code, float(printed[TOTAL]))
    shares = year.scores.weights.loc[code]
    total = known(printed[TOTAL])
    yield Branch(TOTAL, _("Total"), 0, None if total is None else 100.0, total, total, "", None)

    def below(parent: str, share: float, depth: int) -> Iterator[Branch]:
        for criterion in year.rulebook.whole_tree.get(parent, []):
            weight = share * float(shares[criterion.code]) / 100
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


def _points(year: Year, code: str, total: float) -> dict[str, float]:
    """Points of every criterion as printed: leaves add up to the printed total, and each branch to its leaves."""
    decimals = year.rulebook.edition.decimals
    row = year.scores.parts.loc[code]
    leaves = dict(zip(row.index, apportion(row.to_numpy(dtype=float), total, decimals), strict=True))
    points = {str(leaf): float(value) for leaf, value in leaves.items()}

    def gather(parent: str) -> float:
        children = [child.code for child in year.rulebook.whole_tree.get(parent, [])]
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
