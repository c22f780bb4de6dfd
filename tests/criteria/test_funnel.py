"""Funnel limits and overdispersion: FunnelPlotR's own tests, the binomial by hand and by scipy, what must hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from criteria.fairness import funnel_of_ratios, funnel_of_shares
from criteria.fairness.funnel import ratio_limits, share_limits
from criteria.fairness.overdispersion import of_ratios, of_shares

OBSERVED = np.array([100.0, 150, 180, 80, 120, 225])
EXPECTED = np.array([108.0, 112, 165, 95, 100, 220])


def listed(values):
    return pd.Series(values, index=[f"P{n:03d}" for n in range(len(values))], dtype=float)


@pytest.mark.parametrize(("level", "low", "high"), [(0.95, 0.5596924, 1.649348), (0.998, 0.3862650, 2.082907)])
def test_poisson_limits_as_funnelplotr_has_them(level, low, high):
    found = ratio_limits(np.array([15.0, 0.0, np.nan]), level)
    assert [float(found[0][0]), float(found[1][0])] == pytest.approx([low, high], abs=5e-7)
    assert np.isnan(found)[:, 1:].all()


def test_phi_as_funnelplotr_has_it():
    found = of_ratios(OBSERVED, EXPECTED)
    assert round(found.phi, 6) == 2.948033
    # DerSimonian and Laird: (Q - (n - 1)) / (sum w - sum w^2 / sum w) with w = 1/s^2 = expected; sum w 800, w^2 118858
    assert found.between == pytest.approx((6 * 2.948033 - 5) / (800 - 118_858 / 800), rel=1e-6)


def test_of_many_the_outer_tenths_do_not_count():
    """Twenty of which one is absurd: without the outermost at either end by FunnelPlotR's rule of ranks, phi is small.

    Ranks 1 and 20 give floor(10 r / 21) = 0 and 9; so does rank 2 (0) and rank 19 (9).
    """
    expected = np.full(20, 100.0)
    scores = np.concatenate([np.linspace(-1.0, 1.0, 19), [50.0]])
    found = of_ratios(expected * np.exp(scores / 10), expected)
    assert found.phi == pytest.approx((np.sort(scores)[2:18] ** 2).mean())
    assert found.between == 0


def test_one_or_none_tell_nothing_of_the_scatter():
    assert of_ratios(np.array([30.0]), np.array([10.0])).between == 0
    assert np.isnan(of_ratios(np.array([np.nan]), np.array([0.0])).phi)
    assert of_shares(np.array([9.0]), np.array([10.0]), 0.5).between == 0


def test_binomial_limits_by_hand():
    """n = 10, p = 1/2: F(1) = 11/1024 < .025 <= F(2) = 56/1024; alpha = (56/1024 - .025) / (45/1024)."""
    low, high = share_limits(np.array([10.0]), 0.5, 0.95)
    assert low[0] == pytest.approx((2 - (56 / 1024 - 0.025) * 1024 / 45) / 10)
    assert high[0] == pytest.approx(1 - low[0])


def test_with_one_complaint_nobody_is_outside():
    low, high = share_limits(np.array([1.0, 0.0]), 0.3, 0.95)
    assert (low[0], high[0]) == (0, 1)
    assert np.isnan([low[1], high[1]]).all()


@given(st.integers(1, 3000), st.floats(0.001, 0.999), st.sampled_from([0.95, 0.998]))
def test_outside_is_what_chance_rarely_does(count, target, level):
    low, high = (float(limit[0]) for limit in share_limits(np.array([float(count)]), target, level))
    tail = (1 - level) / 2
    events = np.arange(count + 1)
    shares = events / count
    below, above = binom.cdf(events, count, target), binom.sf(events - 1, count, target)
    clear = (np.abs(below - tail) > 1e-9) & (np.abs(above - tail) > 1e-9)
    assert ((shares < low - 1e-12) == (below < tail))[clear].all()
    assert ((shares > high + 1e-12) == (above < tail))[clear].all()
    assert 0 <= low <= target <= high <= 1


@given(st.floats(0.01, 5000), st.floats(0, 0.5))
def test_the_funnel_of_998_holds_that_of_95(expected, between):
    narrow = ratio_limits(np.array([expected]), 0.95, between)
    wide = ratio_limits(np.array([expected]), 0.998, between)
    assert wide[0] <= narrow[0] < 1 < narrow[1] <= wide[1]


def test_a_share_is_never_expected_below_none_or_above_all():
    """Two standard errors of one complaint reach beyond either end, which the arcsine would fold back."""
    for target, at, end in ((0.02, 0, 0.0), (0.98, 1, 1.0)):
        assert share_limits(np.array([1.0]), target, 0.95, between=0.1)[at][0] == end


def test_a_target_that_all_reach_has_no_funnel():
    found = funnel_of_shares(listed([3, 4]), listed([3, 4]))
    assert found.table["outside"].tolist() == ["", ""]
    assert found.table["low_95"].tolist() == found.table["high_998"].tolist() == [1.0, 1.0]


def test_who_is_outside_and_how_far():
    """Nineteen like chance around one half, one far off. Of 100 at .48, P(R <= 36) = .0103 and P(R >= 62) = .0034."""
    events = listed([50, 45, 55, 52, 48, 51, 49, 47, 53, 46, 54, 50, 49, 51, 48, 52, 47, 36, 62, 15, np.nan, 0])
    counts = listed([100] * 20 + [np.nan, 0])
    found = funnel_of_shares(events, counts)
    assert found.target == 0.48
    assert found.between == 0
    assert found.table["outside"].tolist() == [""] * 17 + ["low", "high", "very low", "", ""]
    assert found.table["value"].isna().tolist() == [False] * 20 + [True, True]


def test_scatter_beyond_chance_widens_the_funnel():
    events = listed([20, 80] * 10)
    found = funnel_of_shares(events, listed([100] * 20))
    assert found.phi > 10
    assert found.table["outside"].tolist() == [""] * 20
    exact = share_limits(np.array([100.0]), 0.5, 0.95)
    assert found.table["low_95"].iloc[0] < exact[0][0] < exact[1][0] < found.table["high_95"].iloc[0]
    # z^2 (arcsine scale, s = 1/20): (asin sqrt .2 - pi/4)^2 * 400 = 41.4; between = (n phi - (n - 1)) / (400 (n - 1))
    phi = (np.arcsin(np.sqrt(0.2)) - np.pi / 4) ** 2 * 400
    n = 20
    assert found.phi == pytest.approx(phi)
    assert found.between == pytest.approx((n * phi - (n - 1)) / (400 * (n - 1)))


@given(st.lists(st.tuples(st.integers(0, 60), st.floats(0.5, 50)), min_size=1, max_size=15), st.randoms())
def test_a_funnel_of_ratios_is_the_same_whatever_the_order(drawn, random):
    observed, expected = (listed(column) for column in zip(*drawn, strict=True))
    found = funnel_of_ratios(observed, expected)
    order = random.sample(list(observed.index), len(drawn))
    again = funnel_of_ratios(observed[order], expected[order])
    pd.testing.assert_frame_equal(again.table.loc[observed.index], found.table, check_exact=True)
    assert found.table["value"].notna().all()
