"""Blank workbooks: filled in and read again without loss, also by way of LibreOffice; misuse is recognised."""

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from small_folder import PEOPLE, RULEBOOK, add, build, replace, table

QUESTIONS = """\
[[criterion]]
code = "listed"
title = { id = "Isian", en = "Self-assessment" }
weight = 20
checklist = true
[[question]]
code = "1.10"
title = { id = "Tanya satu", en = "Question one" }
points = 10
criterion = "listed"
rubric = [{ at = 0, id = "belum ada", en = "nothing yet" }, { at = 10, id = "=lengkap", en = "=complete" }]
[[question]]
code = "q2"
title = { id = "Tanya dua", en = "=Question two" }
points = 5
criterion = "listed"
evidence = "required"
"""
JUDGED = 'code = "judged"\ntitle = { id = "Juri", en = "Judged" }\nweight = 40\n'


@pytest.fixture
def year(tmp_path):
    """A year without score sheets and checklists, whose rules ask two questions."""
    folder = build(tmp_path / "year")
    assert JUDGED in RULEBOOK
    replace(folder, "rulebook.toml", JUDGED, JUDGED.replace("40", "20"))
    add(folder, "rulebook.toml", QUESTIONS)
    shutil.rmtree(folder / "scores")
    (folder / "scores").mkdir()
    (folder / "checklists").mkdir()
    return folder


@pytest.fixture
def blank(year, call, tmp_path):
    out = tmp_path / "blank"
    made = call("workbooks", year / "rulebook.toml", "--out", out, "--folder", year)
    assert made.code == 0, made.err
    return out


def cell_of(sheet, text):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def fill_checklist(source, target, code, claims, evidence="surat.pdf"):
    book = openpyxl.load_workbook(source)
    sheet = book["Checklist"]
    cell_of(sheet, "Participant").offset(0, 1).value = code
    points, proof = cell_of(sheet, "Claimed points"), cell_of(sheet, "Evidence")
    for row, claim in enumerate(claims, start=1):
        points.offset(row).value = claim
        proof.offset(row).value = evidence
    book.save(target)


def fill_scores(source, target, judge, marks):
    book = openpyxl.load_workbook(source)
    sheet = book["Score Sheet"]
    cell_of(sheet, "Judge").offset(0, 1).value = judge
    head = cell_of(sheet, "Judged")
    for row in range(head.row + 1, sheet.max_row + 1):
        code = sheet.cell(row, 1).value
        if code in marks:
            sheet.cell(row, head.column).value = marks[code]
    book.save(target)


def office(path, out):
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return out / path.name


def summary(call, year):
    ran = call("run", year, "--no-documents", "--json")
    return json.loads(ran.out)


def test_checklist_and_marks_come_back_without_loss(year, blank, call):
    for code in PEOPLE:
        fill_checklist(blank / "checklist.xlsx", year / "checklists" / f"{code}.xlsx", code, [7.5, 5])
    marks = {code: 60 + place for place, code in enumerate(PEOPLE)}
    fill_scores(blank / "score-sheet.xlsx", year / "scores" / "ani.xlsx", "Ani", {**marks, "A2": "conflict"})
    told = summary(call, year)
    assert told["problems"]["by_kind"].keys() == {"cell-formula", "panel-one-judge"}  # openpyxl computes no formula
    rows = {row["code"]: row for row in table(year, "ranking.csv")}
    assert {row["listed"] for row in rows.values()} == {
        "50.00"
    }  # 7.5 of 15: q2 brings nothing until its evidence is verified
    assert [rows[code]["judged"] for code in PEOPLE if code != "A2"] == [
        f"{mark}.00" for code, mark in marks.items() if code != "A2"
    ]
    questions = {row["question"] for row in table(year, "checklists.csv")}
    assert questions == {"1.10", "q2"}


