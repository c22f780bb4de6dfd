"""Without a word, in a folder that holds exports: three questions, and the self-assessment is there."""

import os
import pty
import select
import shutil
import subprocess
import sys

import pytest
import small_folder as small

from evaluator import words
from evaluator.cli import guided


@pytest.fixture
def agency(tmp_path):
    """A folder in which an agency has put its export and this year's rulebook."""
    year = small.build(tmp_path / "tahun")
    home = tmp_path / "kami"
    home.mkdir()
    rows = (year / small.LOG).read_text(encoding="utf-8").splitlines(keepends=True)
    mine = [row for row in rows[1:] if ",A2," in row]
    (home / "ekspor.csv").write_text(rows[0] + "".join(mine), encoding="utf-8")
    shutil.copy(year / "rulebook.toml", home)
    return home


def answering(*answers):
    waiting = iter(answers)
    return lambda _prompt: next(waiting)


def test_three_answers_give_page_paper_and_work_list(agency, capsys):
    assert guided.guide(agency, answering("", "1", "regency")) == 0
    said = capsys.readouterr().out
    assert "1. By which rules?" in said
    assert "A2  (" in said
    assert "regency  (a regency government)" in said
    made = sorted(path.name for path in (agency / "self-assessment").iterdir())
    assert made == ["where-we-stand.html", "where-we-stand.pdf", "work-list.xlsx"]
    assert "evaluator self-assess ekspor.csv --rulebook rulebook.toml --as A2" in said
    assert "between" in said


def test_wrong_answers_are_asked_again_and_another_years_rules_told(agency, capsys):
    assert guided.guide(agency, answering("9", "anggakara-2022", "1", "7", "", "8", "1")) == 0
    said = capsys.readouterr().out
    assert said.count("Type one of the numbers.") == 3
    assert said.count("1. By which rules?") == 2  # no row is of 2021


def test_an_export_that_names_nobody_is_all_of_who_asks(agency, capsys):
    text = (agency / "ekspor.csv").read_text(encoding="utf-8")
    header, *rows = text.splitlines()
    place = header.split(",").index("participant")
    cut = [",".join(cell for at, cell in enumerate(row.split(",")) if at != place) for row in [header, *rows]]
    (agency / "ekspor.csv").write_text("\n".join(cut) + "\n", encoding="utf-8")
    assert guided.guide(agency, answering("", "", "Kota Kami", "city")) == 0
    said = capsys.readouterr().out
    assert "--all-mine" in said


def test_a_name_with_a_slash_is_shown_whole(agency, capsys):
    text = (agency / "ekspor.csv").read_text(encoding="utf-8").replace(",A2,", ",Dinas A/B,")
    (agency / "ekspor.csv").write_text(text, encoding="utf-8")
    assert guided.guide(agency, answering("", "1", "regency")) == 0
    assert "1  Dinas A/B  (" in capsys.readouterr().out


def test_a_competitions_folder_is_no_agencys(agency, tmp_path):
    assert [path.name for path in guided.exports(agency)] == ["ekspor.csv"]
    assert guided.exports(tmp_path / "tahun") == []


def test_without_a_terminal_or_with_a_command_nothing_is_asked(agency, monkeypatch):
    assert not guided.wanted([], agency)
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    assert guided.wanted([], agency)
    assert guided.wanted(["--lang", "id"], agency)
    assert not guided.wanted(["run"], agency)
    assert not guided.wanted(["--help"], agency)
    assert not guided.wanted([], agency.parent)


def test_at_a_terminal_it_asks_in_indonesian(agency):
    ours, theirs = pty.openpty()
    environment = {**os.environ, "LANG": "id_ID.UTF-8", "LC_ALL": "id_ID.UTF-8", "PYTHONPATH": os.getcwd()}  # noqa: PTH109
    done = subprocess.Popen(
        [sys.executable, "-m", "evaluator"], cwd=agency, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    os.write(ours, b"\n1\nregency\n")
    said = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            said += os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
    assert done.wait(60) == 0
    os.close(ours)
    assert "1. Menurut aturan yang mana?" in said.decode()
    assert (agency / "penilaian-mandiri" / "posisi.html").is_file()


@pytest.fixture(autouse=True)
def _english():
    words.use("en")
