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
    columns = [shortfalls(key, decimals)[0] for key in keys]
    short = columns[0]
    order = _order(columns)
    found = np.empty(short.shape, dtype=np.int32)
    for own, positions, numbers in zip(found, order, _numbered(columns, order, ties), strict=True):
        own[positions] = numbers  # row by row: twice as fast as all rows by two indices
    found[short > 100 * 10**decimals] = 0
    return found


def _order(columns: Sequence[Whole]) -> NDArray[np.intp]:
    """Order each draw by the columns, the first the most important; who is equal on all keeps the position.

    Sixteen bits at a time, the least important first: those are sorted stably in linear time, four times as fast here
    as by comparing.
    """
    digits = [
        (column >> shift).astype(np.uint16)
        for column in reversed(columns)
        for shift in range(0, max(int(column.max(initial=0)).bit_length(), 1), 16)
    ]
    shape = columns[0].shape
    order: NDArray[np.intp] = np.broadcast_to(digits[0], shape).argsort(axis=1, kind="stable")
    for digit in digits[1:]:
        found = np.take_along_axis(np.broadcast_to(digit, shape), order, axis=1)
        order = np.take_along_axis(order, found.argsort(axis=1, kind="stable"), axis=1)
    return order


def _numbered(columns: Sequence[Whole], order: NDArray[np.intp], ties: NDArray[np.int32] | None) -> NDArray[np.int32]:
    """Give participants in their order competition ranks; who is equal in all columns and in ``ties`` shares one."""
    draws, size = order.shape
    numbers = np.arange(1, size + 1, dtype=np.int32)
    if ties is not None and (ties[1:] != ties[:-1]).all():
        return np.broadcast_to(numbers, order.shape)
    by_position = () if ties is None else (ties[None, :],)
    changes = np.zeros((draws, size - 1), dtype=bool)
    for column in (*columns, *by_position):
        within = np.take_along_axis(np.broadcast_to(column, order.shape), order, axis=1)
        changes |= within[:, 1:] != within[:, :-1]
    found = np.ones((draws, size), dtype=np.int32)
    np.multiply(changes, numbers[1:], out=found[:, 1:])
    return np.maximum.accumulate(found, axis=1, out=found)
