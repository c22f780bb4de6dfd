"""How many rows were read and what became of each, as results.json, the manifest and the command line tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

BINS = ("used", "excluded", "repeated", "outside", "set aside")
EVENTS = ("step", "no step", "set aside", "no complaint")
"""What becomes of an event: it is a step, its state is none, it cannot be used, no log has its complaint."""


def rows_read(bins: pd.DataFrame, events: pd.DataFrame | None) -> dict[str, Any]:
    """Return rows of complaints by bin: in all, by file and by participant ("" = unknown); events by file, if any.

    bins: file, participant, bin, rows; events: file, outcome, rows, or None where no log holds events.
    """
    told: dict[str, Any] = {
        "read": int(bins["rows"].sum()),
        "by_bin": {name: int(bins.loc[bins["bin"] == name, "rows"].sum()) for name in BINS},
        "by_file": _counts(bins, "file", "bin", BINS),
        "by_participant": _counts(bins, "participant", "bin", BINS),
    }
    return told if events is None else {**told, "events_by_file": _counts(events, "file", "outcome", EVENTS)}


def _counts(table: pd.DataFrame, by: str, column: str, names: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return rows by the values of a column for each file or participant, every value named, sorted."""
    wide = table.pivot_table(index=by, columns=column, values="rows", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=list(names), fill_value=0).sort_index()
    return {str(key): dict(zip(names, map(int, row), strict=True)) for key, *row in wide.itertuples(name=None)}
