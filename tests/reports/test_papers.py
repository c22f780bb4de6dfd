"""Minutes and the annex: what they say of a year worked out by hand, as PDF and as DOCX, whatever was handed in."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import html
import re
import shutil
import subprocess
import zipfile
from io import BytesIO

import docx
import made_year
import pandas as pd
import pytest
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from criteria.stage_rules import Lot, Stage
from reports.papers import pdf, writing
from reports.papers.blocks import BLANK, Signatures, Signer
from reports.papers.docx import as_docx
from reports.papers.sittings import Sessions, Sittings
from reports.speech import Speech

DIGESTS = {"stages.csv": "5" * 64, "ranking.csv": "7" * 64}
DAY = dt.date(2019, 11, 1)
TITLE = {"id": "Dokumen", "en": "Documents"}
PEOPLE = {
    "person": [
        {"name": "Dr. Rekaan Satu", "position": "Chair", "judge": "J1"},
        {"name": "Rekaan Dua", "position": "Secretary", "identity": "NIP 1980"},
    ]
}
HOSTILE = [
    made_year.HOSTILE_NAME, made_year.EMOJI_NAME, "{{ 7*7 }}{% raw %}", "<script>alert(1)</script>", "${jndi:x}{code}",
    "<img src=file:///etc/passwd>", "A\x00B\x0bC\x1bD", "\ud800 half", "\ufffe none", "]]>&amp;<!--", "x" * 300,
    "MERGEFIELD a \\* MERGEFORMAT", "http://x.example/ www.x.example", "\u2066left\u2069", "a\r\n\tb", "%s %(x)s",
]  # fmt: skip


def rules(**stage):
    found = Stage.model_validate({"code": "documents", "title": TITLE, "ties": "share", **stage})
    lot = Lot(seed="a published seed", published="in the gazette, 1 October 2019")
    return made_year.small_rulebook().model_copy(update={"stage": [found], "lot": lot})


def sat(conflicts=(), judges=("J1", "J2"), **sessions):
    return Sittings(
        Sessions.model_validate({**PEOPLE, **sessions}),
        pd.DataFrame([("documents", judge, 7) for judge in judges], columns=["stage", "judge", "marked"]),
        pd.DataFrame([("documents", *one) for one in conflicts], columns=["stage", "judge", "code"]),
    )


def papers(year):
    return dict(writing.papers(year, DIGESTS))


def said(paper):
    """The paper as a reader sees it: tags out, entities back, white space plain."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", pdf.html(paper))).split())


def words(content):
    """Every paragraph of a DOCX body, those in tables included, in order, white space plain."""
    body = docx.Document(BytesIO(content)).element.body
    found = (Paragraph(node, None).text for node in body.iter("{*}p"))
    return [" ".join(text.split()) for text in found if text.strip()]


@pytest.fixture(scope="module")
def final():
    return papers(dataclasses.replace(made_year.small_year(), sittings=sat()))["minutes/final"]


def test_the_final_minutes_name_the_winners_and_bind_the_ranking(final):
    text = said(final)
    assert "Best Agency (Agencies) 1 02 Dinas Penanaman Modal" in text
    assert "2 05 Kota Contoh Lima 81.50" in text
    assert f"ranking.csv, sha256 {'7' * 64}" in text
    assert f"fingerprint (sha256) {made_year.small_year().fingerprint}" in text
    assert "Best Service Unit: Fewer winners than announced" in text
    assert "Agencies 8 7 1 92.70 Service Units 3 3 0 89.20 Without a category 1 0 1 –" in text
    assert "Not ranked: does not meet: At least 30 complaints: 1; fits no category: 1." in text


def test_equal_totals_are_told_with_what_settled_them(final):
    text = said(final)
    # 09 and 10 have 76, on time .8 against .7; 03 and 04 share everything
    assert ("Service Units, total 76.00: RSUD Contoh Sembilan (09), rank 2; Puskesmas Contoh Sepuluh (10), rank 3: "
            "told apart by On time.") in text  # fmt: skip
    assert re.search(r"Agencies, total 50\.00: .*\(03\), rank 4; Kota Contoh Empat \(04\), rank 4: who is still", text)


def test_stage_minutes_tell_who_went_on_who_did_not_and_the_ties_at_the_cut():
    year = dataclasses.replace(made_year.small_year(rules=rules(top={"agency": 4, "upp": 2})), sittings=sat())
    text = said(papers(year)["minutes/1-documents"])
    assert "Agencies: 5 of 7 go on (the best 4 go on)." in text
    assert "Not going on: below the cut: 2." in text
    assert re.search(r"so that all went on: .*\(03\), Kota Contoh Empat \(04\)\.", text)
    assert ("Service Units: equal in the total (76.00), told apart by the criteria that break ties: "
            "RSUD Contoh Sembilan (09) went on, Puskesmas Contoh Sepuluh (10) did not.") in text  # fmt: skip
    assert f"stages.csv, sha256 {'5' * 64}" in text


