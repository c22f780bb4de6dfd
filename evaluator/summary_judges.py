"""What a run has to tell of the judges, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reports import report_judges
from reports.speech import speaking

if TYPE_CHECKING:
    from reports.year import Year


def judges(year: Year, language: str) -> dict[str, Any] | None:
    """Return the figures, missing ones as None; None where nobody has marked.

    agreement: the lowest and the highest alpha of marks as numbers; unknown: criterion and reason, in words.
    severest, most_lenient: the extremes in hundredths of the scale; moved: of those ranked, who would stand elsewhere.
    """
    told = report_judges.judges(year, speaking(language))
    if told is None or year.judged is None:
        return None
    alphas = [line.value for line in told.agreement if not np.isnan(line.value)]
    known = [line for line in told.judges if line.dots]
    return {
        "judges": len(year.judged.judges),
        "marks": told.marks,
        "criteria": len(set(year.judged.severity.sheets["criterion"])),
        "agreement": [min(alphas, default=None), max(alphas, default=None)],
        "unknown": [[line.title, line.reason] for line in told.agreement if line.reason],
        "severest": min((line.low for line in known), default=None),
        "most_lenient": max((line.high for line in known), default=None),
        "ranked": told.ranked,
        "moved": len(told.moved) + told.more_moved,
        "hanging": len(told.hanging) + told.more_hanging,
        "outlying": told.outlying,
    }
