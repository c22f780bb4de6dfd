"""Two outputs that state the same figure are held against each other: each is broken here, and named."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from io import BytesIO

import pikepdf
import pytest
import small_folder as small
from altered import alter
from pypdf import PdfReader

from evaluator import pipeline
from reports import agreement, agreement_papers
from reports.agreement import Disagreement, disagreements, same
from reports.agreement_letters import page_letters, pages_by_heading, plain
from reports.rendering import render_pdf

FIRST = "certificates/best-agency/1-A1.pdf"


@pytest.fixture
def results(published_year, tmp_path):
    return shutil.copytree(published_year / "results", tmp_path / "results")


def first(results):
    """Who stands first among the agencies, and its total as results.json has it."""
    return next(one for one in read(results)["participants"] if one["category"] == "agency" and one["rank"] == 1)


def read(results, name="results.json"):
    return json.loads((results / name).read_bytes())


def edit(results, name, before, after):
    path = results / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def edit_cell(path, sheet, cell, value):
    """Put another value behind a cell of a workbook; the formula stays."""
    name, out = f"xl/worksheets/sheet{sheet}.xml", BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == name:
                content, count = re.subn(
                    rb'(<c r="%s"[^>]*>(?:<f>[^<]*</f>)?<v>)[^<]*' % cell, rb"\g<1>%s" % value, content
                )
                assert count == 1
            new.writestr(part, content)
    path.write_bytes(out.getvalue())


def found(results):
    return [(one.file, one.figure, one.code) for one in disagreements(results)]


def test_what_a_run_writes_agrees(results):
    assert found(results) == []
    assert len(read(results)["participants"]) == 6
    names = {path.name for path in results.iterdir()}
    assert {"ranking.csv", "ranking.xlsx", "summary.xlsx", "report.pdf", "certificates.json"} <= names  # all looked at


def test_another_total_in_the_table(results):
    total = f"{first(results)['score']['rounded']:.2f}"
    edit(results, "ranking.csv", total, "1.00")
    assert list(disagreements(results)) == [
        Disagreement("ranking.csv", "total", first(results)["code"], "1.00", total.rstrip("0"))
    ]


@pytest.mark.parametrize(("before", "after", "figure"), [
    ("agency,1,", "agency,2,", "rank"), (",ranked,best-agency,", ",ranked,,", "award"),
])  # fmt: skip
def test_another_rank_or_award_in_the_table(results, before, after, figure):
    edit(results, "ranking.csv", before, after)
    assert found(results) == [("ranking.csv", figure, first(results)["code"])]


def test_a_participant_that_is_not_in_the_table(results):
    path = results / "ranking.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert found(results) == [("ranking.csv", "participants", "")]


@pytest.mark.parametrize(("cell", "figure"), [(b"E8", "total"), (b"A8", "rank")])
def test_another_value_behind_a_formula_of_the_ranking(results, cell, figure):
    edit_cell(results / "ranking.xlsx", 1, cell, b"7")
    assert found(results) == [("ranking.xlsx", figure, first(results)["code"])]


@pytest.mark.parametrize(("cell", "figure"), [(b"A6", "rank"), (b"D6", "points"), (b"F6", "total")])
def test_another_value_in_the_summary(results, cell, figure):
    edit_cell(results / "summary.xlsx", 1, cell, b"9")
    code, on_paper = first(results)["code"], figure == "points"  # its points are held against the workbook's
    assert found(results) == [("summary.xlsx", figure, code), *([("summary.pdf", figure, code)] if on_paper else [])]


def test_another_total_printed_in_the_report(results):
    ranked = [one for one in read(results)["participants"] if one["category"] == "agency" and one["rank"]]
    totals = [f"{one['score']['rounded']:.2f}" for one in ranked]
    write_report(results, totals)
    assert found(results) == []
    write_report(results, [totals[0], "99.99", *totals[2:]])
    assert found(results) == [("report.pdf", "total", ranked[1]["code"])]
    write_report(results, [*totals[:2], totals[3], totals[2]])  # the right figures, of others
    assert found(results) == [("report.pdf", "total", ranked[3]["code"])]
    write_report(results, [], totals)  # on the page of another category
    assert found(results) == [("report.pdf", "total", ranked[0]["code"])]


def test_a_hyphen_at_the_end_of_a_line_is_a_letter(tmp_path):
    text = "Kabupaten-Kota Bangka-Belitung-Timur 2018-2019"
    pdf = render_pdf(f'<html lang="id"><title>x</title><body><p style="width: 22mm">{text}</p></body></html>')
    (tmp_path / "x.pdf").write_bytes(pdf)
    (letters,) = page_letters(tmp_path / "x.pdf")
    assert plain(letters) == plain(text)


def write_report(results, totals, before=()):
    """A report whose boards print these totals; that of the units prints what is right, and these before it."""
    units = [one for one in read(results)["participants"] if one["category"] == "upp" and one["rank"]]
    boards = {"Agencies": totals, "Units": [*before, *(f"{one['score']['rounded']:.2f}" for one in units)]}
    pages = "".join(
        f'<h1 style="break-before: page">Where does everybody stand in {name}?</h1><p>{" ".join(printed)}</p>'
        for name, printed in boards.items()
    )
    (results / "report.pdf").write_bytes(render_pdf(f'<html lang="en"><title>x</title>{pages}'))


def test_the_pages_of_a_category_are_found_by_its_question(published_year):
    report = published_year / "results" / "report.pdf"
    pages = pages_by_heading(report)
    (board,) = [pages[title] for title in pages if title == "WheredoeseverybodystandinAgencies?"]
    assert len(board) == 1
    assert "Kota Satu" in PdfReader(report).pages[board.start].extract_text()


@pytest.mark.parametrize(("before", "after", "figure", "code"), [
    ("1|Kota Satu (A1)", "2|Kota Satu (A1)", "rank", "A1"),
    ("81.60|1|Kabupaten Dua", "81.60|11|Kabupaten Dua", "rank", "A2"),
    ("Kota Tiga (A3)", "Kota Lain (A3)", "name", "A3"), ("Kota Tiga (A3)", "Kota Tiga (A4)", "code", "A3"),
    ("43.64|28.60|72.24", "43.65|28.60|72.24", "points", "A3"), ("27.73|34.60", "27.73|34.06", "points", "U2"),
    ("72.24", "72.25", "total", "A3"), ("62.33", "26.33", "total", "U2"),
    ("4|Kabupaten Empat (A4)|37.82|30.60|68.42", "", "row", "A4"),
])  # fmt: skip
def test_another_cell_of_the_score_summary_on_paper(results, before, after, figure, code):
    alter(results / "summary.pdf", before, after)
    assert found(results) == [("summary.pdf", figure, code)]


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
@pytest.mark.parametrize(("paper", "before", "after", "figure", "code"), [
    ("annex", "2|Kabupaten Dua|1", "3|Kabupaten Dua|1", "number", "A2"),
    ("annex", "2|Kabupaten Dua|1", "2|Kabupaten Lain|1", "name", "A2"),
    ("annex", "3|Loket Lima|1", "3|Loket Lima|2", "place", "U1"),
    ("minutes/final", "1|A2|Kabupaten Dua|81.60", "2|A2|Kabupaten Dua|81.60", "place", "A2"),
    ("minutes/final", "1|A2|Kabupaten Dua|81.60", "1|A3|Kabupaten Dua|81.60", "code", "A2"),
    ("minutes/final", "1|U1|Loket Lima|64.24", "1|U1|Loket Enam|64.24", "name", "U1"),
    ("minutes/final", "1|U1|Loket Lima|64.24", "1|U1|Loket Lima|64.25", "score", "U1"),
    ("minutes/final", "Agencies|4|4|0|81.60", "Agencies|5|4|0|81.60", "participants", ""),
    ("minutes/final", "Agencies|4|4|0|81.60", "Agencies|4|3|0|81.60", "ranked", ""),
    ("minutes/final", "Units|2|2|0|64.24", "Units|2|2|1|64.24", "not ranked", ""),
    ("minutes/final", "Units|2|2|0|64.24", "Units|2|2|0|64.42", "total", ""),
])  # fmt: skip
def test_another_cell_of_the_annex_and_the_minutes(results, suffix, paper, before, after, figure, code):  # noqa: PLR0917
    alter(results / f"{paper}{suffix}", before, after)
    assert found(results) == [(f"{paper}{suffix}", figure, code)]


def test_papers_are_read_as_they_were_written(results):
    """What the tests above change is found by the change, not by how they write it."""
    alter(results / "summary.pdf", "Kota Tiga (A3)", "Kota Tiga (A3)")
    for suffix in (".pdf", ".docx"):
        alter(results / f"annex{suffix}", "3|Loket Lima|1", "3|Loket Lima|1")
        alter(results / f"minutes/final{suffix}", "1|U1|Loket Lima|64.24", "1|U1|Loket Lima|64.24")
    assert found(results) == []


@pytest.mark.parametrize(("name", "is_there"), [
    ("Kota ﬁnal", True), ("Kota final", True), ("كوتا", True), ("Kota 🎉", True), ("Kota Lain", False),
    ("Kota\u202efinal", False),
])  # fmt: skip
def test_a_name_whose_letters_may_stand_otherwise_on_a_page_stops_no_year(name, is_there):
    row = agreement_papers.Row("A1", (("place", "1"), ("name", name), ("score", "81.60")))
    assert list(agreement_papers._missing("x.pdf", "Place1Kotafinal81.60", [row])) is not is_there
    row = agreement_papers.Row("A1", (("place", "1"), ("name", name), ("score", "18.60")))
    assert list(agreement_papers._missing("x.docx", "Place1Kotafinal81.60", [row]))


def test_a_name_that_may_be_anything_makes_no_figure_of_the_next_row_another():
    """In the name stands the figure that follows it, so that the row seems to end within the name."""
    rows = [agreement_papers.Row(code, (("number", number), ("name", name), ("place", "1")))
            for code, number, name in (("A1", "1", "مدينة 1 كبيرة 5"), ("A2", "2", "Kota Dua"))]  # fmt: skip
    assert not list(agreement_papers._missing("x.docx", "1مدينة1كبيرة512KotaDua1", rows))


@pytest.mark.parametrize(("field", "value"), [("name", "Kota Lain"), ("place", 2), ("sha256", "00")])
def test_another_entry_in_the_index_of_certificates(results, field, value):
    index = read(results, "certificates.json")
    next(one for one in index["certificates"] if one["path"] == FIRST)[field] = value
    (results / "certificates.json").write_text(json.dumps(index), encoding="utf-8")
    assert found(results) == [("certificates.json", field, "A1")]


def test_another_award_in_the_index_of_certificates(results):
    edit(results, "certificates.json", "Instansi Terbaik", "Instansi Lain")
    assert found(results) == [("certificates.json", "award", "A1")]


def test_a_certificate_that_is_not_in_the_index_and_one_of_nobody(results):
    index = read(results, "certificates.json")
    entry = index["certificates"].pop(0)
    (results / "certificates.json").write_text(json.dumps(index), encoding="utf-8")
    assert found(results) == [("certificates.json", "certificate", "A1")]
    (results / FIRST).unlink()  # it could not be made: a problem of its own
    assert found(results) == []
    index["certificates"].insert(0, {**entry, "path": "certificates/best-agency/3-A9.pdf"})
    (results / "certificates.json").write_text(json.dumps(index), encoding="utf-8")
    assert found(results) == [("certificates.json", "certificate", entry["name"])]


@pytest.mark.parametrize(("before", "after", "figure"), [
    (b'"Kota Satu"', b'"Kota Lain"', "name"), (b'"value": "1"', b'"value": "2"', "place"),
    (b"Instansi Terbaik", b"Instansi Lain", "award"),
])  # fmt: skip
def test_another_figure_attached_to_a_certificate(results, before, after, figure):
    path = results / FIRST
    old = hashlib.sha256(path.read_bytes()).hexdigest()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        content = pdf.attachments["award.jsonld"].get_file().read_bytes()
        assert before in content
        pdf.attachments["award.jsonld"] = pikepdf.AttachedFileSpec(pdf, content.replace(before, after))
        pdf.save(path)
    edit(results, "certificates.json", old, hashlib.sha256(path.read_bytes()).hexdigest())
    assert found(results) == [(FIRST, figure, "A1")]


@pytest.mark.parametrize(("cell", "number", "is_same"), [
    ("", None, True), (None, None, True), ("", 0.0, False), (0.0, None, False), ("76.70", 76.7, True),
    (76.7, 76.7, True), (76.71, 76.7, False), ("1", 1, True), ("x", 1, False),
])  # fmt: skip
def test_cells_and_numbers(cell, number, is_same):
    assert same(cell, number) is is_same


def test_a_run_that_contradicts_itself_publishes_nothing(tmp_path, call, monkeypatch):
    folder = small.build(tmp_path / "kecil")
    assert call("run", folder, "--no-documents").code == 0
    before = {path.name: path.read_bytes() for path in (folder / "results").iterdir()}
    small.replace(folder, small.MARKS, "J1,A1,judged,61", "J1,A1,judged,99")
    written = pipeline.write_tables

    def otherwise(year, into):
        written(year, into)
        edit(into, "ranking.csv", "agency,1,", "agency,3,")

    monkeypatch.setattr(pipeline, "write_tables", otherwise)
    called = call("run", folder, "--no-documents")
    assert called.code == 1
    said = " ".join(called.err.split())
    assert "of A1, ranking.csv states 3 as rank, results.json states 1. Please report it." in said
    assert {path.name: path.read_bytes() for path in (folder / "results").iterdir()} == before
    assert not list(folder.glob(".results.*"))


def test_files_that_are_not_there_are_not_missed(results):
    for name in ("summary.xlsx", "ranking.xlsx", "report.pdf", "certificates.json", "annex.pdf", "minutes/final.docx"):
        (results / name).unlink()
        assert found(results) == []
    assert agreement.RESULTS == "results.json"
