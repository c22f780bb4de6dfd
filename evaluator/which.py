"""Which complaints of a participant may be listed; a light module, for the command line's help names them."""

from __future__ import annotations

from enum import StrEnum


class Which(StrEnum):
    """What may be listed."""

    late = "late"
    late_acknowledge = "late-acknowledge"
    late_answer = "late-answer"
    late_resolve = "late-resolve"
    open = "open"
    overdue = "overdue"
    reopened = "reopened"
    used = "used"
    excluded = "excluded"
    repeated = "repeated"
    outside = "outside"
    set_aside = "set-aside"
