"""Why a column may be one of ours, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.words import _, later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from submissions.mapping import Reason

CERTAINTIES = {"sure": later("sure"), "likely": later("likely"), "guess": later("a guess")}
_REASONS = {
    "header": later("so it is called in this program"),
    "ready": later("by the ready map of {platform}"),
    "platform": later("so {platform} calls it"),
    "near": later("nearly called “{header}”"),
    "dates": later("{share} read as dates"),
    "unique": later("every value is another one"),
    "repeats": later("numbers stand in further rows: {count}"),
    "ratings": later("numbers from 1 to 5"),
    "counts": later("whole numbers"),
    "words": later("different values: {count}"),
    "empty": later("no value in the rows looked at"),
    "time": later("the time of day stands in the next column"),
    "duration": later("how long it took, in {unit}"),
}


def said(reasons: Iterable[Reason]) -> str:
    """Return the reasons as one line."""
    return "; ".join(_(_REASONS[reason.code]).format(**reason.details) for reason in reasons)
