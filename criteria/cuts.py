"""A cut: who gets one of the places, with quotas kept and ties ended by the written rule, and how near it was."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.categories import words
from criteria.rank import competition_ranks

if TYPE_CHECKING:
    from criteria.rulebook import Rulebook
    from criteria.stage_rules import Stage

LOT, QUOTA = "by lot", "place kept by quota"
TIED, UNMET, SPARE = "tied at the cut", "quota not met", "more places than participants"


@dataclass
class Seats:
    """Who has a place (code: "" or how it was got), and what is to be said of the cut: remark, codes."""

    taken: dict[str, str] = field(default_factory=dict)
    remarks: list[tuple[str, str]] = field(default_factory=list)


def seats(stage: Stage, places: int, keys: pd.DataFrame, participants: pd.DataFrame, rulebook: Rulebook) -> Seats:
    """Give the places of one category.

    keys: index ``code``, of who may have one: what decides the order, most important first, rounded. Places that a
    quota keeps go to the best of its value first, then the others to the best of all. With ties that share, whoever is
    equal to the last one has a place too.
    """
    found = Seats()
    if keys.empty:
        return found
    order = _in_order(stage, keys, rulebook)
    best = set(_first(stage, order, places))
    if len(order) < places:
        found.remarks.append((SPARE, f"{len(order)}/{places}"))
    if stage.quota:
        values = words(participants, stage.quota.field).reindex(order.index)
        for value, least in stage.quota.least.items():
            ours = order[(values == value.strip().casefold()).to_numpy()]
            kept = _first(stage, ours, min(least, places - len(found.taken)))
            found.taken |= {code: "" if code in best else QUOTA for code in kept}
            if len(ours) < least:
                found.remarks.append((UNMET, f"{value}: {len(ours)}/{least}"))
    rest = order[~order.index.isin(list(found.taken))]
    free = _first(stage, rest, places - len(found.taken))
    found.taken |= dict.fromkeys(free, "")
    if free:
        _tell_ties(stage, rest[rest["rank"] == rest.loc[free[-1], "rank"]].index, places, found)
    return found


def _in_order(stage: Stage, keys: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    """Return the ranks, the best first; equals by lot where the stage draws, else by code, which decides nothing."""
    lots = [drawn(rulebook, stage.code, str(code)) if stage.ties == "lot" else "" for code in keys.index]
    order = pd.DataFrame({"rank": competition_ranks(keys), "lot": lots}, index=keys.index).sort_index()
    return order.sort_values(["rank", "lot"], kind="stable")


def drawn(rulebook: Rulebook, stage: str, code: str) -> str:
    """Return the lot of a participant, sha256 of "seed/stage/code" in hexadecimal; the smaller one stands first."""
    seed = rulebook.lot.seed if rulebook.lot else ""
    return hashlib.sha256(f"{seed}/{stage}/{code}".encode()).hexdigest()


def _first(stage: Stage, order: pd.DataFrame, places: int) -> list[str]:
    if places <= 0 or order.empty:
        return []
    first = order.iloc[:places]
    if stage.ties == "share":
        first = order[order["rank"] <= first["rank"].iloc[-1]]
    return [str(code) for code in first.index]


def _tell_ties(stage: Stage, tied: pd.Index[str], places: int, found: Seats) -> None:
    """Say who was equal at the last place, where that mattered."""
    inside = [code for code in tied if code in found.taken]
    if stage.ties == "share" and len(found.taken) > places:
        found.remarks.append((TIED, ";".join(sorted(tied))))
    elif stage.ties == "lot" and len(inside) < len(tied):
        found.remarks.append((LOT, ";".join(sorted(tied))))
        found.taken |= dict.fromkeys(inside, LOT)


def distances(
    scores: pd.Series[float], advanced: pd.Series[bool], kept: pd.Series[bool], at_least: float | None
) -> pd.Series[float]:
    """Return how far each score is from the cut, above it positive; NaN where nobody is on its other side.

    Who went on is measured from the best that stayed, who stayed from the last that went on by its score; where there
    is none, from the smallest score that goes on. kept: who went on by a place that a quota keeps, below that cut.
    """
    limit = np.nan if at_least is None else at_least
    by_score = advanced & ~kept
    lowest = scores[by_score].min() if by_score.any() else limit
    highest = scores[~advanced].max() if (~advanced).any() else limit
    return (scores - np.where(advanced, highest, lowest)).round(6)
