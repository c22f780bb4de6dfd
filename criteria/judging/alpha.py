"""Krippendorff's alpha, with a bootstrap interval; marks may be missing.

Own code: the libraries that have it are under the GPL (krippendorff, pingouin) or held to an old scipy (irrCAC).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from scipy import sparse

from criteria.judging.icc import Estimate

if TYPE_CHECKING:
    from criteria.rounding import Floats

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = get_args(Level)
BLOCK = 256
"""Draws, or distinct marks of a ratio scale, that are worked on at a time, so that memory stays small."""


def pairable(table: Floats) -> Floats:
    """Return the rows (participants) with at least two marks: only those can agree or disagree."""
    rows: Floats = table[(~np.isnan(table)).sum(axis=1) >= 2]
    return rows


def alpha(table: Floats, level: Level, *, confidence: float, draws: int, seed: int) -> Estimate:
    """Return alpha = 1 - observed / expected disagreement (Krippendorff 2011), and its percentile interval.

    table: marks as participants x judges, shape (U, J), NaN where missing, at least two marks in each of two or more
    rows, not all equal (see ``pairable``); for "ratio" none negative. The interval draws participants with their marks
    (Zapf and others 2016), ``draws`` times by a PCG64 generator from ``seed``; draws in which all marks are equal have
    no alpha and are passed over.
    """
    values, counts = _counted(table)
    value = float(_alphas(values, counts, np.ones((1, len(table))), level)[0])
    chance = np.random.Generator(np.random.PCG64(seed))
    sizes = [min(BLOCK, draws - start) for start in range(0, draws, BLOCK)]
    found = [_alphas(values, counts, _drawn(chance, size, len(table)), level) for size in sizes]
    known = np.concatenate(found) if found else np.zeros(0)
    known = known[~np.isnan(known)]
    if len(known) == 0:
        return Estimate(value)
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Estimate(value, float(low), float(high))


def _drawn(chance: np.random.Generator, draws: int, size: int) -> Floats:
    """Draw ``size`` of as many with replacement; return how often each was drawn, shape (draws, size)."""
    places = chance.integers(size, size=(draws, size)) + size * np.arange(draws)[:, None]
    return np.bincount(places.ravel(), minlength=draws * size).reshape(draws, size).astype(np.float64)


def _counted(table: Floats) -> tuple[Floats, sparse.csr_array]:
    """Return the D distinct marks, ascending, and how often each participant has each, shape (U, D)."""
    rows, columns = np.nonzero(~np.isnan(table))
    values, at = np.unique(table[rows, columns], return_inverse=True)
    counts = sparse.coo_array((np.ones(len(rows)), (rows, at)), shape=(len(table), len(values)))
    return values, counts.tocsr()


def _alphas(values: Floats, counts: sparse.csr_array, weights: Floats, level: Level) -> Floats:
    """Return alpha for each row of weights (draws, U): how often each participant is drawn; NaN where all are equal."""
    totals = weights @ counts
    marks = counts.sum(axis=1)
    n = totals.sum(axis=1)
    if level == "ordinal":
        positions = np.cumsum(totals, axis=1) - totals / 2
        within = ((counts @ (positions**2).T).T * marks - (counts @ positions.T).T ** 2) * 2
        observed = (weights * within / (marks - 1)).sum(axis=1)
        expected = 2 * (n * (totals * positions**2).sum(axis=1) - (totals * positions).sum(axis=1) ** 2)
    elif level == "interval":
        centred = values - values.mean()
        within = 2 * (marks * (counts @ centred**2) - (counts @ centred) ** 2)
        observed = weights @ (within / (marks - 1))
        expected = 2 * (n * (totals @ centred**2) - (totals @ centred) ** 2)
    elif level == "nominal":
        observed = weights @ ((marks**2 - (counts**2).sum(axis=1)) / (marks - 1))
        expected = n**2 - (totals**2).sum(axis=1)
    else:
        observed, expected = _ratio_disagreement(values, counts, weights, totals, marks)
    several = (totals > 0).sum(axis=1) > 1
    result: Floats = 1 - np.divide((n - 1) * observed, expected, out=np.full(len(n), np.nan), where=several)
    return result


def _ratio_disagreement(
    values: Floats, counts: sparse.csr_array, weights: Floats, totals: Floats, marks: Floats
) -> tuple[Floats, Floats]:
    """Sum ((c - k) / (c + k))^2 over pairs of marks, some distinct marks at a time; two zeros do not differ."""
    within, expected = np.zeros(counts.shape[0]), np.zeros(len(totals))
    for start in range(0, len(values), BLOCK):
        some = slice(start, start + BLOCK)
        sums = values[:, None] + values[some]
        distances = (np.divide(values[:, None] - values[some], sums, out=np.zeros_like(sums), where=sums != 0)) ** 2
        within += ((counts @ distances) * counts[:, some].toarray()).sum(axis=1)
        expected += ((totals @ distances) * totals[:, some]).sum(axis=1)
    return weights @ (within / (marks - 1)), expected
