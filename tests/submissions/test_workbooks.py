import datetime as dt
import warnings
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from handing_in import MAIN, SHEET, cells, codes, places, put, workbook

from submissions import workbook_parts, workbooks
from submissions.problems import Problem
from submissions.workbooks import Sheet, column_letters, sheets

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def only(path: Path) -> Sheet:
    (sheet,) = sheets(path, path.name)
    assert isinstance(sheet, Sheet), sheet
    return sheet


def refusal(path: Path) -> str:
    (problem,) = sheets(path, "scores/a.xlsx")
    assert isinstance(problem, Problem)
    assert problem.file == "scores/a.xlsx"
    assert problem.says("id")
    assert problem.says("en")
    return problem.kind.code


def test_values_stand_where_the_spreadsheet_shows_them(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Nilai")
        sheet.write_row("B3", ["007", 7, 87.5, True])
        for cell, value, shown in (
            ("B5", dt.datetime(2019, 3, 4, 5, 6, 7), "yyyy-mm-dd hh:mm:ss"),  # noqa: DTZ001 (spreadsheets have no zones)
            ("C5", dt.date(2019, 3, 4), "dd/mm/yyyy"),
            ("D5", dt.time(13, 45), "hh:mm:ss"),
        ):
            sheet.write_datetime(cell, value, book.add_format({"num_format": shown}))
        sheet.write_blank("Z900", None, book.add_format({"bold": True}))
        book.add_worksheet("Kosong")
        book.add_worksheet("Daftar").hide()
    nilai, kosong = sheets(path, "a.xlsx")
    assert isinstance(nilai, Sheet)
    assert isinstance(kosong, Sheet)
    assert nilai.rows == [
        [None] * 5,
        [None] * 5,
        [None, "007", 7.0, 87.5, True],
        [None] * 5,
        [None, dt.datetime(2019, 3, 4, 5, 6, 7), dt.date(2019, 3, 4), "13:45:00", None],  # noqa: DTZ001 (as above)
    ]
    assert (kosong.name, kosong.rows) == ("Kosong", [])
    assert places(list(nilai.problems)) == [("sheet-hidden", "Daftar", None, "", "")]
    assert [type(sheet) for sheet in sheets(path, "a.xlsx", wanted=["Kosong"])] == [Sheet]


def test_errors_and_formulas_never_computed_are_named_and_not_empty(tmp_path):
    row = (
        '<row r="2"><c r="B2" t="e"><f>NA()</f><v>#N/A</v></c><c r="C2"><f>B1*2</f></c><c r="D2"><f>1+1</f><v>2</v></c>'
        '<c r="E2" t="str"><f>""</f><v></v></c></row><row r="9"><c r="G9" t="e"><v>#REF!</v></c></row>'
    )
    sheet = only(workbook(tmp_path / "a.xlsx", cells(row)))
    assert sheet.rows[1] == [None, "#N/A", "=B1*2", 2.0, None, None, None]
    assert sheet.rows[8] == [None] * 6 + ["#REF!"]
    assert places(list(sheet.problems)) == [
        ("cell-error", "Nilai", 2, "B", "#N/A"),
        ("cell-formula", "Nilai", 2, "C", "=B1*2"),
        ("cell-error", "Nilai", 9, "G", "#REF!"),
    ]


def test_a_zero_beside_a_formula_counts_only_where_somebody_computed_it(tmp_path):
    row = '<row r="1"><c r="A1"><f>B1-C1</f><v>0</v></c></row>'
    assert only(workbook(tmp_path / "a.xlsx", cells(row))).rows == [[0.0]]
    later = only(workbook(tmp_path / "b.xlsx", cells(row), calculated='<calcPr fullCalcOnLoad="1"/>'))
    assert later.rows == [["=B1-C1"]]
    assert codes(list(later.problems)) == ["cell-formula"]


def test_many_faulty_cells_are_listed_up_to_a_limit_and_counted_beyond(tmp_path, monkeypatch):
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#N/A</v></c></row>' for n in range(1, 6))
    monkeypatch.setattr(workbooks, "MOST_LISTED", 2)
    sheet = only(workbook(tmp_path / "a.xlsx", cells(rows)))
    assert codes(list(sheet.problems)) == ["cell-error", "cell-error", "cells-more"]
    assert sheet.problems[-1].details == {"count": "3"}
    assert [row[0] for row in sheet.rows] == ["#N/A"] * 5


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (cells(FAR), "workbook-too-large"),
        (cells(FAR.replace("r=", "r = ")), "workbook-too-large"),
        (cells(FAR.replace("XFD", "&#88;FD")), "workbook-unreadable"),
        (cells(ONE, "<!DOCTYPE w [<!ENTITY a 'b'>]>"), "workbook-unsafe"),
        (cells(ONE).encode("utf-16"), "workbook-unsafe"),
        (cells(ONE)[:-20], "workbook-unreadable"),
        (cells("<a>" * 100_000), "workbook-unreadable"),
        (cells(" " * (80 << 20)), "workbook-too-large"),
    ],
    ids=["far", "far, blanks", "far, reference", "doctype", "utf-16", "cut", "deep", "bomb"],
)
def test_a_sheet_that_is_not_honest_is_refused(tmp_path, sheet, code):
    assert refusal(workbook(tmp_path / "a.xlsx", sheet)) == code


