"""The shares of a whole year, fairly read: beside what was to be expected, and as far as chance alone may carry them.

Nothing here is a score. A score takes a share as its criterion's ``estimate`` says; this is what it can be compared
with, for every share that a criterion is fed by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.fairness.case_mix import standardised
from criteria.fairness.funnel import funnel_of_shares
from criteria.fairness.shares import wilson
from criteria.fairness.shrinkage import shrink
from criteria.indicators import SHARES

if TYPE_CHECKING:
    from criteria.results import Indicators
    from criteria.rulebook import Rulebook

LIMITS = ["low_95", "high_95", "low_998", "high_998"]


@dataclass(frozen=True)
class Fairness:
    """Ordered by indicator, as criteria name them, then category, as the rulebook has them.

    shares: by code: indicator, category, code, observed (events), complaints (the share's denominator), share, low,
        high (Wilson's 95 %), shrunk (towards the category), expected (events, of the category's rates by kind),
        standardised (observed / expected x the category's share, at most 1), low_95, high_95, low_998, high_998 (what
        chance allows for around expected / complaints, widened where participants scatter more), position ("" within
        95 %; "low", "high"; "very low", "very high" beyond 99.8 %). Shares 0..1; who has none is left out.
    funnels: indicator, category, participants, complaints, share (of all), phi, between (``Overdispersion``).
    kinds: indicator, category, kind ("" where none is named), participants, events, complaints, share; where complaints
        are told apart by kind.
    """

    shares: pd.DataFrame
    funnels: pd.DataFrame
    kinds: pd.DataFrame


def fairness(indicators: Indicators, rulebook: Rulebook) -> Fairness:
    """Read every share of complaints that feeds a criterion, within each category."""
    codes = list(dict.fromkeys(leaf.indicator for leaf in rulebook.leaves if leaf.indicator in SHARES))
    tables = [
        _one(indicators, str(code), category.code)
        for code in codes
        for category in rulebook.category
        if _in(indicators, str(code), category.code).any()
    ]
    shares, funnels, kinds = zip(*tables, strict=True) if tables else ((), (), ())
    return Fairness(_joined(shares), _joined(funnels), _joined(kinds))


def counts_of(indicators: Indicators, indicator: str) -> pd.DataFrame:
    """Return the two numbers of a share by participant and stratum, of those that have it, as ``standardised`` asks.

    Without strata everybody's complaints are of one.
    """
    known = indicators.table.index[_known(indicators, indicator)]
    if indicators.strata.empty:
        numbers = {"events": indicators.numerators[indicator], "complaints": indicators.denominators[indicator]}
        table = pd.DataFrame(numbers).loc[known].rename_axis("participant").reset_index()
        return table.assign(stratum="", kind="")
    events, complaints = SHARES[indicator]
    mine = indicators.strata[indicators.strata["code"].isin(known)]
    return pd.DataFrame({
        "participant": mine["code"],
        "stratum": mine["kind"] + "\x1f" + mine["topic"].astype(str),
        "kind": mine["kind"],
        "events": mine[events],
        "complaints": mine[complaints],
    })  # fmt: skip


def standardised_shares(indicators: Indicators, indicator: str) -> pd.Series[float]:
    """Return every participant's share as if it had its category's mix of complaints, 0..1; NaN where it has none."""
    counts = counts_of(indicators, indicator)
    category = counts["participant"].map(indicators.participants["category"])
    found = [standardised(mine, mine)["share"] for _, mine in counts.groupby(category.to_numpy(), sort=True)]
    shares = pd.concat(found) if found else pd.Series(dtype="float64")
    return shares.reindex(indicators.table.index).clip(upper=1.0)


def expected_shares(indicators: Indicators, indicator: str) -> pd.DataFrame:
    """Return, by participant, what is to be expected of a share, 0..1: of its own mix of complaints, and of all.

    Columns expected (of its own complaints) and overall (of its category's); NaN where it has none. What was observed
    times overall / expected is ``standardised_shares``.
    """
    counts = counts_of(indicators, indicator)
    category = counts["participant"].map(indicators.participants["category"])
    found = [_expected(mine) for _, mine in counts.groupby(category.to_numpy(), sort=True)]
    table = pd.concat(found) if found else pd.DataFrame(columns=["expected", "overall"], dtype="float64")
    return table.reindex(indicators.table.index)


def _expected(counts: pd.DataFrame) -> pd.DataFrame:
    complaints = counts.groupby("participant")["complaints"].sum()
    expected = standardised(counts, counts)["expected"].reindex(complaints.index) / complaints.where(complaints > 0)
    return pd.DataFrame({"expected": expected, "overall": counts["events"].sum() / counts["complaints"].sum()})


def _known(indicators: Indicators, indicator: str) -> pd.Series[bool]:
    """Whether a participant has the share, with the two numbers behind it."""
    numbers = indicators.numerators[indicator].notna() & (indicators.denominators[indicator] > 0)
    return numbers & indicators.table[indicator].notna()


def _in(indicators: Indicators, indicator: str, category: str) -> pd.Series[bool]:
    mine = indicators.participants["category"].reindex(indicators.table.index) == category
    return mine & _known(indicators, indicator)


def _one(indicators: Indicators, indicator: str, category: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the three tables of one share in one category."""
    known = _in(indicators, indicator, category)
    observed, complaints = (
        table.loc[known, indicator].astype("float64") for table in (indicators.numerators, indicators.denominators)
    )
    counts = counts_of(indicators, indicator)
    counts = counts[counts["participant"].isin(observed.index)]
    mix = standardised(counts, counts).reindex(observed.index)
    funnel = funnel_of_shares(observed, complaints, mix["expected"])
    events, whole = (np.asarray(column, dtype=np.float64) for column in (observed, complaints))
    low, high = wilson(events, whole)
    named = {"indicator": indicator, "category": category}
    shares = pd.DataFrame({
        **named, "code": observed.index, "observed": events, "complaints": whole, "share": events / whole, "low": low,
        "high": high, "shrunk": shrink(events, whole, np.full(len(events), "", dtype=object)).values,
        "expected": mix["expected"].to_numpy(), "standardised": mix["share"].clip(upper=1.0).to_numpy(),
        **{name: funnel.table[name].to_numpy() for name in LIMITS}, "position": funnel.table["outside"].to_numpy(),
    })  # fmt: skip
    whole_funnel = {
        "participants": len(shares), "complaints": whole.sum(), "share": funnel.target, "phi": funnel.phi,
        "between": funnel.between,
    }  # fmt: skip
    return shares, pd.DataFrame([named | whole_funnel]), _kinds(counts, indicators).assign(**named)


def _kinds(counts: pd.DataFrame, indicators: Indicators) -> pd.DataFrame:
    """Return how each kind of complaint fared, the most frequent first; nothing where there is one kind alone."""
    if indicators.strata.empty or counts["kind"].nunique() < 2:
        return pd.DataFrame(columns=["kind", "participants", "events", "complaints", "share"])
    some = counts[counts["complaints"] > 0]
    sums = some.groupby("kind")
    table = sums[["events", "complaints"]].sum().assign(participants=sums["participant"].nunique()).reset_index()
    table["share"] = table["events"] / table["complaints"]
    return table.sort_values(["complaints", "kind"], ascending=[False, True], ignore_index=True)


def _joined(tables: tuple[pd.DataFrame, ...]) -> pd.DataFrame:
    some = [table for table in tables if len(table)]
    return pd.concat(some, ignore_index=True) if some else pd.DataFrame()
