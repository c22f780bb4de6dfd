"""The plain definition of the bins, which any engine runs, against the embedded engine's fast way and plain loops."""

from __future__ import annotations

from collections import Counter

import ibis
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import submissions
from criteria import measure
from submissions.engines import EngineRefused
from submissions.problems import Severity
from submissions.sources import Engine
from submissions.warehouse import read_table
from submissions.warehouse_cells import moment, stripped
from tests import plain
from tests import random_years as years
from tests.submissions.whole_folder import terms

PLACE = "postgresql:public.pengaduan"
LYING = Engine(name="postgresql", table="public.pengaduan")


def lying(terms):
    """Terms whose complaints lie in a table."""
    return terms.model_copy(update={"engine": LYING})


def of_texts(rows, columns):
    """A table of texts in an engine of its own."""
    backend = ibis.duckdb.connect()
    texts = {column: pa.array([row[column] for row in rows], pa.string()) for column in columns}
    backend.con.register("pengaduan", pa.table(texts))
    return backend.table("pengaduan")


@pytest.mark.parametrize(("duplicates", "imply"), [("refuse", True), ("latest", False)])
def test_random_years_in_a_table_agree_with_the_same_years_in_logs(tmp_path_factory, duplicates, imply):
    rulebook = years.rulebook(duplicates, imply)

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(years.rows, min_size=5, max_size=40))
    def agree(rows):
        if duplicates == "latest":  # a table has no later file: no two rows are of one age
            rows = [{**row, "updated_at": f"2019-11-02 10:{at:02}"} for at, row in enumerate(rows)]
        folder = tmp_path_factory.mktemp("year")
        written = years.write(folder, [rows])
        of_logs = submissions.read(folder, rulebook.terms, scratch=tmp_path_factory.mktemp("scratch"))
        table = of_texts(rows, years.COLUMNS)
        handed_in = read_table(folder, lying(rulebook.terms), table, scratch=tmp_path_factory.mktemp("table"))
        placed = plain.bins(written, years.known(), years.rules(rulebook))
        counted = {(b.participant, b.bin): b.rows for b in handed_in.bins.itertuples()}
        assert counted == Counter((who, bin_) for _, who, bin_, _ in placed)
        aside = [p for p in handed_in.problems if p.kind.severity is Severity.SET_ASIDE]
        assert sum(int(p.details["rows"]) for p in aside) == sum(bin_ == "set aside" for _, _, bin_, _ in placed)
        measured = measure(handed_in, rulebook)
        pd.testing.assert_frame_equal(measured.table, measure(of_logs, rulebook).table, check_exact=True)
        years.same(measured.table, plain.indicators(placed, years.CODES, years.rules(rulebook)))

    agree()


ROSTER = "code,name\nA,Kota Satu\nB,Kota Dua\n"
COLUMNS = ["complaint_id", "participant", "received_at", "answered_at", "resolved_at", "status", "rating"]


def read(tmp_path, table, sources="", **how):
    """What a table gives beside a roster of two cities; ``sources`` as in a rulebook of 2019."""
    (tmp_path / "participants.csv").write_text(ROSTER, encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return read_table(tmp_path, lying(terms(sources, **how)), table, scratch=scratch)


def used(handed_in):
    """Per used complaint: participant's code and the days of its steps."""
    found = handed_in.complaints.filter(handed_in.complaints.bin == 0).order_by("received").to_pandas()
    return [
        (
            handed_in.roster.index[row.participant],
            *(str(day)[:10] for day in (row.received, row.answered, row.resolved)),
        )
        for row in found.itertuples()
    ]


def told(handed_in):
    """Problems by code, column, value and number of rows."""
    return [(p.kind.code, p.column, p.value, p.details.get("rows")) for p in handed_in.problems]


def of_texts_in(columns, *rows):
    return of_texts([dict(zip(columns, row, strict=True)) for row in rows], columns)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019-02-28", "2019-02-28"),
        ("2019-02-29", "NaT"),
        ("2020-02-29", "2020-02-29"),
        ("1900-02-29", "NaT"),
        ("2000-02-29", "2000-02-29"),
        ("2019-04-31", "NaT"),
        ("2019-13-01", "NaT"),
        (" 2019-01-05T23:59:59.123 ", "2019-01-05"),
        ("2019-01-05 24:00", "NaT"),
        ("2019-01-05 17:30Z", "2019-01-06"),  # 00:30 in Jakarta
        ("2019-01-05T23:30:00+09:00", "2019-01-05"),
        ("2019-01-05T00:30:00 +0900", "2019-01-04"),
        ("2019-01-05T00:30-11", "2019-01-05"),
        ("2019-01-05 00:30:00+15:00", "NaT"),
        ("31/12/2019", "NaT"),
        ("besok", "NaT"),
        ("", "NaT"),
    ],
)
def test_a_text_is_a_day_on_the_clocks_of_the_rulebook(written, day):
    table = of_texts_in(["x"], [written])
    table.get_backend().con.execute("SET TimeZone = 'Asia/Jakarta'")
    found = table.select(day=moment(stripped(table.x), "ymd").date()).to_pandas()
    assert str(found["day"][0])[:10] == day


