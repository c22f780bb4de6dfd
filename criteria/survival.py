"""How long it takes, when some have not come to an end yet: Kaplan and Meier (1958), quantiles of many curves at once.

The mean of the closed complaints alone flatters whoever leaves the hard ones open; here an open complaint counts as
"longer than it has been open".
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd

_NEAR = 1e-9
"""Where a curve comes this close to the level it is compared exactly: a product of floats may fall on either side."""


def quantiles(counts: pd.DataFrame, levels: dict[str, Fraction]) -> pd.DataFrame:
    """Return, per participant, the smallest t with S(t) <= level: index participant, one float64 column per level.

    counts: one row per participant and t: participant, t (working days, whole), events, censored (counts at t;
        events come before censorings at the same t). Any order.
    levels: by column name, the level of S: 1/2 for the median, 1/10 for the 90th percentile.
    NaN where the curve never gets there. S(t) is the product over t' <= t of 1 - events / at risk.
    """
    table = counts.sort_values(["participant", "t"], kind="stable", ignore_index=True)
    leaving = table["events"] + table["censored"]
    groups = leaving.groupby(table["participant"])
    at_risk = groups.transform("sum") - groups.cumsum() + leaving
    survival = (1.0 - table["events"] / at_risk).groupby(table["participant"]).cumprod()
    reached = {
        name: _first_at_or_below(table.assign(at_risk=at_risk, survival=survival), level)
        for name, level in levels.items()
    }
    return pd.DataFrame(reached, index=pd.Index(table["participant"].unique(), name="participant"), dtype="float64")


def _first_at_or_below(table: pd.DataFrame, level: Fraction) -> pd.Series:
    below = (table["survival"] < float(level) - _NEAR).to_numpy(copy=True)
    near = np.flatnonzero(np.abs(table["survival"].to_numpy() - float(level)) <= _NEAR)
    for position in near:
        below[position] = _exact(table, int(position)) <= level
    return table[below].groupby("participant")["t"].min()


def _exact(table: pd.DataFrame, position: int) -> Fraction:
    """Return S at one row of the table as a fraction."""
    curve = table.iloc[: position + 1]
    curve = curve[curve["participant"] == table["participant"].iloc[position]]
    survival = Fraction(1)
    for events, at_risk in zip(curve["events"], curve["at_risk"], strict=True):
        survival *= 1 - Fraction(int(events), int(at_risk))
    return survival
