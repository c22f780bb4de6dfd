"""How sure the ranking is, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluator.cli import screen
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping


def certainty(summary: Mapping[str, Any]) -> None:
    """Print what was drawn anew, and for each award how firm it is."""
    sure = summary["certainty"]
    if not sure or not sure["awards"]:
        return
    screen.heading(_("How sure is it?"))
    screen.say(screen.safe(sure["how"]))
    for one in sure["awards"]:
        screen.say(f"• {screen.safe(one['title'])}")
        screen.indented(" ".join(part for part in (one["verdict"], one["weights"], one["best"]) if part))
