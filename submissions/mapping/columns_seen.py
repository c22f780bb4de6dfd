"""What the values of each column look like: dates in which order, ids, ratings, durations, words, words for nothing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from submissions.engine import connection_of, open_engine
from submissions.moments import ORDERS, Order, moment, statements

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from submissions.mapping.samples import Sample

NOTHING = frozenset({
    "-", "--", "—", "?", "null", "(null)", "none", "nil", "nan", "n/a", "#n/a", "not offered", "0000-00-00",
    "0000-00-00 00:00:00", "tidak ada",
})  # fmt: skip
"""What platforms write where nothing is known, in small letters; "NA" is none of them, for it may be an id."""
_NEVER = re.compile(r"(?:01/01/1900|1900-01-01|01-01-1900|01\.01\.1900|1 Jan 1900)(?:[ T].*)?$")
_PERSONAL = frozenset({
    "nama", "pelapor", "name", "email", "mail", "surel", "phone", "telepon", "telp", "hp", "whatsapp", "nik", "alamat",
    "address", "requester", "reporter", "customer", "complainant", "submitter", "from", "agent", "petugas", "owner",
    "assignee", "oleh", "user", "isi", "judul", "title", "subject", "detail", "details", "description", "descriptor",
    "text", "comment", "komentar", "catatan", "note", "notes", "lat", "long", "latitude", "longitude", "easting",
    "northing", "street", "zip", "zipcode", "postcode", "location", "lokasi", "intersection", "bbl", "url", "media",
    "query",
})  # fmt: skip
"""Words of headers under which personal data may stand."""
_OF_BODIES = frozenset(
    {"agency", "instansi", "unit", "service", "group", "department", "category", "kategori", "status"}
)
"""Words with which a name is nobody's."""
_PRIVATE = re.compile(r"@|https?:|\+\d{8,}")
_DATELIKE = re.compile(r"\d.*\d.*\d")
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d+)?")
_CLOCK = re.compile(r"\d{1,6}:\d\d(?::\d\d)?")
_MOST_WORDS = 40
_MOST_DATES = 200
"""Columns that are tried as dates; no honest export has more."""
READABLE = 0.9


@dataclass
class Column:
    """A column as it looks in the sample; shares are of the values that are something.

    filled: values that are something; nothing: words for nothing that occur, with their counts; orders: the share that
    reads as a date in each order (empty: no dates); timed: whether times of day stand there; words: values and their
    counts where they are few (empty: many); personal: it may hold personal data, so its values are not shown.
    """

    at: int
    name: str
    filled: int = 0
    distinct: int = 0
    nothing: dict[str, int] = field(default_factory=dict)
    orders: dict[Order, float] = field(default_factory=dict)
    timed: bool = False
    numbers: float = 0.0
    clock: float = 0.0
    ratings: float = 0.0
    words: dict[str, int] = field(default_factory=dict)
    longest: int = 0
    personal: bool = False
    first: tuple[str, ...] = ()

    @property
    def unique(self) -> bool:
        """Whether every value is another one."""
        return self.filled > 1 and self.distinct == self.filled

    @property
    def dated(self) -> float:
        """The share that reads as a date in the order that reads most."""
        return max(self.orders.values(), default=0.0)

    @property
    def best(self) -> tuple[Order, ...]:
        """The orders in which most is read; all of them where the order makes no difference."""
        return tuple(order for order in ORDERS if self.orders.get(order) == self.dated)

    @property
    def examples(self) -> str:
        """Up to three values to show; none of a column that may hold personal data."""
        return "" if self.personal else "; ".join(value[:40] for value in self.first)


def seen(sample: Sample, scratch: Path) -> list[Column]:
    """Return each column of the sample, in order."""
    columns = [_looked_at(at, name, [row[at] for row in sample.rows]) for at, name in enumerate(sample.header)]
    candidates = [c for c in columns if c.filled and any(_DATELIKE.search(v) for v in c.first)][:_MOST_DATES]
    _date({column.at: column for column in candidates}, sample.rows, scratch)
    return columns


def nothing(value: str) -> bool:
    """Whether a value is a word for nothing."""
    return value.lower() in NOTHING or _NEVER.match(value) is not None


def _looked_at(at: int, name: str, raw: list[str]) -> Column:
    texts = [value.strip() for value in raw]
    absent = Counter(value for value in texts if value and nothing(value))
    counts = Counter(value for value in texts if value and not nothing(value))
    filled = counts.total()
    column = Column(at, name, filled, len(counts), dict(absent.most_common(5)))
    if not filled:
        column.personal = _is_personal(name)
        return column
    column.numbers = _share(counts, lambda value: _NUMBER.fullmatch(value) is not None)
    column.clock = _share(counts, lambda value: _CLOCK.fullmatch(value) is not None)
    column.ratings = _share(counts, lambda value: re.fullmatch(r"[1-5](?:[.,]\d+)?", value) is not None)
    column.longest = max(map(len, counts))
    if len(counts) <= _MOST_WORDS and len(counts) * 2 <= filled + 2 and column.numbers < READABLE:
        column.words = dict(counts.most_common())
    column.first = tuple(value for value, _ in counts.most_common(3))
    private = _share(counts, lambda value: _PRIVATE.search(value) is not None)
    column.personal = _is_personal(name) or (private > 0) or column.longest > 100
    return column


def _share(counts: Counter[str], test: Callable[[str], bool]) -> float:
    return sum(count for value, count in counts.items() if test(value)) / counts.total()


def _date(columns: dict[int, Column], rows: list[list[str]], scratch: Path) -> None:
    """Try values as dates, by what reads logs: a share per order, none for a column of no dates."""
    cells = [(at, text) for row in rows for at in columns if _may_be_a_date(text := row[at].strip())]
    engine = connection_of(open_engine(scratch))
    for statement in statements():
        engine.execute(statement)
    places, texts = [at for at, _ in cells], [text for _, text in cells]
    engine.register("tried", pa.table({"place": pa.array(places, pa.int32()), "x": pa.array(texts, pa.string())}))
    reads = ", ".join(f"count({moment('x', order, 'UTC')})" for order in ORDERS)
    times = "bool_or(regexp_matches(x, '\\d[:.]\\d\\d'))"
    found = engine.execute(f"SELECT place, {times}, {reads} FROM tried GROUP BY place").fetchall()  # noqa: S608 (macros of ours)
    for at, timed, *counts in found:
        column = columns[at]
        if max(counts) * 2 >= column.filled:
            column.orders = {order: count / column.filled for order, count in zip(ORDERS, counts, strict=True)}
            column.timed = timed


def _may_be_a_date(text: str) -> bool:
    return bool(text) and not nothing(text) and not _NUMBER.fullmatch(text)


def _is_personal(name: str) -> bool:
    words = set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()))
    return bool(words & _PERSONAL) and not words & _OF_BODIES
