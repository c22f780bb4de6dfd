# ruff: noqa: E501 (rows of logs are easier to read whole)
"""Logs of events and follow-ups, hand-worked: which event counts, whom a complaint names, what is not believed."""

import pytest
import whole_folder as whole

import submissions

HEAD = "Number,Group,State,At\n"
EVENTS = """
shape = "events"
columns = { complaint_id = "Number", participant = "Group", status = "State", event_at = "At" }
steps.received = ["New"]
steps.acknowledged = ["Assigned"]
steps.answered = ["Answered"]
steps.resolved = ["Resolved", "Closed"]
steps.reopened = ["Reopened"]
"""


def events(*rows):
    return HEAD + "".join(",".join(row) + "\n" for row in rows)


LIFE = events(
    ("1", "A", "New", "2019-01-31 09:00"),
    ("1", "A", "Assigned", "2019-02-01 10:00"),
    ("2", "B", "New", "2019-02-01 10:30"),
    ("1", "A", "Answered", "2019-02-04 10:00"),
    ("1", "A", "assigned ", "2019-02-03 10:00"),
    ("1", "B", "Answered", "2019-02-08 10:00"),
    ("1", "", "Resolved", "2019-02-10 10:00"),
    ("1", "B", "Reopened", "2019-02-11 10:00"),
    ("1", "B", "Reopened", "2019-02-12 10:00"),
    ("1", "B", "Closed", "2019-02-15 10:00"),
    ("1", "", "Note added", "2019-01-01 10:00"),
)


@pytest.mark.parametrize(("named", "who"), [("last", "B"), ("first", "A")])
def test_the_first_event_of_a_step_counts_and_reopenings_are_counted(tmp_path, named, who):
    source = f'[sources.complaints]\nparticipant_of = "{named}"\n{EVENTS}'
    handed_in = whole.read(tmp_path / "f", {"complaints/a.csv": LIFE}, source)
    assert whole.complaints(handed_in, "reopened", "row") == [
        ("1", who, "used", "01-31", "02-01", "02-04", "02-10", 2, 2),
        ("2", "B", "used", "02-01", "", "", "", 0, 4),
    ]
    assert handed_in.events.to_dict("list") == {
        "file": ["complaints/a.csv"] * 2, "outcome": ["no step", "step"], "rows": [1, 10],
    }  # fmt: skip
    assert [file.rows for file in handed_in.files if file.path == "complaints/a.csv"] == [11]
    assert whole.problems(handed_in) == []


def test_overlapping_exports_tell_every_event_once_whatever_the_files_order(tmp_path):
    rows = LIFE.splitlines(keepends=True)[1:]
    early, late = HEAD + "".join(rows[:8]), HEAD + "".join(rows[4:])
    for number, files in enumerate([{"a": early, "b": late}, {"a": late, "b": early}]):
        logs = {f"complaints/{name}.csv": text for name, text in files.items()}
        found = whole.complaints(
            whole.read(tmp_path / str(number), logs, f"[sources.complaints]\n{EVENTS}"), "reopened"
        )
        assert sorted(found) == [
            ("1", "B", "used", "01-31", "02-01", "02-04", "02-10", 2),
            ("2", "B", "used", "02-01", "", "", "", 0),
        ]


def test_without_a_state_for_receipt_the_first_event_is_it(tmp_path):
    source = EVENTS.replace('steps.received = ["New"]\n', "")
    handed_in = whole.read(tmp_path / "f", {"complaints/a.csv": LIFE}, f"[sources.complaints]\n{source}")
    assert [row[3] for row in whole.complaints(handed_in)] == ["01-01", "02-01"]


def test_an_event_that_cannot_be_read_sets_its_complaint_aside_at_its_own_row(tmp_path):
    log = events(
        ("1", "A", "New", "2019-01-31"),
        ("1", "A", "Assigned", "soon"),
        ("1", "A", "Note", "whenever"),
        ("", "A", "New", "2019-01-31"),
        ("2", "C", "New", "2019-01-31"),
        ("3", "A", "New", "2019-02-10"),
        ("3", "A", "Resolved", "2019-02-01"),
        ("4", "A", "New", ""),
        ("5", "A", "Assigned", "2019-02-10"),
    )
    handed_in = whole.read(tmp_path / "f", {"complaints/a.csv": log}, f"[sources.complaints]\n{EVENTS}")
    assert [row[:3] for row in whole.complaints(handed_in)] == [
        ("1", "A", "set aside"), (None, "A", "set aside"), ("2", "", "set aside"), ("3", "A", "set aside"),
        ("4", "A", "set aside"), ("5", "A", "set aside"),
    ]  # fmt: skip
    assert whole.problems(handed_in) == [
        ("date-unreadable", "complaints/a.csv", 3, "At", "soon"),
        ("row-without-id", "complaints/a.csv", 5, "Number", ""),
        ("participant-unknown", "complaints/a.csv", 6, "Group", "C"),
        ("event-before-receipt", "complaints/a.csv", 7, "At", "2019-02-01 00:00:00"),
        ("date-unreadable", "complaints/a.csv", 9, "At", "–"),
        ("receipt-missing", "complaints/a.csv", 10, "At", ""),
        ("no-complaints", "complaints/", None, "", ""),
    ]


