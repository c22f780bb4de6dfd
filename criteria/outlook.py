"""What one participant's score would be: with figures that are supposed, and between what bounds where nobody knows.

Everything goes through the same arithmetic as the year itself: figures are replaced before scores are worked out, and
a leaf that cannot be known yet is worked out twice, at its worst and at its best.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from criteria import gates
from criteria.indicators import INDICATORS
from criteria.score import climb, leaf_inputs, leaf_score, score_inputs
from criteria.tree import TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from criteria.results import Indicators
    from criteria.rounding import Floats
    from criteria.rulebook import Criterion, Rulebook
    from submissions.handed_in import HandedIn

Bounds = tuple[float, float]
"""The least and the most, 0..100; NaN in both where there is no score."""


@dataclass(frozen=True)
class Outlook:
    """How a participant stands.

    nodes: bounds of "total" (as the last stage weighs it) and of every criterion. weights: share in percent of the
    total, of the criteria that are part of it. parts: points of the total by leaf. inputs: what each leaf was fed with,
    NaN where missing. stages: bounds of the total at each stage, by its code. gates: as in ``Ranking``, for this one.
    """

    nodes: dict[str, Bounds]
    weights: dict[str, float]
    parts: dict[str, Bounds]
    inputs: dict[str, float]
    stages: dict[str, Bounds]
    gates: pd.DataFrame

    @property
    def total(self) -> Bounds:
        """The least and the most that the total can be."""
        return self.nodes[TOTAL]


def outlook(
    indicators: Indicators,
    handed_in: HandedIn,
    rulebook: Rulebook,
    code: str,
    *,
    open_: Collection[str] = (),
    supposed: Mapping[str, float] | None = None,
) -> Outlook:
    """Return how the participant ``code`` stands among those of ``indicators``.

    open_: codes of leaves whose score cannot be known. supposed: figures of this participant by the code of an
    indicator, of a roster field that a leaf or a gate looks at, or of a leaf (what it is fed with; it is no more open).
    """
    given = dict(supposed or {})
    changed = suppose(indicators, code, given)
    inputs = leaf_inputs(changed, handed_in, rulebook)
    position = changed.table.index.get_loc(code)
    for leaf in rulebook.leaves:
        if leaf.code in given and leaf.code not in INDICATORS:
            values = inputs[leaf.code].copy()
            values[position] = given[leaf.code]
            inputs[leaf.code] = values
    scores = score_inputs(inputs, changed, handed_in, rulebook)
    leaves = {leaf.code: _twice(cell(scores.nodes, code, leaf.code)) for leaf in rulebook.leaves}
    leaves |= {
        leaf.code: leaf_bounds(leaf) for leaf in rulebook.leaves if leaf.code in open_ and leaf.code not in given
    }
    whole, last = climb(leaves, rulebook.whole_tree), climb(leaves, rulebook.tree)
    checked = gates.check(changed, rulebook)
    return Outlook(
        nodes={name: _pair(values) for name, values in (whole.nodes | {TOTAL: last.nodes[TOTAL]}).items()},
        weights=_shares(rulebook.tree, last.weights),
        parts={name: _pair(values) for name, values in last.parts.items()},
        inputs={name: float(values[position]) for name, values in inputs.items()},
        stages={s.code: _pair(climb(leaves, rulebook.tree_in(s)).nodes[TOTAL]) for s in rulebook.stage},
        gates=checked[checked["code"] == code].reset_index(drop=True),
    )


def suppose(indicators: Indicators, code: str, figures: Mapping[str, float]) -> Indicators:
    """Return the indicators with some figures of one participant replaced; codes that are neither are passed over.

    figures: by indicator or roster field. A share keeps its denominator, and its numerator follows.
    """
    table, numerators = indicators.table.copy(), indicators.numerators.copy()
    participants = indicators.participants.copy()
    for name, value in figures.items():
        if name in table.columns:
            table.loc[code, name] = value
            if INDICATORS[name].form in {"share", "mean"}:
                numerators.loc[code, name] = value * cell(indicators.denominators, code, name)
        elif name in participants.columns:
            words = not pd.api.types.is_numeric_dtype(participants[name])
            participants.loc[code, name] = np.format_float_positional(value, trim="-") if words else value
    return replace(indicators, table=table, numerators=numerators, participants=participants)


def cell(table: pd.DataFrame, code: str, column: str) -> float:
    """Return one figure of one participant."""
    value: Any = table.loc[code, column]
    return float(value)


def _twice(value: float) -> Floats:
    return np.array([value, value])


def leaf_bounds(leaf: Criterion) -> Floats:
    """Return the least and the most that a leaf can score; of a panel with a scale of its own, at its marks' ends."""
    if leaf.panel is None or leaf.scale is None or leaf.scale.type not in {"linear", "steps"}:
        return np.array([0.0, 100.0])
    ends = leaf_score(leaf, np.array([leaf.panel.min, leaf.panel.max]), np.array(["", ""], dtype=object))
    return np.sort(ends)


def _pair(values: Floats) -> Bounds:
    return float(values[0]), float(values[1])


def _shares(tree: Mapping[str, Sequence[Criterion]], weights: Mapping[str, Floats]) -> dict[str, float]:
    """Return each criterion's share in percent of the total, its parents' shares taken into account."""
    shares: dict[str, float] = {}
    waiting = [(TOTAL, 100.0)]
    while waiting:
        parent, share = waiting.pop()
        for child in tree.get(parent, ()):
            shares[child.code] = share * float(weights[child.code][0]) / 100
            waiting.append((child.code, shares[child.code]))
    return shares
