"""Every row of a warehouse's table lands in exactly one bin, in the contract's order, as Ibis expressions.

The plain definition, for any engine: ``bins`` is the embedded engine's faster way to the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from submissions.engines import fenced
from submissions.handed_in import BINS
from submissions.scan import DATES, EVENTS, TEXTS, Doubt, Fault
from submissions.warehouse_cells import NULL_TEXT, WarehouseCells, count, hundredths, lowered

if TYPE_CHECKING:
    from collections.abc import Iterable

    import ibis.expr.types as ir

    from submissions.sources import Terms

CONFLICT = max(Fault) + 1
"""The number, beside those of ``scan.Fault``, of a row whose id stands there twice with different content."""
FALSE = ibis.literal(value=False)
_USED, _EXCLUDED, _REPEATED, _OUTSIDE, _ASIDE = range(len(BINS))
_CONTENT = (*(f"m_{c}" for c in DATES), *(f"u_{c}" for c in DATES), *(f"x_{c}" for c in (*TEXTS, "reopened", "rating")),
            "position")  # fmt: skip
"""What two rows of one id have alike when they are copies: moments, what is no moment, texts, whom they concern."""


def binned(cells: WarehouseCells, people: ir.Table, terms: Terms) -> ir.Table:
    """Return the rows as ``HandedIn.complaints`` has them, without what must not leave: no id, no unit, no row.

    people: written (as it stands in the table), named (its place among the texts), position (in the roster, or NULL).
    Beside the contract's columns: fault (``scan.Fault``, or ``CONFLICT``, where set aside), doubt, named (of rows with
    an unknown participant).
    """
    read = _read(cells, people)
    judged = _judged(read, terms)
    placed = _placed(judged, terms)
    aside, sure = placed.bin == _ASIDE, placed.bin == _USED
    unknown = aside & (placed.fault == int(Fault.UNKNOWN_PARTICIPANT))
    return placed.select(
        "bin", "received", "acknowledged", "answered", "resolved", "due", "kind", "topic", "reopened", "rating",
        "unsolved",
        participant=placed.position,
        complaint_id=NULL_TEXT, unit=NULL_TEXT, file=ibis.literal(0, "int32"), row=ibis.null("int64"),
        fault=ibis.ifelse(aside, placed.fault, 0).cast("int16"),
        doubt=ibis.ifelse(sure, placed.doubt, 0).cast("int16"),
        named=ibis.ifelse(unknown, placed.named, ibis.null("int32")),
    )  # fmt: skip


def _read(cells: WarehouseCells, people: ir.Table) -> ir.Table:
    """Return texts (x_), what moments are read of (w_), moments (m_), unread dates (u_), and who is meant."""
    texts = ("complaint_id", "participant", *TEXTS, "reopened", "rating")
    bare = fenced(
        cells.table.select(who=cells.written("participant"), **{f"b_{c}": cells.bare(c) for c in (*texts, *DATES)})
    )
    named = {f"x_{c}": cells.worded(c, bare[f"b_{c}"]) for c in texts}
    rows = bare.select("who", **named, **{f"w_{c}": cells.worded(c, bare[f"b_{c}"]) for c in DATES})
    rows = fenced(rows.mutate(w_resolved_at=_where_status_says_so(rows, cells)))
    rows = rows.mutate(m_received_at=cells.read("received_at", rows.w_received_at, None))
    others = {f"m_{c}": cells.read(c, rows[f"w_{c}"], rows.m_received_at) for c in DATES if c != "received_at"}
    rows = fenced(rows.mutate(**others))
    unread = {
        f"u_{c}": NULL_TEXT if cells.timed(c) else ibis.ifelse(rows[f"m_{c}"].isnull(), rows[f"w_{c}"], NULL_TEXT)
        for c in DATES
    }
    days = {c.removesuffix("_at"): rows[f"m_{c}"].date() for c in DATES if c != "updated_at"}
    rows = rows.mutate(**unread, **days, reopened=count(rows.x_reopened), rating=hundredths(rows.x_rating))
    return rows.left_join(people, rows.who == people.written)


def _where_status_says_so(rows: ir.Table, cells: WarehouseCells) -> ir.Value:
    """Return the date of resolution where it counts under the row's status."""
    statuses, when = cells.source.statuses, rows.w_resolved_at
    never = ibis.null(when.type())
    if statuses.resolved:
        return ibis.ifelse(_words(rows.x_status, statuses.resolved), when, never)
    return ibis.ifelse(_words(rows.x_status, statuses.unsolved), never, when) if statuses.unsolved else when


