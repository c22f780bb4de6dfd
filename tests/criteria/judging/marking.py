"""Marks as tables for tests, and the published tables of marks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

COLUMNS = ["stage", "judge", "participant", "criterion", "mark", "status", "comment"]
REFERENCES = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "judge_reliability_refs"

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Shrout and Fleiss 1979, table 2: six targets by four judges."""
RECOVERY = {
    ("J3", "A"): 75, ("J3", "B"): 65, ("J1", "B"): 75, ("J1", "C"): 65, ("J2", "C"): 60, ("J2", "D"): 50,
    ("J2", "A"): 80,
}  # fmt: skip
"""True values A 80, B 70, C 60, D 50; J1 5 above, J2 level, J3 5 below."""


def marks(given, *, stage="final", criterion="c"):
    """given: {(judge, participant): mark or the word of a silence}."""
    rows = [
        (stage, judge, participant, criterion, np.nan if isinstance(mark, str) else float(mark),
         mark if isinstance(mark, str) else "scored", "")
        for (judge, participant), mark in given.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS).astype({"mark": "float64"})


def table_of(rows, **keys):
    """Marks of a table, participants P01... down, judges J1... across; None and NaN are marks not given."""
    return marks(
        {
            (f"J{j + 1}", f"P{p + 1:02}"): float(mark)
            for p, row in enumerate(rows)
            for j, mark in enumerate(row)
            if mark is not None and not np.isnan(mark)
        },
        **keys,
    )


def codes(table):
    return pd.Index(sorted(table["participant"].unique()), name="code")


def one_category(table):
    return pd.Series("all", index=codes(table))