@pytest.mark.parametrize(("order", "written"), [("dmy", "05/01/2019"), ("mdy", "01-05-2019"), ("dmy", "2019-01-05")])
def test_days_in_the_declared_order(order, written):
    table = of_texts_in(["x"], [written])
    found = table.select(day=moment(table.x, order).date()).to_pandas()
    assert str(found["day"][0])[:10] == "2019-01-05"


def test_columns_of_every_type(tmp_path):
    backend = ibis.duckdb.connect()
    backend.con.execute("SET TimeZone = 'Asia/Jakarta'")
    backend.con.execute("""CREATE TABLE pengaduan AS SELECT * FROM (VALUES
        (5049672.0::DOUBLE, 1::DECIMAL(9, 2), TIMESTAMPTZ '2019-01-05 17:30:00+00', DATE '1900-01-01', 4.5),
        (5049673.0, 1, TIMESTAMPTZ '2019-01-05 16:30:00+00', DATE '2019-01-08', 6),
        (5049673.0, 1, TIMESTAMPTZ '2019-01-05 16:30:00+00', DATE '2019-01-08', 6),
        ('nan', 1, TIMESTAMPTZ '2019-01-05 16:30:00+00', NULL, NULL))
        AS rows(complaint_id, participant, received_at, answered_at, rating)""")
    (tmp_path / "participants.csv").write_text("code,name\n1,Kota Satu\n", encoding="utf-8")
    handed_in = read_table(
        tmp_path, lying(terms('[sources.complaints.nulls]\nanswered_at = ["1900-01-01"]')),
        backend.table("pengaduan"), scratch=tmp_path,
    )  # fmt: skip
    assert used(handed_in) == [("1", "2019-01-05", "2019-01-08", "NaT"), ("1", "2019-01-06", "NaT", "NaT")]
    assert told(handed_in) == [
        ("rows-without-id", "complaint_id", "", "1"),
        ("values-ignored", "rating", "", "1"),
    ]


def test_split_dates_durations_fixed_values_and_status_words(tmp_path):
    columns = ["id", "hari", "jam", "menit", "selesai", "keadaan"]
    table = of_texts_in(
        columns,
        ["1.0", "05/03/2019", "23:50", "20", "07/03/2019", "Selesai"],
        ["2", "06/03/2019", "-", "-", "08/03/2019", "Ditutup sistem"],
        ["3", "07/03/2019", "10:00", "sebentar", "", "Selesai"],
    )
    sources = """[sources.complaints]
        date_order = "dmy"
        whole_ids = true
        fixed = { participant = "kota satu" }
        nulls = { "*" = ["-"] }
        columns = { complaint_id = "id", received_at = ["hari", "jam"], resolved_at = "selesai", status = "keadaan" }
        durations = { answered_at = { column = "menit", unit = "minutes" } }
        statuses = { unsolved = ["ditutup sistem"] }"""
    handed_in = read(tmp_path, table, sources)
    assert used(handed_in) == [("A", "2019-03-05", "2019-03-06", "2019-03-07"), ("A", "2019-03-06", "NaT", "NaT")]
    assert told(handed_in) == [("rows-with-unreadable-date", "menit", "", "1")]


