"""Dates and times as platforms write them, in the declared order, as expressions of the engine.

Accepted: ISO 8601 under any order (a four-digit year in front is never ambiguous), day-month-year or month-day-year
by the declared order with ``/``, ``-``, ``.`` or blanks, Indonesian and English month names, 12- and 24-hour times,
"Z", offsets and WIB, WITA, WIT, Excel serial numbers. Two-digit years are refused: their century would be a guess.
A time without zone is the rulebook's; with a zone it is carried over to the rulebook's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from submissions.engine import connection_of, open_engine, quote, stripped

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

# What stands before and after a date; a month that was a name is written m01 by then.
_FRONT, _BETWEEN, _REST = r"^(?:[a-z]+, *)?", r",?[-/. ]+", r"([ ,t].*)?$"
_NAMED = (
    (rf"{_FRONT}(\d{{1,2}}){_BETWEEN}m(\d\d){_BETWEEN}(\d{{4}}){_REST}", r"\3-\2-\1\4"),
    (rf"{_FRONT}m(\d\d){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{4}}){_REST}", r"\3-\1-\2\4"),
    (rf"{_FRONT}(\d{{4}}){_BETWEEN}m?(\d{{1,2}}){_BETWEEN}(\d{{1,2}}){_REST}", r"\1-\2-\3\4"),
)
_NUMBERED = rf"{_FRONT}(\d{{1,2}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{4}}){_REST}"
_IN_ORDER: dict[Order, tuple[tuple[str, str], ...]] = {
    "ymd": (),
    "dmy": ((_NUMBERED, r"\3-\2-\1\4"),),
    "mdy": ((_NUMBERED, r"\3-\1-\2\4"),),
}
_ZONE = r"([+-]\d{2}(?::?\d{2})?)?"
_CLOCK = (
    (rf"^([-0-9]+)(?:,? +|t)(?:pukul +)?(\d{{1,2}})[:.](\d{{2}}) *(am|pm)? *{_ZONE}$", r"\1 \2:\3:00 \4\5"),
    (
        rf"^([-0-9]+)(?:,? +|t)(?:pukul +)?(\d{{1,2}})[:.](\d{{2}})[:.](\d{{2}})(?:[.,]\d+)? *(am|pm)? *{_ZONE}$",
        r"\1 \2:\3:\4 \5\6",
    ),
)
_CANONICAL = "['%Y-%m-%d', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %I:%M:%S %p']"


def _replaced(text: str, rules: tuple[tuple[str, str], ...]) -> str:
    for pattern, replacement in rules:
        text = f"regexp_replace({text}, {quote(pattern)}, {quote(replacement)})"
    return text


def _shared() -> list[str]:
    """Return the statements that define what all orders have in common."""
    months = tuple((rf"(^|[-/. ])(?:{names})([-/., ]|$)", rf"\1m{number}\2") for number, names in _MONTHS.items())
    zones = tuple((rf"(\d|m) *{word}$", rf"\1{offset}") for word, offset in _ZONES.items())
    return [
        f"CREATE OR REPLACE TEMP MACRO named(x) AS CASE WHEN regexp_matches(x, '[A-Za-z]')"
        f" THEN {_replaced(_replaced('lower(x)', months), zones)} ELSE x END",
        "CREATE OR REPLACE TEMP MACRO sane(t) AS"
        " CASE WHEN t BETWEEN TIMESTAMP '1800-01-01' AND TIMESTAMP '2999-12-31' THEN t END",
        "CREATE OR REPLACE TEMP MACRO serial(x) AS CASE"
        " WHEN regexp_full_match(x, '\\d{5}(\\.\\d+)?')"
        " THEN TIMESTAMP '1899-12-30' + to_seconds(round(x::DOUBLE * 86400)::BIGINT)"
        " WHEN regexp_full_match(x, '\\d{8}') THEN try_cast(x[1:4] || '-' || x[5:6] || '-' || x[7:8] AS TIMESTAMP) END",
        f"CREATE OR REPLACE TEMP MACRO canonical(c, zone) AS coalesce(try_strptime(trim(c), {_CANONICAL}),"
        " CASE WHEN regexp_matches(c, ':\\d\\d [+-]\\d\\d') THEN"
        " timezone(zone, try_cast(regexp_replace(c, ' ([+-])', '\\1') AS TIMESTAMPTZ)) END)",
    ]


def _ordered(order: Order) -> list[str]:
    """Return the statements that define ``usual_<order>(x)`` and ``patient_<order>(x, zone)``; x is a text or NULL."""
    formats = [f"{d} {t}" for d in _DATES[order] for t in _TIMES] + list(_DATES[order])
    strict = f"sane(try_strptime(x, [{', '.join(map(quote, formats))}]))" if formats else None
    iso = (
        "CASE WHEN strlen(x) = 10 OR (strlen(x) = 19 AND substr(x, 17, 1) = ':')"
        " OR (strlen(x) = 16 AND substr(x, 14, 1) = ':') THEN try_cast(x AS TIMESTAMP) END"
    )
    rewritten = _replaced(_replaced("named(x)", (*_NAMED, *_IN_ORDER[order])), _CLOCK)
    return [
        f"CREATE OR REPLACE TEMP MACRO patient_{order}(x, zone) AS CASE WHEN regexp_matches(x, '\\d.*\\d.*\\d')"
        f" THEN coalesce(serial(x), sane(canonical({rewritten}, zone))) END",
        # ISO first, cheaply; then the usual forms of the order. The engine's cast passes over a zone, so only lengths
        # and colons that leave no room for one are trusted to it.
        f"CREATE OR REPLACE TEMP MACRO usual_{order}(x) AS {iso if strict is None else f'coalesce({iso}, {strict})'}",
    ]


def statements() -> list[str]:
    """Return the statements that teach an engine to read dates in every order."""
    return [*_shared(), *(statement for order in ORDERS for statement in _ordered(order))]


def usual(text: str, order: Order) -> str:
    """Return the SQL expression of the moment of a text as machines write it; NULL for every other."""
    return f"usual_{order}({text})"


def patiently(text: str, order: Order, timezone: str) -> str:
    """Return the SQL expression of the moment of a text as people write it: a TIMESTAMP in ``timezone``; else NULL."""
    return f"patient_{order}({stripped(text)}, {quote(timezone)})"


def moment(text: str, order: Order, timezone: str) -> str:
    """Return the SQL expression of a text's moment: a TIMESTAMP in ``timezone``, NULL when empty or unreadable."""
    return f"coalesce({usual(text, order)}, {patiently(text, order, timezone)})"


