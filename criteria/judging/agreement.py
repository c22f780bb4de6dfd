"""How far the judges agree: intraclass correlations, Krippendorff's alpha and Kendall's W of every sheet of marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.judging.alpha import LEVELS, alpha, pairable
from criteria.judging.design import Sheet, sheets
from criteria.judging.icc import Estimate, icc, one_way
from criteria.judging.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from criteria.rounding import Floats

ICCS = ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k")
ONE_WAY = ("icc1", "icc1k")
"""Of panels that change from participant to participant; the other forms need the same judges for everybody."""
ALPHAS = tuple(f"alpha-{level}" for level in LEVELS)
CONCORDANCE = "kendall-w"
MEASURES = (*ICCS, *ALPHAS, CONCORDANCE)
COLUMNS = {
    "stage": "object", "criterion": "object", "measure": "object", "value": "float64", "low": "float64",
    "high": "float64", "participants": "int64", "judges": "int64", "reason": "object",
}  # fmt: skip
UNKNOWN = Estimate(float("nan"))


def agreement(
    marks: pd.DataFrame, participants: pd.Index[str], *, confidence: float = 0.95, draws: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """Return the agreement of the judges, one row per stage, criterion and measure (``MEASURES``, in this order).

    marks: as in ``HandedIn.marks``; those of others than ``participants`` are left out. Columns: stage, criterion,
    measure, value, low, high (interval at ``confidence``; kendall-w has none), participants (that went into it: those
    whom every judge marked, for icc1 and icc1k everybody, for alpha those with two marks), judges, reason (``Reason``:
    why value is NaN). alpha's interval is a bootstrap of ``draws`` draws from ``seed``.
    """
    rows = [
        {"stage": sheet.stage, "criterion": sheet.criterion, "measure": measure, "judges": len(sheet.judges)}
        | {"participants": used, "value": e.value, "low": e.low, "high": e.high, "reason": reason}
        for sheet in sheets(marks, participants)
        for measure, e, used, reason in _measured(sheet, confidence, draws, seed)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _measured(sheet: Sheet, confidence: float, draws: int, seed: int) -> Iterator[tuple[str, Estimate, int, Reason]]:
    every = sheet.complete
    why = _why_not(sheet, every)
    some = pairable(sheet.matrix)
    why_some = _why_not(sheet, some)
    correlations = dict.fromkeys(ICCS, UNKNOWN) if why else icc(every, confidence)
    ones = dict.fromkeys(ONE_WAY, UNKNOWN) if why_some else one_way(sheet.matrix, confidence)
    for name in ICCS:
        estimate, used, reason = (
            (ones[name], len(sheet.participants), why_some)
            if name in ONE_WAY
            else (correlations[name], len(every), why)
        )
        yield name, estimate, used, reason or _undefined(estimate)
    why = why_some
    for level in LEVELS:
        negative = level == "ratio" and bool((sheet.marks < 0).any())
        reason = why or (Reason.NEGATIVE_MARKS if negative else Reason.NONE)
        found = UNKNOWN if reason else alpha(some, level, confidence=confidence, draws=draws, seed=seed)
        yield f"alpha-{level}", found, len(some), reason
    why = _why_not(sheet, every)
    concordance = UNKNOWN if why else Estimate(kendall_w(every))
    yield CONCORDANCE, concordance, len(every), why or _undefined(concordance)


def _why_not(sheet: Sheet, table: Floats) -> Reason:
    """Say why nothing can be told from a table, (participants that count, J); NONE where it can."""
    if len(sheet.marks) == 0:
        return Reason.NO_MARKS
    if len(sheet.judges) == 1:
        return Reason.ONE_JUDGE
    if len(sheet.participants) == 1:
        return Reason.ONE_PARTICIPANT
    if len(table) < 2:
        return Reason.MISSING_MARKS
    known = table[~np.isnan(table)]
    return Reason.ALL_EQUAL if (known == known[0]).all() else Reason.NONE


def _undefined(estimate: Estimate) -> Reason:
    return Reason.NO_SPREAD if np.isnan(estimate.value) else Reason.NONE


def kendall_w(table: Floats) -> float:
    """Return the coefficient of concordance of k rankings, corrected for ties (Kendall and Gibbons 1990, chapter 6).

    table: marks as participants x judges, shape (n, k), no NaN, n >= 2. NaN where every judge gave all the same mark.
    """
    n, k = table.shape
    ranks = pd.DataFrame(table).rank().to_numpy()
    sums = ranks.sum(axis=1)
    ties = sum(float((sizes**3 - sizes).sum()) for sizes in (np.unique(c, return_counts=True)[1] for c in table.T))
    largest = k**2 * (n**3 - n) - k * ties
    return 12 * float(((sums - sums.mean()) ** 2).sum()) / largest if largest else float("nan")
