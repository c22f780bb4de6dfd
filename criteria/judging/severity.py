"""Severe and lenient judges: how far each lies from the others, and what the participants' marks are without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.judging.additive import Fit, degrees_of_freedom
from criteria.judging.additive import fit as additive
from criteria.judging.design import SHEET, Sheet, parts, sheets
from criteria.judging.reasons import Reason
from criteria.rank import competition_ranks
from criteria.rounding import half_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from criteria.rounding import Floats

    Model = Callable[[Sheet], Fit]

AT_LEAST = 5
"""Marks that a judge must have given on a criterion to be compared, unless the rulebook says otherwise: our choice. The
standard error falls with their root; under five it is about half of what marks scatter, and adjusting adds noise."""
DECIMALS = 6
"""Values are compared rounded to this, so that the noise of binary fractions breaks no tie."""


@dataclass(frozen=True)
class Severity:
    """What is known of the judges. Sheets are sorted by stage, then criterion, and rows within them by code.

    judges: stage, criterion, judge, marks (count), part (1... within the sheet, 0 for who is not compared), effect
        (points its marks lie above (+, lenient) or below (-, severe) those of the part's judges, who add up to 0),
        error (standard error of it), reason (``Reason``: why effect or error is NaN).
    participants: stage, criterion, participant, marks (count), raw (mean of the marks), adjusted (mean of marks less
        the judges' effects; a judge who is not compared counts as it marked), fitted (the model's own value: without
        judges who are not compared, and drawn towards the level by the mixed model), raw_rank, adjusted_rank (Int64,
        within the category; 1, 2, 2, 4). adjusted, fitted and adjusted_rank are missing where the sheet has a reason.
    sheets: stage, criterion, judges, participants, marks, parts (counts; judges who are compared, and what they
        marked), sigma (standard deviation of a mark around the model), freedom (degrees of freedom), reason (why
        nothing is adjusted on this sheet).
    """

    judges: pd.DataFrame
    participants: pd.DataFrame
    sheets: pd.DataFrame


def severity(
    marks: pd.DataFrame, category: pd.Series[str], *, model: Model = additive, at_least: int = AT_LEAST
) -> Severity:
    """Compare the judges of every stage and criterion by a model (``additive.fit`` or ``mixed.fit``).

    marks: as in ``HandedIn.marks``. category: index the codes of the participants; marks of others are left out.
    at_least: a judge with fewer marks on the sheet is not compared, and its marks stay as they are. Parts that no mark
    links are compared inside only, by the additive model, and nothing is adjusted.
    """
    found = [_one(sheet, category, model, at_least) for sheet in sheets(marks, category.index)]
    judges, people, whole = (
        [table for table in tables if len(table)] for tables in (zip(*found, strict=True) if found else ([], [], []))
    )
    return Severity(
        judges=_table(judges, JUDGES), participants=_table(people, PARTICIPANTS), sheets=_table(whole, WHOLE)
    )


JUDGES = {
    "stage": "object", "criterion": "object", "judge": "object", "marks": "int64", "part": "int64",
    "effect": "float64", "error": "float64", "reason": "object",
}  # fmt: skip
PARTICIPANTS = {
    "stage": "object", "criterion": "object", "participant": "object", "marks": "int64", "raw": "float64",
    "adjusted": "float64", "fitted": "float64", "raw_rank": "Int64", "adjusted_rank": "Int64",
}  # fmt: skip
WHOLE = {
    "stage": "object", "criterion": "object", "judges": "int64", "participants": "int64", "marks": "int64",
    "parts": "int64", "sigma": "float64", "freedom": "int64", "reason": "object",
}  # fmt: skip


def adjusted_marks(marks: pd.DataFrame, found: Severity) -> pd.DataFrame:
    """Return the marks less their judges' effects, in the same rows and columns, ready for ``panel.aggregate``.

    Marks of a sheet that has a reason, and of a judge who is not compared, stay as they are. An adjusted mark may lie
    outside the scale; a linear scale is level there.
    """
    usable = found.sheets[found.sheets["reason"] == Reason.NONE]
    effects = found.judges.merge(usable[SHEET], on=SHEET)[[*SHEET, "judge", "effect"]]
    matched = marks[[*SHEET, "judge"]].merge(effects, on=[*SHEET, "judge"], how="left", validate="many_to_one")
    return marks.assign(mark=marks["mark"] - matched["effect"].fillna(0.0).to_numpy())


def _one(
    sheet: Sheet, category: pd.Series[str], model: Model, at_least: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    given = np.bincount(sheet.by, minlength=len(sheet.judges))
    compared = given >= at_least
    inner = sheet.only(compared[sheet.by])
    part, count = parts(inner)
    known = len(inner.judges) > 0
    fitted = model(inner) if known else Fit(*(np.zeros(0),) * 3, sigma=float("nan"))
    reason = _why_not(sheet, inner, count, fitted)
    judges = pd.DataFrame({"judge": sheet.judges, "marks": given})
    figures = pd.DataFrame({"judge": inner.judges, "part": part, "effect": fitted.effects, "error": fitted.errors})
    judges = judges.merge(figures, on="judge", how="left").fillna({"part": 0})
    judges["reason"] = _why_no_effect(judges, inner, reason)
    whole = {
        "judges": len(inner.judges), "participants": len(inner.participants), "marks": len(inner.marks), "parts": count,
        "sigma": fitted.sigma, "freedom": degrees_of_freedom(inner, count), "reason": reason,
    }  # fmt: skip
    people = _people(sheet, category, judges["effect"].to_numpy(), adjust=reason is Reason.NONE)
    people.insert(4, "fitted", pd.Series(fitted.values, inner.participants).reindex(sheet.participants).to_numpy())
    if reason is not Reason.NONE:
        people["fitted"] = np.nan
    named = {"stage": sheet.stage, "criterion": sheet.criterion}
    return judges.assign(**named), people.assign(**named), pd.DataFrame([whole | named])


def _why_not(sheet: Sheet, inner: Sheet, count: int, fitted: Fit) -> Reason:
    """Say why nothing is adjusted on a sheet; NONE where it is."""
    if len(sheet.marks) == 0:
        return Reason.NO_MARKS
    if len(sheet.judges) == 1:
        return Reason.ONE_JUDGE
    if len(inner.judges) < 2:
        return Reason.TOO_FEW_MARKS
    if count > 1:
        return Reason.UNCONNECTED
    if fitted.failed:
        return Reason.NOT_CONVERGED
    return Reason.NO_RESIDUALS if np.isnan(fitted.effects).any() else Reason.NONE


def _why_no_effect(judges: pd.DataFrame, inner: Sheet, reason: Reason) -> NDArray[np.object_]:
    """Say of each judge why its effect or its standard error is missing."""
    compared = judges["part"] > 0
    alone = compared & (judges.groupby("part")["judge"].transform("size") == 1)
    no_effect, no_error = judges["effect"].isna(), judges["error"].isna()
    every: Reason = Reason.ONE_JUDGE if reason is Reason.ONE_JUDGE else Reason.TOO_FEW_MARKS
    return np.select(
        [~compared, alone, no_effect, no_error], [every, Reason.ONE_JUDGE, reason, Reason.NO_RESIDUALS], Reason.NONE
    ).astype(object)


def _people(sheet: Sheet, category: pd.Series[str], effects: Floats, *, adjust: bool) -> pd.DataFrame:
    """Put raw and adjusted values and ranks of a sheet's participants side by side."""
    given = np.bincount(sheet.of, minlength=len(sheet.participants))
    less = sheet.marks - np.nan_to_num(effects)[sheet.by]
    raw, adjusted = (np.bincount(sheet.of, weights=m, minlength=len(given)) / given for m in (sheet.marks, less))
    people = pd.DataFrame({"participant": sheet.participants, "marks": given, "raw": raw, "adjusted": adjusted})
    groups = category.reindex(sheet.participants).to_numpy()
    people["raw_rank"] = _ranks(people["raw"], groups)
    people["adjusted_rank"] = _ranks(people["adjusted"], groups)
    if not adjust:
        people["adjusted"] = np.nan
        people["adjusted_rank"] = pd.NA
    return people


def _ranks(values: pd.Series, groups: NDArray[np.object_]) -> pd.Series[int]:
    keys = pd.DataFrame({"value": half_up(np.asarray(values, dtype=np.float64), DECIMALS)}, index=values.index)
    ranked = [competition_ranks(group) for _, group in keys.groupby(groups)]
    return pd.concat(ranked).reindex(values.index) if ranked else pd.Series(dtype="Int64")


def _table(tables: list[pd.DataFrame], columns: dict[str, str]) -> pd.DataFrame:
    whole = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(columns))
    return whole[list(columns)].astype(columns)
