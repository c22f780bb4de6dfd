"""``evaluator map``: what is shown and written of an export, and what is never touched or leaked."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.editions import edition_text, list_editions
from criteria.loading import load, loads
from evaluator.mapping import look
from evaluator.mapping.snippet import text
from evaluator.mapping.tables import COMPLAINTS, FOLLOW_UPS, cut, replaced
from evaluator.refusals import Refusal

PLATFORMS = Path(__file__).parents[1] / "platforms"
LOGS = sorted(path for path in PLATFORMS.glob("*/complaints/*") if path.is_file())
UNKNOWN = (
    "Nomor Tiket,Instansi,Tanggal Masuk,Tanggal Selesai,Closed Date,Nama Pelapor,Status\n"
    "T-1,Kota Contoh,13/02/2019,-,14/02/2019,Rahasia Sekali,Selesai\n"
    "T-2,Kota Dua,01/02/2019,03/02/2019,,Rahasia Juga,Proses\n"
)


@pytest.fixture
def unknown(tmp_path):
    path = tmp_path / "ekspor.csv"
    path.write_text(UNKNOWN, encoding="utf-8")
    return path


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.parts[-3])
def test_every_platform_is_recognised_and_its_own_map_is_proposed(log):
    platform = log.parts[-3]
    seen = look(log)
    assert (seen.platform.platform, seen.platform.lacks) == (platform, ())
    shipped = tomllib.loads(edition_text(platform))["sources"]
    assert tomllib.loads(seen.snippet)["sources"] == shipped


def test_an_export_that_says_mdy_changes_the_order_of_the_ready_map(tmp_path):
    log = tmp_path / "lapor.csv"
    header = "Tracking ID,Tanggal Laporan Masuk,Waktu Laporan Masuk,Klasifikasi Laporan,Kategori,Sumber Laporan,Instansi Terdisposisi,Status Laporan"  # noqa: E501
    log.write_text(f"{header}\n1,02/13/2025,08:15,Pengaduan,x,Website,Kota Contoh,Terverifikasi\n", encoding="utf-8")
    seen = look(log)
    tables = tomllib.loads(seen.snippet)["sources"]["complaints"]
    assert (seen.platform.platform, seen.platform.lacks) == ("lapor", ("Rating",))
    assert tables["date_order"] == "mdy"
    assert "# This file has no column Rating." in seen.snippet


def test_what_is_sure_is_written_and_what_is_not_is_a_comment(unknown):
    snippet = look(unknown).snippet
    tables = tomllib.loads(snippet)["sources"]["complaints"]
    assert tables == {
        "date_order": "dmy",
        "columns": {
            "complaint_id": "Nomor Tiket", "participant": "Instansi", "received_at": "Tanggal Masuk",
            "resolved_at": "Tanggal Selesai", "status": "Status", "reporter": "Nama Pelapor",
        },
        "nulls": {"resolved_at": ["-"]},
    }  # fmt: skip
    assert '# "Selesai", "Proses"' in snippet
    assert "# resolved = []" in snippet


def test_what_is_likely_or_a_guess_is_a_comment_and_so_are_events_and_an_open_order(tmp_path):
    log = tmp_path / "kejadian.csv"
    rows = "".join(
        f"{n // 3},Kota {n % 2},0{n % 3 + 1}/02/2019,{('Baru', 'Proses', 'Tutup')[n % 3]}\n" for n in range(30)
    )
    log.write_text(f"Nomor,Instanzi,Kapan,Keadaan\n{rows}", encoding="utf-8")
    seen = look(log)
    assert {proposal.ours: proposal.certainty for proposal in seen.proposals.columns} == {
        "participant": "likely", "received_at": "guess",
    }  # fmt: skip
    assert tomllib.loads(seen.snippet) == {"sources": {"complaints": {"columns": {}}}}
    for line in ('# participant = "Instanzi"', '# date_order = "mdy"', '# shape = "events"', '# status = "Keadaan"'):
        assert line in seen.snippet


def test_the_screen_shows_proposals_and_nobodys_name(call, unknown):
    for language, words in (("en", "how sure"), ("id", "seberapa pasti")):
        called = call("map", unknown, "--lang", language)
        assert called.code == 0
        assert words in called.out
        assert "Rahasia" not in called.out + called.err


def test_json_holds_the_same(call, unknown):
    document = json.loads(call("map", unknown, "--json").out)
    assert document["platform"] is None
    assert document["date_orders"] == ["dmy"]
    assert document["columns"][0] == {
        "ours": "complaint_id", "theirs": ["Nomor Tiket"], "certainty": "sure", "said": "sure",
        "why": "so it is called in this program; every value is another one", "unit": "", "examples": "T-1; T-2",
    }  # fmt: skip
    assert document["left"] == ["Closed Date"]
    assert "Rahasia" not in json.dumps(document)


def test_a_new_rulebook_is_made_and_reads_the_export(call, unknown, tmp_path):
    book = tmp_path / "rulebook.toml"
    called = call("map", unknown, "--write", book, "--yes", "--lang", "en")
    assert called.code == 0
    assert "A new rulebook:" in called.out
    source = load(book).sources.complaints
    assert (source.date_order, source.columns["complaint_id"]) == ("dmy", "Nomor Tiket")


def test_of_a_rulebook_that_exists_only_the_tables_for_complaints_change(call, unknown, tmp_path):
    book = tmp_path / "rulebook.toml"
    old = edition_text("jarokelo").replace("[[category]]", "# mine: keep me\n[[category]]")
    book.write_text(old, encoding="utf-8")
    assert call("map", unknown, "--write", book, "--yes").code == 0
    new = book.read_text(encoding="utf-8")
    assert load(book).sources.complaints.columns["complaint_id"] == "Nomor Tiket"
    assert "issue_id" not in new
    kept = [line for line in old.splitlines() if line not in cut(old, (COMPLAINTS,)).splitlines()]
    assert [line for line in new.splitlines() if line in set(kept)] == kept
    assert "# mine: keep me\n[[category]]" in new


@pytest.mark.parametrize("code", [code for code in list_editions() if "[sources.complaints" in edition_text(code)])
def test_taking_out_a_map_and_putting_it_back_changes_nothing(code):
    old = edition_text(code)
    family = (COMPLAINTS, FOLLOW_UPS)
    assert tomllib.loads(replaced(old, family, cut(old, family))) == tomllib.loads(old)
    assert loads(replaced(old, family, cut(old, family)), code) == loads(old, code)


def test_without_consent_nothing_is_written(call, unknown, tmp_path, monkeypatch):
    book = tmp_path / "rulebook.toml"
    assert call("map", unknown, "--write", book).code == 2
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", lambda _: False)
    called = call("map", unknown, "--write", book)
    assert (called.code, "Nothing was written." in called.out) == (0, True)
    assert not book.exists()


@pytest.mark.parametrize(
    "odd",
    [
        "sources.complaints.date_order = 'ymd'\n", "[sources]\ncomplaints = { date_order = 'ymd' }\n",
        "[sources]\ncomplaints.date_order = 'ymd'\n",
    ],
)  # fmt: skip
def test_tables_written_in_another_way_are_refused_and_left(odd):
    with pytest.raises(Refusal):
        replaced(f'schema = 1\n{odd}[edition]\ncode = "x"\n', (COMPLAINTS,), "[sources.complaints]\n")


def test_a_broken_rulebook_is_refused_and_left(call, unknown, tmp_path):
    book = tmp_path / "rulebook.toml"
    book.write_text("schema = [", encoding="utf-8")
    called = call("map", unknown, "--write", book, "--yes")
    assert (called.code, book.read_text(encoding="utf-8")) == (1, "schema = [")


def test_a_table_inside_a_text_is_no_table():
    notes = 'notes = ["""\n[sources.complaints]\n"""]'
    book = f"schema = 1\n[edition]\n{notes}\n[sources.complaints]\nimply = true\n# end\n[x]\n"
    new = replaced(book, (COMPLAINTS,), "[sources.complaints]\nimply = false\n")
    assert '"""\n[sources.complaints]\n"""' in new
    assert tomllib.loads(new)["sources"]["complaints"] == {"imply": False}
    assert "# end\n[x]" in new


HOSTILE = ['=HYPERLINK("http://x")', '"; rm', "a\x1b[2Jb", "x\x7f", "\u202eevil", "] = 1", "'", "# no", "\\"]


def test_hostile_headers_are_text_everywhere(call, tmp_path):
    log = tmp_path / "hostile.json"
    rows = [
        {"Complaint ID": f"{n}", "Agency": "A", "Received at": "2019-02-01", **dict.fromkeys(HOSTILE, "x")}
        for n in range(3)
    ]
    log.write_text(json.dumps(rows), encoding="utf-8")
    called = call("map", log)
    assert called.code == 0
    assert "\x1b" not in called.out
    assert "\x7f" not in called.out
    for name in HOSTILE:
        header = f"Nomor Tiket {name}"
        assert tomllib.loads(f"x = {text(header)}")["x"] == header


@settings(max_examples=150)
@given(st.text())
def test_any_text_is_written_as_toml(value):
    assert tomllib.loads(f"x = {text(value)}")["x"] == value.encode("utf-8", "replace").decode()


@pytest.mark.parametrize(
    ("name", "content", "code"), [("no.csv", None, 2), ("a.csv", "", 1), ("a.pdf", "x", 1), ("a.json", "{", 1)]
)
def test_what_cannot_be_looked_at_ends_with_a_sentence(call, tmp_path, name, content, code):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    called = call("map", tmp_path / name)
    assert called.code == code
    assert called.err.strip()
    assert "Traceback" not in called.err


def test_columns_named_like_files_open_none(call, tmp_path):
    log = shutil.copyfile(LOGS[0], tmp_path / "a[1]*.csv")
    assert call("map", log).code == 0
