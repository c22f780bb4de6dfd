"""The work list as documents know it: complaints to be done, in the order of what doing them brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from reports.speech import Speech

LISTS = ("overdue", "soon", "answered", "open", "reopened")
"""Past a deadline; a deadline within seven days; answered and not followed up; open with more time; closed, but
reopened once. A complaint stands in the first that fits."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One complaint. step: the open step whose deadline comes first, "" where all happened; due: that deadline.

    days_left: working days until it, negative past it. points: of the total, if all that are alike were done today,
    each its part; None where nothing can be won any more. reopened: how often.
    """

    list_: str
    complaint_id: str
    unit: str
    received: dt.date
    step: str
    due: dt.date | None
    days_left: int | None
    answered: dt.date | None
    reopened: int
    points: float | None


@dataclass(frozen=True, slots=True)
class Work:
    """All of it. lists: name, how many, points if the whole list were done today; only those that have any."""

    today: dt.date
    items: tuple[WorkItem, ...]
    lists: tuple[tuple[str, int, float | None], ...]


def title(list_: str, say: Speech) -> str:
    """Say what a list holds."""
    return {
        "overdue": say("Overdue now"),
        "soon": say("Due within a week"),
        "answered": say("Answered, not followed up"),
        "open": say("Open, due later"),
        "reopened": say("Closed, but reopened"),
    }[list_]


def step_title(step: str, say: Speech) -> str:
    """Say which step is next."""
    return {"acknowledge": say("acknowledge"), "answer": say("answer"), "resolve": say("follow up"), "": ""}[step]
