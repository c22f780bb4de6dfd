from __future__ import annotations

import dataclasses
import shutil
import subprocess
import zipfile
from io import BytesIO

import made_year
import openpyxl
import pandas as pd
import pytest

from reports import ranking_workbook, workbook_cells
from reports.speech import Speech

TITLES, CODES, WEIGHTS, FIRST = 6, 7, 5, 8  # rows as a spreadsheet counts them
SAY = Speech("en")


@pytest.fixture(scope="module")
def year():
    return made_year.small_year()


@pytest.fixture(scope="module")
def content(year):
    return ranking_workbook.workbook(year)


def values(content):
    return openpyxl.load_workbook(BytesIO(content), data_only=True)


def column_of(sheet, code):
    return next(cell.column for cell in sheet[CODES] if cell.value == code)


def people(sheet):
    """Cells of every participant's row, by code."""
    rows = {sheet.cell(row, 2).value: row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, 5).value}
    return {
        code: {"rank": sheet.cell(row, 1).value, "total": sheet.cell(row, 5).value, "row": row}
        for code, row in rows.items()
    }


def test_one_sheet_per_category_then_the_others(content):
    assert values(content).sheetnames == [
        "Agencies", "Service Units", "Without a category", "Awards", "Indicators", "Problems", "Method",
    ]  # fmt: skip


def test_cached_totals_and_ranks_are_those_of_the_year(year, content):
    found = {}
    for name in ("Agencies", "Service Units", "Without a category"):
        found |= people(values(content)[name])
    table = year.ranking.table.set_index("code")
    assert {code: row["total"] for code, row in found.items()} == table["score"].to_dict()
    ranks = {code: None if pd.isna(rank) else rank for code, rank in table["rank"].items()}
    assert {code: row["rank"] for code, row in found.items()} == ranks


def test_pandas_reads_every_node(year, content):
    frame = pd.read_excel(BytesIO(content), sheet_name="Agencies", header=CODES - 1, dtype={1: str})
    frame = frame.set_axis(["rank", "code", "name", "remark", "total", *frame.columns[5:]], axis=1)
    frame = frame.dropna(subset="total").set_index("code")
    for criterion in ("speed", "change", "on-time", "days", "judged", "connected"):
        expected = year.scores.nodes.loc[frame.index, criterion]
        pd.testing.assert_series_equal(frame[criterion].astype(float), expected, check_names=False, rtol=0, atol=1e-12)


def test_weights_stand_above_and_totals_are_formulas(content):
    sheet = openpyxl.load_workbook(BytesIO(content))["Agencies"]
    assert [sheet.cell(WEIGHTS, column_of(sheet, code)).value for code in ("speed", "change", "judged")] == [60, 40, 60]
    row = people(sheet)["05"]["row"]
    assert sheet.cell(row, 5).data_type == "f"
    assert sheet.cell(row, column_of(sheet, "change")).data_type == "f"
    assert sheet.cell(row, 1).data_type == "f"
    assert sheet.cell(row, column_of(sheet, "connected")).value is None


def test_what_was_handed_in_is_never_a_formula_or_a_link(content):
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        for row in sheet.iter_rows():
            assert not any(cell.hyperlink for cell in row)
            assert not any(cell.data_type == "f" and "HYPERLINK" in str(cell.value) for cell in row)
    agencies = values(content)["Agencies"]
    assert agencies.cell(people(agencies)["03"]["row"], 3).value == made_year.HOSTILE_NAME


def test_who_is_not_ranked_stands_below_with_the_reason(content):
    sheet = values(content)["Agencies"]
    row = people(sheet)["06"]["row"]
    assert sheet.cell(row - 1, 2).value == "Not ranked"
    assert sheet.cell(row, 4).value == "does not meet: At least 30 complaints"


def test_sheets_are_frozen_and_print_on_one_page_width(content):
    sheet = openpyxl.load_workbook(BytesIO(content))["Agencies"]
    assert sheet.freeze_panes == "D8"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # 1 is what the format leaves out
    assert sheet.print_title_rows == "$4:$7"


def test_synthetic_data_are_labelled_on_every_sheet(content):
    assert all(str(sheet["A2"].value).startswith("SYNTHETIC DATA") for sheet in values(content))
    real = values(ranking_workbook.workbook(made_year.small_year(synthetic=False)))
    assert all(sheet["A2"].value is None for sheet in real)


