from __future__ import annotations

import dataclasses
import html
import re
from io import BytesIO

import made_year
import pandas as pd
import pytest
from pypdf import PdfReader

from criteria.contrast.missed import missed
from criteria.rulebook import Rulebook
from reports import report as paper
from reports import report_ranking
from reports.printable import printable
from reports.speech import Speech


@pytest.fixture(scope="module")
def year():
    return made_year.small_year()


@pytest.fixture(scope="module")
def pages(year):
    return [page.extract_text() for page in PdfReader(BytesIO(paper.report(year))).pages]


@pytest.fixture(scope="module")
def text(year):
    """The document as a reader sees it: tags out, entities back, white space plain."""
    return plain(paper.html(year))


def plain(document):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", document)).split())


def test_a_large_year_has_its_report_made_in_another_process_to_the_same_byte(year, tmp_path, monkeypatch):
    from evaluator import documents  # noqa: PLC0415 (its words are the door's)

    told = []
    monkeypatch.setattr(documents, "MANY", 1)
    monkeypatch.setattr(documents, "processes", lambda: 2)
    with documents.report_beside(year, tmp_path, lambda *step: told.append(step)):
        told.append("meanwhile")
    assert told == ["meanwhile", (documents.REPORT, 0, 1), (documents.REPORT, 1, 1)]
    assert (tmp_path / "report.pdf").read_bytes() == paper.report(year)


def test_every_page_carries_label_number_and_fingerprint(year, pages):
    for number, page in enumerate(pages, start=1):
        assert "SYNTHETIC DATA: everything here is made up" in page
        assert f"Page {number} of {len(pages)}" in page
        assert f"contoh-2019 · rules {year.fingerprint[:12]}" in page


def test_each_page_asks_its_question(pages):
    questions = [
        "What happened this year?", "Who receives an award?", "Where does everybody stand in Agencies?",
        "Where does everybody stand in Service Units?", "Who is not ranked, and why?",
        "Why not us?", "How does a complaint become a score?", "What is measured, and how much does it weigh?",
        "Which rules are assumed, and why?", "What in the logs should the panel look at?", "Which rows did not count?",
        "Which problems were found in what was handed in?", "How can this report be checked?",
    ]  # fmt: skip
    assert len(pages) == len(questions)
    for page, question in zip(pages, questions, strict=True):
        assert question in page


def test_the_year_at_a_glance(text):
    # ten ranked of twelve; 100 + 2000 + 50 + 80 + 80 + 1 + 70 + 60 + 40 + 31 + 45 + 45 complaints used, 45 rows not
    assert "12 participants 10 of them ranked 2,602 complaints counted 6 awards given" in text
    assert "2,647 rows were read; 2,602 of them count (98.3%)." in text
    assert "Agencies 8 7 1 92.70 50.00 Service Units 3 3 0 89.20 76.00 Without a category 1 0 1 – –" in text


def test_winners_and_what_is_to_be_said_of_them(text):
    assert "Best Agency Agencies · decided by the total" in text
    assert "2 Kota Contoh Lima 05 · rank 2 by the total 81.50" in text
    assert "Driver of Change Agencies · decided by Change" in text
    assert "Fewer winners than announced: not enough participants are ranked." in text


def test_points_of_a_row_add_up_to_its_total(text):
    # 01: 60 % of 82.5 and 40 % of 68
    assert "3 Kabupaten Contoh Satu 01 49.50 27.20 76.70" in text
    assert "2 Kota Contoh Lima 05 Best Agency 49.50 32.00 81.50" in text


def test_points_that_would_not_add_up_are_apportioned():
    year = made_year.seeded_year(60)
    for board in report_ranking.boards(year, Speech("id")):
        for line in board.lines:
            assert round(sum(round(100 * (cell.points or 0)) for cell in line.cells)) == round(100 * line.total)


def test_who_is_not_ranked_is_named_with_reason_and_value(text):
    assert "Agencies: does not meet: At least 30 complaints participants: 1 Provinsi Contoh Enam 06 · 1" in text
    assert "Without a category: fits no category participants: 1 Badan Tanpa Golongan 12" in text


def test_the_method_is_told_in_words(text):
    assert "Share answered on time: 0 at 0%, 100 at 100%. Without a value: scores 0." in text
    assert "0 at 20 working days, 100 at 0 working days." in text
    assert "Share of units connected: 0 at 0%, 100 at 100%. Without a value: its weight goes to its neighbours." in text
    assert "At least 30 complaints (Complaints counted: at least 30)" in text
    assert "followed up and closed 14 working days (inspection 60)" in text
    assert "Criterion Speed No published weight." in text


def test_rows_and_problems_are_counted(text):
    assert "complaints/tambahan.xlsx 33 0 0 3 3 27 100.0%" in text
    assert "(no known participant) 24 0 0 0 0 24 100.0%" in text
    assert "set aside 3 1 The participant “=1+1” is not in the roster. Write its code or exact name." in text