def test_nothing_of_a_row_is_told(tmp_path):
    table = of_texts_in(
        COLUMNS,
        ["RAHASIA-1", "Kota Tiga", "2019-01-02", "", "", "", ""],
        ["RAHASIA-2", "Kota Satu", "kemarin dulu", "", "", "", ""],
        ["RAHASIA-3", "Kota Satu", "2019-01-02", "", "", "a", ""],
        ["RAHASIA-3", "Kota Satu", "2019-01-02", "", "", "b", ""],
        ["RAHASIA-4", "Kota Satu", "2019-01-02", "2018-12-30", "", "", "puas"],
    )
    handed_in = read(tmp_path, table)
    assert told(handed_in) == [
        ("rows-without-receipt", "received_at", "", "1"),
        ("rows-with-event-before-receipt", "answered_at", "", "1"),
        ("rows-with-id-conflict", "complaint_id", "", "2"),
        ("rows-of-unknown-participant", "participant", "Kota Tiga", "1"),
        ("table-without-complaints", "", "", None),
    ]
    said = " ".join(p.says(language) + p.mend(language) for p in handed_in.problems for language in ("id", "en"))
    assert not {word for word in ("RAHASIA", "kemarin", "puas") if word in said}
    kept = handed_in.complaints.to_pandas()
    assert kept[["complaint_id", "unit", "row"]].isna().all(axis=None)


def test_of_several_newest_rows_that_differ_none_counts(tmp_path):
    columns = [*COLUMNS, "updated_at"]
    rows = [
        ["1", "A", "2019-01-02", "", "", "lama", "", "2019-02-01"],
        ["1", "A", "2019-01-02", "", "", "a", "", "2019-02-02"],
        ["1", "A", "2019-01-02", "", "", "b", "", "2019-02-02"],
        ["2", "A", "2019-01-03", "", "", "a", "", "2019-02-02"],
        ["2", "A", "2019-01-03", "", "", "a", "", "2019-02-02"],
        ["2", "A", "2019-01-04", "", "", "a", "", ""],
    ]
    handed_in = read(tmp_path, of_texts_in(columns, *rows), '[sources.complaints]\nduplicates = "latest"')
    assert used(handed_in) == [("A", "2019-01-03", "NaT", "NaT")]
    assert dict(handed_in.bins.set_index("bin")["rows"]) == {"repeated": 3, "set aside": 2, "used": 1}


def test_participants_are_whoever_the_table_names(tmp_path):
    names = ["kota b", "Kota B ", "Kota A", "", "-"]
    table = of_texts_in(COLUMNS, *([str(at), name, "2019-01-02", "", "", "", ""] for at, name in enumerate(names)))
    handed_in = read(tmp_path, table, '[sources.complaints.nulls]\n"*" = ["-"]', participants="complaints")
    assert list(handed_in.roster.index) == ["Kota A", "Kota B"]
    assert [row[0] for row in used(handed_in)].count("Kota B") == 2
    assert told(handed_in) == [("rows-without-participant", "participant", "", "2")]


def test_a_column_of_too_many_names_does_not_leave_its_table(tmp_path, monkeypatch):
    monkeypatch.setattr("submissions.warehouse.MOST_NAMES", 2)
    table = of_texts_in(COLUMNS, *([str(at), f"Orang {at}", "2019-01-02", "", "", "", ""] for at in range(3)))
    with pytest.raises(EngineRefused) as refused:
        read(tmp_path, table)
    assert refused.value.problem.kind.code == "participants-too-many"


def test_a_table_without_a_needed_column_is_told_so(tmp_path):
    handed_in = read(tmp_path, of_texts_in(["complaint_id", "participant"], ["1", "A"]))
    assert handed_in.blocked
    assert handed_in.complaints is None
    assert [(p.kind.code, p.file) for p in handed_in.problems] == [("columns-missing", PLACE)]
