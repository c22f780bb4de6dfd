"""What can be known of a score before anybody has judged, and what cannot: for each leaf of the tree, why."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from criteria.categories import figures
from criteria.indicators import INDICATORS
from criteria.outlook import cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from criteria.results import Indicators
    from criteria.rulebook import Criterion, Rulebook
    from submissions.handed_in import HandedIn

OPEN = ("marks", "claims", "field", "median", "untold")
"""Reasons for which a score cannot be known."""


def bases(
    rulebook: Rulebook,
    indicators: Indicators,
    handed_in: HandedIn,
    code: str,
    supposed: Mapping[str, float],
    *,
    last_year: bool,
) -> dict[str, str]:
    """Return why each leaf's score is known or not (``reports.assessment.BASES``), by its code.

    last_year: whether ``indicators`` hold the participants of last year's published results, who stand for this year's.
    """
    return {
        leaf.code: _basis(leaf, indicators, handed_in, code, supposed, last_year=last_year) for leaf in rulebook.leaves
    }


def _basis(
    leaf: Criterion,
    indicators: Indicators,
    handed_in: HandedIn,
    code: str,
    supposed: Mapping[str, float],
    *,
    last_year: bool,
) -> str:
    source = str(leaf.indicator or leaf.field or leaf.code)
    known = "supposed" if source in supposed else "known"
    if leaf.panel or leaf.checklist:
        claimed = leaf.checklist and code in set(handed_in.checklists["participant"])
        return known if claimed or source in supposed else "claims" if leaf.checklist else "marks"
    missing = math.isnan(supposed.get(source, _value(leaf, indicators, code)))
    reasons = {
        "untold": missing and _untold(leaf, indicators, code),
        "field": needs_others(leaf, last_year=last_year),
        "median": missing and leaf.missing == "median" and not last_year,
    }
    return next((reason for reason, holds in reasons.items() if holds), known)


def _value(leaf: Criterion, indicators: Indicators, code: str) -> float:
    if leaf.field:
        return float(figures(indicators.participants, leaf.field)[code])
    return cell(indicators.table, code, str(leaf.indicator))


def _untold(leaf: Criterion, indicators: Indicators, code: str) -> bool:
    """Whether the value is missing because the one who asks did not tell a field of the roster."""
    if leaf.field:
        return True
    needs = INDICATORS[str(leaf.indicator)].needs
    rosters = {"units", "units_connected"} & {*needs}
    return any(math.isnan(cell(indicators.participants, code, name)) for name in rosters)


def needs_others(leaf: Criterion, *, last_year: bool) -> bool:
    """Whether a leaf's score cannot be known without the other participants, even where its figure is.

    last_year: whether last year's stand for them; to shrink or to standardise a share takes numbers that
        nobody publishes.
    """
    relative = leaf.scale is not None and leaf.scale.type == "percentile"
    return leaf.estimate in {"shrunk", "standardised"} or (relative and not last_year)
