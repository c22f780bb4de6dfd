"""The columns of a warehouse's table as Ibis expressions that mean the same on every engine.

The same contract as ``cells`` and ``scan`` hold for logs, in what all engines have: no cast that may fail is tried
before its text is known to fit. Dates are of a date type, or text: ISO 8601, or day, month and year in the declared
order with two, two and four digits; anything else is unreadable.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from submissions.cells import PARTS, part
from submissions.dictionary import folded
from submissions.engine import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import ibis.expr.types as ir

    from submissions.sources import ComplaintSource, Order

NULL_TEXT = ibis.null("string")
_EXACT = 9e15
"""Whole numbers up to here are exact as floating-point numbers."""
_LETTERS = [chr(code) for code in range(0x80, 0x590) if len(chr(code).lower()) == 1 and chr(code).lower() != chr(code)]
_DATE = "(1[89]|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)?"
_ZONE = "( ?([Zz]|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?))?"
_ISO = f"^{_DATE}([ Tt]{_TIME}{_ZONE})?$"
_NEVER = ["02-30", "02-31", "04-31", "06-31", "09-31", "11-31"]
_LEAP = "^(..(0[48]|[2468][048]|[13579][26])|(20|24|28)00)"
_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?$"
_SPAN = r"^[0-9]{1,9}([.,][0-9]+)?$"
_CLOCK = r"^[0-9]{1,6}:[0-9]{2}(:[0-9]{2})?$"
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_LONGEST = 30_000_000_000
"""Seconds; what lasts longer (some 950 years) is no duration."""


def as_text(value: ir.Value) -> ir.StringValue:
    """Return a column of any type as text; a whole number that is stored as another kind of number has no ".0"."""
    kind = value.type()
    if not (kind.is_floating() or kind.is_decimal()):
        return value.cast("string")
    exact = value.abs() < _EXACT
    whole = ibis.ifelse(exact, value, 0).cast("int64")
    text = ibis.ifelse(exact & (whole == value), whole.cast("string"), value.cast("string"))
    return ibis.ifelse(value.isnan(), NULL_TEXT, text) if kind.is_floating() else text


def stripped(text: ir.StringValue) -> ir.StringValue:
    """Return a text without blanks, tabs, line ends and no-break spaces around it."""
    blank = text.left(1).isin(list(BLANKS)) | text.right(1).isin(list(BLANKS))  # cheaper than an expression's look
    return ibis.ifelse(blank, text.re_replace(f"^[{BLANKS}]+|[{BLANKS}]+$", ""), text)


def lowered(text: ir.StringValue) -> ir.StringValue:
    """Return a text in small letters, also where the database knows those of ASCII alone (locale C)."""
    small = text.lower()
    capitals = "".join(_LETTERS)
    return ibis.ifelse(small.re_search("[^\x01-\x7f]"), small.translate(capitals, capitals.lower()), small)


def number(text: ir.StringValue) -> ir.FloatingValue:
    """Return a text as a number; NULL where it is none."""
    return ibis.ifelse(text.re_search(_NUMBER), text, NULL_TEXT).cast("float64")


def hundredths(text: ir.StringValue) -> ir.IntegerValue:
    """Return a rating from 1 to 5 in hundredths, rounded half up; NULL where it is none."""
    rating = number(text.replace(",", "."))
    rated = ibis.ifelse(rating.between(1, 5), rating, ibis.null("float64"))
    return (rated * 100 + 0.5).floor().cast("int16")


def count(text: ir.StringValue) -> ir.IntegerValue:
    """Return a text as a whole number, rounded; NULL where it is none."""
    found = number(text)
    return ibis.ifelse(found.abs() < 2**31 - 1, (found + 0.5).floor(), ibis.null("float64")).cast("int32")


def moment(text: ir.StringValue, order: Order) -> ir.TimestampValue:
    """Return a stripped text as the time it tells on the clocks of the session's zone; NULL where it tells none."""
    if order != "ymd":
        day, month = (0, 3) if order == "dmy" else (3, 0)
        turned = text.substr(6, 4) + "-" + text.substr(month, 2) + "-" + text.substr(day, 2) + text.substr(10)
        text = ibis.ifelse(text.re_search("^[0-9]{2}[-/.][0-9]{2}[-/.][0-9]{4}"), turned, text)
    month_day = text.substr(5, 5)
    leaps = ibis.ifelse(month_day == "02-29", text.re_search(_LEAP), True)
    proper = text.re_search(_ISO) & month_day.notin(_NEVER) & leaps
    seconds = ibis.ifelse(text.substr(16, 1) == ":", text.substr(16, 3), ":00")
    clock = ibis.ifelse(text.length() > 10, text.substr(11, 5) + seconds, "00:00:00")
    stamp = ibis.ifelse(proper, text.substr(0, 10) + " " + clock, NULL_TEXT)
    zone = _zone(text)
    there = (stamp + zone).cast("timestamp('UTC')").cast("timestamp")  # without a zone of its own: the session's
    return ibis.ifelse(zone.isnull(), stamp.cast("timestamp"), there)


