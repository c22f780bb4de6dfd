"""The panel: the marks that several judges gave on one criterion become one value, and a summary of how they agree.

Only a mark with the status scored counts, and a scored 0 is a mark like any other. Abstained, absent and conflict are
counted beside it and never weigh as 0. Stages are pooled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.rounding import half_up

if TYPE_CHECKING:
    from criteria.rulebook import Panel

KEYS = ["code", "criterion"]
SILENT = ["abstained", "absent", "conflict"]


def summary(marks: pd.DataFrame, participants: pd.Index[str]) -> pd.DataFrame:
    """Count, mean, median and spread of the marks, and how often judges gave none: the table ``Scores.marks``.

    marks: as in ``HandedIn.marks``; rows of other participants are left out. One row per participant and criterion for
    which a judge handed in anything, sorted.
    """
    given = _by_code(marks, participants)
    groups = _scored(given).groupby(KEYS)["mark"]
    measures = pd.DataFrame(
        {"marks": groups.count(), "mean": groups.mean(), "median": groups.median(), "spread": groups.std()}
    )
    counts = {status: (given["status"] == status).groupby([given[key] for key in KEYS]).sum() for status in SILENT}
    table = measures.join(pd.DataFrame(counts), how="outer").sort_index()
    whole = ["marks", *SILENT]
    table[whole] = table[whole].fillna(0).astype("int64")
    return table


def aggregate(marks: pd.DataFrame, criterion: str, panel: Panel, participants: pd.Index[str]) -> pd.Series[float]:
    """One value per participant, in the panel's marks; NaN where fewer than ``at_least`` judges gave a mark.

    trimmed_mean drops the ``trim`` highest and the ``trim`` lowest marks; where that would leave none (at most
    2 * trim marks), nothing can be trimmed and it is the plain mean of what there is. Rounded half up where the panel
    says so, as bodies do that publish panel scores.
    """
    given = _by_code(marks[marks["criterion"] == criterion], participants)
    scored = _scored(given)
    counts = scored.groupby("code")["mark"].transform("size")
    if panel.aggregate == "trimmed_mean":
        position = scored.groupby("code").cumcount()
        inside = (position >= panel.trim) & (position < counts - panel.trim)
        scored = scored[inside | (counts <= 2 * panel.trim)]
    enough = scored[counts.loc[scored.index] >= panel.at_least].groupby("code")["mark"]
    values = enough.median() if panel.aggregate == "median" else enough.mean()
    found = values.reindex(participants).astype("float64")
    if panel.decimals is None:
        return found
    return pd.Series(half_up(np.asarray(found, dtype=np.float64), panel.decimals), index=found.index)


def _by_code(marks: pd.DataFrame, participants: pd.Index[str]) -> pd.DataFrame:
    return marks.rename(columns={"participant": "code"}).loc[marks["participant"].isin(participants).to_numpy()]


def _scored(given: pd.DataFrame) -> pd.DataFrame:
    """Keep the marks that count, ordered by value so that sums are the same bits whatever the order of rows."""
    counts = (given["status"] == "scored") & given["mark"].notna()
    return given[counts].sort_values([*KEYS, "mark"], ignore_index=True)
