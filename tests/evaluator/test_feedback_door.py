"""``evaluator feedback``: whose problem is whose, what is kept, what is refused, and nothing of it in the results."""

from __future__ import annotations

import json

import pytest
import small_folder as small
from pypdf import PdfReader

from evaluator import feedback as door
from evaluator import own_faults, pipeline
from evaluator.folder import CompetitionFolder
from reports.feedback import batch
from reports.speech import Speech


@pytest.fixture
def folder(tmp_path):
    """A year in which A1 has two bad dates, A2 one bad rating, somebody unknown a row; and a log of U1's alone."""
    home = small.build(tmp_path / "kecil")
    spoilt = [
        "90001,A1,2019-02-31 08:00:00,,,,Jalan,4",
        "90002,A1,2019-02-30 08:00:00,,,,Jalan,4",
        "90003,A2,2019-03-04 08:00:00,,2019-03-05 08:00:00,,Jalan,9",
        "90004,Z9,2019-03-31 25:00:00,,,,Jalan,4",
    ]
    small.add(home, small.LOG, *spoilt)
    own = ["91001,U1,2019-03-04 08:00:00,,,,Jalan,4", "91002,U1,2019-03-99 08:00:00,,,,Jalan,4"]
    (home / "complaints" / "u1.csv").write_text("\n".join([",".join(small.COLUMNS), *own]) + "\n", encoding="utf-8")
    return home


def told(home, code):
    """The text of somebody's feedback."""
    pages = PdfReader(home / "feedback" / f"{code}.pdf").pages
    assert len(pages) == 2
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_problems_are_told_to_whom_they_belong_alone(folder):
    with pipeline.scratch_folder() as scratch:
        outcome = pipeline.open_year(CompetitionFolder(folder), scratch=scratch, progress=lambda *_: None)
        found = own_faults.faults(outcome.problems, outcome.handed_in, Speech("en"))
    places = {code: [(one.file, one.row, one.column, one.count) for one in faults] for code, faults in found.items()}
    assert places == {
        "A1": [(small.LOG, small.FIRST_FREE_ROW, "received_at", 2)],
        "A2": [(small.LOG, small.FIRST_FREE_ROW + 2, "rating", 1)],
        "U1": [("complaints/u1.csv", 3, "received_at", 1)],
    }


def test_a_feedback_says_its_own_and_no_others(folder, call):
    called = call("feedback", folder, "--for", "A1", "--for", "kota tiga", "--json")
    assert called.code == 0
    assert list(json.loads(called.out)["files"]) == ["A1", "A3"]
    assert "2019-02-31" in told(folder, "A1")
    assert "CONFIDENTIAL: for A1 alone" in told(folder, "A1")
    assert "2019-02-31" not in told(folder, "A3")
    assert "No problem was found in rows that are known to be yours." in told(folder, "A3")
    assert sorted(path.name for path in (folder / "feedback").iterdir()) == ["A1.pdf", "A3.pdf", "feedback.json"]
    assert not (folder / "results").exists()


def test_everybody_by_default_and_what_is_there_is_kept(folder, call):
    first = json.loads(call("feedback", folder, "--json").out)
    assert (len(first["files"]), first["kept"], first["bad"]) == (6, 0, [])
    one, other = folder / "feedback" / "A1.pdf", folder / "feedback" / "U2.pdf"
    before = one.read_bytes()
    one.write_bytes(before[:-9])
    other.unlink()
    assert json.loads(call("feedback", folder, "--json").out)["kept"] == 4
    assert one.read_bytes() == before
    ledger = json.loads((folder / "feedback" / "feedback.json").read_text(encoding="utf-8"))
    assert [one["path"] for one in ledger["documents"]] == [f"{code}.pdf" for code in small.PEOPLE]
    small.add(folder, small.MARKS, "J3,A1,judged,90")  # other figures: for everybody of its category
    assert json.loads(call("feedback", folder, "--json").out)["kept"] < 6
    (folder / "feedback" / "feedback.json").write_text("[]", encoding="utf-8")
    assert json.loads(call("feedback", folder, "--for", "A1", "--json").out)["kept"] == 0


def test_a_run_that_was_stopped_goes_on_where_it_was(folder, monkeypatch):
    monkeypatch.setattr(door, "EVERY", 1)
    home = CompetitionFolder(folder)

    def stop(step, done, _total):
        if step == door.FEEDBACK and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        door.make_feedback(home, [], None, progress=stop)
    assert door.make_feedback(home, [], None, progress=lambda *_: None).kept == 2
    assert not list((folder / "feedback").glob(".*"))


def test_one_that_cannot_be_made_is_named_and_stops_no_other(folder, call, monkeypatch):
    made = batch.render_feedback

    def refuse(one):
        if one.code == "A2":
            raise ValueError("a bad day")
        return made(one)

    monkeypatch.setattr(batch, "render_feedback", refuse)
    called = call("feedback", folder, "--for", "A2", "--for", "A3")
    assert called.code == 1
    assert "• A2: ValueError: a bad day" in called.out
    assert "1 feedback is there." in called.out
    assert (folder / "feedback" / "A3.pdf").is_file()


def test_several_processes_make_the_same_files(folder, monkeypatch):
    home = CompetitionFolder(folder)
    door.make_feedback(home, [], folder / "one", progress=lambda *_: None)
    monkeypatch.setattr(batch, "WORTH_A_PROCESS", 2)
    monkeypatch.setattr(door, "processes", lambda: 2)
    door.make_feedback(home, [], folder / "two", progress=lambda *_: None)
    one, two = ({path.name: path.read_bytes() for path in (folder / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert len(one) == 7


@pytest.mark.parametrize("place", ["results", "results/feedback"])
def test_the_results_are_no_place_for_it(folder, call, place):
    called = call("feedback", folder, "--out", folder / place)
    assert called.code == 2
    assert "name another folder" in " ".join(called.err.split())


def test_unknown_participants_and_years_without_a_ranking_are_refused(folder, call):
    assert call("feedback", folder, "--for", "Kota Entah").code == 2
    small.replace(folder, "rulebook.toml", "weight = 40", "weight = 41")
    called = call("feedback", folder)
    assert called.code == 1
    assert "There is no ranking to tell of: 1 blocking problems." in " ".join(called.err.split())
    assert not (folder / "feedback").exists()


def test_the_same_folder_gives_the_same_bytes_in_the_editions_language(folder, call):
    small.replace(folder, "rulebook.toml", 'language = "en"', 'language = "id"')
    call("feedback", folder, "--for", "A1", "--lang", "en")
    before = (folder / "feedback" / "A1.pdf").read_bytes()
    assert "RAHASIA: hanya untuk A1" in told(folder, "A1")
    (folder / "feedback" / "A1.pdf").unlink()
    call("feedback", folder, "--for", "A1")
    assert (folder / "feedback" / "A1.pdf").read_bytes() == before