def test_a_state_that_repeats_the_last_one_on_every_row_is_not_believed(tmp_path):
    rows = [(str(n), "A", "Closed", f"2019-02-{day:02}") for n in range(12) for day in (1, 5)]
    handed_in = whole.read(tmp_path / "f", {"complaints/a.csv": events(*rows)}, f"[sources.complaints]\n{EVENTS}")
    assert ("states-repeated", "complaints/a.csv", None, "State", "") in whole.problems(handed_in)
    assert handed_in.blocked


MAIN = "Tracking ID,Instansi Terdisposisi,Tanggal Laporan Masuk\n5049672.0,A,31/01/2019\n2,A,31/01/2019\n3,B,31/01/2019\n4,B,31/01/2019\n"
FOLLOWED = """
[sources.complaints]
date_order = "dmy"
whole_ids = true
[sources.follow_ups]
date_order = "dmy"
whole_ids = true
columns = { complaint_id = "Tracking ID", status = "Aktivitas", event_at = ["Tanggal", "Jam"] }
steps.acknowledged = ["Terverifikasi"]
steps.answered = ["Tanggapan"]
steps.resolved = ["Selesai"]
steps.reopened = ["Dibuka"]
"""
ACTIONS = (
    "Tracking ID,Tanggal,Jam,Aktivitas,Oleh\n"
    "5049672,1 Feb 2019,08:00,Terverifikasi,x\n5049672,04/02/2019,09.00,Tanggapan,x\n5049672,06/02/2019,09:00,Tanggapan,x\n"
    "2,01/02/2019,10:00,Selesai,x\n2,02/02/2019,10:00,Dibuka,x\n"
    "3,30/01/2019,10:00,Tanggapan,x\n4,besok,,Tanggapan,x\n9,01/02/2019,10:00,Selesai,x\n4,01/02/2019,10:00,Dibaca,x\n"
)


def test_follow_ups_tell_when_by_the_complaints_number(tmp_path):
    files = {"complaints/lapor.csv": MAIN, "follow_ups/tindak-lanjut.csv": ACTIONS}
    handed_in = whole.read(tmp_path / "f", files, FOLLOWED)
    assert whole.complaints(handed_in) == [
        ("5049672", "A", "used", "01-31", "02-01", "02-04", ""),
        ("2", "A", "used", "01-31", "", "", "02-01"),
        ("3", "B", "set aside", "01-31", "", "01-30", ""),
        ("4", "B", "set aside", "01-31", "", "", ""),
    ]
    assert handed_in.complaints.order_by("row").to_pandas()["reopened"].fillna(0).tolist() == [0, 1, 0, 0]
    assert {"acknowledged_at", "answered_at", "resolved_at", "reopened"} <= handed_in.columns
    assert dict(zip(handed_in.events["outcome"], handed_in.events["rows"], strict=True)) == {
        "no complaint": 1, "no step": 1, "set aside": 1, "step": 6,
    }  # fmt: skip
    codes = [problem[:2] for problem in whole.problems(handed_in)]
    assert ("follow-ups-without-complaint", "follow_ups/tindak-lanjut.csv") in codes
    assert ("date-unreadable", "follow_ups/tindak-lanjut.csv") in codes


def test_follow_ups_that_the_rules_say_nothing_of_are_not_passed_over(tmp_path):
    files = {"complaints/lapor.csv": MAIN, "follow_ups/x.csv": ACTIONS}
    handed_in = whole.read(tmp_path / "f", files, '[sources.complaints]\ndate_order = "dmy"')
    assert ("follow-ups-unruled", "follow_ups/x.csv", None, "", "") in whole.problems(handed_in)


@pytest.mark.parametrize("details", [True, False])
def test_rules_for_follow_ups_without_any_handed_in(tmp_path, details):
    (tmp_path / "f" / "complaints").mkdir(parents=True)
    (tmp_path / "f" / "participants.csv").write_text(whole.ROSTER, encoding="utf-8")
    (tmp_path / "f" / "complaints" / "lapor.csv").write_text(MAIN, encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    handed_in = submissions.read(tmp_path / "f", whole.terms(FOLLOWED), scratch=scratch, details=details)
    assert handed_in.bins.groupby("bin")["rows"].sum().to_dict() == {"used": 4}
    assert handed_in.events is None
