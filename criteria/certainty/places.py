"""Competition ranks of many draws at once (1, 2, 2, 4 in each), by whole numbers that stand for rounded scores.

A **shortfall** is how many units of the last decimal a score lies below 100, a whole number: the smaller, the better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from criteria.rounding import units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from criteria.rounding import Floats

    Whole = NDArray[np.int32] | NDArray[np.int64]


def shortfalls(scores: Floats, decimals: int) -> tuple[Whole, int]:
    """Return the shortfall of scores of 0..100, rounded as printed, and the number that stands for no score.

    That number is above every shortfall. Same shape as ``scores``.
    """
    most = 100 * 10**decimals
    short = np.subtract(most, rounded := units(scores, decimals), out=rounded)
    if np.isnan(short.max(initial=0.0)):
        np.nan_to_num(short, copy=False, nan=most + 1)
    return short.astype(np.int32), most + 1


def places(keys: Sequence[Floats], decimals: int) -> NDArray[np.int32]:
    """Return each participant's competition rank in each draw, as ``criteria.rank`` gives it; 0 without a total.

    keys: scores of 0..100: the total, (draws, participants), then what breaks ties, the most important first, each of
    that shape or (1, participants) where it does not vary.
    """
    short, none = shortfalls(keys[0], decimals)
    finer = [shortfalls(key, decimals) for key in keys[1:]]
    fixed: NDArray[np.int32] = np.zeros(short.shape[1], dtype=np.int32)
    while finer and len(finer[-1][0]) == 1:  # the last ones do not vary: one order of participants says it all
        key, _ = finer.pop()
        fixed = _ranked(key, fixed)[0] - 1
    codes: Whole = short
    for key, bound in finer:
        codes = _refine(_ranked(codes, np.zeros_like(fixed)), len(fixed), key, bound)
    found = _ranked(codes, fixed)
    found[short == none] = 0
    return found


def _refine(codes: Whole, bound: int, finer: Whole, steps: int) -> NDArray[np.int64]:
    """Order equal codes (at most ``bound``) by ``finer`` (at most ``steps``)."""
    if (bound + 1) * (steps + 1) >= 2**62 // max(codes.shape[1], 1):
        raise ValueError("more participants and decimals than whole numbers can tell apart")
    return codes.astype(np.int64) * (steps + 1) + finer


def _ranked(codes: Whole, fixed: NDArray[np.int32]) -> NDArray[np.int32]:
    """Rank codes within each draw, the smallest first; equal ones by ``fixed`` (competition ranks from 0 themselves).

    Sorts numbers that hold the code above and the participant's seat below, which is its position in the order of
    ``fixed``: three times as fast as an indirect sort.
    """
    draws, size = codes.shape
    order = np.argsort(fixed, kind="stable").astype(np.int32)
    seat = np.empty_like(order)
    seat[order] = np.arange(size, dtype=np.int32)
    bits = max(1, (size - 1).bit_length())
    packed = _packed(codes, seat, bits)
    packed.sort(axis=1)
    seats = packed & (2**bits - 1)
    where = order.take(seats) if fixed.any() else seats
    found = np.empty(draws * size, dtype=np.int32)
    found[where + (np.arange(draws) * size)[:, None]] = _numbered(packed >> bits, fixed[order], seats)
    return found.reshape(draws, size)


def _packed(codes: Whole, seat: NDArray[np.int32], bits: int) -> Whole:
    """Put the code above and the seat below, into 32 bits where they fit: sorting those takes half the time."""
    if int(codes.max(initial=0)) < 2 ** (31 - bits):
        narrow: NDArray[np.int32] = (codes.astype(np.int32, copy=False) << bits) | seat
        return narrow
    wide: NDArray[np.int64] = (codes.astype(np.int64) << bits) | seat
    return wide


def _numbered(codes: Whole, fixed: NDArray[np.int32], seats: Whole) -> NDArray[np.int32]:
    """Give sorted codes their competition ranks; ``fixed`` by seat tells equal ones apart."""
    draws, size = codes.shape
    numbers = np.arange(1, size + 1, dtype=np.int32)
    steps = fixed[1:] != fixed[:-1]
    if steps.all():
        return np.broadcast_to(numbers, codes.shape)
    changes = codes[:, 1:] != codes[:, :-1]
    if steps.any():
        within = fixed.take(seats)
        changes |= within[:, 1:] != within[:, :-1]
    found = np.ones((draws, size), dtype=np.int32)
    np.multiply(changes, numbers[1:], out=found[:, 1:])
    return np.maximum.accumulate(found, axis=1, out=found)
