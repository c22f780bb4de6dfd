"""Which complaints of a participant may be listed; a light module, for the command line's help names them."""

from __future__ import annotations

from enum import StrEnum


class Which(StrEnum):
    """What may be listed: by step and bin, and behind each flag for the panel (``criteria.integrity.FLAGS``)."""

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
    no_delay = "no-delay"
    one_day = "one-day"
    one_answer_time = "one-answer-time"
    heaping = "heaping"
    closing_rush = "closing-rush"
    resolved_unanswered = "resolved-unanswered"
    closed_unsolved = "closed-unsolved"
    month_break = "month-break"
    one_rating = "one-rating"
    answered_at_once = "answered-at-once"
    midnight = "midnight"
    one_moment = "one-moment"
    one_reporter = "one-reporter"
    one_answer = "one-answer"
