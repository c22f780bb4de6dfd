"""The Shapley value of a few factors, each of which is as before (0) or as after (1)."""

from __future__ import annotations

from itertools import product
from math import factorial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from criteria.rounding import Floats


def shapley(worlds: Floats) -> Floats:
    """What each factor brings to the way from all-before to all-after.

    worlds: shape (2,) * k + (n,): the value of n things in each world; axis f is factor f, before (0) or after (1).
    Returns shape (k, n), which sums over the factors to ``worlds[1, ..., 1] - worlds[0, ..., 0]`` but for noise. NaN in
    any world is NaN in every part. Source: Shapley, A Value for n-Person Games (1953), formula 13: the mean of what the
    factor adds over all k! orders.
    """
    factors = worlds.ndim - 1
    parts = np.zeros((factors, worlds.shape[-1]))
    for factor in range(factors):
        for others in product((0, 1), repeat=factors - 1):
            earlier = sum(others)
            orders = factorial(earlier) * factorial(factors - 1 - earlier)
            before, after = (worlds[(*others[:factor], moved, *others[factor:])] for moved in (0, 1))
            parts[factor] += orders * (after - before)
    parts /= factorial(factors)
    return np.where(np.isnan(worlds).any(axis=tuple(range(factors))), np.nan, parts)
