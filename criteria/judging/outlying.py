"""Outlying marks: those far from what the participant's other judges gave, each judge's severity taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.judging.design import SHEET

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from criteria.judging.severity import Severity
    from criteria.rounding import Floats

THRESHOLD = 3.5
"""Iglewicz and Hoaglin 1993, How to detect and handle outliers."""
OTHERS = 2
"""With one other judge nobody can say which of the two marks is the strange one."""
COLUMNS = {
    "stage": "object", "judge": "object", "participant": "object", "criterion": "object", "mark": "float64",
    "expected": "float64", "distance": "float64",
}  # fmt: skip


def outlying(marks: pd.DataFrame, found: Severity, *, threshold: float = THRESHOLD) -> pd.DataFrame:
    """Return the marks at least ``threshold`` away from what was to be expected, sorted by the first four columns.

    marks: as in ``HandedIn.marks``; those of participants who are not in ``found.participants`` are left out.
    Columns: stage, judge, participant, criterion, mark; expected, the median of the other judges' marks less their
    effects, plus this judge's own; distance, mark - expected in robust standard deviations of all such deviations on
    the sheet (stage and criterion). Looked at are marks beside ``OTHERS`` or more. What is outlying is a question to
    the judge, no error: a right mark among wrong ones is outlying too.
    """
    given = _with_effects(marks, found)
    given["expected"] = _median_of_others(given) + given["effect"]
    looked = given[given["expected"].notna()]
    deviations = looked["mark"] - looked["expected"]
    scale = deviations.groupby([looked[key] for key in SHEET]).transform(_robust_deviation)
    distance = deviations / scale.where(scale > 0)
    far = distance.abs() >= threshold
    return looked.assign(distance=distance)[far][list(COLUMNS)].sort_values(
        list(COLUMNS)[:4], ignore_index=True
    ).astype(COLUMNS)  # fmt: skip


def _with_effects(marks: pd.DataFrame, found: Severity) -> pd.DataFrame:
    """Return the marks that count, ordered by sheet, participant and mark less effect; an unknown effect is none."""
    given = marks[(marks["status"] == "scored") & marks["mark"].notna()]
    given = given.merge(found.participants[[*SHEET, "participant"]], on=[*SHEET, "participant"])
    effects = found.judges[[*SHEET, "judge", "effect"]]
    given = given.merge(effects, on=[*SHEET, "judge"], how="left").fillna({"effect": 0.0})
    given["less"] = given["mark"] - given["effect"]
    return given.sort_values([*SHEET, "participant", "less", "judge"], ignore_index=True)


def _median_of_others(given: pd.DataFrame) -> pd.Series[float]:
    """Return the median of ``less`` over the participant's other marks, NaN where they are fewer than ``OTHERS``.

    given: ordered by participant, then ``less``, so that the median of the others stands at known positions.
    """
    groups = given.groupby([*SHEET, "participant"], sort=False)
    at = groups.cumcount().to_numpy(dtype=np.int64)
    others = groups["less"].transform("size").to_numpy(dtype=np.int64) - 1
    first = np.arange(len(given)) - at
    less = given["less"].to_numpy(dtype=np.float64)

    def standing(position: NDArray[np.int64]) -> Floats:
        """Take the value at a position among the others: from one's own place on everybody moves up by one."""
        place = (first + position + (position >= at)).clip(0, max(len(less) - 1, 0))
        return np.asarray(less[place])

    middle = (standing((others - 1) // 2) + standing(others // 2)) / 2
    return pd.Series(np.where(others >= OTHERS, middle, np.nan), index=given.index)


def _robust_deviation(deviations: pd.Series[float]) -> float:
    """Return a standard deviation that outliers do not move: from the median, or the mean, absolute deviation.

    The mean where the median is 0 because more than half the marks are as expected (Iglewicz and Hoaglin 1993); the
    factors make both the standard deviation of a normal distribution.
    """
    absolute = deviations.abs().to_numpy(dtype=np.float64)
    median = 1.482602218505602 * float(np.median(absolute))
    return median if median > 0 else 1.2533141373155001 * float(np.mean(absolute))