@pytest.mark.parametrize(
    "sheet",
    [
        cells(ONE + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
        cells(ONE).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
        cells(ONE).replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    ],
    ids=["a style far away", "a dimension that is not true", "a merge over everything"],
)
def test_an_honest_sheet_is_not_refused_for_what_is_no_value(tmp_path, sheet):
    assert only(workbook(tmp_path / "a.xlsx", sheet)).rows == [[1.0]]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../evil.xml", "workbook-unsafe"),
        ("/evil.xml", "workbook-unsafe"),
        ("XL/WORKBOOK.XML", "workbook-unsafe"),
    ],
)
def test_strange_members_are_refused(tmp_path, name, code):
    assert refusal(workbook(tmp_path / "a.xlsx", cells(ONE), **{name: "x"})) == code


def test_a_member_twice_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", cells(ONE))
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")  # zipfile warns of what is wanted here
        archive.writestr(SHEET, cells(FAR))
    assert refusal(path) == "workbook-unsafe"


def test_macros_are_named_and_values_read(tmp_path):
    sheet = only(workbook(tmp_path / "a.xlsx", cells(ONE), **{"xl/vbaProject.bin": "x"}))
    assert sheet.rows == [[1.0]]
    assert codes(list(sheet.problems)) == ["workbook-macros"]


def test_a_bomb_among_the_shared_texts_is_refused(tmp_path):
    texts = f'<sst xmlns="{MAIN}">{"<si><t>a</t></si>" * 5_000_000}</sst>'
    assert refusal(workbook(tmp_path / "a.xlsx", cells(ONE), **{"xl/sharedStrings.xml": texts})) == "workbook-too-large"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "workbook-unreadable"),
        (b"no,workbook\n", "workbook-unreadable"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "workbook-protected"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "workbook-old"),
    ],
)
def test_other_files_called_xlsx_are_refused(tmp_path, content, code):
    assert refusal(put(tmp_path, "a.xlsx", content)) == code


def test_every_cut_of_a_workbook_is_refused(tmp_path):
    whole = workbook(tmp_path / "whole.xlsx", cells(ONE)).read_bytes()
    for end in range(0, len(whole), 97):
        assert refusal(put(tmp_path, "a.xlsx", whole[:end])) == "workbook-unreadable"


def test_a_flipped_byte_never_gives_another_value(tmp_path):
    whole = workbook(tmp_path / "whole.xlsx", cells(ONE)).read_bytes()
    for place in range(0, len(whole), 61):
        flipped = whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
        (found,) = sheets(put(tmp_path, "a.xlsx", flipped), "a.xlsx")
        assert isinstance(found, Problem) or found.rows == [[1.0]]


def test_a_missing_file_is_refused(tmp_path):
    assert refusal(tmp_path / "no.xlsx") == "file-unreadable"


def test_a_workbook_of_hidden_sheets_has_none(tmp_path):
    path = workbook(tmp_path / "a.xlsx", cells(ONE))
    with zipfile.ZipFile(path) as archive:
        parts, _ = workbook_parts.parts(archive)
    assert [(part.name, part.hidden, part.member) for part in parts] == [("Nilai", False, SHEET)]
    assert [problem.kind.code for problem in sheets(path, "a.xlsx", wanted=["Lain"])] == ["sheet-missing"]


def test_too_many_faulty_cells_are_a_workbook_never_computed(monkeypatch):
    monkeypatch.setattr(workbook_parts, "MOST_FAULTS", 3)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f>1</f></c></row>' for n in range(1, 9))
    with pytest.raises(workbook_parts.Refused, match="faults"):
        workbook_parts.faults(cells(rows).encode(), recalculated=False)


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_have_letters(column, letters):
    assert column_letters(column) == letters
