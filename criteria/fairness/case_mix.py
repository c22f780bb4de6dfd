"""Case-mix by indirect standardisation: what would be expected of a participant that had just these complaints.

Whoever receives the hard kinds must not lose for it. Expected = its complaints of each stratum x what the reference
achieves there; standardised share = observed / expected x the reference's overall share. Source: Breslow and Day
(1987), Statistical Methods in Cancer Research II, section 2.3.
"""

from __future__ import annotations

import pandas as pd


def standardised(counts: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Standardise one share of every participant.

    counts: one row per participant and stratum: participant, stratum (never missing: who names no kind is a stratum of
        its own), events, complaints (whole numbers: the share's two). Any order.
    reference: whose rates are expected: rows with stratum, events, complaints, several of a stratum being added up;
        usually the counts of the category, the participant included, so that a stratum that only one has is neutral.
    Returns, by participant, sorted: observed, expected (events), ratio (observed / expected), share (ratio x the
    reference's overall share; 0..1 in the reference's mix, and above 1 for who does far better than the rates of a mix
    that the reference is good at; a scale levels it off). Complaints of a stratum that the reference has none of are
    left out of both. NaN where nothing is expected.
    """
    strata = reference.groupby("stratum")[["events", "complaints"]].sum()
    strata = strata[strata["complaints"] > 0]
    rates = strata["events"] / strata["complaints"]
    comparable = counts[counts["stratum"].isin(rates.index)]
    comparable = comparable.assign(expected=comparable["complaints"] * comparable["stratum"].map(rates))
    # by size, not by name: what a stratum is called, which an engine decides, must not change the last bit of a sum
    comparable = comparable.sort_values(["participant", "expected", "events"], ignore_index=True)
    people = pd.Index(sorted(counts["participant"].unique()), name="participant")
    sums = comparable.assign(observed=comparable["events"]).groupby("participant")
    table = sums[["observed", "expected"]].sum().reindex(people, fill_value=0).astype("float64")
    table["ratio"] = table["observed"] / table["expected"].where(table["expected"] > 0)
    overall = strata["events"].sum() / strata["complaints"].sum() if len(strata) else float("nan")
    table["share"] = table["ratio"] * overall
    return table
