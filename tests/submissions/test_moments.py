"""Dates as platforms write them; expected values are read off by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from submissions.engine import connection_of, open_engine
from submissions.moments import moment, statements


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    connection = connection_of(open_engine(tmp_path_factory.mktemp("scratch"), timezone="Asia/Jakarta"))
    for statement in statements():
        connection.execute(statement)

    def read(text, order, zone="Asia/Jakarta"):
        return connection.execute(
            f"SELECT {moment('x', order, zone)} FROM (SELECT ?::VARCHAR AS x)", [text]
        ).fetchone()[0]

    return read


@pytest.mark.parametrize(
    ("order", "text", "expected"),
    [
        ("ymd", "2019-01-05", "2019-01-05T00:00"),
        ("ymd", " 2019-01-05 10:15 ", "2019-01-05T10:15"),
        ("ymd", "2019/01/05 10:15:59", "2019-01-05T10:15:59"),
        ("ymd", "2019-1-5", "2019-01-05T00:00"),
        ("ymd", "20190105", "2019-01-05T00:00"),
        ("dmy", "05/01/2019", "2019-01-05T00:00"),
        ("dmy", "5.1.2019 14.30", "2019-01-05T14:30"),
        ("dmy", "2019-01-05", "2019-01-05T00:00"),
        ("mdy", "02/05/2025 09:09:01 AM", "2025-02-05T09:09:01"),
        ("mdy", "02/05/2025 12:09:01 PM", "2025-02-05T12:09:01"),
        ("mdy", "02/05/2025 12:09:01 AM", "2025-02-05T00:09:01"),
        ("mdy", "Feb 5, 2025", "2025-02-05T00:00"),
        ("dmy", "3 Jan 2026", "2026-01-03T00:00"),
        ("dmy", "06 Agu 2026", "2026-08-06T00:00"),
        ("dmy", "06 Agt 2026 08:00", "2026-08-06T08:00"),
        ("dmy", "1 Pebruari 2026", "2026-02-01T00:00"),
        ("dmy", "1 Nop 2026", "2026-11-01T00:00"),
        ("dmy", "1-Des-2026", "2026-12-01T00:00"),
        ("dmy", "Senin, 3 Mei 2021", "2021-05-03T00:00"),
        ("dmy", "3 Maret 2019 pukul 10.15 WIB", "2019-03-03T10:15"),
        ("dmy", "3 Jan 2026 22:00 WITA", "2026-01-03T21:00"),
        ("ymd", "2019-01-05T20:00:00Z", "2019-01-06T03:00"),
        ("ymd", "2019-01-05T10:00:00-0500", "2019-01-05T22:00"),
        ("ymd", "2019-01-05 20:00:00.123+00:00", "2019-01-06T03:00"),
        ("ymd", "43831", "2020-01-01T00:00"),
        ("dmy", "43831.5", "2020-01-01T12:00"),
    ],
)
def test_written_forms(read, order, text, expected):
    assert read(text, order) == dt.datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("order", "text"),
    [
        ("ymd", ""), ("ymd", "tidak ada"), ("ymd", "infinity"), ("ymd", "2019-02-30"), ("ymd", "2019-02-30 00:00:00"),
        ("ymd", "01-02-19"), ("ymd", "05/01/2019"), ("dmy", "13/13/2019"), ("dmy", "05/01/19"), ("mdy", "13/02/2019"),
        ("ymd", "2019-01-05 25:00:00"), ("ymd", "2019-01-05 foo"), ("ymd", "5049672.0"), ("dmy", "31/02/2019"),
    ],
)  # fmt: skip
def test_unreadable_is_never_guessed(read, order, text):
    assert read(text, order) is None


@settings(deadline=None, max_examples=60)
@given(
    st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2099, 12, 31)).map(lambda m: m.replace(microsecond=0)),  # noqa: DTZ001 (local times)
    st.sampled_from(["%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p"]),
)
def test_round_trip(read, when, form):
    order = "mdy" if form.startswith("%m") else "dmy"
    assert read(when.strftime(form), order) == when
