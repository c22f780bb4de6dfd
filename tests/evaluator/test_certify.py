import datetime as dt
import json

import pypdf
import pytest

from evaluator import winners
from evaluator.certify import file_name, slug


def text_of(path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def certify(call, listed, out, *more):
    called = call(
        "certify", "--list", listed, "--edition", "Kompetisi Contoh | Sample Competition", "--out", out, "--json", *more
    )
    return called.code, json.loads(called.out)


def test_every_row_becomes_a_certificate(call, tmp_path):
    listed = tmp_path / "list.csv"
    listed.write_text(
        "name,award,category,place,number,code,date\n"
        "Provinsi Contoh,Terbaik,Instansi,1,12/PP/2019,P-01,2019-12-09\n"
        "Kota Contoh,Terbaik,Instansi,2,,,9 Desember 2019\n"
    )
    code, told = certify(call, listed, tmp_path / "out")
    assert (code, told["bad"]) == (0, [])
    first, second = sorted((tmp_path / "out").glob("*.pdf"))
    assert [first.name, second.name] == ["terbaik-1-p-01.pdf", "terbaik-2-kota-contoh.pdf"]
    words = text_of(first)
    assert all(
        part in words for part in ("Provinsi Contoh", "Terbaik", "12/PP/2019", "9 Desember 2019", "9 December 2019")
    )
    assert "Sample Competition" in words


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "Nama;Penghargaan\nKota Contoh;Terbaik\n"),
        ("utf-16", "Nama\tPenghargaan\r\nKota Contoh\tTerbaik\r\n"),
        ("cp1252", 'PENERIMA,award\n"Kota\nContoh",“Terbaik”\n'),
        ("utf-8", "Daftar pemenang 2019\n\nNama,Penghargaan,Catatan\nKota Contoh,Terbaik,x\n\n"),
    ],
)
def test_lists_are_read_as_offices_keep_them(tmp_path, encoding, text):
    (tmp_path / "list.csv").write_bytes(text.encode(encoding))
    found, problems = winners.read(tmp_path / "list.csv", tmp_path)
    assert problems == []
    assert [(winner.name, winner.award.strip("“”")) for winner in found] == [("Kota Contoh", "Terbaik")]


def test_bad_rows_are_named_and_the_rest_is_printed(call, tmp_path):
    listed = tmp_path / "list.csv"
    listed.write_text(
        "name,award,place,date\n"
        ",Terbaik,1,\n"
        "Kota A,,1,\n"
        "Kota B,Terbaik,satu,\n"
        "Kota C,Terbaik,0,\n"
        "Kota D,Terbaik,1,31 Februari 2019\n"
        "مدينة,Terbaik,1,\n"
        "Kota E,Terbaik,1,\n",
        encoding="utf-8",
    )
    code, told = certify(call, listed, tmp_path / "out")
    assert code == 1
    assert [(row["row"], row["column"]) for row in told["bad"]] == [
        (2, "name"), (3, "award"), (4, "place"), (5, "place"), (6, "date"), (7, "name"),
    ]  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["manifest.json", "terbaik-1-kota-e.pdf"]


def test_the_same_list_gives_the_same_bytes(call, tmp_path):
    (tmp_path / "list.csv").write_text("name,award\nKota Contoh,Terbaik\nKota Lain,Terbaik\n")
    for name in ("one", "two"):
        certify(call, tmp_path / "list.csv", tmp_path / name)
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert len(one) == 3


def test_a_rulebook_says_who_signs(call, tmp_path):
    call("init", tmp_path / "new", "--rulebook", "anggakara-2019")
    rulebook = tmp_path / "new" / "rulebook.toml"
    assert "(NAMA PEJABAT)" in rulebook.read_text(encoding="utf-8")
    rulebook.write_text(rulebook.read_text(encoding="utf-8").replace("(NAMA PEJABAT)", "Dr. Rekaan"), encoding="utf-8")
    (tmp_path / "list.csv").write_text("name,award\nKota Contoh,Pendorong Perubahan Terbaik\n")
    code, told = certify(call, tmp_path / "list.csv", tmp_path / "out", "--rulebook", rulebook)
    assert (code, told["bad"]) == (0, [])
    words = text_of(told["files"][0])
    assert "DR. REKAAN" in words.upper()
    assert "Best Driver of Change" in words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-12-09", dt.date(2019, 12, 9)),
        ("9 Desember 2019", dt.date(2019, 12, 9)),
        ("17 august 2019", dt.date(2019, 8, 17)),
        ("29 Februari 2019", None),
        ("9/12/2019", None),
        ("٩ Desember 2019", dt.date(2019, 12, 9)),
        ("", None),
    ],
)
def test_dates_of_lists(text, day):
    assert winners.day(text) == day


def test_file_names_are_plain_and_each_its_own():
    taken: set[str] = set()
    names = [
        file_name(winner(name, award), taken)
        for name, award in (("../../etc", "a/b"), ("", "a/b"), ("../../etc", "a/b"), ("مدينة", ""))
    ]
    assert names == ["a-b-etc.pdf", "a-b.pdf", "a-b-etc-2.pdf", "certificate.pdf"]
    assert slug("É  ü—ß/..\x00") == "e-u"


def winner(name: str, award: str) -> winners.Winner:
    return winners.Winner(2, name, award, "", "", "", None, "", "", None)
