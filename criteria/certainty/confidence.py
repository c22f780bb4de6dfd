"""Confidence sets for ranks: which ranks the figures allow when each has a standard error.

Source: Mogstad, Romano, Shaikh and Wilhelm (2024), "Inference for Ranks with Applications to Mobility across
Neighbourhoods and Academic Achievement across Countries", Review of Economic Studies 91(1). All differences are tested
at once, with critical values from draws of normal noise and a stepdown (Romano and Wolf 2005): what is rejected leaves
the family, and the rest is tested again. Whoever is shown to be better takes a rank away from those below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from criteria.rounding import Floats

    Pairs = NDArray[np.bool_]

LEVEL = 0.95
DRAWS = 1_000
_BLOCK = 64
"""Pairs that are looked at together: few enough for the cache."""


def rank_sets(
    estimates: Floats, errors: Floats, *, simultaneous: bool, seed: int, level: float = LEVEL, draws: int = DRAWS
) -> NDArray[np.int64]:
    """Return the lowest and the highest rank that each participant may truly have, (participants, 2); 1 is best.

    estimates, errors: scores (the larger, the better) and their standard errors, one per participant, independent of
    each other, none missing. simultaneous: all sets hold together with probability ``level``; else each on its own.
    Errors: ValueError where a figure is missing or a standard error is negative.
    """
    test = _Differences(estimates, errors, level, seed, draws)
    size = len(estimates)
    if simultaneous:
        settled = test.settled(np.triu(np.ones((size, size), dtype=bool), 1), both=True)
        settled |= settled.T
    else:
        own = np.eye(size, dtype=bool)
        rows = [test.settled(own[:, [one]] & ~own, both=True)[one] for one in range(size)]
        settled = np.array(rows, dtype=bool).reshape(size, size)
    better, worse = settled & (test.lead > 0), settled & (test.lead < 0)
    return np.column_stack([1 + better.sum(axis=1), size - worse.sum(axis=1)])


def top_set(
    estimates: Floats, errors: Floats, top: int, *, seed: int, level: float = LEVEL, draws: int = DRAWS
) -> Pairs:
    """Return who may truly be among the best ``top``: all who are, with probability ``level``. See ``rank_sets``."""
    test = _Differences(estimates, errors, level, seed, draws)
    better = test.settled(~np.eye(len(estimates), dtype=bool), both=False)
    among: Pairs = better.sum(axis=1) < top
    return among


class _Differences:
    """Every difference between two participants, and draws of what noise alone would make of it.

    Pairs are (participants, participants); ``lead`` [one, other] is by how much the other is ahead of the one.
    """

    def __init__(self, estimates: Floats, errors: Floats, level: float, seed: int, draws: int) -> None:
        if not (np.isfinite(estimates).all() and np.isfinite(errors).all() and (errors >= 0).all()):
            raise ValueError("every participant needs an estimate and a standard error that is not negative")
        generator = np.random.Generator(np.random.PCG64(seed))
        self.level = level
        self.noise = np.ascontiguousarray((generator.standard_normal((draws, len(estimates))) * errors).T)
        self.lead = estimates[None, :] - estimates[:, None]
        self.error = np.hypot(errors[:, None], errors[None, :])

    def settled(self, family: Pairs, *, both: bool) -> Pairs:
        """Return the pairs of which the other is shown to be better than the one, or (``both``) the one to be better.

        family: the pairs that are asked about; all that is shown is right with probability ``level``.
        """
        leads = np.abs(self.lead) if both else self.lead
        shown: Pairs = family & (self.error == 0) & (leads > 0)  # no noise: what is seen is so
        left: Pairs = family & (self.error > 0)
        while left.any():
            found = left & (leads > self._critical(left, both=both) * self.error)
            if not found.any():
                break
            shown |= found
            left &= ~found
        return shown

    def _critical(self, left: Pairs, *, both: bool) -> float:
        """Return the lead, in standard errors, that noise exceeds in none of these pairs with probability ``level``."""
        largest = np.full(self.noise.shape[1], -np.inf)
        for one in np.flatnonzero(left.any(axis=1)):
            others = np.flatnonzero(left[one])
            for start in range(0, len(others), _BLOCK):
                some = others[start : start + _BLOCK]
                leads = self.noise[some]
                leads -= self.noise[one]
                if both:
                    np.abs(leads, out=leads)
                leads /= self.error[one, some][:, None]
                np.maximum(largest, leads.max(axis=0), out=largest)
        return float(np.quantile(largest, self.level))
