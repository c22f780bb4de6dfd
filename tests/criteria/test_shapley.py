"""The Shapley value against textbook games and against the definition by orders, in fractions."""

from fractions import Fraction
from itertools import permutations, product
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.contrast.shapley import shapley


def game(players, worth):
    worlds = np.empty((2,) * players + (1,))
    for present in product((0, 1), repeat=players):
        worlds[present] = worth({player for player in range(players) if present[player]})
    return shapley(worlds)[:, 0]


def test_the_glove_game():
    """One left glove, two right ones; a pair is worth 1: 2/3, 1/6, 1/6 (any text on cooperative games)."""
    value = game(3, lambda present: float(0 in present and bool(present & {1, 2})))
    assert value == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_the_airport_game_of_littlechild_and_owen_1973():
    """Runways of cost 1, 2, 3 are shared in layers: 1/3, then 1/3 + 1/2, then 1/3 + 1/2 + 1."""
    costs = [1.0, 2.0, 3.0]
    value = game(3, lambda present: max((costs[player] for player in present), default=0.0))
    assert value == pytest.approx([1 / 3, 5 / 6, 11 / 6])


@given(st.lists(st.integers(-50, 50), min_size=8, max_size=8))
def test_it_is_the_mean_over_all_orders(worths):
    worlds = np.array(worths, dtype=float).reshape(2, 2, 2, 1)
    expected = []
    for factor in range(3):
        total = Fraction(0)
        for order in permutations(range(3)):
            state = [0, 0, 0]
            for moved in order:
                before = int(worlds[(*state, 0)])
                state[moved] = 1
                if moved == factor:
                    total += int(worlds[(*state, 0)]) - before
        expected.append(float(total / factorial(3)))
    found = shapley(worlds)[:, 0]
    assert found == pytest.approx(expected, abs=1e-12)
    assert found.sum() == pytest.approx(worths[7] - worths[0], abs=1e-12)


def test_a_world_that_is_unknown_leaves_every_part_unknown():
    worlds = np.ones((2, 2, 2))
    worlds[0, 1, 1] = np.nan
    assert np.isnan(shapley(worlds)).tolist() == [[False, True], [False, True]]
