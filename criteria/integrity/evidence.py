"""The complaints behind each flag, as conditions that any engine runs: what counts them also lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from criteria.integrity import catalogue as of
from submissions.handed_in import BINS, TIMED
from submissions.scan import MIDNIGHT, ONE_MOMENT

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pandas as pd

    from criteria.integrity_rules import Thresholds
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn

STEPS = ("acknowledged", "answered", "resolved")
HEAPS, HEAPED_FROM, HEAPED_TO = 5, 8, 62
"""Whole windows of five days around 10, 15, ... 60: below, an honest log has a peak of its own."""


def dated(complaints: ir.Table, rulebook: Rulebook, keep: tuple[str, ...] = ()) -> ir.Table:
    """Return the used complaints with the dates of their steps as written, later ones than the cut-off being none.

    Columns: participant, received, acknowledged, answered, resolved (dates), answer_days (calendar days from receipt
    to the answer as it is scored, that is implied where the rulebook implies; null while there is none), month of
    receipt (201903), rating, unsolved, those in ``keep``, and of ``TIMED`` what there is. No step is implied but
    in answer_days.
    """
    cutoff = ibis.literal(rulebook.period.cutoff, type="date")
    used = complaints.filter(complaints.bin == BINS.index("used"))
    used = used.mutate(**{step: ibis.ifelse(used[step] <= cutoff, used[step], ibis.null("date")) for step in STEPS})
    imply = rulebook.sources.complaints.imply
    answer = ibis.least(used.answered, used.resolved) if imply else used.answered
    month = used.received.year() * 100 + used.received.month()
    return used.select(
        "participant", "received", *STEPS, "rating", "unsolved", *keep, *(c for c in TIMED if c in complaints.columns),
        answer_days=answer.delta(used.received, unit="day").cast("int32"), month=month.cast("int32"),
    )  # fmt: skip


def late_steps(table: ir.Table) -> ir.BooleanValue:
    """Whether any step happened later than on the day of receipt."""
    later = [(table[step] > table.received).fill_null(False) for step in STEPS]
    return later[0] | later[1] | later[2]


def replied(table: ir.Table) -> ir.BooleanValue:
    """Whether it was answered or resolved: an acknowledgement alone is often sent by a machine, in all honesty."""
    return table.answered.notnull() | table.resolved.notnull()


_TOLD_BY = {
    of.CLOSING_RUSH.code: "resolved",
    of.UNANSWERED.code: "resolved",
    of.AT_ONCE.code: "answer_seconds",
    of.MIDNIGHT.code: "clock",
    of.ONE_MOMENT.code: "clock",
    of.ONE_REPORTER.code: "reporter",
}
"""The column without which a complaint says nothing about a flag; else it is receipt."""


def among(flag: str, table: ir.Table) -> ir.BooleanValue:
    """Which complaints the share of a flag is a share of."""
    if flag == of.NO_DELAY.code:
        return replied(table)
    if flag == of.ONE_ANSWER.code:
        return table.answer_text.notnull() & table.answered.notnull()
    if flag == of.ONE_DAY.code:
        return table.acknowledged.notnull() & table.answered.notnull() & table.resolved.notnull()
    return table[_TOLD_BY.get(flag, "received")].notnull()


def behind(flag: str, detail: str, table: ir.Table, rulebook: Rulebook, thresholds: Thresholds) -> ir.BooleanValue:
    """Which complaints of a ``dated`` table bear a flag out; ``detail`` is that of its row."""
    conditions: dict[str, Any] = {
        of.NO_DELAY.code: lambda: ~late_steps(table),
        of.ONE_DAY.code: lambda: (table.acknowledged == table.answered) & (table.answered == table.resolved)
        & (table.received < table.resolved),
        of.ANSWER_TIME.code: lambda: table.answer_days == int(detail),
        of.HEAPING.code: lambda: table.answer_days.between(HEAPED_FROM, HEAPED_TO) & (table.answer_days % HEAPS == 0)
        & (table.answer_days != int(detail)),
        of.CLOSING_RUSH.code: lambda: table.resolved > _rush_begins(rulebook, thresholds),
        of.UNANSWERED.code: table.answered.isnull,
        of.UNSOLVED.code: lambda: table.unsolved & table.resolved.isnull(),
        of.MONTH.code: lambda: table.month == int(detail.replace("-", "")),
        of.AT_ONCE.code: lambda: table.answer_seconds <= thresholds.at_once_seconds,
        of.MIDNIGHT.code: lambda: (table.clock.cast("int32") & MIDNIGHT) > 0,
        of.ONE_MOMENT.code: lambda: (table.clock.cast("int32") & ONE_MOMENT) > 0,
        of.ONE_REPORTER.code: lambda: table.reporter == _most(table, "reporter"),
        of.ONE_ANSWER.code: lambda: table.answer_text == _most(table.filter(among(flag, table)), "answer_text"),
        of.ONE_RATING.code: lambda: table.rating == round(float(detail) * 100),
    }  # fmt: skip
    return among(flag, table) & conditions[flag]()


def _most(table: ir.Table, column: str) -> int:
    """Return the number that a column of one participant's complaints has most often, the smallest of equals."""
    known = table.filter(table[column].notnull())
    counts: pd.DataFrame = known.group_by(column).aggregate(n=known.count()).to_pandas()
    return int(counts.sort_values(["n", column], ascending=[False, True])[column].iloc[0]) if len(counts) else -1


def _rush_begins(rulebook: Rulebook, thresholds: Thresholds) -> ir.DateScalar:
    """Return the last day before the last ``closing_days``."""
    return ibis.literal(rulebook.period.cutoff, type="date") - ibis.interval(days=thresholds.closing_days)


def complaints_behind(
    handed_in: HandedIn, rulebook: Rulebook, thresholds: Thresholds, code: str, flag: str, detail: str = ""
) -> ir.Table:
    """Return the complaints behind one row of ``flags``: file (position in ``files``), row, complaint_id.

    An expression, not yet run, on ``handed_in.complaints``; complaint_id is null unless ids were kept on reading.
    Raises ValueError when no log was handed in, KeyError when the participant or the flag is unknown.
    """
    if handed_in.complaints is None:
        raise ValueError("there are no complaints")
    if flag not in of.FLAGS:
        raise KeyError(flag)
    position = handed_in.roster.index.get_loc(code)
    mine = handed_in.complaints.filter(handed_in.complaints.participant == position)
    columns = ("file", "row", "complaint_id")
    if flag == of.SET_ASIDE.code:
        return mine.filter(mine.bin == BINS.index("set aside")).select(*columns)
    table = dated(mine, rulebook, keep=columns)
    return table.filter(behind(flag, detail, table, rulebook, thresholds)).select(*columns)
