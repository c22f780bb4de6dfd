"""The columns of a roster that a rulebook asks for besides those that every roster has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from criteria.categories import assign_categories
from criteria.rulebook import Gate, Linear, Rulebook
from evaluator.synth.draws import LANE, Floats, Ints, Stream, lanes, normal_quantiles
from evaluator.synth.roster import Roster

NAMED = 0.15  # how many have one of the words that a category asks for
PASSES = 0.97  # how many meet a gate


def takes(rulebook: Rulebook, kind: str) -> bool:
    """Return whether any category is open to participants of this kind."""
    return any(kind in category.where.get("kind", [kind]) for category in rulebook.category)


def filled(roster: Roster, rulebook: Rulebook, seed: int) -> Roster:
    """Return the roster with a column for each field of the rulebook that it lacks, before the last, the remark.

    Words of categories are drawn for a few; figures of gates lie at the limit, or one beyond, and are empty where the
    gate asks nobody; figures of criteria are the higher the better the participant is.
    """
    words = _words(rulebook, roster.table)
    leaves = {leaf.field: leaf.scale for leaf in rulebook.leaves if leaf.field and isinstance(leaf.scale, Linear)}
    known = {*roster.table, *words, *leaves}
    gates = {gate.field: gate for gate in rulebook.gate if gate.field and gate.field not in known}
    count = len(words) + len(gates) + len(leaves)
    drawn = lanes(seed, Stream.FIELDS, 0, len(roster.table), -(-count // 4)).astype(np.int64)
    draws = iter(drawn.T[:count])
    table = roster.table.copy()
    for field, values in words.items():
        table.insert(table.shape[1] - 1, field, _some(values, next(draws)))
    category = assign_categories(table.set_index("code", drop=False), rulebook).to_numpy()
    for field, gate in gates.items():
        asked = np.isin(category, gate.category) if gate.category else np.ones(len(table), dtype=np.bool_)
        table.insert(table.shape[1] - 1, field, _at_the_limit(gate, asked, next(draws)))
    for field, scale in leaves.items():
        table.insert(table.shape[1] - 1, field, _figures(scale, roster.quality, next(draws)))
    return replace(roster, table=table)


def _words(rulebook: Rulebook, table: pd.DataFrame) -> dict[str, list[str]]:
    """Return the words that categories know of each field that the roster lacks, in the rulebook's order."""
    known: dict[str, list[str]] = {}
    for category in rulebook.category:
        for field, values in category.where.items():
            if field not in table:
                known[field] = list(dict.fromkeys([*known.get(field, []), *values]))
    return known


def _some(known: list[str], lane: Ints) -> NDArray[np.object_]:
    few = int(NAMED * LANE)
    words = np.array(known, dtype=object)[np.minimum(lane * len(known) // few, len(known) - 1)]
    return np.where(lane < few, words, "")


def _at_the_limit(gate: Gate, asked: NDArray[np.bool_], lane: Ints) -> pd.Series[int]:
    limit, beyond = (gate.at_most or 0, 1) if gate.at_least is None else (gate.at_least, -1)
    values = np.rint(limit + np.where(lane < PASSES * LANE, 0, beyond)).astype(np.int64)
    return pd.Series(values, dtype="Int64").where(asked)


def _figures(scale: Linear, quality: Floats, lane: Ints) -> Floats:
    points = np.clip(64 + 8 * quality + 6 * normal_quantiles()[lane], 0, 100)
    figures: Floats = np.round(scale.zero + (scale.full - scale.zero) * points / 100, 1)
    return figures
