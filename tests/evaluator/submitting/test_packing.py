"""What an agency packs: nothing personal, the same bytes each time, evidence looked at, a receipt."""

import hashlib
import io
import json
import shutil
import zipfile

import openpyxl
import pyarrow.parquet as pq
import pytest
import small_folder as small
from parcels import ANSWERS, FIRST, LISTED, PERSONAL, PNG
from pypdf import PdfReader

from evaluator.submitting import evidence


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


def test_what_is_too_long_to_be_packed_is_said(ours, year):
    done = ours(year / small.LOG, "--set", "region=" + "x" * 400)
    assert done.code == 1
    assert "told.region is too long" in done.err


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