def test_a_lot_is_told_with_its_seed_and_where_that_was_published():
    year = dataclasses.replace(made_year.small_year(rules=rules(top={"agency": 4}, ties="lot")), sittings=sat())
    text = said(papers(year)["minutes/1-documents"])
    first = min(("03", "04"), key=lambda code: hashlib.sha256(f"a published seed/documents/{code}".encode()).digest())
    assert re.search(rf"4 {first} \S.* 50\.00 went on, by lot", text)
    assert "the seed “a published seed” was published beforehand: in the gazette, 1 October 2019." in text
    assert "told apart by the criteria that break ties:" not in text


def test_everybody_going_on_needs_no_word_on_cuts():
    year = dataclasses.replace(made_year.small_year(rules=rules()), sittings=sat())
    text = said(papers(year)["minutes/1-documents"])
    assert "Agencies: 7 of 7 go on (everybody goes on)." in text
    assert "Nobody was equal at a cut of this stage." in text


def test_without_a_session_file_there_is_room_to_write():
    year = dataclasses.replace(made_year.small_year(), sittings=Sittings())
    found = papers(year)["minutes/final"]
    text = said(found)
    assert f"On {BLANK}, from {BLANK}, at {BLANK}, the evaluation team" in text
    assert "Attendance was not recorded in session.toml; it is filled in by hand." in text
    assert "No judge declared a conflict of interest" in text
    assert found.blocks[-1].signers == (Signer(),) * 3


def test_judges_of_the_sheets_are_listed_where_nobody_recorded_attendance():
    text = said(papers(dataclasses.replace(made_year.small_year(), sittings=sat()))["minutes/final"])
    assert "1 Dr. Rekaan Satu Chair; judge; participants marked: 7 2 Rekaan Dua Secretary 3 J2 judge;" in text


def test_a_session_says_who_was_there_who_signs_and_what_else_was_decided():
    session = {
        "number": "01/BA", "date": dt.date(2019, 11, 14), "time": "09.00", "place": "Jakarta",
        "present": ["Rekaan Dua"], "absent": [{"person": "J1", "reason": "ill"}], "decisions": ["Objections: 3 days."],
    }  # fmt: skip
    year = dataclasses.replace(made_year.small_year(), sittings=sat(session=[session]))
    found = papers(year)["minutes/final"]
    text = said(found)
    assert "On Thursday, 14 November 2019, from 09.00, at Jakarta, the evaluation team" in text
    assert "1 Rekaan Dua Secretary present 2 Dr. Rekaan Satu Chair; judge; participants marked: 7 absent: ill" in text
    assert "The session decided further: Objections: 3 days." in text
    assert found.blocks[-1] == Signatures(
        ("Jakarta, 14 November 2019",), (Signer("Rekaan Dua", "Secretary", "NIP 1980"),)
    )


def test_conflicts_are_named_by_judge_and_participant():
    year = dataclasses.replace(made_year.small_year(), sittings=sat([("J1", "01"), ("J1", "05"), ("J2", "09")]))
    text = said(papers(year)["minutes/final"])
    assert "Dr. Rekaan Satu 2 Kabupaten Contoh Satu (01); Kota Contoh Lima (05) J2 1 RSUD Contoh Sembilan (09)" in text


def test_the_annex_numbers_the_winners_and_leaves_the_decree_open():
    text = said(papers(made_year.small_year())["annex"])
    assert f"ANNEX to the decree Number: {BLANK} Date: {BLANK} On: Winners of Example Competition 2019" in text
    assert "Best Service Unit (Service Units) 4 Samsat Contoh Sebelas 1 5 RSUD Contoh Sembilan 2" in text
    assert "89.20" not in text


def test_a_decree_is_written_out():
    decree = {"office": "the Minister", "number": "310/2019", "date": dt.date(2019, 12, 9), "about": "Winners"}
    year = dataclasses.replace(made_year.small_year(), sittings=sat(decree=decree))
    text = said(papers(year)["annex"])
    assert "to the decree of the Minister Number: 310/2019 Date: 9 December 2019 On: Winners" in text


def test_a_competition_held_up_to_a_stage_has_decided_nothing_at_the_end():
    year = dataclasses.replace(made_year.small_year(rules=rules()), until="documents")
    assert list(papers(year)) == ["minutes/1-documents"]


@pytest.mark.parametrize("count", range(1, 13))
def test_everybody_who_signs_has_a_place_of_ones_own(count):
    signers = tuple(Signer(f"S{number}") for number in range(count))
    rows = Signatures(("Jakarta",), signers).rows
    assert [one for row in rows for one in row if one] == list(signers)
    assert {len(row) for row in rows} == {2 if count in {1, 2, 4} else 3}
    assert rows[-1] == rows[-1][::-1] or None not in rows[-1] or count % 3 in {1, 2}


