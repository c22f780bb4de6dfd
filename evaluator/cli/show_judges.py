"""How the judges look on the screen, at the end of a run: how far they agree, how severe they are, what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluator.cli import screen
from evaluator.words import _, decimal, number, plural

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_UNKNOWN = 3


def judges(summary: Mapping[str, Any]) -> None:
    """Print what the marks say of the judges; nothing where nobody has marked."""
    found = summary["judges"]
    if found is None:
        return
    screen.heading(_("The judges"))
    screen.say(
        _("{marks} on {criteria} by {judges}.").format(
            marks=plural("{count} mark", "{count} marks", found["marks"]),
            criteria=plural("{count} criterion", "{count} criteria", found["criteria"]),
            judges=plural("{count} judge", "{count} judges", found["judges"]),
        )
    )
    _agreement(found)
    if found["severest"] is not None:
        screen.say(
            _(
                "Severity: {low} to {high} points in a hundred; with it taken off, {count} of {ranked} ranked would "
                "stand elsewhere."
            ).format(
                low=_signed(found["severest"]),
                high=_signed(found["most_lenient"]),
                count=number(found["moved"]),
                ranked=number(found["ranked"]),
            )
        )
    if found["hanging"]:
        screen.say(
            plural(
                "{count} rank would be another without one judge: see judges-left-out.csv.",
                "{count} ranks would be others without one judge: see judges-left-out.csv.",
                found["hanging"],
            )
        )
    if found["outlying"]:
        screen.say(
            plural(
                "{count} mark lies far from what was to be expected: see judges-outlying.csv.",
                "{count} marks lie far from what was to be expected: see judges-outlying.csv.",
                found["outlying"],
            )
        )


def _agreement(found: Mapping[str, Any]) -> None:
    low, high = found["agreement"]
    if low is not None:
        one, other = decimal(low, 2), decimal(high, 2)
        screen.say(
            _(
                "Agreement (Krippendorff's alpha): {alpha}. From 0.8 on marks may be relied upon; under 0.667 "
                "little should hang on one judge."
            ).format(alpha=one if one == other else _("{low} to {high}").format(low=one, high=other))
        )
    for what, reason in found["unknown"][:FIRST_UNKNOWN]:
        screen.say(
            "• "
            + _("Nothing can be told of {criterion}: {reason}.").format(
                criterion=screen.safe(what), reason=screen.safe(reason)
            )
        )
    rest = len(found["unknown"]) - FIRST_UNKNOWN
    if rest > 0:
        screen.say(plural("… and {count} more.", "… and {count} more.", rest))


def _signed(value: float) -> str:
    return ("−" if value < 0 else "+") + decimal(abs(value), 1)
