"""How rare a share or a month is: against scipy's distributions; what holds of any log."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from criteria.integrity import Thresholds, complaints_behind, flags, step_times
from criteria.integrity.comparing import rarity
from criteria.integrity.months import breaks
from submissions.sources import Period
from tests.criteria.small_logs import complaint, handed_in, rulebook

LOW = {
    "minimum": 1, "chance": 0.999, "no_delay": 0.2, "one_day": 0.2, "answer_time": 0.1, "answer_time_peak": 1.01,
    "heaping": 1.01, "closing_times": 1.01, "unanswered": 0.1, "unsolved": 0.1, "month_times": 1.01, "set_aside": 0.1,
    "one_rating": 0.1,
}  # fmt: skip
"""Thresholds that nearly every log meets."""


@given(st.integers(0, 500), st.integers(0, 500), st.floats(0.0, 1.0))
def test_rarity_is_the_upper_tail_of_the_binomial(events, more, usual):
    found = rarity(np.array([float(events)]), np.array([float(events + more)]), np.array([usual]))
    assert found[0] == pytest.approx(binom.sf(events - 1, events + more, usual), rel=1e-9, abs=1e-300)


@given(st.lists(st.integers(0, 300), min_size=12, max_size=12), st.floats(1e-9, 0.01))
def test_a_month_breaks_by_the_tail_of_the_poisson(numbers, chance):
    period = Period.model_validate(
        {"from": dt.date(2019, 1, 1), "to": dt.date(2019, 12, 31), "cutoff": dt.date(2020, 1, 1)}
    )
    rows = [("A", "all", 201901 + n, number) for n, number in enumerate(numbers) if number]
    counts = pd.DataFrame(rows, columns=["code", "category", "value", "n"])
    found = breaks(counts, period, Thresholds(chance=chance, minimum=1))
    days = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    usual = np.median(np.array(numbers) / days) * days
    if usual[0] == 0:
        assert found.empty
        return
    tails = np.where(numbers > usual, poisson.sf(np.array(numbers) - 1, usual), poisson.cdf(numbers, usual))
    ratio = np.array(numbers) / usual
    broken = [n for n in range(12) if (ratio[n] >= 3 or ratio[n] <= 1 / 3) and tails[n] < chance]
    assert len(found) == bool(broken)
    if broken:
        worst = min(broken, key=lambda n: (tails[n], n))
        assert found["rarity"].iloc[0] == pytest.approx(tails[worst], rel=1e-6, abs=1e-300)
        assert found["statistic"].iloc[0] in ratio[broken]


def test_a_short_period_has_no_usual_month():
    period = Period.model_validate(
        {"from": dt.date(2019, 1, 1), "to": dt.date(2019, 5, 31), "cutoff": dt.date(2019, 6, 1)}
    )
    counts = pd.DataFrame({"code": "A", "category": "all", "value": [201901, 201903], "n": [50, 900]})
    assert breaks(counts, period, Thresholds()).empty


delays = st.one_of(st.none(), st.sampled_from([0, 1, 10, 15, 20, 350]))
rows = st.builds(
    complaint,
    st.sampled_from("ABC"),
    received=st.integers(0, 360),
    acknowledged=delays,
    answered=delays,
    resolved=delays,
    rating=st.sampled_from([None, 100, 450]),
    unsolved=st.booleans(),
    bin=st.sampled_from(["used", "used", "used", "set aside", "excluded"]),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(rows, min_size=1, max_size=25), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_rows_changes_nothing_and_every_flag_lists_its_complaints(log, random, imply):
    rules, limits = rulebook(imply=imply), Thresholds(**LOW)
    handed = handed_in(log)
    found = flags(handed, rules, limits)
    for row in found.itertuples():
        behind = complaints_behind(handed, rules, limits, row.code, row.flag, row.detail)
        assert behind.count().execute() == row.complaints
        assert row.flag in {"closing-rush", "heaping", "month-break"} or row.statistic >= row.threshold - 1e-9
    shuffled = random.sample(log, len(log))
    pd.testing.assert_frame_equal(flags(handed_in(shuffled), rules, limits), found, check_exact=True)
    pd.testing.assert_frame_equal(
        step_times(handed_in(shuffled), rules, limits), step_times(handed, rules, limits), check_exact=True
    )