def test_docx_and_pdf_say_the_same(final):
    body = words(as_docx(final, DAY))
    text = said(final)
    assert len(body) > 40
    assert not [line for line in body if line not in text]


def test_hostile_text_stays_text():
    names = pd.Series(HOSTILE[:11], index=[f"{n:02d}" for n in range(1, 12)])
    year = made_year.small_year()
    people = year.indicators.participants.assign(name=names.reindex(year.indicators.participants.index).fillna("x"))
    table = year.ranking.table.assign(name=year.ranking.table["code"].map(people["name"]))
    awards = year.awards.table.assign(name=year.awards.table["code"].map(people["name"]))
    typed = [text for text in HOSTILE if "\ud800" not in text]  # a TOML file cannot hold half a sign
    persons = [{"name": text, "position": text, "identity": text} for text in typed]
    year = dataclasses.replace(
        year,
        indicators=dataclasses.replace(year.indicators, participants=people),
        ranking=dataclasses.replace(year.ranking, table=table),
        awards=dataclasses.replace(year.awards, table=awards),
        sittings=sat(
            [("J1", code) for code in names.index], judges=HOSTILE, person=persons,
            session=[{"number": HOSTILE[3], "place": HOSTILE[2], "decisions": typed}],
            decree={"about": HOSTILE[3], "office": HOSTILE[1] + HOSTILE[2]},
        ),
    )  # fmt: skip
    for paper in papers(year).values():
        printed = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.as_pdf(paper, b"x"))).pages)
        content = as_docx(paper, DAY)
        body = " ".join(words(content))
        assert "<script>alert(1)</script>" in body
        assert "{{ 7*7 }}" in said(paper)
        assert "{{ 7*7 }}{% raw %}" in body
        assert "[U+202E]" in body
        assert "U+202E" in printed
        parts = zipfile.ZipFile(BytesIO(content))
        everything = b"".join(parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels")))
        assert b"hyperlink" not in parts.read("word/document.xml")
        assert b'TargetMode="External"' not in everything
        assert b"instrText" not in everything
        assert b"root:" not in everything
        assert parts.read("word/document.xml").count(b"fldSimple") == 0


def test_the_same_year_gives_the_same_bytes_and_no_time_of_writing(final):
    one, other = as_docx(final, DAY), as_docx(final, DAY)
    assert one == other
    parts = zipfile.ZipFile(BytesIO(one))
    assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    midnight = dt.datetime(2019, 11, 1, tzinfo=dt.UTC)
    properties = docx.Document(BytesIO(one)).core_properties
    assert (properties.created, properties.modified) == (midnight, midnight)
    assert (properties.language, properties.author, properties.revision) == ("en-GB", "", 1)
    assert pdf.as_pdf(final, b"x" * 16) == pdf.as_pdf(final, b"x" * 16)


def test_word_numbers_each_list_from_one(final):
    session = {"decisions": ["First.", "Second."]}
    year = dataclasses.replace(made_year.small_year(), sittings=sat(session=[session]))
    body = docx.Document(BytesIO(as_docx(papers(year)["minutes/final"], DAY))).element.body
    numbers = [one.val for one in body.iter("{*}numId")]
    assert len(set(numbers)) == 3  # rules, decisions, ties
    assert numbers == sorted(numbers)


def test_libreoffice_opens_what_the_office_edits(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed: the DOCX could not be opened with it")
    session = {"present": ["J1", "Rekaan Dua"], "signs": ["J1", "Rekaan Dua"], "decisions": ["Objections: 3 days."]}
    year = dataclasses.replace(made_year.small_year(), sittings=sat([("J2", "01")], session=[session]))
    found = papers(year)
    for name in ("minutes/final", "annex"):
        (tmp_path / f"{name.rpartition('/')[2]}.docx").write_bytes(as_docx(found[name], DAY))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [tmp_path / "final.docx", tmp_path / "annex.docx"]
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *files]
    subprocess.run(command, check=True, capture_output=True)
    for name, last in (("final", "NIP 1980"), ("annex", "Samsat Contoh Sebelas")):
        pages = [page.extract_text() for page in PdfReader(tmp_path / f"{name}.pdf").pages]
        printed = " ".join(" ".join(pages).split())
        assert last in printed
        assert f"Page {len(pages)} of {len(pages)}" in printed
        assert "SYNTHETIC DATA" in pages[-1]


def test_minutes_speak_the_language_of_the_edition():
    year = dataclasses.replace(made_year.small_year("id"), sittings=sat())
    text = said(papers(year)["minutes/final"])
    assert "BERITA ACARA" in text
    assert "Demikian berita acara ini dibuat dengan sebenarnya" in text
    assert Speech("id").weekday(dt.date(2019, 12, 9)) == "Senin, 9 Desember 2019"
