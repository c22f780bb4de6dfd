"""The weighted tree: what feeds each leaf, how it is scaled, and how scores climb to the total."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria import checklists, panel, scales
from criteria.categories import figures
from criteria.fairness import estimate
from criteria.fairness.year import standardised_shares
from criteria.indicators import INDICATORS
from criteria.results import Indicators, Scores
from criteria.rulebook import Linear
from criteria.tree import TOTAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from criteria.rounding import Floats
    from criteria.rulebook import Criterion, Rulebook, Scale
    from criteria.scales import Groups
    from submissions.handed_in import HandedIn


def score(indicators: Indicators, handed_in: HandedIn, rulebook: Rulebook) -> Scores:
    """Score every participant of ``indicators`` on every node of the rulebook's tree (see ``Scores``).

    A leaf without a value follows its ``missing`` policy: "zero" scores 0; "median" scores the median of the scores in
    its category, and is excluded where the category has none; "exclude" hands its weight to its siblings in proportion.
    A node none of whose children has a score has none itself, and is excluded in turn.
    """
    return score_inputs(leaf_inputs(indicators, handed_in, rulebook), indicators, handed_in, rulebook)


def leaf_inputs(indicators: Indicators, handed_in: HandedIn, rulebook: Rulebook) -> dict[str, Floats]:
    """Return what each leaf of the tree is fed with, by its code: one value per participant, NaN where missing."""
    return {leaf.code: leaf_input(leaf, indicators, handed_in, rulebook) for leaf in rulebook.leaves}


def score_inputs(
    inputs: Mapping[str, Floats], indicators: Indicators, handed_in: HandedIn, rulebook: Rulebook
) -> Scores:
    """Score what the leaves are fed with (see ``score``, which does so with what was measured and marked)."""
    codes = indicators.table.index
    categories = indicators.participants["category"].reindex(codes).to_numpy(dtype=object)
    leaves = {leaf.code: leaf_score(leaf, inputs[leaf.code], categories) for leaf in rulebook.leaves}
    climbed = climb(leaves, rulebook.whole_tree)
    order = [criterion.code for criterion in rulebook.criterion]
    return Scores(
        nodes=pd.DataFrame(climbed.nodes, index=codes, columns=[TOTAL, *order]),
        inputs=pd.DataFrame(dict(inputs), index=codes),
        weights=pd.DataFrame(climbed.weights, index=codes, columns=order),
        parts=pd.DataFrame(climbed.parts, index=codes, columns=list(leaves)),
        marks=panel.summary(handed_in.marks, codes),
    )


def leaf_input(leaf: Criterion, indicators: Indicators, handed_in: HandedIn, rulebook: Rulebook) -> Floats:
    """Return what one leaf is fed with: one value per participant, NaN where missing."""
    codes = indicators.table.index
    if leaf.panel is not None:
        values = panel.aggregate(leaf_marks(leaf, indicators, handed_in), leaf.code, leaf.panel, codes)
    elif leaf.field is not None:
        values = figures(indicators.participants, leaf.field)
    elif leaf.checklist:
        values = checklists.aggregate(handed_in.checklists, leaf.code, rulebook, codes)
    elif leaf.estimate != "ratio":
        return _estimated(leaf, indicators)
    else:
        values = indicators.table[leaf.indicator]
    return np.asarray(values.reindex(codes), dtype=np.float64)


def leaf_marks(leaf: Criterion, indicators: Indicators, handed_in: HandedIn) -> pd.DataFrame:
    """Return the leaf's marks, less what each judge is lenient where the panel says so."""
    marks = handed_in.marks
    if leaf.panel is None or leaf.panel.severity == "none":
        return marks
    from criteria.judging import adjusted_marks, severity  # noqa: PLC0415 (start-up: few rulebooks need statsmodels)

    if leaf.panel.severity == "mixed":
        from criteria.judging.mixed import fit  # noqa: PLC0415 (start-up)
    else:
        from criteria.judging.additive import fit  # noqa: PLC0415 (start-up)
    mine = marks[marks["criterion"] == leaf.code]
    categories = indicators.participants["category"]
    return adjusted_marks(mine, severity(mine, categories, model=fit, at_least=leaf.panel.severity_at_least))