def test_the_same_year_gives_the_same_bytes(content, tmp_path):
    ranking_workbook.write_workbook(made_year.small_year(), tmp_path / "ranking.xlsx")
    assert (tmp_path / "ranking.xlsx").read_bytes() == content


def test_problems_are_counted_by_kind(content):
    rows = list(values(content)["Problems"].iter_rows(min_row=5, values_only=True))
    assert [row[:4] for row in rows] == [("set aside", "participant-unknown", 3, 1), ("warning", "region-empty", 1, 1)]


def test_a_workbook_without_awards_or_problems(year):
    empty = dataclasses.replace(
        year,
        awards=dataclasses.replace(year.awards, table=year.awards.table.head(0), remarks=year.awards.remarks.head(0)),
        problems=year.problems.head(0),
    )
    assert values(ranking_workbook.workbook(empty))["Awards"].max_row == 4


def test_too_long_a_text_is_cut_and_says_so():
    text = workbook_cells.cell_text("🎉" * 20_000, SAY)
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert text.endswith("🎉 … (cut here; 20000 characters in all)")
    assert workbook_cells.cell_text("a\uffffb", SAY) == "a\ufffdb"


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Kota/Kabupaten: [A]*?", set(), "Kota Kabupaten   A"),
        ("x" * 40, set(), "x" * 31),
        ("x" * 40, {"x" * 31}, "x" * 26 + " (2)"),
        ("'History'", set(), "History (2)"),
        ("AWARDS", {"awards", "awards (2)"}, "AWARDS (3)"),
        ("///", set(), "Sheet"),
        ("🎉" * 20, set(), "🎉" * 15),
    ],
)
def test_names_of_sheets(title, taken, name):
    assert workbook_cells.sheet_name(title, taken) == name


@pytest.fixture(scope="module")
def recalculated(content, tmp_path_factory):
    """Let LibreOffice work out the formulas: openpyxl drops the values, in the second file with other weights."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed: its totals could not be compared")
    folder = tmp_path_factory.mktemp("office")
    for name, weights in (("same.xlsx", {}), ("even.xlsx", {"speed": 50, "change": 50})):
        book = openpyxl.load_workbook(BytesIO(content))
        for sheet in book.worksheets[:3]:
            for code, weight in weights.items():
                sheet.cell(WEIGHTS, column_of(sheet, code)).value = weight
        book.save(folder / name)
        assert b"<v></v>" in zipfile.ZipFile(folder / name).read("xl/worksheets/sheet1.xml").replace(
            b"<v />", b"<v></v>"
        )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", folder / "out"]
    subprocess.run([*command, folder / "same.xlsx", folder / "even.xlsx"], check=True, capture_output=True)
    return {name: values((folder / "out" / f"{name}.xlsx").read_bytes()) for name in ("same", "even")}


def test_libreoffice_reaches_the_same_totals_nodes_and_ranks(year, content, recalculated):
    for name in ("Agencies", "Service Units"):
        ours, theirs = people(values(content)[name]), people(recalculated["same"][name])
        assert theirs == ours
        sheet = recalculated["same"][name]
        for code, row in theirs.items():
            node = sheet.cell(row["row"], column_of(sheet, "change")).value
            assert node == pytest.approx(year.scores.nodes.loc[code, "change"], abs=1e-9)


def test_other_weights_give_other_totals_and_ranks(recalculated):
    agencies = people(recalculated["even"]["Agencies"])
    # the means of speed and change: 01 (82.5 + 68) / 2, 02 (93.5 + 91.5) / 2, 07 (35 + 46) / 2, 08 (50 + 30) / 2
    assert {code: agencies[code]["total"] for code in ("01", "02", "05", "07", "08")} == {
        "01": 75.25, "02": 92.5, "05": 81.25, "07": 40.5, "08": 40.0,
    }  # fmt: skip
    assert {code: row["rank"] for code, row in agencies.items()} == {
        "02": 1, "05": 2, "01": 3, "03": 4, "04": 4, "07": 6, "08": 7, "06": None,
    }  # fmt: skip
