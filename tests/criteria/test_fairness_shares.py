"""Estimates of shares: published intervals, the baseball players of Efron and Morris, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binomtest

from criteria.fairness import estimate, ratio, shrink, wilson

HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7], dtype=float)
"""Hits of 18 players in their first 45 at bats of 1970: Efron and Morris (1975), table 1."""
AT_BATS = np.full(18, 45.0)


def one(count):
    return np.array(["all"] * count, dtype=object)


pairs = st.lists(
    st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=12
)


@pytest.mark.parametrize(
    ("events", "count", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
     (1, 1, 0.2065, 1)],
)  # fmt: skip
def test_wilson_as_newcombe_1998_has_it(events, count, lower, upper):
    found = wilson(np.array([float(events)]), np.array([float(count)]))
    assert [round(float(limit[0]), 4) for limit in found] == [lower, upper]


@given(pairs, st.sampled_from([0.8, 0.95, 0.998]))
def test_wilson_as_scipy_has_it(drawn, confidence):
    events, counts = np.array(drawn, dtype=float).T
    lower, upper = wilson(events, counts, confidence)
    for at, (k, n) in enumerate(drawn):
        if n:
            expected = binomtest(k, n).proportion_ci(confidence, method="wilson")
            assert lower[at] == pytest.approx(expected.low, abs=1e-12)
            assert upper[at] == pytest.approx(expected.high, abs=1e-12)
        else:
            assert np.isnan([lower[at], upper[at]]).all()


def test_one_lucky_complaint_is_not_above_two_thousand_careful_ones():
    lucky, careful = np.array([1.0, 1940.0]), np.array([1.0, 2000.0])
    first, second = estimate("wilson", lucky, careful, better="higher", categories=one(2))
    assert first < second
    first, second = estimate("ratio", lucky, careful, better="higher", categories=one(2))
    assert first > second


def test_where_low_is_good_the_bound_is_the_upper_one():
    none_of_one, few_of_many = estimate(
        "wilson", np.array([0.0, 20.0]), np.array([1.0, 2000.0]), better="lower", categories=one(2)
    )
    assert none_of_one > few_of_many


def test_a_share_of_nothing_is_missing():
    events, counts = np.array([0.0, np.nan, 3.0]), np.array([0.0, np.nan, 4.0])
    for method in ("ratio", "wilson", "shrunk"):
        found = estimate(method, events, counts, better="higher", categories=one(3))
        assert np.isnan(found).tolist() == [True, True, False]
    assert ratio(events, counts)[2] == 0.75


def test_the_players_of_efron_and_morris():
    found = shrink(HITS, AT_BATS, one(18))
    assert found.centres[0] == pytest.approx(0.2654, abs=5e-5)
    assert found.kept.round(3).tolist() == [0.212] * 18
    assert found.values[0].round(3) == 0.294
    assert found.values[-1].round(3) == 0.242


def test_unequal_numbers_solve_the_equation_of_carter_and_rolph():
    events, counts = np.array([3.0, 40, 9, 250, 12, 0, 61]), np.array([4.0, 90, 30, 400, 80, 6, 100])
    shares, pooled = events / counts, events.sum() / counts.sum()
    variances = pooled * (1 - pooled) / counts

    def centre(between):
        return (shares / (variances + between)).sum() / (1 / (variances + between)).sum()

    def excess(between):
        return ((shares - centre(between)) ** 2 / (variances + between)).sum() - 6

    between = brentq(excess, 0, 1, xtol=1e-15)
    kept = 1 - 4 / 6 * variances / (variances + between)
    expected = centre(between) + kept * (shares - centre(between))
    assert shrink(events, counts, one(7)).values == pytest.approx(expected, abs=1e-9)


def test_scatter_that_chance_explains_draws_all_to_the_mean_as_far_as_morris_allows():
    found = shrink(np.array([5.0, 5, 5, 6, 4]), np.full(5, 10.0), one(5))
    assert found.kept == pytest.approx(1 - 2 / 4)
    assert found.values == pytest.approx([0.5, 0.5, 0.5, 0.55, 0.45])


def test_categories_do_not_hear_of_each_other_and_three_are_too_few():
    alone = shrink(HITS, AT_BATS, one(18)).values
    events, counts = np.append(HITS, [1.0, 2, 9]), np.append(AT_BATS, [1.0, 4, 9])
    both = shrink(events, counts, np.append(one(18), ["few"] * 3).astype(object)).values
    assert both[:18].tolist() == alone.tolist()
    assert both[18:].tolist() == [1.0, 0.5, 1.0]


@given(pairs, st.randoms(use_true_random=False))
def test_a_shrunk_share_lies_between_its_own_and_the_centre_whatever_the_order(drawn, random):
    events, counts = np.array(drawn, dtype=float).T
    found = shrink(events, counts, one(len(drawn)))
    own = ratio(events, counts)
    known = counts > 0
    low, high = np.minimum(own, found.centres), np.maximum(own, found.centres)
    assert ((low - 1e-12 <= found.values) & (found.values <= high + 1e-12))[known].all()
    assert np.isnan(found.values[~known]).all()
    order = random.sample(range(len(drawn)), len(drawn))
    again = shrink(events[order], counts[order], one(len(drawn)))
    assert again.values.tobytes() == found.values[order].tobytes()


@given(pairs)
def test_the_more_complaints_the_more_of_its_own_is_kept(drawn):
    events, counts = np.array(drawn, dtype=float).T
    kept = shrink(events, counts, one(len(drawn))).kept[counts > 0]
    order = np.argsort(counts[counts > 0], kind="stable")
    assert (np.diff(kept[order]) >= -1e-12).all()
