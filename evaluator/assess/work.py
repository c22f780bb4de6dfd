"""The work list of one participant: what is open, until when, and what doing it today would bring."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from criteria.calendar import numbered_days
from criteria.measure import allowed, timed_complaints
from evaluator.assess.variants import done_today
from reports.work import LISTS, Work, WorkItem
from submissions.handed_in import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from criteria.results import Indicators
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn

WEEK = dt.timedelta(days=7)
KEPT = ("complaint_id", "unit", "kind", "received", "acknowledged", "answered", "resolved", "due", "file", "row")


def work(handed_in: HandedIn, rulebook: Rulebook, code: str, gain: Callable[[Indicators], float]) -> Work:
    """Return the work list on the cut-off day, what brings most first, then what is due first.

    gain: the points of the total that these indicators bring more than those of now.
    """
    found = _open(handed_in, rulebook, code)
    today = rulebook.period.cutoff
    if found.empty:
        return Work(today, (), ())
    _deadlines(found, rulebook)
    _sort_into_lists(found, today)
    found["alike"] = found["list"] + "/" + found[[f"open_{step}" for step in STEPS]].astype(str).agg("".join, axis=1)
    found["alike"] += found[[f"late_{step}" for step in STEPS]].astype(str).agg("".join, axis=1)
    can_win = found[found["list"] != "reopened"]
    cases = {f"{by}:{name}": group for by in ("list", "alike") for name, group in can_win.groupby(by)}
    after = done_today(handed_in, rulebook, code, {name: group[["file", "row"]] for name, group in cases.items()})
    gains = {name: gain(indicators) for name, indicators in after.items()}
    found["points"] = [
        gains[f"alike:{alike}"] / len(cases[f"alike:{alike}"]) if f"alike:{alike}" in gains else np.nan
        for alike in found["alike"]
    ]
    found["order"] = [LISTS.index(name) for name in found["list"]]
    found["rounded"] = -found["points"].round(9)
    ordered = found.sort_values(["rounded", "order", "deadline", "complaint_id"], na_position="last", kind="stable")
    counts = found["list"].value_counts()
    lists = [(name, int(counts[name]), gains.get(f"list:{name}")) for name in LISTS if name in counts]
    return Work(today, tuple(_items(ordered)), tuple(lists))


def _open(handed_in: HandedIn, rulebook: Rulebook, code: str) -> pd.DataFrame:
    """Return the complaints with an open step, and those reopened, with allowed working days by step."""
    if handed_in.complaints is None:
        return pd.DataFrame()
    mine = handed_in.complaints.filter(handed_in.complaints.participant == handed_in.roster.index.get_loc(code))
    timed = timed_complaints(mine, rulebook, keep=KEPT)
    timed = timed.mutate(**{f"allowed_{step}": allowed(timed, getattr(rulebook.standards, step)) for step in STEPS})
    done = timed.happened_acknowledge & timed.happened_answer & timed.happened_resolve
    table: pd.DataFrame = timed.filter(~done | (timed.reopened.fill_null(0) > 0)).order_by("file", "row").to_pandas()
    for step in STEPS:
        table[f"open_{step}"] = ~table[f"happened_{step}"].astype(bool)
        table[f"late_{step}"] = table[f"late_{step}"].fillna(value=False).astype(bool) & table[f"open_{step}"]
    for column in ("received", "answered", "due"):
        table[column] = pd.to_datetime(table[column])
    return table


def _deadlines(found: pd.DataFrame, rulebook: Rulebook) -> None:
    """Write each open step's last day in time, and of them the first: deadline, step, and the working days left."""
    longest = int(max(found[f"allowed_{step}"].max() for step in STEPS))
    last = max(rulebook.period.cutoff + WEEK, rulebook.period.to + dt.timedelta(days=2 * longest + 60))
    days = numbered_days(rulebook.calendar, rulebook.period.from_, last)
    days["day"] = pd.to_datetime(days["day"])
    number = days.set_index("day")["number"]
    first = days.drop_duplicates("number").set_index("number")["day"]
    of: dict[str, pd.Series[Any]] = {}
    for step in STEPS:
        wanted = found["received"].map(number) + found[f"allowed_{step}"].astype(int)
        by = wanted.map(first)
        by = by.where(by > found["received"], found["received"])
        if step == "resolve":
            by = found["due"].where(found["due"].notna(), by)
        of[step] = by.where(found[f"open_{step}"])
    ends = pd.DataFrame(of)
    found["deadline"] = ends.min(axis=1)
    found["step"] = [next((s for s in STEPS if row[s] == row.min()), "") for _at, row in ends.iterrows()]
    today = pd.Timestamp(rulebook.period.cutoff)
    clipped = found["deadline"].clip(lower=days["day"].iloc[0], upper=days["day"].iloc[-1])
    found["days_left"] = clipped.map(number) - number[today]


def _sort_into_lists(found: pd.DataFrame, today: dt.date) -> None:
    """Write the list of each complaint: the first that fits."""
    any_open = found[[f"open_{step}" for step in STEPS]].any(axis=1)
    conditions = [
        ~any_open,
        found[[f"late_{step}" for step in STEPS]].any(axis=1),
        found["deadline"] <= pd.Timestamp(today + WEEK),
        ~found["open_answer"],
    ]
    found["list"] = np.select(conditions, ["reopened", "overdue", "soon", "answered"], default="open")


def _items(ordered: pd.DataFrame) -> Iterator[WorkItem]:
    for row in ordered.to_dict("records"):
        yield WorkItem(
            list_=str(row["list"]),
            complaint_id=str(row["complaint_id"]),
            unit="" if row["unit"] is None or pd.isna(row["unit"]) else str(row["unit"]),
            received=row["received"].date(),
            step=str(row["step"]),
            due=None if pd.isna(row["deadline"]) else row["deadline"].date(),
            days_left=None if pd.isna(row["days_left"]) else int(row["days_left"]),
            answered=None if row["open_answer"] or pd.isna(row["answered"]) else row["answered"].date(),
            reopened=0 if pd.isna(row["reopened"]) else int(row["reopened"]),
            points=None if pd.isna(row["points"]) else float(row["points"]),
        )