def _zone(text: ir.StringValue) -> ir.StringValue:
    """Return the offset that a moment ends with, as +07:00; NULL where there is none."""
    six, five, three = (text.right(length) for length in (6, 5, 3))
    signed = {"+", "-"}
    return ibis.cases(
        (text.length() <= 16, NULL_TEXT),
        (text.right(1).isin(["Z", "z"]), "+00:00"),
        (six.substr(0, 1).isin(signed), six),
        (five.substr(0, 1).isin(signed), five.substr(0, 3) + ":" + five.substr(3, 2)),
        (three.substr(0, 1).isin(signed), three + ":00"),
        else_=NULL_TEXT,
    )


def lasting(text: ir.StringValue, unit: str, since: ir.TimestampValue) -> ir.TimestampValue:
    """Return the moment that lies a written duration after ``since``; NULL where none is read (``moments.lasting``)."""
    if unit == "clock":
        fits = ibis.ifelse(text.re_search(_CLOCK), text, NULL_TEXT)
        pieces = [fits.re_extract("^([0-9]+):([0-9]+):?([0-9]*)$", at).nullif("").cast("int64") for at in (1, 2, 3)]
        seconds = pieces[0] * 3600 + pieces[1] * 60 + pieces[2].fill_null(0)
    else:
        fits = ibis.ifelse(text.re_search(_SPAN), text.replace(",", "."), NULL_TEXT)
        seconds = (fits.cast("float64") * _SECONDS[unit] + 0.5).floor().cast("int64")
    return since + ibis.ifelse(seconds <= _LONGEST, seconds, ibis.null("int64")).as_interval("s")


@dataclass(frozen=True)
class WarehouseCells:
    """What stands in the columns of a table, as the rulebook lays them out; ``found``: ours = theirs, parts as well."""

    table: ir.Table
    found: dict[str, str]
    source: ComplaintSource

    def written(self, column: str) -> ir.StringValue:
        """Return a column as text, as it stands; what the rulebook fixes, or NULL, where the table lacks it."""
        keys = [column, *(part(column, number) for number in range(1, PARTS))]
        texts = [as_text(self.table[self.found[key]]) for key in keys if key in self.found]
        if not texts:
            fixed = self.source.fixed.get(column)
            return NULL_TEXT if fixed is None else ibis.literal(fixed.strip())
        if len(texts) == 1:
            return texts[0]
        first, *rest = texts
        # a day alone may come with its midnight, which would stand before the time
        joined = self.worded(column, stripped(first).re_replace("[ T]00:00:00$", ""))
        for text in rest:
            further = self.worded(column, stripped(text))
            joined = joined + ibis.ifelse(further.isnull(), "", ibis.literal(" ") + further)
        return joined

    def bare(self, column: str) -> ir.Value:
        """Return a column stripped, or a time on the session's clocks where it is of a type of dates or times."""
        if self.timed(column):
            return self.table[self.found[column]].cast("timestamp")
        return stripped(self.written(column))

    def worded(self, column: str, bare: ir.Value) -> ir.Value:
        """Return what ``bare`` gives with nothing, and the rulebook's words for it, as NULL."""
        if bare.type().is_timestamp():
            nothing = [*_moments(self.nothing(column))]
            return ibis.ifelse(bare.isin(nothing), ibis.null("timestamp"), bare) if nothing else bare
        text = ibis.ifelse(bare.isin(["", *self.nothing(column)]), NULL_TEXT, bare)
        if column == "complaint_id" and self.source.whole_ids:
            return ibis.ifelse(text.re_search(r"^[0-9]+\.0$"), text.re_replace(r"\.0$", ""), text)
        return text

    def nothing(self, column: str) -> list[str]:
        """Return the rulebook's words for nothing in a column."""
        return [*self.source.nulls.get("*", []), *self.source.nulls.get(column, [])]

    def timed(self, column: str) -> bool:
        """Tell whether a column is of a type of dates or times."""
        kind = self.table[self.found[column]].type() if column in self.found else None
        return bool(kind and (kind.is_date() or kind.is_timestamp()) and part(column, 1) not in self.found)

    def read(self, column: str, when: ir.Value, received: ir.TimestampValue | None) -> ir.TimestampValue:
        """Return the moment that ``when`` tells of; NULL where it tells of none. Durations begin with ``received``."""
        duration = self.source.durations.get(column)
        if duration and received is not None and folded(self.found.get(column, "")) == folded(duration.column):
            return lasting(when, duration.unit, received)
        return when if when.type().is_timestamp() else moment(when, self.source.date_order)


def _moments(words: Iterable[str]) -> Iterable[dt.datetime]:
    """Yield those of the rulebook's words for nothing that are days or times, such as 1900-01-01."""
    for word in words:
        try:
            yield dt.datetime.fromisoformat(word).replace(tzinfo=None)
        except ValueError:
            continue