def _judged(rows: ir.Table, terms: Terms) -> ir.Table:
    """Return the rows with what is wrong with each, whether it is excluded, and whether it may count."""
    source, period = terms.sources.complaints, terms.period
    unsolved = _words(rows.x_status, source.statuses.unsolved)
    excluded = FALSE
    for column, words in source.exclude.items():
        excluded |= _words(rows[f"x_{column}"], words)
    unread = {c: rows[f"u_{c}"].notnull() for c in DATES}
    fault = ibis.cases(
        (rows.x_complaint_id.isnull(), int(Fault.NO_ID)),
        (rows.named.isnull(), int(Fault.NO_PARTICIPANT)),
        (rows.position.isnull(), int(Fault.UNKNOWN_PARTICIPANT)),
        (rows.m_received_at.isnull(), int(Fault.RECEIPT)),
        *((unread[column], Fault.ACKNOWLEDGED + at) for at, column in enumerate(EVENTS)),
        *((rows[c.removesuffix("_at")] < rows.received, Fault.ACKNOWLEDGED_EARLY + at) for at, c in enumerate(EVENTS)),
        else_=0,
    )
    updated = unread["updated_at"] if source.duplicates == "latest" else FALSE
    doubt = ibis.cases(
        (updated, int(Doubt.UPDATED)),
        (unread["due_at"], int(Doubt.DUE)),
        (rows.x_rating.notnull() & rows.rating.isnull(), int(Doubt.RATING)),
        (rows.x_reopened.notnull() & (rows.reopened.fill_null(-1) < 0), int(Doubt.REOPENED)),
        else_=0,
    )
    found = rows.mutate(fault=fault, doubt=doubt, excluded=excluded, unsolved=unsolved, kind=lowered(rows.x_kind))
    found = found.mutate(topic=lowered(rows.x_topic) if terms.topics else NULL_TEXT)
    inside = found.received.between(ibis.literal(period.from_), ibis.literal(period.to)).fill_null(FALSE)
    early = found.fault.between(1, int(Fault.RECEIPT))
    return fenced(found.mutate(inside=inside, early=early, eligible=inside & ~early))


def _placed(rows: ir.Table, terms: Terms) -> ir.Table:
    """Return the rows with their bin, and ``CONFLICT`` as the fault of those whose id stands there differently.

    The newest rows of an id count where the rulebook says "latest", else all. If those are copies, one is kept; a
    table has no order of rows, so that which of several of equal age is meant cannot be told.
    """
    eligible = rows.filter(rows.eligible)
    same = eligible.group_by("x_complaint_id").aggregate(copies=eligible.count(), newest=eligible.m_updated_at.max())
    same = same.filter(same.copies > 1).select(twice=same.x_complaint_id, newest=same.newest)
    known = rows.left_join(same, rows.eligible & (rows.x_complaint_id == same.twice))
    if terms.sources.complaints.duplicates == "latest":
        known = known.mutate(counts=known.newest.isnull() | (known.m_updated_at == known.newest).fill_null(FALSE))
    else:
        known = known.mutate(counts=~FALSE)
    many = known.filter(known.twice.notnull() & known.counts).select("twice", *_CONTENT).distinct()
    contents = many.group_by(content_of=many.twice).aggregate(contents=many.count())
    known = known.left_join(contents, known.twice == contents.content_of)
    alike = ibis.window(group_by=[known.eligible, known.counts, known.x_complaint_id], order_by=known.m_received_at)
    known = known.mutate(nth=ibis.row_number().over(alike))
    conflict = known.counts & (known.contents.fill_null(1) > 1)
    repeated = known.twice.notnull() & (~known.counts | ((known.contents == 1) & (known.nth > 0)))
    placed = ibis.cases(
        (known.early, _ASIDE),
        (~known.inside, _OUTSIDE),
        (repeated, _REPEATED),
        (known.excluded, _EXCLUDED),
        ((known.fault > 0) | conflict, _ASIDE),
        else_=_USED,
    )
    fault = ibis.ifelse((known.fault == 0) & conflict, CONFLICT, known.fault)
    return known.mutate(bin=placed.cast("int8"), fault=fault)


def _words(text: ir.StringValue, words: Iterable[str]) -> ir.BooleanValue:
    """Tell whether a text is one of the rulebook's words, whatever their case; nothing is none."""
    small = [word.strip().lower() for word in words]
    return lowered(text).isin(small).fill_null(FALSE) if small else FALSE
