from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.rounding import apportion, half_up, reaches


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (31 / 39 * 100, 0, 79.0),  # LGSCO letters: 31 of 39 is 79 %
        (1.005, 2, 1.01),
        (2.675, 2, 2.68),
        (0.5, 0, 1.0),
        (1.5, 0, 2.0),
        (2.5, 0, 3.0),
        (79.99499999999999, 2, 80.0),
        (0.1 + 0.2, 1, 0.3),
        (1.0049, 2, 1.0),
        (72.1234565, 6, 72.123457),
        (100.0, 6, 100.0),
    ],
)
def test_half_up(value, decimals, expected):
    assert half_up(np.array([value]), decimals).tolist() == [expected]


def test_half_up_undoes_noise_at_six_decimals():
    noisy = np.nextafter(np.nextafter(72.1234565, 0), 0)
    assert half_up(np.array([noisy]), 6).tolist() == [72.123457]


def test_half_up_keeps_missing():
    assert np.isnan(half_up(np.array([np.nan]), 2)).all()


@given(st.integers(0, 10**9), st.integers(0, 6))
def test_half_up_agrees_with_decimals_on_paper(numerator, decimals):
    value = numerator / 1e7  # 0..100 with seven decimals
    paper = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert half_up(np.array([value]), decimals)[0] == float(paper)


def test_a_threshold_is_reached_despite_noise():
    assert reaches(np.array([0.1 * 3, 0.3, 0.7 - 0.4, 0.2999, np.nan]), 0.3).tolist() == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_apportion_hands_the_last_unit_to_the_largest_remainder():
    assert apportion(np.array([33.333, 33.336, 33.331]), 100.0, 2).tolist() == [33.33, 33.34, 33.33]


def test_apportion_of_equal_remainders_goes_to_the_earlier():
    assert apportion(np.array([100 / 3, 100 / 3, 100 / 3]), 100.0, 2).tolist() == [33.34, 33.33, 33.33]


def test_apportion_leaves_missing_parts_alone():
    assert apportion(np.array([np.nan, 12.345, 12.345]), 24.69, 2)[1:].tolist() == [12.35, 12.34]
    assert np.isnan(apportion(np.array([np.nan, np.nan]), np.nan, 2)).all()


@given(st.lists(st.floats(0, 20), min_size=1, max_size=9), st.integers(0, 4))
def test_apportioned_parts_add_up_to_the_printed_total(parts, decimals):
    total = half_up(np.array([sum(parts)]), decimals)[0]
    printed = apportion(np.array(parts), total, decimals)
    assert sum(Decimal(repr(float(part))) for part in printed) == Decimal(repr(float(total)))
    assert np.abs(printed - parts).max() < 10.0**-decimals + 1e-8
