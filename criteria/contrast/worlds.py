"""Where each participant would stand with its values of one year among the others of another, under one rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from criteria.rounding import half_up
from criteria.rulebook import Percentile
from criteria.score import climb, leaf_score
from criteria.tree import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from criteria.contrast.populations import Population
    from criteria.rounding import Floats
    from criteria.rulebook import Rulebook

ROWS = 1_000_000
"""Participants that are scored in one go, over all worlds of a batch: some 8 MB a criterion."""


def relative(rulebook: Rulebook) -> bool:
    """Whether a score depends on the others: on their percentiles, or on a median in the place of what is missing."""
    return any(isinstance(leaf.scale, Percentile) or leaf.missing == "median" for leaf in rulebook.leaves)


def standing(own: Population, others: Population, codes: pd.Index[str]) -> tuple[Floats, Floats]:
    """Total and place of each of ``codes`` in a world where it alone has its values of ``own``, all others theirs.

    own, others: under the same rulebook; ``codes`` are in both, and nobody meets its own record in ``others``. Place: 1
    and the number of others in its category who are ranked above it by rounded total and the criteria that break ties;
    whether it passes the gates itself is not asked, so that for the ranked it is the rank. NaN without a total, and
    the place also without a category.
    """
    if own is others or not relative(own.rulebook):
        return _apart(own, others, codes)
    totals, places = (np.full(len(codes), np.nan) for _ in range(2))
    for at, total, place in _among(own, others, codes):
        totals[at], places[at] = total, place
    return totals, places


def scored(values: dict[str, Floats], groups: NDArray[np.generic], rulebook: Rulebook) -> tuple[Floats, Floats]:
    """Totals as they are, and what decides the order (rows x keys, rounded, -inf where missing; larger is better).

    values: by leaf; groups: who is compared with whom.
    """
    compared = cast("NDArray[np.object_]", groups)
    leaves = {leaf.code: leaf_score(leaf, values[leaf.code], compared) for leaf in rulebook.leaves}
    nodes = climb(leaves, rulebook.tree).nodes
    columns = dict.fromkeys([TOTAL, *rulebook.ranking.ties])
    keys = half_up(np.stack([nodes[column] for column in columns], axis=1), rulebook.edition.decimals)
    return nodes[TOTAL], np.where(np.isnan(keys), -np.inf, keys)


def _whole(population: Population) -> tuple[Floats, Floats]:
    values = {str(code): column.to_numpy(dtype=np.float64) for code, column in population.values.items()}
    return scored(values, population.categories.to_numpy(dtype=object), population.rulebook)


def _apart(own: Population, others: Population, codes: pd.Index[str]) -> tuple[Floats, Floats]:
    """Where scores do not depend on the others: everybody is scored once, and places are counted."""
    totals, keys = _whole(own)
    around, theirs = (totals, keys) if own is others else _whole(others)
    mine, self_at = own.values.index.get_indexer(codes), others.values.index.get_indexer(codes)
    order = _lexicographic(np.concatenate([keys[mine], theirs]))
    ours, order = order[: len(codes)], order[len(codes) :]
    ranked = others.passed.to_numpy() & ~np.isnan(around)
    categories = others.categories.to_numpy(dtype=object)
    own_categories = own.categories.to_numpy(dtype=object)[mine]
    places = np.full(len(codes), np.nan)
    for category in set(own_categories) - {""}:
        here = own_categories == category
        among = np.sort(order[ranked & (categories == category)])
        places[here] = 1 + len(among) - np.searchsorted(among, ours[here], side="right")
    itself = ranked[self_at] & (categories[self_at] == own_categories) & (order[self_at] > ours)
    places = places - itself  # its own record of the others' year
    return totals[mine], np.where(np.isnan(totals[mine]), np.nan, places)


def _lexicographic(keys: Floats) -> NDArray[np.int64]:
    """Number rows so that the number is larger where the row is better, equal where all keys are."""
    return np.unique(keys, axis=0, return_inverse=True)[1].reshape(-1)


def _among(
    own: Population, others: Population, codes: pd.Index[str]
) -> Iterator[tuple[NDArray[np.int64], Floats, Floats]]:
    """Where scores depend on the others: a world for each participant, many worlds scored as one table.

    Only the participants of its category are in its world, for nobody else has any influence. Yields positions in
    ``codes`` with totals and places.
    """
    own_categories = own.categories.reindex(codes).to_numpy(dtype=object)
    mine, self_at = own.values.index.get_indexer(codes), others.values.index.get_indexer(codes)
    categories = others.categories.to_numpy(dtype=object)
    passed = others.passed.to_numpy()
    for category in sorted(set(own_categories)):
        rest = np.flatnonzero(categories == category)
        members = np.flatnonzero(own_categories == category)
        size = max(1, ROWS // (len(rest) + 1))
        for at in (members[start : start + size] for start in range(0, len(members), size)):
            there = np.hstack([np.ones((len(at), 1), dtype=bool), rest[None, :] != self_at[at][:, None]])
            values = {
                str(code): _with_others(own.values[code], mine[at], others.values[code], rest)[there]
                for code in own.values.columns
            }
            worlds = np.broadcast_to(np.arange(len(at))[:, None], there.shape)[there]
            totals, keys = scored(values, worlds, own.rulebook)
            first = np.flatnonzero(np.r_[True, worlds[1:] != worlds[:-1]])
            may = np.hstack([np.zeros((len(at), 1), dtype=bool), np.tile(passed[rest], (len(at), 1))])[there]
            above = may & ~np.isnan(totals) & _above(keys, keys[first][worlds])
            places = 1.0 + np.bincount(worlds, weights=above, minlength=len(at))
            lacking = np.isnan(totals[first]) | (category == "")
            yield at, totals[first], np.where(lacking, np.nan, places)


def _with_others(
    own: pd.Series[float], mine: NDArray[np.int64], others: pd.Series[float], rest: NDArray[np.intp]
) -> Floats:
    """One row per world: the participant's own value, then those of the rest."""
    around = np.tile(others.to_numpy(dtype=np.float64)[rest], (len(mine), 1))
    return np.hstack([own.to_numpy(dtype=np.float64)[mine][:, None], around])


def _above(keys: Floats, than: Floats) -> NDArray[np.bool_]:
    """Whether rows of keys are better, the first key that differs deciding."""
    better = np.zeros(len(keys), dtype=bool)
    equal = np.ones(len(keys), dtype=bool)
    for key, other in zip(keys.T, than.T, strict=True):
        better |= equal & (key > other)
        equal &= key == other
    return better