def test_a_log_and_a_roster_come_back_without_loss(year, blank, call, tmp_path):
    book = openpyxl.load_workbook(blank / "complaints.xlsx")
    sheet = book["Complaints"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, 32):
        day = dt.date(2019, 3, 4) + dt.timedelta(days=row % 5)
        for name, value in {
            "Complaint number": f"00{row}", "Participant": "A1", "Received at": day,
            "Answered at": day + dt.timedelta(days=1), "Rating": 4,
        }.items():  # fmt: skip
            sheet.cell(row, heads[name]).value = value
    shutil.rmtree(year / "complaints")
    (year / "complaints").mkdir()
    book.save(year / "complaints" / "a1.xlsx")
    book = openpyxl.load_workbook(blank / "participants.xlsx")
    sheet = book["Participants"]
    for row, (code, name, kind) in enumerate([("A1", "=Kota", "city"), ("0042", "Kota Dua", "city")], start=2):
        for place, value in enumerate((code, name, kind), start=1):
            sheet.cell(row, place).value = value
            sheet.cell(row, place).data_type = "s"
    (year / "participants.csv").unlink()
    book.save(year / "participants.xlsx")
    told = summary(call, year)
    assert told["rows"]["by_bin"] == {"used": 30, "excluded": 0, "repeated": 0, "outside": 0, "set aside": 0}
    measured = {row["code"]: row for row in table(year, "indicators.csv")}
    assert set(measured) == {"A1", "0042"}
    assert (measured["A1"]["complaints"], measured["A1"]["satisfaction_mean"]) == ("30", "4.0")


def test_a_workbook_of_another_edition_is_recognised(year, blank, call):
    fill_checklist(blank / "checklist.xlsx", year / "checklists" / "A1.xlsx", "A1", [7, 5])
    fill_scores(blank / "score-sheet.xlsx", year / "scores" / "ani.xlsx", "Ani", {"A1": 70})
    replace(year, "rulebook.toml", 'code = "kecil-2019"', 'code = "kecil-2020"')
    told = summary(call, year)
    assert told["problems"]["by_kind"]["workbook-other-edition"] == 2
    said = [one for one in table(year, "problems.csv") if one["code"] == "workbook-other-edition"]
    assert {one["file"] for one in said} == {"checklists/A1.xlsx", "scores/ani.xlsx"}
    assert "kecil-2019" in said[0]["problem"]
    assert "kecil-2020" in said[0]["problem"]


def test_points_and_marks_pasted_outside_their_range_are_told(year, blank, call):
    fill_checklist(blank / "checklist.xlsx", year / "checklists" / "A1.xlsx", "A1", [11, "banyak"])
    fill_scores(blank / "score-sheet.xlsx", year / "scores" / "ani.xlsx", "Ani", {"A1": 101, "A2": 50})
    summary(call, year)
    said = {(one["file"], one["value"]) for one in table(year, "problems.csv")}
    assert {("checklists/A1.xlsx", "11"), ("checklists/A1.xlsx", "banyak"), ("scores/ani.xlsx", "101")} <= said


def test_moved_columns_are_found_and_renamed_ones_told(year, blank, call):
    book = openpyxl.load_workbook(blank / "checklist.xlsx")
    sheet = book["Checklist"]
    cell_of(sheet, "Participant").offset(0, 1).value = "A1"
    head = cell_of(sheet, "Claimed points")
    last = sheet.max_column
    for row, value in enumerate(["Claimed points", 6, 4], start=head.row):
        sheet.cell(row, head.column).value = None
        sheet.cell(row, last + 3).value = value
    book.save(year / "checklists" / "A1.xlsx")
    fill_checklist(blank / "checklist.xlsx", year / "checklists" / "A2.xlsx", "A2", [6, 4])
    book = openpyxl.load_workbook(year / "checklists" / "A2.xlsx")
    cell_of(book["Checklist"], "Claimed points").value = "My own idea"
    book.save(year / "checklists" / "A2.xlsx")
    fill_scores(blank / "score-sheet.xlsx", year / "scores" / "ani.xlsx", "Ani", {"A1": 70, "A2": 50})
    (refused,) = [one for one in summary(call, year)["problems"]["first"] if one["severity"] == "blocking"]
    assert (refused["file"], refused["sheet"]) == ("checklists/A2.xlsx", "Checklist")
    assert "claimed" in refused["problem"]
    (year / "checklists" / "A2.xlsx").unlink()
    summary(call, year)
    assert {row["claimed"] for row in table(year, "checklists.csv") if row["claimed"]} == {"6", "4"}


