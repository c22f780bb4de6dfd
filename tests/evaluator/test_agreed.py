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
from pypdf import PdfReader

from evaluator import pipeline
from reports import agreement, agreement_report
from reports.agreement import Disagreement, disagreements, same
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
    assert found(results) == [("summary.xlsx", figure, first(results)["code"])]


def test_another_total_printed_in_the_report(results):
    ranked = [one for one in read(results)["participants"] if one["category"] == "agency" and one["rank"]]
    totals = [f"{one['score']['rounded']:.2f}" for one in ranked]
    write_report(results, totals)
    assert found(results) == []
    write_report(results, [totals[0], "99.99", *totals[2:]])
    assert found(results) == [("report.pdf", "total", ranked[1]["code"])]
    write_report(results, [*totals[:2], totals[3], totals[2]])  # the right figures, of others
    assert found(results) == [("report.pdf", "total", ranked[3]["code"])]


def write_report(results, totals):
    """A report whose boards print these totals; that of the units prints what is right."""
    units = [one for one in read(results)["participants"] if one["category"] == "upp" and one["rank"]]
    boards = {"Agencies": totals, "Units": [f"{one['score']['rounded']:.2f}" for one in units]}
    pages = "".join(
        f'<h1 style="break-before: page">Where does everybody stand in {name}?</h1><p>{" ".join(printed)}</p>'
        for name, printed in boards.items()
    )
    (results / "report.pdf").write_bytes(render_pdf(f'<html lang="en"><title>x</title>{pages}'))


def test_the_pages_of_a_category_are_found_by_its_question(published_year):
    reader = PdfReader(published_year / "results" / "report.pdf")
    pages = agreement_report._pages(reader)
    (board,) = [pages[title] for title in pages if title == "WheredoeseverybodystandinAgencies?"]
    assert len(board) == 1
    assert "Kota Satu" in reader.pages[board.start].extract_text()


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
    for name in ("ranking.xlsx", "summary.xlsx", "report.pdf", "certificates.json"):
        (results / name).unlink()
    assert found(results) == []
    assert agreement.RESULTS == "results.json"
