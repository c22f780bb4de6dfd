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


def tie_order(keys: Sequence[Floats], decimals: int) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Return the order of participants by keys that do not vary, best first, and in that order a number for each.

    keys: scores of 0..100, (participants,), the most important first. Who is equal on all of them has the same number.
    """
    rounded = np.array([shortfalls(key, decimals)[0] for key in keys])
    order = np.lexsort(rounded[::-1])
    ordered = rounded[:, order]
    steps = np.concatenate([[False], (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)])
    return order, np.cumsum(steps, dtype=np.int32)


def places(keys: Sequence[Floats], decimals: int, ties: NDArray[np.int32] | None = None) -> NDArray[np.int32]:
    """Return each participant's competition rank in each draw, as ``criteria.rank`` gives it; 0 without a total.

    keys: scores of 0..100: the total, (draws, participants), then what breaks ties, the most important first, each of
    that shape or (1, participants). ties: what breaks the ties that are left, from ``tie_order``: participants stand
    in that order. By default nothing does.
    """
    short, none = shortfalls(keys[0], decimals)
    size = short.shape[1]
    alike: NDArray[np.int32] = np.zeros(size, dtype=np.int32)
    codes: Whole = short
    for key in keys[1:]:
        codes = _refine(_ranked(codes, alike), size, *shortfalls(key, decimals))
    found = _ranked(codes, alike if ties is None else ties)
    found[short == none] = 0
    return found


def _refine(codes: Whole, bound: int, finer: Whole, steps: int) -> NDArray[np.int64]:
    """Order equal codes (at most ``bound``) by ``finer`` (at most ``steps``)."""
    if (bound + 1) * (steps + 1) >= 2**62 // max(codes.shape[1], 1):
        raise ValueError("more participants and decimals than whole numbers can tell apart")
    return codes.astype(np.int64) * (steps + 1) + finer


def _ranked(codes: Whole, ties: NDArray[np.int32]) -> NDArray[np.int32]:
    """Rank codes within each draw, the smallest first; equal ones by ``ties``, which rise with the position.

    Sorts numbers that hold the code above and the position below: three times as fast as an indirect sort.
    """
    draws, size = codes.shape
    bits = max(1, (size - 1).bit_length())
    packed = _packed(codes, bits)
    packed.sort(axis=1)
    positions = packed & (2**bits - 1)
    numbers = _numbered(packed >> bits, ties, positions)
    found = np.empty(draws * size, dtype=np.int32)
    found[positions + (np.arange(draws) * size)[:, None]] = numbers
    return found.reshape(draws, size)


def _packed(codes: Whole, bits: int) -> Whole:
    """Put the code above and the position below, into 32 bits where they fit: sorting those takes half the time."""
    positions = np.arange(codes.shape[1], dtype=np.int32)
    if int(codes.max(initial=0)) < 2 ** (31 - bits):
        narrow: NDArray[np.int32] = (codes.astype(np.int32, copy=False) << bits) | positions
        return narrow
    wide: NDArray[np.int64] = (codes.astype(np.int64) << bits) | positions
    return wide


def _numbered(codes: Whole, ties: NDArray[np.int32], positions: Whole) -> NDArray[np.int32]:
    """Give sorted codes their competition ranks; ``ties`` by position tells equal ones apart."""
    draws, size = codes.shape
    numbers = np.arange(1, size + 1, dtype=np.int32)
    steps = ties[1:] != ties[:-1]
    if steps.all():
        return np.broadcast_to(numbers, codes.shape)
    changes = codes[:, 1:] != codes[:, :-1]
    if steps.any():
        within = ties[positions]
        changes |= within[:, 1:] != within[:, :-1]
    found = np.ones((draws, size), dtype=np.int32)
    np.multiply(changes, numbers[1:], out=found[:, 1:])
    return np.maximum.accumulate(found, axis=1, out=found)
