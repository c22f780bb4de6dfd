"""Dates and times as platforms write them, in the declared order, as expressions of the engine.

Accepted: ISO 8601 under any order (a four-digit year in front is never ambiguous), day-month-year or month-day-year
by the declared order with ``/``, ``-``, ``.`` or blanks, Indonesian and English month names, 12- and 24-hour times,
"Z", offsets and WIB, WITA, WIT, Excel serial numbers. Two-digit years are refused: their century would be a guess.
A time without zone is the rulebook's; with a zone it is carried over to the rulebook's.
"""

from __future__ import annotations

from typing import Literal

from submissions.engine import quote, stripped

Order = Literal["ymd", "dmy", "mdy"]
ORDERS: tuple[Order, ...] = ("ymd", "dmy", "mdy")

_TIMES = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")
_DATES: dict[Order, tuple[str, ...]] = {
    "ymd": (),
    "dmy": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"),
    "mdy": ("%m/%d/%Y", "%m-%d-%Y"),
}

_MONTHS = {
    "01": "januari|january|jan", "02": "februari|pebruari|february|feb|peb", "03": "maret|march|mar",
    "04": "april|apr", "05": "mei|may", "06": "juni|june|jun", "07": "juli|july|jul",
    "08": "agustus|august|agu|agt|ags|aug", "09": "september|sept|sep", "10": "oktober|october|okt|oct",
    "11": "november|nopember|nov|nop", "12": "desember|december|des|dec",
}  # fmt: skip
_ZONES = {"wib": "+07:00", "wita": "+08:00", "wit": "+09:00", "z": "+00:00", "utc": "+00:00", "gmt": "+00:00"}

# A date of three parts, then perhaps a time, a half of the day and a zone. A month that was a name is written m01.
_PARTS = (
    r"^(?:[a-z]+, *)?(m?\d{1,4})[-/. ]+(m?\d{1,2}),?[-/. ]+(\d{1,4})"
    r"(?:(?:,? +|t)(?:pukul +)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)? *(am|pm)? *([+-]\d{2}:?\d{2}|[+-]\d{2})?)?$"
)
_NAMES = "['a','b','c','h','n','s','p','z']"


def _macros(order: Order) -> list[str]:
    """Return the statements that define ``moment_<order>(x, zone)`` and its steps; x is a text or NULL."""
    months = f"lower({stripped('x')})"
    for number, names in _MONTHS.items():
        months = f"regexp_replace({months}, '(^|[-/. ])(?:{names})([-/., ]|$)', '\\1m{number}\\2')"
    zones = "x"
    for word, offset in _ZONES.items():
        zones = f"regexp_replace({zones}, '(\\d|m) *{word}$', '\\1{offset}')"
    day, month = ("p.a", "p.b") if order == "dmy" else ("p.b", "p.a")
    in_order = (
        f"CASE WHEN p.a[1] = 'm' THEN p.c || '-' || p.a[2:] || '-' || p.b"
        f" WHEN p.b[1] = 'm' THEN p.c || '-' || p.b[2:] || '-' || p.a"
        f" ELSE p.c || '-' || {month} || '-' || {day} END"
    )
    named_only = (
        "CASE WHEN p.a[1] = 'm' THEN p.c || '-' || p.a[2:] || '-' || p.b"
        " WHEN p.b[1] = 'm' THEN p.c || '-' || p.b[2:] || '-' || p.a END"
    )
    rest = named_only if order == "ymd" else in_order
    formats = [f"{d} {t}" for d in _DATES[order] for t in _TIMES] + list(_DATES[order])
    listed = "[" + ", ".join(quote(f) for f in formats) + "]"
    strict = f"sane(try_strptime(x, {listed}))" if formats else "NULL"
    return [
        f"CREATE OR REPLACE TEMP MACRO months_named(x) AS {months}",
        f"CREATE OR REPLACE TEMP MACRO zones_signed(x) AS {zones}",
        "CREATE OR REPLACE TEMP MACRO sane(t) AS"
        " CASE WHEN t BETWEEN TIMESTAMP '1800-01-01' AND TIMESTAMP '2999-12-31' THEN t END",
        f"CREATE OR REPLACE TEMP MACRO parts_{order}(p) AS"
        f" CASE WHEN length(p.a) = 4 AND p.a[1] <> 'm' THEN p.a || '-' || replace(p.b, 'm', '') || '-' || p.c"
        f" WHEN length(p.c) = 4 THEN {rest} END",
        "CREATE OR REPLACE TEMP MACRO hours(p) AS CASE WHEN p.p = '' THEN coalesce(nullif(p.h, ''), '0')"
        " WHEN p.h::INT BETWEEN 1 AND 12 THEN (p.h::INT % 12 + CASE p.p WHEN 'pm' THEN 12 ELSE 0 END)::VARCHAR END",
        f"CREATE OR REPLACE TEMP MACRO written_{order}(p) AS parts_{order}(p) || ' ' || lpad(hours(p), 2, '0')"
        " || ':' || coalesce(nullif(p.n, ''), '00') || ':' || coalesce(nullif(p.s, ''), '00')",
        f"CREATE OR REPLACE TEMP MACRO zoned_{order}(p, zone) AS CASE WHEN p.z = ''"
        f" THEN try_cast(written_{order}(p) AS TIMESTAMP)"
        f" ELSE timezone(zone, try_cast(written_{order}(p) || p.z AS TIMESTAMPTZ)) END",
        "CREATE OR REPLACE TEMP MACRO serial(x) AS CASE"
        " WHEN regexp_full_match(x, '\\d{5}(\\.\\d+)?')"
        " THEN TIMESTAMP '1899-12-30' + to_seconds(round(x::DOUBLE * 86400)::BIGINT)"
        " WHEN regexp_full_match(x, '\\d{8}') THEN try_cast(x[1:4] || '-' || x[5:6] || '-' || x[7:8] AS TIMESTAMP) END",
        # a macro repeats its argument's text at every mention; the lambda computes it once
        f"CREATE OR REPLACE TEMP MACRO patient_{order}(x, zone) AS coalesce(serial(x), list_transform("
        f"[regexp_extract(zones_signed(months_named(x)), {quote(_PARTS)}, {_NAMES})],"
        f" lambda p: zoned_{order}(p, zone))[1])",
        f"CREATE OR REPLACE TEMP MACRO moment_{order}(x, zone) AS coalesce("
        " sane(CASE WHEN length(x) = 10 OR (length(x) = 19 AND x[17] = ':') OR (length(x) = 16 AND x[14] = ':')"
        " THEN try_cast(x AS TIMESTAMP) END),"
        f" {strict},"
        f" CASE WHEN x IS NOT NULL THEN list_transform([{stripped('x')}], lambda y: sane(patient_{order}(y, zone)))[1] END)",
    ]


def statements() -> list[str]:
    """Return the statements that teach an engine ``moment_ymd``, ``moment_dmy`` and ``moment_mdy``."""
    return [statement for order in ORDERS for statement in _macros(order)]


def moment(text: str, order: Order, timezone: str) -> str:
    """Return the SQL expression of a text's moment: a TIMESTAMP in ``timezone``, NULL when empty or unreadable."""
    return f"moment_{order}({text}, {quote(timezone)})"