def test_what_was_handed_in_is_escaped_and_never_lost(year, text):
    assert "<b>Klik</b>" not in paper.html(year)
    assert made_year.HOSTILE_NAME in text
    assert made_year.LONG_NAME in text
    assert "Kota Ceria [U+1F389][U+202E] naik" in text


def test_the_language_is_the_editions():
    year = made_year.small_year("id", synthetic=False)
    text = plain(paper.html(year))
    assert "Apa hasil tahun ini?" in text
    assert "2.602 pengaduan dihitung" in text
    assert "2 Kota Contoh Lima 05 · peringkat 2 menurut nilai total 81,50" in text
    assert "DATA SINTETIS" not in text
    assert "SYNTHETIC" not in text


def test_a_large_field_is_cut_with_a_word_about_the_rest(monkeypatch):
    monkeypatch.setattr(report_ranking, "PRINTED", 5)
    monkeypatch.setattr(report_ranking, "NAMED", 2)
    year = made_year.seeded_year(90)
    ranked = year.ranking.table.groupby("category")["rank"].count()
    text = plain(paper.html(year))
    for count in ranked:
        assert f"Tercetak di sini: 5 teratas dari {count} peserta yang diperingkat. Yang {count - 5} lagi ada" in text
    failed = year.ranking.table.loc[year.ranking.table["rank"].isna()].groupby(["category", "status"]).size()
    assert [f"Dan {n - 2} lagi; semuanya ada di ranking.csv." in text for n in failed if n > 2] != []
    assert all(f"Dan {n - 2} lagi; semuanya ada di ranking.csv." in text for n in failed if n > 2)


def test_the_same_year_gives_the_same_bytes(year, tmp_path):
    paper.write_report(year, tmp_path / "one.pdf")
    paper.write_report(made_year.small_year(), tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_the_pdf_says_what_it_is(year):
    pdf = PdfReader(BytesIO(paper.report(year)))
    assert pdf.metadata.title == "Report: Example Competition 2019"
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert next(entry.title for entry in pdf.outline) == "What happened this year?"


def test_a_year_in_which_nobody_is_ranked(year):
    table = year.ranking.table.assign(
        rank=pd.array([pd.NA] * 12, dtype="Int64"), status="not ranked: minimum-complaints"
    )
    nobody = dataclasses.replace(
        year,
        ranking=dataclasses.replace(year.ranking, table=table),
        awards=dataclasses.replace(year.awards, table=year.awards.table.head(0), remarks=year.awards.remarks.head(0)),
        problems=year.problems.head(0),
        bins=year.bins.head(0),
        files=year.files.head(0),
    )
    text = plain(paper.html(nobody))
    assert "Nobody holds this award." in text
    assert "Agencies: does not meet: At least 30 complaints participants: 8" in text
    assert paper.report(nobody).startswith(b"%PDF")


def test_many_criteria_at_the_top_turn_the_page():
    flat = made_year.small_rulebook().model_dump(by_alias=True)
    flat["criterion"] = [
        {**flat["criterion"][2], "code": f"c{n}", "parent": None, "weight": 5.0, "children": []} for n in range(20)
    ]
    flat["ranking"]["ties"], flat["award"] = [], []
    year = made_year.remade(made_year.small_year(), Rulebook.model_validate(flat))
    board = report_ranking.boards(year, Speech("en"))[0]
    assert board.landscape
    assert board.tight is False
    assert sum(part.width for part in board.parts) == pytest.approx(report_ranking.LANDSCAPE)
    sizes = {tuple(page.mediabox.upper_right) for page in PdfReader(BytesIO(paper.report(year))).pages}
    assert len(sizes) == 2


@pytest.mark.parametrize(
    ("weights", "room", "widths"),
    [([60, 40], 90, [54, 36]), ([98, 1, 1], 90, [71, 9.5, 9.5]), ([1] * 20, 90, [4.5] * 20)],
)
def test_columns_are_as_wide_as_their_weights_but_can_be_read(weights, room, widths):
    assert report_ranking.shares(weights, room) == pytest.approx(widths)


def test_printable_shows_what_no_font_has():
    assert printable("Kota Ünïcode “x” 🎉") == "Kota Ünïcode “x” [U+1F389]"
    assert printable("a\u202eb\x07") == "a[U+202E]b[U+0007]"
    assert printable(12) == 12


def test_a_loser_is_told_how_near_it_was_and_on_what(year):
    near = missed(year.awards, year.ranking, year.scores, year.rulebook)
    text = plain(paper.html(dataclasses.replace(year, missed=near)))
    # 05: speed 82.5, change 80; 01: speed 82.5, change 68, of which 40 % count
    assert (
        "Kabupaten Contoh Satu (01) was the first without it: 76.70 in the total, 4.80 less than Kota Contoh Lima "
        "(05), the last who holds it (81.50)."
    ) in text
    assert "Change 80.00 68.00 −4.80 Speed 82.50 82.50 0.00" in text