def test_the_cells_to_fill_in_are_open_and_all_others_locked(blank):
    for name, title, opened in (
        ("checklist.xlsx", "Checklist", {"Claimed points", "Answer", "Evidence"}),
        ("score-sheet.xlsx", "Score Sheet", {"Judged", "Comment"}),
    ):
        sheet = openpyxl.load_workbook(blank / name)[title]
        assert sheet.protection.sheet
        head = next(row for row in sheet.iter_rows() if sum(cell.value is not None for cell in row) > 3)
        below = {cell.value: sheet.cell(cell.row + 1, cell.column).protection.locked for cell in head if cell.value}
        assert {name for name, locked in below.items() if not locked} == opened
        assert all(cell.protection.locked for cell in head)
        assert openpyxl.load_workbook(blank / name).worksheets[0].title == "Instructions"


def test_a_text_of_the_rulebook_is_no_formula(blank):
    sheet = openpyxl.load_workbook(blank / "checklist.xlsx")["Checklist"]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) == 2
    assert all(text.startswith(("=COUNT(", "=SUM(")) for text in formulas)


def test_the_same_rules_give_the_same_bytes(year, blank, call, tmp_path):
    assert call("workbooks", year / "rulebook.toml", "--out", tmp_path / "again", "--folder", year).code == 0
    for path in blank.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name
    assert call("workbooks", year / "rulebook.toml", "--out", tmp_path / "again").code == 2  # nothing is overwritten
    assert call("workbooks", year / "rulebook.toml", "--out", tmp_path / "again", "--force").code == 0


def test_each_stage_has_a_sheet_of_what_is_first_judged_there(call, tmp_path):
    made = call("workbooks", "anggakara-2022", "--out", tmp_path, "--json")
    names = {Path(one["path"]).name for one in json.loads(made.out)["workbooks"]}
    assert names == {
        "lembar-penilaian-documents.xlsx", "lembar-penilaian-interview.xlsx", "participants.xlsx", "pengaduan.xlsx",
    }  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "lembar-penilaian-interview.xlsx")["Lembar Penilaian"]
    assert cell_of(sheet, "Tahap").offset(0, 1).value == "interview"
    rule = next(one for one in sheet.data_validations.dataValidation if one.type == "custom")
    assert "LOWER(" in rule.formula1


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_keeps_drop_downs_protection_and_what_was_filled_in(year, blank, call, tmp_path):
    fill_checklist(blank / "checklist.xlsx", tmp_path / "A1.xlsx", "A1", [7.5, 5])
    fill_scores(blank / "score-sheet.xlsx", tmp_path / "ani.xlsx", "Ani", {"A1": 70.5})
    (tmp_path / "office").mkdir()
    for name, folder in (("A1.xlsx", "checklists"), ("ani.xlsx", "scores")):
        shutil.copy(office(tmp_path / name, tmp_path / "office"), year / folder / name)
    saved = openpyxl.load_workbook(year / "checklists" / "A1.xlsx")["Checklist"]
    assert saved.protection.sheet
    assert {rule.type for rule in saved.data_validations.dataValidation} >= {"decimal", "list"}
    counted = openpyxl.load_workbook(year / "checklists" / "A1.xlsx", data_only=True)["Checklist"]
    assert cell_of(counted, "Answered").offset(0, 1).value == "2 / 2"
    assert cell_of(counted, "Points claimed").offset(0, 1).value == "12.5 / 15"
    summary(call, year)
    assert {row["code"]: row for row in table(year, "ranking.csv")}["A1"]["judged"] == "70.50"
    assert {row["claimed"] for row in table(year, "checklists.csv")} == {"7.5", "5"}


def test_a_workbook_with_macros_is_told(year, blank, call):
    shutil.copy(blank / "score-sheet.xlsx", year / "scores" / "ani.xlsm")
    told = call("run", year, "--no-documents")
    assert "ani.xlsm" in told.out + "".join(one["file"] for one in table(year, "problems.csv"))
