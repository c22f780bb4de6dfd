"""From what was packed to the run of the secretariat: filed, newer before older, scored by the judges."""

import datetime as dt
import json
import shutil
import zipfile

import pytest
import small_folder as small
from parcels import FIRST, LISTED, PNG, SECOND, changed, packed, part, taken, told

from criteria.loading import load
from evaluator.assess import Asked
from evaluator.submitting.pack import pack


def test_what_is_packed_and_taken_in_scores_to_the_last_digit_as_the_whole_log_does(year, desk, sent, call):
    code, intake = taken(call, desk, *sent.values())
    assert code == 0
    assert {one["outcome"] for one in intake["taken"]} == {"filed"}
    assert intake["waiting"] == []
    for folder in (year, desk):
        assert call("run", folder, "--no-documents").code == 0
    for name in ("ranking.csv", "indicators.csv", "certainty.csv"):
        assert (desk / "results" / name).read_bytes() == (year / "results" / name).read_bytes(), name


def test_the_assessment_within_is_the_judges_without_marks(desk, sent, call):
    with zipfile.ZipFile(sent["A1"]) as parts:
        told = json.loads(parts.read("assessment.json"))
        index = json.loads(parts.read("submission.json"))
    assert taken(call, desk, sent["A1"])[0] == 0
    for sheet in (desk / "scores").iterdir():
        sheet.unlink()
    assert call("run", desk, "--no-documents").code == 0
    (mine,) = [row for row in small.table(desk, "ranking.csv") if row["code"] == "A1"]
    assert mine["score"] == index["low"] == f"{told['low']:.2f}"


def test_a_newer_one_takes_the_place_of_an_older_and_never_the_other_way(year, desk, call, tmp_path):
    proof = tmp_path / "sk.png"
    proof.write_bytes(PNG)
    older = packed(year, tmp_path / "older.zip", "A1", proofs=[proof])
    newer = packed(year, tmp_path / "newer.zip", "A1", at=SECOND)
    assert [one["outcome"] for one in taken(call, desk, older)[1]["taken"]] == ["filed"]
    assert (desk / "evidence" / "A1" / "sk.png").read_bytes() == PNG
    assert [one["outcome"] for one in taken(call, desk, older)[1]["taken"]] == ["same"]
    assert [one["outcome"] for one in taken(call, desk, newer)[1]["taken"]] == ["replaced"]
    assert not (desk / "evidence" / "A1" / "sk.png").exists()
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    code, intake = taken(call, desk, older)
    assert (code, [one["outcome"] for one in intake["taken"]]) == (0, ["older"])
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


def test_what_a_sender_wrote_is_never_read_as_what_was_written_down(desk, sent, call, tmp_path):
    """An assessment that looks like the list of what was filed for A2, and names a file that it wants to be removed."""

    def forged(parts, _index):
        ledger = {"participant": "A2", "code": "x", "made_at": "2000", "files": {"rulebook.toml": "x"}}
        parts["assessment.json"] = json.dumps(ledger).encode()

    code, intake = taken(call, desk, changed(sent["A1"], tmp_path / "forged.zip", forged))
    assert (code, intake["received"]) == (0, 1)
    assert "A2" in [waiting for waiting, _name in intake["waiting"]]
    assert [path.name for path in (desk / "received").glob("*.json")] == ["A1.json"]
    assert (desk / "rulebook.toml").is_file()


def test_who_has_not_sent_is_listed(desk, sent, call):
    code, intake = taken(call, desk)
    assert (code, intake["received"], len(intake["waiting"])) == (0, 0, len(small.PEOPLE))
    taken(call, desk, sent["A2"])
    said = call("receive", "--into", desk).out
    assert "1 participant has sent" in said
    assert "A2" not in said


@pytest.fixture(scope="module")
def asking(year, tmp_path_factory):
    """The same year by rules that ask a question."""
    folder = tmp_path_factory.mktemp("asking") / "tahun"
    shutil.copytree(year, folder, ignore=shutil.ignore_patterns("results"))
    judged = 'code = "judged"\ntitle = { id = "Juri", en = "Judged" }\nweight = 40'
    small.replace(folder, "rulebook.toml", judged, judged.replace("40", "20"))
    small.add(folder, "rulebook.toml", LISTED)
    return folder


def with_checklist(asking, tmp_path, name, text):
    path = tmp_path / "lists" / name
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    asked = Asked(
        logs=(asking / small.LOG,), rulebook=load(asking / "rulebook.toml"), who="A1", told={"name": "Kota Satu"},
        checklists=(path,),
    )  # fmt: skip
    moment = dt.datetime.fromisoformat(FIRST)
    target = tmp_path / "a1.zip"
    pack(asked, (), target, moment, language="en", force=False, progress=lambda *_: None)
    return target


def desk_of(year, tmp_path):
    folder = tmp_path / "sekretariat"
    shutil.copytree(year, folder, ignore=shutil.ignore_patterns("complaints", "results"))
    return folder


@pytest.mark.parametrize("name", ["A1.csv", "isian kami.csv"])
def test_a_checklist_that_says_by_its_name_whose_it_is_is_filed_so_that_it_counts(asking, call, tmp_path, name):
    sent = with_checklist(asking, tmp_path, name, "Kode Pertanyaan,Poin Klaim\nq1,7\n")
    desk = desk_of(asking, tmp_path)
    assert taken(call, desk, sent)[0] == 0
    assert call("run", desk, "--no-documents").code == 0
    (row,) = small.table(desk, "checklists.csv")
    assert (row["participant"], row["claimed"]) == ("A1", "7")


def test_a_checklist_that_claims_for_another_is_refused(asking, call, tmp_path):
    """Two claims that contradict each other are none: whoever could claim for others could take their points away."""
    sent = with_checklist(asking, tmp_path, "A1.csv", "Kode Pertanyaan,Poin Klaim\nq1,7\n")
    bad = changed(
        sent, tmp_path / "bad.zip", part("checklists/01.csv", b"Peserta,Kode Pertanyaan,Poin Klaim\nA2,q1,1\n")
    )
    code, intake = taken(call, desk_of(asking, tmp_path), bad)
    assert code == 1
    assert "claims points for A2" in intake["taken"][0]["says"]


def test_what_was_stopped_half_way_or_lost_is_filed_when_it_comes_again(desk, sent, call, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("evaluator.submitting.receive.publish.write_beside", stopped)
        assert call("receive", sent["A1"], "--into", desk).code != 0
    assert [one["outcome"] for one in taken(call, desk, sent["A1"])[1]["taken"]] == ["filed"]
    lost = desk / "complaints" / "A1-01.parquet"
    lost.unlink()
    assert [one["outcome"] for one in taken(call, desk, sent["A1"])[1]["taken"]] == ["replaced"]
    assert lost.is_file()
    assert [one["outcome"] for one in taken(call, desk, sent["A1"])[1]["taken"]] == ["same"]
    assert not [path for path in desk.rglob("*") if path.name.startswith(".results")]


def test_a_moment_is_the_same_moment_in_every_zone(desk, sent, call, tmp_path):
    """15:30 in Jakarta is 08:30 in UTC, later than 08:00, and no later than 09:00."""
    assert [one["outcome"] for one in taken(call, desk, sent["A1"])[1]["taken"]] == ["filed"]
    for moment, outcome in (("2019-11-02T14:30:00+07:00", "older"), ("2019-11-02T15:30:00+07:00", "replaced")):
        other = changed(sent["A1"], tmp_path / "other.zip", told(made_at=moment))
        assert [one["outcome"] for one in taken(call, desk, other)[1]["taken"]] == [outcome]
