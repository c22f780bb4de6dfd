"""Whether an export has one row per event: a number of a complaint stands in several rows with changing states."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from submissions.mapping.columns_seen import READABLE, Column

if TYPE_CHECKING:
    from submissions.mapping.samples import Sample

ENOUGH = 0.2
"""The share of numbers whose state changes from which on a log of events is suspected."""


def states(sample: Sample, ids: Column | None, known: set[int], columns: list[Column]) -> str:
    """Return the header of the column whose words change within one number; "" where no column's do.

    ids: the numbers of complaints (None: looked for); known: positions of columns that are something else.
    """
    ids = ids or _repeated(columns)
    if ids is None or ids.filled == ids.distinct:
        return ""
    shares: dict[str, tuple[float, int]] = {}
    for column in columns:
        if column.at == ids.at or column.at in known or not column.words or column.orders:
            continue
        found: dict[str, set[str]] = defaultdict(set)
        for row in sample.rows:
            found[row[ids.at]].add(row[column.at])
        shares[column.name] = (sum(len(words) > 1 for words in found.values()) / len(found), column.distinct)
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best][0] >= ENOUGH else ""


def _repeated(columns: list[Column]) -> Column | None:
    """Return the first column that looks like numbers of complaints of which each stands in several rows."""
    return next(
        (
            c
            for c in columns
            if c.numbers >= READABLE and not c.orders and 1 < c.distinct < c.filled and c.longest <= 40
        ),
        None,
    )
