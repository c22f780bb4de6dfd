"""Kaplan-Meier against the published example and against lifelines."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.survival import quantiles

LEVELS = {"median": Fraction(1, 2), "p90": Fraction(1, 10)}


def _counts(rows: list[tuple[int, int, bool]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["participant", "t", "event"])
    grouped = table.groupby(["participant", "t"])["event"]
    return pd.DataFrame({"events": grouped.sum(), "censored": grouped.size() - grouped.sum()}).reset_index()


def test_median_days_freireich_6mp():
    events = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    rows = [(0, t, True) for t in events] + [(0, t, False) for t in censored]
    found = quantiles(_counts(rows), LEVELS)
    assert found.loc[0, "median"] == 23
    assert np.isnan(found.loc[0, "p90"])


def test_half_exactly_is_reached_whatever_the_floats_say():
    # ten complaints, one closed a day: S is exactly 1/2 after the fifth and 1/10 after the ninth
    found = quantiles(_counts([(3, t, True) for t in range(1, 11)]), LEVELS)
    assert found.loc[3].to_dict() == {"median": 5, "p90": 9}


def test_nobody_closed_is_missing():
    assert quantiles(_counts([(1, 4, False), (1, 9, False)]), LEVELS).loc[1].isna().all()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 30), st.booleans()), min_size=1, max_size=60))
def test_agrees_with_lifelines(rows):
    from lifelines import KaplanMeierFitter  # noqa: PLC0415 (a slow import that few tests need)

    found = quantiles(_counts(rows), LEVELS)
    for participant in {row[0] for row in rows}:
        mine = [(t, event) for p, t, event in rows if p == participant]
        curve = KaplanMeierFitter().fit([t for t, _ in mine], [event for _, event in mine]).survival_function_
        for name, level in LEVELS.items():
            below = curve.index[curve.iloc[:, 0] <= float(level) + 1e-12]
            expected = below.min() if len(below) else np.nan
            np.testing.assert_equal(found.loc[participant, name], expected)
