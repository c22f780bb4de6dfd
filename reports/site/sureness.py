"""How sure the ranking is, for the site: the report's sentences, from results.json and certainty.csv alone."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

from reports import firmness as words
from reports.firmness import Best, Drawn, Firmness
from reports.tables import neutralise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from criteria.rulebook import Rulebook
    from reports.speech import Speech

Shares = dict[str, dict[str, float]]
"""Share of draws (0..1) in which an award is held: by award, then by code as the file writes it."""


def shares_of(certainty: bytes | None) -> Shares:
    """Return what certainty.csv says of awards; empty where the year has no such file or nothing was drawn."""
    found: Shares = {}
    for row in csv.DictReader(io.StringIO((certainty or b"").decode(), newline="")):
        for column, share in row.items():
            if column.startswith("award:") and share:
                found.setdefault(column.removeprefix("award:"), {})[row["code"]] = float(share)
    return found


def firmness(results: Mapping[str, Any], rulebook: Rulebook, shares: Shares, say: Speech) -> list[Firmness]:
    """Return the awards that somebody holds, in the rulebook's order; none where nothing was drawn."""
    told = results.get("certainty")
    if not told or not told["draws"]:
        return []
    names = {one["code"]: one["name"] for one in results["participants"]}
    held = {one["code"]: [winner["code"] for winner in one["winners"]] for one in results["awards"]}
    # no distance: either no weights would do, or it cannot be said; the file does not tell which
    lasts = {
        one["award"]: (math.nan if one["distance"] is None else one["distance"], names[one["other"]])
        for one in told["boundaries"]
    }
    ranks = {one["code"]: one["rank"] or math.inf for one in results["participants"]}
    bests = {
        one["category"]: Best(one["top"], one["level"], one["ranked"], sorted(one["may_be"], key=ranks.__getitem__))
        for one in told.get("tops", [])
    }
    found = []
    for award in rulebook.award:
        if mine := held.get(award.code):
            written = shares.get(award.code, {})
            own = {code: written[neutralise(code)] for code in names if neutralise(code) in written}
            drawn = Drawn(award, mine, own, lasts.get(award.code), bests.get(award.category))
            found.append(words.firm(drawn, names, told["level"], say))
    return found


def agreement(results: Mapping[str, Any], rulebook: Rulebook, say: Speech) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return per category how far each other method agrees with ours (Kendall's tau), as written."""
    told = results.get("certainty") or {"methods": []}
    titles = {category.code: say.title(category.title) for category in rulebook.category}
    found: dict[str, list[tuple[str, str]]] = {}
    for one in told["methods"]:
        if one["method"] != "weighted_sum":
            tau = say.number(one["tau"], 2)
            found.setdefault(titles[one["category"]], []).append((words.method(one["method"], say), tau))
    return list(found.items())
