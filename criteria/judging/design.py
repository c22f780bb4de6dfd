"""Who marked whom: the marks of one stage and criterion as arrays, and the parts into which they fall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from criteria.rounding import Floats

SHEET = ["stage", "criterion"]
"""What is looked at by itself. Marks of another criterion may have another scale, and a judge who is severe on one need
not be so on another; what is pooled over criteria would be the severity on no criterion at all."""


@dataclass(frozen=True)
class Sheet:
    """The n marks on one criterion at one stage, ordered by participant, then judge; a pair occurs at most once.

    participants, judges: the distinct ones, sorted, P and J of them. of: shape (n,), the participant's position in
    ``participants``; by: shape (n,), the judge's position in ``judges``; marks: shape (n,), never NaN.
    """

    stage: str
    criterion: str
    participants: pd.Index[str]
    judges: pd.Index[str]
    of: NDArray[np.intp]
    by: NDArray[np.intp]
    marks: Floats

    @property
    def matrix(self) -> Floats:
        """The marks as participants x judges, shape (P, J), NaN where a judge gave none."""
        table: Floats = np.full((len(self.participants), len(self.judges)), np.nan)
        table[self.of, self.by] = self.marks
        return table

    @property
    def complete(self) -> Floats:
        """The rows of ``matrix`` that have the mark of every judge."""
        table = self.matrix
        return table[~np.isnan(table).any(axis=1)]

    def only(self, kept: NDArray[np.bool_]) -> Sheet:
        """Return the sheet with these marks alone (shape (n,)) and whoever has or gave one of them."""
        of, people = pd.factorize(self.of[kept], sort=True)
        by, judges = pd.factorize(self.by[kept], sort=True)
        return Sheet(
            self.stage, self.criterion, self.participants[people], self.judges[judges], of, by, self.marks[kept]
        )


def sheets(marks: pd.DataFrame, participants: pd.Index[str]) -> Iterator[Sheet]:
    """Yield one sheet per stage and criterion, sorted; one without any mark that counts is empty.

    marks: as in ``HandedIn.marks``. Only what is scored counts; marks of others than ``participants`` are left out.
    """
    known = marks[marks["participant"].isin(participants)]
    for (stage, criterion), group in known.groupby(SHEET, sort=True):
        counts = (group["status"] == "scored") & group["mark"].notna()
        ordered = group[counts].sort_values(["participant", "judge"])
        of, people = pd.factorize(ordered["participant"], sort=True)
        by, judges = pd.factorize(ordered["judge"], sort=True)
        yield Sheet(
            str(stage), str(criterion), pd.Index(people, dtype=object), pd.Index(judges, dtype=object), of, by,
            ordered["mark"].to_numpy(dtype=np.float64),
        )  # fmt: skip


def parts(sheet: Sheet) -> tuple[NDArray[np.intp], int]:
    """Return the part (1...) of each judge, shape (J,), and how many parts there are.

    Two judges are in one part where a chain of marks on common participants leads from one to the other; only then
    can what they say be compared (Weeks and Williams 1964).
    """
    people, judges = len(sheet.participants), len(sheet.judges)
    size = people + judges
    links = sparse.coo_array((np.ones(len(sheet.marks)), (sheet.of, people + sheet.by)), shape=(size, size))
    count, labels = connected_components(links, directed=False)
    return labels[people:] + 1, int(count)
