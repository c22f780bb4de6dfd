"""The work list: what is open, until when by the calendar, and what doing it brings, as the corridor itself says."""

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
import small_folder
from assessed_logs import cut_out

from criteria.loading import load
from evaluator.assess import Asked, assess
from reports.speech import speaking
from reports.work_list import work_list

TODAY = dt.date(2019, 2, 14)  # a Thursday; 5 February 2019 was a holiday
HEAD = "complaint_id,participant,received_at,acknowledged_at,answered_at,resolved_at,due_at,unit,reopened,topic\n"
LOG = (
    "new,A1,2019-02-13,,,,,Loket,0,rahasia\n"
    "old,A1,2019-01-02,,,,,=1+1,0,rahasia\n"
    "answered,A1,2019-02-01,2019-02-01,2019-02-08,,,Loket,0,rahasia\n"
    "own-deadline,A1,2019-02-01,2019-02-01,2019-02-08,,2019-02-20,Bidang,0,rahasia\n"
    "reopened,A1,2019-02-01,2019-02-01,2019-02-04,2019-02-07,,Bidang,1,rahasia\n"
    "future,A1,2019-02-01,2019-02-01,2019-02-18,2019-02-19,,Bidang,0,rahasia\n"
    "done,A1,2019-02-01,2019-02-01,2019-02-04,2019-02-07,,Bidang,0,rahasia\n"
)


@pytest.fixture
def rules(tmp_path):
    return load(small_folder.build(tmp_path / "kecil") / "rulebook.toml")


def assessed(log: Path, rules, **more):
    return assess(Asked(logs=(log,), rulebook=rules, with_work=True, **more), "en", lambda *_: None)


@pytest.fixture
def found(tmp_path, rules):
    log = tmp_path / "log.csv"
    log.write_text(HEAD + LOG)
    return assessed(log, rules, as_of=TODAY)


def test_every_complaint_stands_in_the_first_list_that_fits_with_its_deadline_by_hand(found):
    items = {item.complaint_id: item for item in found.work.items}
    assert {name: (one.list_, one.step, one.due, one.days_left) for name, one in items.items()} == {
        "new": ("soon", "acknowledge", dt.date(2019, 2, 18), 2),  # 14, 15, 18 are the three days allowed
        "old": ("overdue", "acknowledge", dt.date(2019, 1, 7), -27),  # 4 + 5 + 5 + 5 + 4 + 4, without the 5th
        "answered": ("answered", "resolve", dt.date(2019, 2, 22), 6),  # fourteen days, without the 5th
        "own-deadline": ("soon", "resolve", dt.date(2019, 2, 20), 4),
        "future": ("overdue", "answer", dt.date(2019, 2, 11), -3),  # its answer of the 18th has not happened yet
        "reopened": ("reopened", "", None, None),
    }
    assert items["answered"].answered == dt.date(2019, 2, 8)
    assert found.work.lists[-1] == ("reopened", 1, None)


def test_what_a_list_brings_is_what_the_corridor_says_of_a_log_in_which_it_is_done(found, rules, tmp_path):
    assert found.low is not None
    for name, count, gain in found.work.lists:
        if gain is None:
            continue
        ids = {item.complaint_id for item in found.work.items if item.list_ == name}
        assert len(ids) == count
        rows = [row.split(",") for row in LOG.splitlines()]
        for row in rows:
            if row[0] in ids:
                steps = [day if day and day <= str(TODAY) else str(TODAY) for day in row[3:6]]
                row[3:6] = steps
        log = tmp_path / f"{name}.csv"
        log.write_text(HEAD + "\n".join(",".join(row) for row in rows) + "\n")
        then = assessed(log, rules, as_of=TODAY)
        assert gain == pytest.approx(then.nodes[0].low - found.nodes[0].low, abs=0.0101)  # printed ones are rounded


def test_the_order_is_by_what_each_brings(found):
    points = [item.points for item in found.work.items if item.points is not None]
    assert points == sorted(points, reverse=True)
    assert [item.complaint_id for item in found.work.items][-1] == "reopened"


def test_the_workbook_has_filters_and_ids_dates_and_units_alone(found):
    content = work_list(found, speaking("id"))
    assert content == work_list(found, speaking("id"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Daftar kerja", "Per unit", "Baris yang perlu diperbaiki"]
    sheet = book["Daftar kerja"]
    assert sheet.auto_filter.ref == "A4:J10"
    rows = {row[1]: row for row in sheet.iter_rows(min_row=5, values_only=True)}
    plain = [cell.date() if isinstance(cell, dt.datetime) else cell for cell in rows["old"][:7]]
    received, due = dt.date(2019, 1, 2), dt.date(2019, 1, 7)
    assert plain == ["Sudah lewat tenggat", "old", "=1+1", received, "tanggapi", due, None]
    assert {cell.data_type for cell in sheet["C"][4:]} == {"s"}  # text, never a formula
    texts = {str(cell) for one in book for row in one.iter_rows(values_only=True) for cell in row}
    assert not any("rahasia" in text for text in texts)
    units = {row[0]: row[-2] for row in book["Per unit"].iter_rows(min_row=5, values_only=True)}
    assert units == {"Bidang": 3, "Loket": 2, "=1+1": 1}


def test_it_is_written_and_told(tmp_path, call):
    folder = small_folder.build(tmp_path / "kecil")
    log = cut_out([folder / small_folder.LOG], tmp_path / "A4.csv", ["A4", "Kabupaten Empat"])
    target = tmp_path / "kerja.xlsx"
    options = ("--as", "A4", "--set", "name=Kabupaten Empat", "--as-of", "2019-06-14", "--work-list", target)
    told = call("self-assess", log, "--rulebook", folder / "rulebook.toml", *options)
    assert told.code == 0, told.err
    assert "Work list on 2019-06-14" in told.out
    assert str(target) in told.out
    assert openpyxl.load_workbook(target).sheetnames[0] == "Work list"
    nowhere = call(
        "self-assess", log, "--rulebook", folder / "rulebook.toml", "--work-list", tmp_path / "no" / "w.xlsx"
    )
    assert (nowhere.code, "its folder is not there" in nowhere.err) == (2, True)


def test_a_log_without_anything_open_has_an_empty_list(tmp_path, rules):
    log = tmp_path / "log.csv"
    out = io.StringIO()
    csv.writer(out).writerow(["1", "A1", "2019-01-02", "2019-01-02", "2019-01-02", "2019-01-03", "", "", "0", ""])
    log.write_text(HEAD + out.getvalue())
    found = assessed(log, rules)
    assert (found.work.items, found.work.lists) == ((), ())
    assert openpyxl.load_workbook(io.BytesIO(work_list(found, speaking("en")))).sheetnames
