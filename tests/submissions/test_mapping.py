"""An unknown export looked at: what is recognised, what is proposed and how sure that is, and what is never shown."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from submissions import mapping
from submissions.dictionary import COMPLAINTS, known_headers
from submissions.problems import Problem
from submissions.sources import ComplaintSource

KNOWN = known_headers(COMPLAINTS, {})


def look(tmp_path, text, name="export.csv", maps=None):
    path = tmp_path / name
    path.write_bytes(text) if isinstance(text, bytes) else path.write_text(text, encoding="utf-8")
    return look_at(tmp_path, path, maps)


def look_at(tmp_path, path, maps=None):
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    sample = mapping.take(path, scratch, KNOWN)
    if isinstance(sample, Problem):
        return sample
    columns = mapping.seen(sample, scratch)
    return sample, {column.name: column for column in columns}, mapping.propose(sample, columns, maps or {})


def table(*rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def proposed(proposals):
    return {p.ours: (" + ".join(p.theirs), p.certainty) for p in proposals.columns}


@pytest.mark.parametrize(
    ("dates", "orders"),
    [
        (["13/02/2019", "01/03/2019"], ("dmy",)),
        (["02/13/2019", "03/01/2019"], ("mdy",)),
        (["01/02/2019", "03/04/2019"], ("dmy", "mdy")),
        (["2019-02-01", "2019-02-13T10:00:00Z"], ("ymd", "dmy", "mdy")),
        (["3 Jan 2019", "06 Agu 2019"], ("ymd", "dmy", "mdy")),
        (["02/13/2019 09:09:01 PM", "01/03/2019 01:00:00 AM"], ("mdy",)),
    ],
)
def test_the_order_of_dates_is_decided_by_evidence_or_said_to_be_open(tmp_path, dates, orders):
    rows = [[n, "Kota Contoh", date] for n, date in enumerate(dates * 10)]
    found = look(tmp_path, table(["Complaint ID", "Agency", "Received at"], *rows))[2]
    assert found.orders == orders
    assert proposed(found)["received_at"] == ("Received at", "sure")


def test_columns_of_dates_that_contradict_each_other_decide_nothing(tmp_path):
    rows = [[n, "A", "13/02/2019", "02/13/2019"] for n in range(5)]
    found = look(tmp_path, table(["Complaint ID", "Agency", "Received at", "Resolved at"], *rows))[2]
    assert found.orders == ()
    assert proposed(found)["resolved_at"] == ("Resolved at", "sure")


def test_how_sure_a_proposal_is_follows_from_header_and_values(tmp_path):
    head = [
        "Nomor Tiket",
        "Instanzi",
        "Tanggal Masuk",
        "Tanggal Selesai",
        "Closed Date",
        "Rating",
        "Dibuka Kembali",
        "Status",
    ]
    rows = [
        [f"T-{n}", ["Kota Contoh", "Kota Dua"][n % 2], f"2019-02-{n + 1:02}", "belum", "", n % 5 + 1, n % 2, "Selesai"]
        for n in range(20)
    ]
    maps = {"somewhere": ComplaintSource(columns={"resolved_at": "Closed Date"})}
    assert proposed(look(tmp_path, table(head, *rows), maps=maps)[2]) == {
        "complaint_id": ("Nomor Tiket", "sure"),
        "participant": ("Instanzi", "likely"),
        "received_at": ("Tanggal Masuk", "sure"),
        "resolved_at": ("Closed Date", "likely"),  # "Tanggal Selesai" holds no dates
        "rating": ("Rating", "sure"),
        "reopened": ("Dibuka Kembali", "sure"),
        "status": ("Status", "sure"),
    }


def test_without_any_known_header_only_guesses_are_made_for_what_is_needed(tmp_path):
    rows = [[f"x{n}", ["Dua", "Tiga"][n % 2], f"{n + 1:02}/02/2019", "sama"] for n in range(20)]
    assert proposed(look(tmp_path, table(["a", "b", "c", "d"], *rows))[2]) == {
        "complaint_id": ("a", "guess"), "participant": ("b", "guess"), "received_at": ("c", "guess"),
    }  # fmt: skip


def test_a_time_of_day_beside_a_day_is_joined_and_durations_get_a_unit(tmp_path):
    head = [
        "Tracking ID",
        "Tanggal Laporan Masuk",
        "Waktu Laporan Masuk",
        "First reply time in minutes",
        "Resolution time",
    ]
    rows = [[n, "06/01/2026", "08:15", n * 7, f"{n}:30:00"] for n in range(10)]
    found = look(tmp_path, table(head, *rows))[2]
    units = {p.ours: (p.theirs, p.unit) for p in found.columns if p.unit}
    assert proposed(found)["received_at"] == ("Tanggal Laporan Masuk + Waktu Laporan Masuk", "likely")
    assert units == {
        "answered_at": (("First reply time in minutes",), "minutes"), "resolved_at": (("Resolution time",), "clock"),
    }  # fmt: skip


def test_one_row_per_event_is_suspected_where_states_change_within_a_number(tmp_path):
    rows = [[n // 3, f"2019-02-0{n % 3 + 1}", ["New", "Assigned", "Closed"][n % 3]] for n in range(30)]
    head = ["Ticket ID", "Changed", "State"]
    assert look(tmp_path, table(head, *rows))[2].events == "State"
    same = [[n // 3, f"2019-02-0{n % 3 + 1}", "Closed"] for n in range(30)]
    assert look(tmp_path, table(head, *same))[2].events == ""
    once = [[n, "2019-02-01", ["New", "Closed"][n % 2]] for n in range(30)]
    assert look(tmp_path, table(head, *once))[2].events == ""


def test_words_for_nothing_are_found_and_do_not_spoil_what_a_column_is(tmp_path):
    values = [
        "-",
        "NULL",
        "?",
        "01/01/1900 12:00:00 AM",
        "Not Offered",
        "02/13/2019 01:00:00 PM",
        "02/14/2019 01:00:00 PM",
    ]
    rows = [[n, "A", "02/13/2019", value] for n, value in enumerate(values)]
    _, columns, found = look(tmp_path, table(["Complaint ID", "Agency", "Received at", "Resolved at"], *rows))
    assert set(columns["Resolved at"].nothing) == set(values[:5])
    assert (found.orders, proposed(found)["resolved_at"][1]) == (("mdy",), "sure")


def test_what_may_be_personal_is_never_an_example(tmp_path):
    head = ["Complaint ID", "Nama Pelapor", "Isi Laporan", "Kontak", "Agency name", "Instansi Terdisposisi", "status"]
    rows = [[n, "Rahasia Sekali", "Jalan", "x@example.org", "Kota Contoh", "Kota Dua", "Selesai"] for n in range(4)]
    columns = look(tmp_path, table(head, *rows))[1]
    shown = {name for name, column in columns.items() if column.examples}
    assert shown == {"Complaint ID", "Agency name", "Instansi Terdisposisi", "status"}


ROWS = [["Complaint ID", "Agency", "Received at"], ["007", "A", "2019-02-01"], ["1e5", "B", "2019-02-02"]]


def test_every_kind_of_file_is_looked_at_alike(tmp_path):
    records = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    with xlsxwriter.Workbook(tmp_path / "export.xlsx") as book:
        sheet = book.add_worksheet("Data")
        for at, row in enumerate([["Laporan 2019"], [], *ROWS]):
            sheet.write_row(at, 0, row)
    pq.write_table(pa.Table.from_pylist(records), tmp_path / "export.parquet")
    (tmp_path / "export.json").write_text(json.dumps(records))
    (tmp_path / "export.csv").write_text("sep=;\nLaporan 2019\n" + table(*ROWS).replace(",", ";"))
    found = [look_at(tmp_path, tmp_path / f"export.{kind}") for kind in ("csv", "xlsx", "parquet", "json")]
    assert [(sample.header, sample.rows) for sample, _, _ in found] == [(ROWS[0], ROWS[1:])] * 4
    assert [sample.header_row for sample, _, _ in found] == [3, 3, 1, 1]
    assert all(first[2].orders == other[2].orders for first, other in pairwise(found))


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.csv", "", "file-empty"), ("a.csv", "\n\n", "file-empty"), ("a.json", "[5]", "json-shape"),
        ("a.json", "", "file-empty"), ("a.xlsx", b"PK\x03\x04 no", "workbook-unreadable"),
        ("a.parquet", b"PAR1", "file-unreadable"), ("a.docx", "x", "file-type-unknown"),
        ("a.csv.gz", b"\x1f\x8bno", "file-truncated"), ("a.csv", b"a,b\nccc\0ccc,1\nddd,2\n", "nul-bytes"),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_at_is_a_named_problem(tmp_path, name, text, code):
    found = look(tmp_path, text, name)
    assert isinstance(found, Problem)
    assert found.kind.code == code


def test_five_thousand_columns_are_looked_at(tmp_path):
    head = [f"column {n}" for n in range(5_000)]
    rows = [["2019-02-01"] * 5_000] * 60
    sample, columns, found = look(tmp_path, table(head, *rows))
    assert (len(columns), len(sample.rows)) == (5_000, 60)
    assert found.orders == ("ymd", "dmy", "mdy")


def test_headers_that_stand_twice_or_are_empty_are_never_proposed(tmp_path):
    rows = [[n, n + 50, "2019-02-01", ""] for n in range(5)]
    found = look(tmp_path, table(["Complaint ID", "complaint_id", "Received at", ""], *rows))[2]
    assert proposed(found) == {"received_at": ("Received at", "sure")}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), min_size=1, max_size=6))
def test_any_table_is_looked_at_without_a_complaint(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("any")
    found = look(path, table(*rows).encode("utf-8", "replace"))
    assert isinstance(found, Problem) or all(len(row) == len(found[0].header) for row in found[0].rows)


ONE = {"complaint_id": "Id", "participant": "Group", "received_at": ["Day", "Hour"], "status": "State"}
TWO = {"complaint_id": "Id", "participant": "Group", "received_at": "Day", "status": "", "kind": "Type"}
MAPS = {"one": ComplaintSource(columns=ONE), "two": ComplaintSource(columns=TWO)}


@pytest.mark.parametrize(
    ("header", "platforms"),
    [
        (["ID", "group", "day", "hour", "state", "other"], ["one"]),
        (["Group", "Day", "Hour", "State", "Kind"], []),  # without numbers of complaints it is of no use
        (["Id", "Group", "Day", "Type"], []),  # so few headers are anybody's
    ],
)
def test_a_platform_is_told_by_its_headers_whatever_their_case(header, platforms):
    assert [match.platform for match in mapping.recognise(header, MAPS)] == platforms
