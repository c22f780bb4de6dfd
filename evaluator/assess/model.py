"""What the page needs to work a score out again in the browser: the tree, scales and figures, as plain data.

The page's script mirrors ``criteria.score``, ``criteria.scales`` and ``criteria.rounding`` operation by operation; a
test holds the two to the same digits in a real browser.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from criteria.categories import figures
from criteria.fairness.shares import z_squared
from criteria.indicators import INDICATORS
from criteria.outlook import cell, leaf_bounds
from criteria.score import leaf_inputs
from evaluator.assess.asked import limits
from evaluator.assess.known import needs_others
from evaluator.assess.levers import figure_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from criteria.outlook import Outlook
    from criteria.rulebook import Criterion, Rulebook
    from evaluator.assess.levers import Ground

SHARE_STEP = 0.005
ROUNDS = 9
"""Decimals to which percentiles round what they compare (``criteria.scales.percentile``)."""


def model(ground: Ground, now: Outlook, *, last_year: bool) -> dict[str, Any]:
    """Return the model: decimals, trees, leaves with their scales, the figures that can be moved, gates.

    last_year: whether the ground holds last year's participants, who stand for this year's.
    """
    rules = ground.rulebook
    leaves = [_leaf(leaf, ground, now, last_year=last_year) for leaf in rules.leaves]
    sources = [*dict.fromkeys(str(leaf["source"]) for leaf in leaves if leaf["closes"])]
    return {
        "decimals": rules.edition.decimals,
        "whole": _tree(rules.whole_tree),
        "last": _tree(rules.tree),
        "stages": {stage.code: _tree(rules.tree_in(stage)) for stage in rules.stage},
        "leaves": leaves,
        "figures": [_figure(source, ground) for source in sources],
        "gates": [_gate(code, ground, now) for code in now.gates["gate"].astype(str)],
    }


def _tree(tree: Mapping[str, Sequence[Criterion]]) -> dict[str, list[list[Any]]]:
    return {code: [[child.code, child.weight] for child in children] for code, children in tree.items()}


def _leaf(leaf: Criterion, ground: Ground, now: Outlook, *, last_year: bool) -> dict[str, Any]:
    """Return how a leaf becomes a score.

    open: its least and most where it cannot be known; closes: whether it is known once its figure is supposed. fill:
    what it scores while its figure is missing.
    """
    source = str(leaf.indicator or leaf.field or leaf.code)
    value = now.inputs[leaf.code]
    found: dict[str, Any] = {
        "code": leaf.code,
        "source": source,
        "value": _plain(value),
        "scale": _scale(leaf),
        "closes": not needs_others(leaf, last_year=last_year),
        "fill": _plain(now.nodes[leaf.code][0]) if math.isnan(value) and leaf.code not in ground.open_ else None,
    }
    if leaf.code in ground.open_:
        found["open"] = [float(end) for end in leaf_bounds(leaf)]
    if leaf.estimate == "wilson":
        better = "lower" if INDICATORS[source].better == "lower" else "higher"
        found["wilson"] = {"of": _of(ground, source), "z2": z_squared(), "better": better}
    if leaf.scale is not None and leaf.scale.type == "percentile":
        found["others"] = _others(leaf, ground, source)
    return found


def _scale(leaf: Criterion) -> dict[str, Any]:
    if leaf.scale is not None:
        return leaf.scale.model_dump()
    low, high = (leaf.panel.min, leaf.panel.max) if leaf.panel else (0.0, 100.0)
    return {"type": "linear", "zero": low, "full": high}


def _others(leaf: Criterion, ground: Ground, source: str) -> list[float]:
    """Return what the others of the category have, signed and rounded as percentiles compare them."""
    people = ground.indicators.participants
    if leaf.field:
        values = figures(people, source).to_numpy(dtype=np.float64)
    else:
        values = leaf_inputs(ground.indicators, ground.handed_in, ground.rulebook)[leaf.code]
    mine = (people["category"] == people.loc[ground.code, "category"]) & (people.index != ground.code)
    others = values[mine.to_numpy(dtype=bool)]
    signed = others if getattr(leaf.scale, "better", "higher") == "higher" else -others
    return sorted(float(value) for value in np.round(signed[~np.isnan(signed)], ROUNDS))


def _of(ground: Ground, source: str) -> float | None:
    return _plain(cell(ground.indicators.denominators, ground.code, source))


def _figure(source: str, ground: Ground) -> dict[str, Any]:
    """Return a figure that can be moved: its form, its least and most on a slider, and the step."""
    rules: Rulebook = ground.rulebook
    form = INDICATORS[source].form if source in INDICATORS else ""
    leaves = [leaf for leaf in rules.leaves if source in {leaf.indicator, leaf.field, leaf.code}]
    judged = any(leaf.panel or leaf.checklist for leaf in leaves)
    value = math.nan if judged else figure_of(ground, source)
    low, high = limits(source, rules)
    ends = [float(end) for leaf in leaves for end in _ends(leaf)] + ([] if math.isnan(value) else [value])
    if not judged and form not in {"share", "mean"}:
        low = min([max(low, 0.0) if form else 0.0, *ends])
        high = max([*ends, low + 1.0])
        low, high = math.floor(low), math.ceil(high)
    step = SHARE_STEP if form == "share" else 0.05 if form == "mean" else 1.0
    if judged or not form:
        step = next(step for step in (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, math.inf) if (high - low) / step <= 200)
        step = (high - low) / 100 if math.isinf(step) else step
    return {
        "code": source,
        "form": form,
        "value": _plain(value),
        "low": low,
        "high": high,
        "step": step,
        "judged": judged,
    }


def _ends(leaf: Criterion) -> list[float]:
    """Return the values between which a leaf's scale does anything."""
    scale = leaf.scale
    if scale is None or scale.type == "percentile":
        return []
    if scale.type == "linear":
        return [scale.zero, scale.full]
    if scale.type == "steps":
        return [step.value for step in scale.steps]
    return [scale.target - scale.width, scale.target + scale.width]


def _gate(code: str, ground: Ground, now: Outlook) -> dict[str, Any]:
    gate = next(gate for gate in ground.rulebook.gate if gate.code == code)
    value = now.gates.loc[now.gates["gate"] == code, "value"].iloc[0]
    return {
        "code": code,
        "source": gate.indicator or gate.field,
        "value": _plain(float(value)),
        "at_least": gate.at_least,
        "at_most": gate.at_most,
    }


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
