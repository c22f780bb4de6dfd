"""practices.csv: what is read, and what each fault costs."""

import csv

import openpyxl
import pandas as pd
import pytest

from submissions.names import Resolver
from submissions.practices import read_practices

HEADER = ["participant", "title", "problem", "done", "took", "result", "contact"]
ROSTER = pd.DataFrame({"name": ["Kota Satu", "Kota Dua"]}, index=["A1", "A2"])
GOOD = ["kota dua", "Judul", "Lambat;  Salah  alamat ;Lambat", "Dilakukan", "", "", "Bagian Organisasi"]


def read(folder):
    return read_practices(folder, Resolver(ROSTER), list(ROSTER.index), folder)


def write(folder, *rows, header=HEADER):
    with (folder / "practices.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def changed(column, value):
    return [value if name == column else text for name, text in zip(HEADER, GOOD, strict=True)]


def test_a_practice_is_read_with_its_problems_told_apart(tmp_path):
    write(tmp_path, GOOD)
    (practice,), problems = read(tmp_path)
    assert problems == []
    assert (practice.code, practice.problems, practice.contact) == (
        "A2",
        ("Lambat", "Salah alamat"),
        "Bagian Organisasi",
    )


def test_indonesian_headings_and_a_workbook_do_as_well(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Peserta", "Judul", "Masalah", "Yang Dilakukan", "Yang Diperlukan", "Hasil", "Unit Narahubung"])
    book.active.append(GOOD)
    book.save(tmp_path / "practices.xlsx")
    (practice,), problems = read(tmp_path)
    assert (practice.title, problems) == ("Judul", [])


def test_without_a_file_there_is_nothing_and_with_two_nobody_chooses(tmp_path):
    assert read(tmp_path) == ([], [])
    write(tmp_path, GOOD)
    (tmp_path / "practices.xlsx").write_bytes(b"")
    assert [problem.kind.code for problem in read(tmp_path)[1]] == ["practices-twice"]


def test_a_workbook_beside_the_headings_that_init_wrote_is_the_one_that_counts(tmp_path):
    write(tmp_path)
    assert read(tmp_path) == ([], [])
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(GOOD)
    book.save(tmp_path / "practices.xlsx")
    (practice,), problems = read(tmp_path)
    assert (practice.title, problems) == ("Judul", [])


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (changed("participant", "Kota Duwa"), "participant-unknown", "participant"),
        (changed("participant", ""), "participant-missing", "participant"),
        (changed("title", ""), "practice-incomplete", "title"),
        (changed("problem", " ; "), "practice-incomplete", "problem"),
        (changed("title", "x" * 121), "practice-long", "title"),
        (changed("done", "x" * 2001), "practice-long", "done"),
        (changed("contact", "Budi 0812-3456-7890"), "practice-personal", "contact"),
        (changed("contact", "+62 812 3456 7890"), "practice-personal", "contact"),
        (changed("done", "NIK 3201234567890123"), "practice-personal", "done"),
        (changed("contact", "NIP 19700101 200001 1 001"), "practice-personal", "contact"),
    ],
)
def test_one_fault_costs_one_practice_and_is_named_with_its_place(tmp_path, row, code, column):
    write(tmp_path, row, GOOD)
    kept, (problem,) = read(tmp_path)
    assert len(kept) == 1
    assert (problem.kind.code, problem.row, problem.column) == (code, 2, column)
    assert not problem.value or column == "participant"


@pytest.mark.parametrize("text", ["Rp 1.250.000.000", "14 hari, 2019-10-31", "021-5550123", "200.000 laporan"])
def test_figures_and_an_offices_telephone_are_no_personal_data(tmp_path, text):
    write(tmp_path, changed("took", text))
    assert [len(part) for part in read(tmp_path)] == [1, 0]


def test_a_row_that_waits_to_be_filled_in_is_no_fault(tmp_path):
    write(tmp_path, ["A1", "", "", "", "", "", ""], GOOD)
    assert [len(part) for part in read(tmp_path)] == [1, 0]


def test_a_needed_column_that_is_absent_is_named(tmp_path):
    write(tmp_path, GOOD[:3], header=HEADER[:3])
    kept, (problem,) = read(tmp_path)
    assert (kept, problem.kind.code) == ([], "columns-missing")
    assert problem.details["columns"] == "done"
