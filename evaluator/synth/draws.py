"""Random numbers by position: what number is drawn depends on the seed, the stream and the place, on nothing else.

Only raw 64-bit words of PCG64 are used (numpy keeps those stable for ever, its distributions not) and whole-number
tables, rounded far above the last bit in which one machine's mathematics may differ from another's.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
LANE = 1 << 16  # a lane is sixteen bits of a word


class Stream(IntEnum):
    """Independent streams of one seed."""

    NAMES = 1
    ROSTER = 2
    COMPLAINTS = 3
    DIRT = 4
    MARKS = 5
    FIELDS = 6


def lanes(seed: int, stream: Stream, start: int, stop: int, words: int) -> NDArray[np.uint16]:
    """Return the draws of positions ``start`` to ``stop`` (excluded): one row each, four lanes 0..65535 per word.

    ``start`` may be negative: the stream goes on before its beginning.
    """
    bits = np.random.PCG64(np.random.SeedSequence([seed, int(stream)]))
    bits.advance(start * words)
    raw = bits.random_raw((stop - start) * words).astype("<u8", copy=False)
    return raw.view("<u2").reshape(stop - start, 4 * words)


@cache
def normal_quantiles() -> Floats:
    """Return the standard normal value of every lane: the quantile at the middle of its 1/65536."""
    inverse = NormalDist().inv_cdf
    return np.round(np.array([inverse((lane + 0.5) / LANE) for lane in range(LANE)]), 9)


def normals(seed: int, stream: Stream, count: int, columns: int) -> Floats:
    """Return ``count`` rows of ``columns`` (at most four per word drawn) standard normal values."""
    return normal_quantiles()[lanes(seed, stream, 0, count, -(-columns // 4))[:, :columns]]


def shuffled(seed: int, stream: Stream, count: int) -> Ints:
    """Return the numbers 0..count-1 in an order drawn from the seed."""
    return np.argsort(lanes(seed, stream, 0, count, 1).view("<u8").ravel(), kind="stable").astype(np.int64)
