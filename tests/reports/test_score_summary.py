"""The score summary: its figures are those of the ranking, its points add up, its text is text."""

from __future__ import annotations

import csv
import dataclasses
import io
from io import BytesIO

import made_year
import numpy as np
import openpyxl
import pytest
from pypdf import PdfReader
from test_papers import HOSTILE, said, sat

from criteria.stage_rules import Stage
from reports.papers.pdf import as_pdf
from reports.papers.summary import signed_by, summary_paper
from reports.score_summary import parts, summaries
from reports.speech import Speech
from reports.summary_workbook import workbook
from reports.tables import ranking_csv

SAY = Speech("en")
FIRST = 6  # the first row of a participant, as a spreadsheet counts


@pytest.fixture(scope="module")
def year():
    return dataclasses.replace(made_year.small_year(), sittings=sat())


def book(year, *, formulas=False):
    return openpyxl.load_workbook(BytesIO(workbook(year, signed_by(year, SAY))), data_only=not formulas)


def rows(sheet):
    """The participants' rows of a sheet, as values."""
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
    return found[: next((at for at, row in enumerate(found) if row[1] is None), len(found))]


def test_sheets_are_the_categories_and_the_marks(year):
    assert book(year).sheetnames == ["Agencies", "Service Units", "Without a category", "Judges' marks"]


def test_points_of_a_year_worked_out_by_hand(year):
    agencies = {row[1]: row for row in rows(book(year)["Agencies"])}
    # 01: 60 % of 82.5 and 40 % of 68; 06 has too few complaints
    assert agencies["01"][:6] == [3, "01", "Kabupaten Contoh Satu", 49.5, 27.2, 76.7]
    assert agencies["06"][0] is None
    assert agencies["06"][-1] == "does not meet: At least 30 complaints"
    assert agencies["05"][-1] == "Best Agency"


def test_every_total_is_that_of_the_ranking_and_the_sum_of_its_points():
    made = made_year.seeded_year(120)
    published = {row["code"]: row for row in csv.DictReader(io.StringIO(ranking_csv(made)))}
    found = [row for sheet in book(made).worksheets[:-1] for row in rows(sheet)]
    assert len(found) == len(published) == 120
    for rank, code, _name, *points, total, _remark in found:
        assert (published[code]["rank"], published[code]["score"]) == (str(rank or ""), f"{total:.2f}")
        assert round(sum(value or 0 for value in points), 2) == total
    paper = summary_paper(made, Speech("id"))
    printed = " ".join(page.extract_text() for page in PdfReader(BytesIO(as_pdf(paper, b"x"))).pages)
    for code, row in published.items():
        if row["rank"]:
            assert f"({code})" in printed
            assert row["score"].replace(".", ",") in printed


def test_totals_are_formulas_over_the_points(year):
    sheet = book(year, formulas=True)["Service Units"]
    assert sheet.cell(FIRST, 6).value == "=ROUND(SUM(D6:E6),2)"


def test_who_left_at_an_earlier_stage_has_the_points_of_that_stage():
    title = {"id": "T", "en": "T"}
    stages = [
        Stage.model_validate({"code": "one", "title": title, "top": 2, "weights": {"speed": 100.0}}),
        Stage.model_validate({"code": "two", "title": title, "weights": {"speed": 60.0, "change": 40.0}}),
    ]
    rules = made_year.small_rulebook().model_copy(update={"stage": stages})
    made = made_year.small_year(rules=rules)
    assert [(part.code, part.weight) for part in parts(made, SAY)] == [("speed", 60.0), ("change", 40.0)]
    agencies = {line.code: line for line in summaries(made, SAY)[0].lines}
    assert agencies["08"].points[0] == agencies["08"].total == 50.0
    assert np.isnan(agencies["08"].points[1])
    assert agencies["08"].remark == "went no further than: T"


def test_marks_show_mean_median_and_spread_together():
    made = made_year.seeded_year(12)
    sheet = book(made)["Nilai juri"]
    found = {(row[0].value, row[2].value): [cell.value for cell in row[3:]] for row in sheet.iter_rows(min_row=5)}
    titles = {leaf.code: leaf.title.id for leaf in made.rulebook.leaves}
    table = made.scores.marks
    assert len(found) == len(table) > 0
    for (code, criterion), measured in table.iterrows():
        assert found[code, titles[criterion]][:4] == pytest.approx([measured[name] for name in
                                                                    ("marks", "mean", "median", "spread")])  # fmt: skip


def test_hostile_names_stay_text(year):
    typed = [text for text in HOSTILE if "\ud800" not in text]  # no reader lets half a sign in
    names = dict(zip(year.ranking.table["code"], typed, strict=False))
    table = year.ranking.table.assign(name=[names[code] for code in year.ranking.table["code"]])
    people = year.indicators.participants.assign(
        name=[names.get(code, "x") for code in year.indicators.participants.index]
    )
    hostile = dataclasses.replace(
        year,
        ranking=dataclasses.replace(year.ranking, table=table),
        indicators=dataclasses.replace(year.indicators, participants=people),
    )
    loaded = book(hostile, formulas=True)
    for sheet in loaded.worksheets[:-1]:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        for row in sheet.iter_rows(min_row=FIRST):
            formulas = [cell.column for cell in row if cell.data_type == "f"]
            assert formulas in ([], [6])
    assert "<script>alert(1)</script>" in said(summary_paper(hostile, SAY))
    assert as_pdf(summary_paper(hostile, SAY), b"x")


def test_the_same_year_gives_the_same_bytes(year):
    signed = signed_by(year, SAY)
    assert workbook(year, signed) == workbook(year, signed)
    sheet = book(year)["Service Units"]
    texts = [cell.value for cell in sheet["C"] if cell.value]
    assert texts[-1] == "J2"
    assert "Dr. Rekaan Satu" in texts