def days_of(texts: Sequence[str], order: Order, timezone: str, scratch: Path) -> list[dt.date | None]:
    """Return the day of each text in the rulebook's zone, None where it is none: for tables that are read whole."""
    with TemporaryDirectory(dir=scratch) as room:
        connection = connection_of(open_engine(Path(room), timezone=timezone))
        for statement in statements():
            connection.execute(statement)
        connection.execute(
            "CREATE TEMP TABLE texts AS SELECT * FROM unnest(?) WITH ORDINALITY AS t(x, n)", [list(texts)]
        )
        day = f"CAST({moment('x', order, timezone)} AS DATE)"
        days = [row[0] for row in connection.sql("FROM texts").order("n").project(day).fetchall()]
        connection.close()
    return days


_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}


def lasting(text: str, unit: str, since: str) -> str:
    """Return the SQL expression of the moment that lies a written duration after ``since``; NULL where none is read.

    unit: seconds, minutes, hours, days (a number, with point or comma), or clock (h:mm, h:mm:ss). Negative: unreadable.
    """
    if unit == "clock":
        pieces = f"string_split(trim({text}), ':')"
        number = (
            f"CASE WHEN regexp_full_match(trim({text}), '\\d{{1,6}}:\\d\\d(:\\d\\d)?') THEN {pieces}[1]::BIGINT * 3600"
            f" + {pieces}[2]::BIGINT * 60 + coalesce({pieces}[3]::BIGINT, 0) END"
        )
    else:
        number = (
            f"CASE WHEN regexp_full_match(trim({text}), '\\d{{1,9}}([.,]\\d+)?') THEN"
            f" round(replace(trim({text}), ',', '.')::DOUBLE * {_SECONDS[unit]})::BIGINT END"
        )
    return f"sane({since} + to_seconds({number}))"
