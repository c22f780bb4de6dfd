"""From an agency's export to the secretariat's run: packed, taken in, looked at with distrust, scored by the judges."""

import csv
import datetime as dt
import hashlib
import io
import json
import shutil
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import small_folder as small
from pypdf import PdfReader

from criteria.loading import load
from evaluator.assess import Asked
from evaluator.submitting import evidence
from evaluator.submitting.pack import pack

FIRST, SECOND = "2019-11-02T08:00:00Z", "2019-11-03T08:00:00Z"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
PERSONAL = ("Siti Rahasia", "0812-3456-7890", "jalan berlubang")
ANSWERS = ("Sudah diteruskan", "SUDAH diteruskan")

LISTED = """
[[criterion]]
code = "listed"
title = { id = "Isian", en = "Self-assessment" }
weight = 20
checklist = true
[[question]]
code = "q1"
title = { id = "Tanya", en = "Question" }
points = 10
criterion = "listed"
"""


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """A whole year with what an agency would not hand on: reporters' names, numbers and texts."""
    folder = small.build(tmp_path_factory.mktemp("submission") / "tahun")
    with (folder / small.LOG).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with (folder / small.LOG).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*header, "reporter", "Telepon", "Isi Laporan", "Unit Kerja", "Isi Tanggapan"])
        writer.writerows([*row, *PERSONAL, "Bagian Umum", ANSWERS[place // 7 % 2]] for place, row in enumerate(rows))
    return folder


def packed(year, target, code, at=FIRST, proofs=(), log=None):
    """Pack as the command does."""
    rules = load(year / "rulebook.toml")
    asked = Asked(logs=(log or year / small.LOG,), rulebook=rules, who=code, told={"name": small.PEOPLE[code]})
    moment = dt.datetime.fromisoformat(at)
    pack(asked, proofs, target, moment, language="en", force=False, progress=lambda *_: None)
    return target


@pytest.fixture(scope="module")
def sent(year, tmp_path_factory):
    """Everybody's submission, by code."""
    folder = tmp_path_factory.mktemp("sent")
    return {code: packed(year, folder / f"{code}.zip", code) for code in small.PEOPLE}


@pytest.fixture
def desk(year, tmp_path):
    """The secretariat's folder, to which nobody has sent anything."""
    folder = tmp_path / "sekretariat"
    shutil.copytree(year, folder, ignore=shutil.ignore_patterns("complaints", "results"))
    return folder


@pytest.fixture
def ours(year, call, tmp_path):
    """Call the command as the agency A1."""

    def run(*more):
        who = ("--as", "A1", "--set", "name=Kota Satu", "--rulebook", year / "rulebook.toml")
        return call("package", *who, "--out", tmp_path / "x.zip", *(more or [year / small.LOG]))

    return run


def taken(call, desk, *bundles):
    done = call("receive", *bundles, "--into", desk, "--json")
    return done.code, json.loads(done.out)


def changed(source, target, change):
    """Write a submission again with its parts changed by ``change(parts)``; the index is made to fit."""
    with zipfile.ZipFile(source) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    index = json.loads(parts.pop("submission.json"))
    change(parts, index)
    index["parts"] = [
        {"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "called": ""}
        for name, content in parts.items()
    ]
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("submission.json", json.dumps(index))
        for name, content in parts.items():
            packed.writestr(name, content)
    return target


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


def test_nothing_personal_is_sent_and_no_name_can_be_tried_out(sent):
    with zipfile.ZipFile(sent["A1"]) as parts:
        table = pq.read_table(io.BytesIO(parts.read("complaints/01.parquet")))
        whole = b"".join(parts.read(name) for name in parts.namelist() if not name.endswith(".parquet"))
    assert set(table.column("participant").to_pylist()) == {"A1"}
    assert not {"Telepon", "Isi Laporan"} & set(table.column_names)
    told = table.to_pandas().astype(str).to_csv().encode() + whole
    for text in (*PERSONAL, "Bagian Umum", "Air bersih", *ANSWERS):
        assert text.encode() not in told
        assert hashlib.sha256(text.encode()).hexdigest()[:32].encode() not in told
    assert table.column("reporter").null_count == 0
    for column in ("reporter", "answer_text"):
        assert len(set(table.column(column).to_pylist())) == 1  # the same stays the same


def test_the_same_files_give_the_same_bytes_and_the_receipt_names_the_code(sent, ours, year, tmp_path):
    done = ours(year / small.LOG, "--at", FIRST, "--json")
    assert done.code == 0, done.err
    assert (tmp_path / "x.zip").read_bytes() == sent["A1"].read_bytes()
    text = PdfReader(tmp_path / "x-receipt.pdf").pages[0].extract_text()
    assert json.loads(done.out)["code"] in "".join(text.split())
    assert ours().code == 2  # nothing is overwritten


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


def test_what_is_too_long_to_be_packed_is_said(ours, year):
    done = ours(year / small.LOG, "--set", "region=" + "x" * 400)
    assert done.code == 1
    assert "told.region is too long" in done.err


def test_who_has_not_sent_is_listed(desk, sent, call):
    code, intake = taken(call, desk)
    assert (code, intake["received"], len(intake["waiting"])) == (0, 0, len(small.PEOPLE))
    taken(call, desk, sent["A2"])
    said = call("receive", "--into", desk).out
    assert "1 participant has sent" in said
    assert "A2" not in said


def foreign_rows(parts, _index):
    table = pq.read_table(io.BytesIO(parts["complaints/01.parquet"]))
    place = table.column_names.index("participant")
    names = pa.array(["A2", *table.column("participant").to_pylist()[1:]])
    out = io.BytesIO()
    pq.write_table(table.set_column(place, "participant", names), out)
    parts["complaints/01.parquet"] = out.getvalue()


def part(name, content=b"x"):
    return lambda parts, _index: parts.update({name: content})


def twice(*names):
    return lambda parts, _index: parts.update(dict.fromkeys(names, PNG))


def many_rows(parts, _index):
    """One value, over and over: a few kilobytes that would be read for hours."""
    some = pa.table({"complaint_id": pa.array(["1"] * 1_050_000).dictionary_encode()})
    out = io.BytesIO()
    with pq.ParquetWriter(out, some.schema) as writer:
        for _ in range(20):
            writer.write_table(some, row_group_size=len(some))
    parts["complaints/01.parquet"] = out.getvalue()


def told(**fields):
    return lambda _parts, index: index.update(fields)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (foreign_rows, "which is not who sent it"),
        (part("../../evil.csv"), "does not belong into it"),
        (part("/etc/passwd"), "does not belong into it"),
        (part("evidence/../x.pdf"), "does not belong into it"),
        (part("evidence/C:x.pdf"), "does not belong into it"),
        (part("complaints/01.csv"), "does not belong into it"),
        (part("evidence/a.pdf", b"MZ\x90 no pdf"), "is not what its name says"),
        (part("evidence/a.exe", b"MZ\x90"), "is not what its name says"),
        (part("checklists/01.xlsx", b"PK\x03\x04 none"), "is no workbook"),
        (part("complaints/01.parquet", b"PAR1 broken PAR1"), "01.parquet"),
        (told(participant="Z9"), "The roster has no participant Z9"),
        (told(edition="lain-2020"), "made for the edition lain-2020"),
        (told(schema=2), "newer version of the program"),
        (told(made_at="yesterday"), "its index is damaged"),
        (told(extra=1), "its index is damaged"),
        (told(made_at="9998-12-31T23:59:59-12:00"), "which is to come"),
        (told(made_at="9999-12-31T23:59:59-12:00"), "its index is damaged"),
        (told(made_at="0001-01-01T00:00:00+14:00"), "its index is damaged"),
        (told(made_at="2019-11-02T08:00:00"), "its index is damaged"),
        (told(participant="../A1"), "The roster has no participant"),
        (part("evidence/\x1b[31mred\n.png", PNG), "[31mred\\n.png, which does not belong"),
        (twice("evidence/sk.png", "evidence/SK.png"), "twice"),
        (many_rows, "at most 20,000,000 are taken"),
        (part("checklists/01.csv", b"Peserta,Kode Pertanyaan,Poin Klaim\nA1,q1,7\n"), "ask no questions"),
        (lambda parts, _index: parts.pop("complaints/01.parquet"), "holds no log"),
    ],
)
def test_what_may_not_be_taken_in_is_refused_in_words_and_leaves_nothing(desk, sent, call, tmp_path, change, says):
    good = sent["A2"]
    bad = changed(sent["A1"], tmp_path / "bad.zip", change)
    code, intake = taken(call, desk, bad, good)
    assert code == 1
    refused, filed = intake["taken"]
    assert refused["outcome"] == "refused"
    assert says in refused["says"]
    assert filed["outcome"] == "filed"
    assert not [path for path in desk.rglob("*A1*") if path.name != "results"]
    assert not (tmp_path / "evil.csv").exists()


def test_a_part_that_was_changed_on_its_way_is_refused(desk, sent, call, tmp_path):
    with zipfile.ZipFile(sent["A1"]) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["assessment.json"] = parts["assessment.json"].replace(b'"low"', b'"loW"')
    with zipfile.ZipFile(tmp_path / "changed.zip", "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    code, intake = taken(call, desk, tmp_path / "changed.zip")
    assert code == 1
    assert "assessment.json in changed.zip is not as it was packed" in intake["taken"][0]["says"]


def test_a_file_cut_short_spoilt_or_none_is_refused(desk, sent, call, tmp_path):
    whole = sent["A1"].read_bytes()
    for name, content in {
        "short.zip": whole[: len(whole) // 2], "spoilt.zip": whole.replace(b"PAR1", b"PAR2", 1), "text.zip": b"hello",
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
        code, intake = taken(call, desk, tmp_path / name)
        assert (code, intake["taken"][0]["outcome"]) == (1, "refused"), name
    code, intake = taken(call, desk, tmp_path / "missing.zip")
    assert "There is no file" in intake["taken"][0]["says"]


def _workbook(path, name="[Content_Types].xml", more=()):
    with zipfile.ZipFile(path, "w") as parts:
        for one in (name, "xl/workbook.xml", *more):
            parts.writestr(one, "x")
    return path


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("film.mp4", b"\0\0\0\x18ftypmp42", ""),
        ("surat.pdf", b"%PDF-1.7\n", ""),
        ("foto.JPEG", b"\xff\xd8\xff\xe0", ""),
        ("kosong.pdf", b"", "is empty"),
        ("surat.pdf", PNG, "is not what its name says"),
        ("program.exe", b"MZ", "is not what its name says"),
        ("a;rm -rf.pdf", b"%PDF-1.7\n", "rename it"),
    ],
)
def test_evidence_is_told_by_what_it_holds(tmp_path, name, content, says):
    proof = tmp_path / name
    proof.write_bytes(content)
    found = evidence.faults([proof])
    assert [says in one for one in found] == ([True] if says else [])


def test_macros_and_evidence_of_two_gigabytes_are_refused(ours, year, tmp_path):
    macros = _workbook(tmp_path / "isian.xlsx", more=["xl/vbaProject.bin"])
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.write(b"\0\0\0\x18ftypmp42")
        file.truncate(2 << 30)
    done = ours(year / small.LOG, "--evidence", macros, "--evidence", film)
    assert done.code == 1
    assert "Office files with macros are not" in " ".join(done.err.split())
    assert "film.mp4 has 2,048 MB; at most 200 MB" in done.err


def test_a_folder_is_packed_with_its_checklist_and_evidence(ours, year, tmp_path):
    home = tmp_path / "kami"
    for name in ("checklists", "evidence"):
        (home / name).mkdir(parents=True)
    shutil.copy(year / small.LOG, home / "export.csv")
    rules = tmp_path / "rulebook.toml"
    text = (year / "rulebook.toml").read_text(encoding="utf-8")
    judged = 'code = "judged"\ntitle = { id = "Juri", en = "Judged" }\nweight = 40'
    rules.write_text(text.replace(judged, judged.replace("40", "20")) + LISTED, encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(["Peserta", "Kode Pertanyaan", "Poin Klaim"])
    book.active.append(["A1", "q1", 7])
    book.save(home / "checklists" / "isian kami.xlsx")
    (home / "evidence" / "sk.png").write_bytes(PNG)
    done = ours(home, "--rulebook", rules)
    assert done.code == 0, done.err
    with zipfile.ZipFile(tmp_path / "x.zip") as parts:
        assert set(parts.namelist()) == {
            "submission.json", "assessment.json", "complaints/01.parquet", "checklists/01.xlsx", "evidence/sk.png",
        }  # fmt: skip


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


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_receipt_is_one_page_however_much_is_sent(call, year, tmp_path, language):
    proofs = []
    for number in range(40):
        path = tmp_path / f"{number:02} {'lampiran yang panjang ' * 5}.png".replace(" .", ".")
        path.write_bytes(PNG)
        proofs += ["--evidence", path]
    told = ["--as", "A1", "--set", "name=Kota Satu", "--set", "kind=city", "--rulebook", year / "rulebook.toml"]
    out = ["--out", tmp_path / "x.zip", "--json"]
    done = call("--lang", language, "package", year / small.LOG, *told, *proofs, *out)
    assert done.code == 0, done.err
    (page,) = PdfReader(json.loads(done.out)["receipt"]).pages
    text = page.extract_text()
    assert {"en": "42 files in all", "id": "42 berkas semuanya"}[language] in text
    assert {"en": "57.00 and", "id": "57,00 dan"}[language] in " ".join(text.split())
