"""The complaints behind a count: ids, kinds, units and dates of one participant's complaints; no personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from criteria.integrity import FLAGS, complaints_behind
from criteria.measure import timed_complaints
from evaluator.which import Which
from submissions.handed_in import BINS, STEPS

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from criteria.rulebook import Rulebook
    from reports.year import Year
    from submissions.handed_in import HandedIn

COLUMNS = ("complaint_id", "kind", "unit", "received", "acknowledged", "answered", "resolved", "due", "file", "row")


def listed(handed_in: HandedIn, year: Year, code: str, which: Which) -> pd.DataFrame:
    """Return the complaints of a participant that a count is made of, by file and row.

    Columns: ``COLUMNS`` (file is its path, dates as written in the log); for used complaints also days_<step> (working
    days until the step, or until the cut-off while it is open) and late (the steps that are late, joined by ";").
    Behind a flag stand the complaints that bear it out; none where the participant does not have it.
    """
    rulebook = year.rulebook
    if handed_in.complaints is None:
        return pd.DataFrame(columns=list(COLUMNS), dtype=object)
    position = handed_in.roster.index.get_loc(code)
    mine = handed_in.complaints.filter(handed_in.complaints.participant == position)
    bin_ = which.value.replace("-", " ")
    in_bin = mine.filter(mine.bin == BINS.index(bin_)).select(*COLUMNS) if bin_ in BINS[1:] else None
    if in_bin is not None:
        found = in_bin
    elif which.value in FLAGS:
        found = _flagged(handed_in, year, code, which.value)
    else:
        found = _used(mine, rulebook, which)
    table: pd.DataFrame = found.order_by("file", "row").to_pandas()
    table["file"] = [handed_in.files[place].path for place in table["file"]]
    return table


def _used(mine: ir.Table, rulebook: Rulebook, which: Which) -> ir.Table:
    """The used complaints that the question is about, timed as the indicators are."""
    timed = timed_complaints(mine, rulebook, keep=COLUMNS)
    late = {step: timed[f"late_{step}"].fill_null(False) for step in STEPS}
    done = timed.happened_resolve
    asked: dict[Which, ir.BooleanValue] = {
        Which.late: late["acknowledge"] | late["answer"] | late["resolve"],
        Which.late_acknowledge: late["acknowledge"],
        Which.late_answer: late["answer"],
        Which.late_resolve: late["resolve"],
        Which.open: ~done,
        Which.overdue: ~done & late["resolve"],
        Which.reopened: done & (timed.reopened.fill_null(0) > 0),
    }
    found = timed.filter(asked[which]) if which in asked else timed
    return found.select(*COLUMNS, *(f"days_{step}" for step in STEPS), *(f"late_{step}" for step in STEPS))


def _flagged(handed_in: HandedIn, year: Year, code: str, flag: str) -> ir.Table:
    """The complaints behind a participant's flag, as they stand in the log."""
    if handed_in.complaints is None:
        raise ValueError("there are no complaints")
    rules, complaints = year.rulebook, handed_in.complaints.select(*COLUMNS)
    raised = year.flags[(year.flags["code"] == code) & (year.flags["flag"] == flag)]
    if raised.empty:
        return complaints.limit(0)
    detail = str(raised["detail"].iloc[0])
    behind = complaints_behind(handed_in, rules, rules.integrity, code, flag, detail).select("file", "row")
    return complaints.semi_join(behind, ["file", "row"])


def as_records(table: pd.DataFrame, which: Which, first: int) -> dict[str, Any]:
    """Return the list for JSON: how many there are, and the first of them (0: all), missing as null, dates ISO."""
    shown = table.head(first) if first else table
    late = [f"late_{step}" for step in STEPS if f"late_{step}" in table.columns]
    plain = shown.drop(columns=late)
    records: list[dict[str, Any]] = [
        {str(name): None if _missing(value) else _plain(value) for name, value in row.items()}
        for row in plain.astype(object).to_dict("records")
    ]
    if late:
        for record, flags in zip(records, shown[late].fillna(value=False).to_numpy(dtype=bool), strict=True):
            record["late"] = [step for step, flag in zip(STEPS, flags, strict=True) if flag]
    return {"which": which.value, "count": len(table), "first": records}


def _missing(value: object) -> bool:
    return value is None or value != value or str(value) in {"NaT", "<NA>"}  # noqa: PLR0124 (NaN and NaT)


def _plain(value: Any) -> str | int:  # noqa: ANN401 (a cell of a table)
    if isinstance(value, int):
        return value
    if hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m-%d"))
    return int(value) if isinstance(value, float) else str(value)