def _estimated(leaf: Criterion, indicators: Indicators) -> Floats:
    """Return a share as the leaf estimates it (``criteria.fairness``)."""
    code = str(leaf.indicator)
    if leaf.estimate == "standardised":
        return np.asarray(standardised_shares(indicators, code), dtype=np.float64)
    return estimate(
        leaf.estimate,
        indicators.numerators[code].to_numpy(dtype=np.float64),
        indicators.denominators[code].to_numpy(dtype=np.float64),
        better="lower" if INDICATORS[code].better == "lower" else "higher",
        categories=indicators.participants["category"].reindex(indicators.table.index).to_numpy(dtype=object),
    )


def leaf_score(leaf: Criterion, values: Floats, categories: Groups) -> Floats:
    """Scale the values of one leaf and fill in what is missing; NaN is left where the leaf is excluded."""
    scored = scales.apply(_scale(leaf), values, categories)
    if leaf.missing == "zero":
        return np.where(np.isnan(scored), 0.0, scored)
    if leaf.missing == "median":
        medians = pd.Series(scored).groupby(categories).transform("median").to_numpy()
        return np.where(np.isnan(scored), medians, scored)
    return scored


def _scale(leaf: Criterion) -> Scale:
    if leaf.scale is not None:
        return leaf.scale
    if leaf.checklist:
        return Linear(type="linear", zero=0.0, full=100.0)
    if leaf.panel is None:
        raise ValueError(f"criterion {leaf.code} has neither a scale nor a panel")
    return Linear(type="linear", zero=leaf.panel.min, full=leaf.panel.max)


@dataclass
class Climbed:
    """Scores and effective weights by node, and points of the total by leaf; arrays over participants."""

    nodes: dict[str, Floats] = field(default_factory=dict)
    weights: dict[str, Floats] = field(default_factory=dict)
    parts: dict[str, Floats] = field(default_factory=dict)


def climb(leaves: Mapping[str, Floats], tree: Mapping[str, Sequence[Criterion]]) -> Climbed:
    """Work out every node above the leaves. tree: the children of "total" and of each inner criterion."""
    climbed = Climbed(nodes=dict(leaves))
    climbed.nodes[TOTAL] = _settle(TOTAL, tree, climbed)
    ones = np.ones_like(climbed.nodes[TOTAL])
    _share_out(TOTAL, ones, tree, climbed)
    return climbed


def _settle(code: str, tree: Mapping[str, Sequence[Criterion]], climbed: Climbed) -> Floats:
    """Score a node, settling its children first and noting their weights."""
    if code not in tree:
        return climbed.nodes[code]
    children = tree[code]
    scores = [_settle(child.code, tree, climbed) for child in children]
    climbed.nodes[code], weights = combine(scores, [child.weight for child in children])
    climbed.weights.update(zip((child.code for child in children), weights, strict=True))
    return climbed.nodes[code]


def _share_out(code: str, share: Floats, tree: Mapping[str, Sequence[Criterion]], climbed: Climbed) -> None:
    """Note the points of each leaf below a node that has this share (0..1) of the total."""
    if code not in tree:
        climbed.parts[code] = share * climbed.nodes[code]
        return
    for child in tree[code]:
        _share_out(child.code, share * climbed.weights[child.code] / 100, tree, climbed)


def combine(scores: Sequence[Floats], weights: Sequence[float | Floats]) -> tuple[Floats, list[Floats]]:
    """Take the weighted mean of the children that have a score, with the share in percent that each has in it.

    weights: one number per child, or an array against its scores.

    The weight of a missing child goes to the others in proportion to theirs (as in the CMS hospital star ratings,
    2021); only the proportions of weights matter. Without any child it is NaN. Plain additions in the children's order,
    so that the same bits come out on every machine.
    """
    present = [np.where(np.isnan(score), 0.0, weight) for score, weight in zip(scores, weights, strict=True)]
    whole = sum(present[1:], start=present[0])
    whole = np.where(whole > 0, whole, np.nan)
    shares = [np.where(weight > 0, 100 * weight / whole, np.nan) for weight in present]
    points = [np.nan_to_num(share * score / 100, nan=0.0) for share, score in zip(shares, scores, strict=True)]
    total = np.where(np.isnan(whole), np.nan, sum(points[1:], start=points[0]))
    return np.clip(total, 0.0, 100.0), shares
