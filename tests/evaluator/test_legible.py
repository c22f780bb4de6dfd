"""Letters that no font has: named with who they belong to before anything is printed, and never a blank box."""

import pytest
import small_folder as small

from evaluator import legible

NAMES = {
    "A2": ("Kota \ua98f\ua9a0", "U+A98F JAVANESE LETTER KA), \ua9a0 (U+A9A0 JAVANESE LETTER TA)"),
    "A4": ("\u0645\u062f\u064a\u0646\u0629", "U+0645 ARABIC LETTER MEEM"),
    "U2": ("Klinik \U0001f389", "U+1F389 PARTY POPPER"),
}


def test_check_names_whose_letters_cannot_be_printed(call, tmp_path):
    year = small.build(tmp_path / "kecil")
    for code, (name, _letters) in NAMES.items():
        small.replace(year, small.ROSTER, f"{code},{small.PEOPLE[code]}", f"{code},{name}")
    log = (year / small.LOG).read_text(encoding="utf-8").replace(small.PEOPLE["A4"], "A4")
    (year / small.LOG).write_text(log, encoding="utf-8")
    assert call("check", year).code == 0
    rows = [one for one in small.table(year, "problems.csv") if one["code"] == "letters-missing"]
    assert {row["value"] for row in rows} == {name for name, _letters in NAMES.values()}
    for row in rows:
        ((code, (name, letters)),) = ((code, one) for code, one in NAMES.items() if one[0] == row["value"])
        assert (row["file"], row["column"]) == ("participants.csv", "name")
        assert row["problem"].startswith(f"{name} ({code}): no font of the certificates has ")
        assert letters in row["problem"]


def test_what_every_certificate_would_say_is_looked_at_too(call, tmp_path):
    year = small.build(tmp_path / "kecil")
    small.replace(year, "rulebook.toml", 'id = "Instansi Terbaik"', 'id = "Instansi \u4e00"')
    small.replace(year, "rulebook.toml", 'en = "Agencies"', 'en = "Agencies \u4e00"')
    signed = '[[certificate.signatories]]\nname = "\ua98f"\nposition = { id = "Kepala", en = "Head" }\n'
    (year / "rulebook.toml").write_text((year / "rulebook.toml").read_text(encoding="utf-8") + signed, encoding="utf-8")
    assert call("check", year).code == 0
    found = {(row["column"], row["code"]) for row in small.table(year, "problems.csv")}
    assert found == {
        ("award.best-agency", "letters-missing-everywhere"),
        ("category.agency", "letters-missing-everywhere"),
        ("certificate.signatories.1.name", "letters-missing-everywhere"),
    }


@pytest.mark.parametrize("door", ["run", "certify"])
def test_whoever_prints_is_told_first_and_the_rest_is_printed(call, tmp_path, monkeypatch, door):
    year = small.build(tmp_path / "kecil")
    small.replace(year, small.ROSTER, "U1,Loket Lima", "U1,Loket \ua98f")
    shown = call(door, year)
    said = " ".join(shown.err.split())
    assert "1 text has letters that cannot be printed; all else is made." in said
    assert "Loket \ua98f (U1): no font of the certificates has \ua98f (U+A98F JAVANESE LETTER KA)" in said
    assert {path.name for path in year.rglob("certificates/*/*.pdf")} == {"1-A1.pdf", "1-A2.pdf"}


def test_a_judge_is_told_where_judges_are_thanked(call, tmp_path):
    year = small.build(tmp_path / "kecil")
    (year / "session.toml").write_text('[[person]]\nname = "Ibu \ua98f"\njudge = "J1"\n', encoding="utf-8")
    shown = call("certify", year, "--set", "judges")
    assert "Ibu \ua98f (J1): no font of the certificates has" in " ".join(shown.err.split())
    assert [path.name for path in year.rglob("judges/*.pdf")] == ["02.pdf"]


def test_a_list_names_row_and_column(call, tmp_path):
    listed = tmp_path / "pemenang.csv"
    listed.write_text("nama,penghargaan\nKota Awan,Terbaik\nKota \U0001f389,Terbaik\n", encoding="utf-8")
    shown = call("certify", "--list", listed, "--edition", "Lomba", "--out", tmp_path / "o")
    assert shown.code == 1
    assert "Kota \U0001f389: no font of the certificates has" in " ".join(shown.err.split())
    assert [path.name for path in (tmp_path / "o").glob("*.pdf")] == ["terbaik-kota-awan.pdf"]


@pytest.mark.parametrize("kind", [legible.LETTERS_MISSING, legible.TEXTS_MISSING])
def test_each_kind_speaks_both_languages(kind):
    assert kind.says.keys() == kind.mend.keys() == {"id", "en"}
