"""What the issue of a bad value is, to the letter: where it stands, what it is, and which documents are made anyway."""

import pytest
import small_folder as small

CERTIFICATES = {"1-A1.pdf", "1-A2.pdf", "1-U1.pdf"}
"""What the clean folder gives: A1 and A2 share the first place."""


@pytest.fixture
def folder(tmp_path):
    return small.build(tmp_path / "kecil")


def name_winner(folder, name):
    """Let the first winner be called so; its complaints name it by its code."""
    quoted = '"' + name.replace('"', '""') + '"'
    small.replace(folder, small.ROSTER, "A1,Kota Satu", f"A1,{quoted}")
    log = (folder / small.LOG).read_text(encoding="utf-8").replace("Kota Satu", "A1")
    (folder / small.LOG).write_text(log, encoding="utf-8")


def certificates(folder):
    return {path.name for path in (folder / "results" / "certificates").rglob("*.pdf")}


@pytest.mark.parametrize(
    "name", ["K" * 301, "Kota 🎉 Satu", "Kota\u202eSatu", "مدينة"], ids=["long", "emoji", "turn", "script"]
)
def test_a_winner_whose_certificate_cannot_be_printed_is_told_and_all_else_is_made(call, folder, name):
    name_winner(folder, name)
    called = call("run", folder)
    assert called.code == 0
    assert "Traceback" not in called.out + called.err
    assert certificates(folder) == CERTIFICATES - {"1-A1.pdf"}
    refused = [file for code, file, *_ in small.problems(folder) if code == "certificate-not-made"]
    assert refused == ["results/certificates/best-agency/1-A1.pdf"]
    assert {"report.pdf", "ranking.xlsx", "results.json"} <= {path.name for path in (folder / "results").iterdir()}
    assert [row["name"] for row in small.table(folder, "ranking.csv") if row["code"] == "A1"] == [name]


@pytest.mark.parametrize("name", ["<b>Kota</b> & 'Satu'"])  # others: test_hostile_names.py
def test_a_winners_name_is_text_on_a_certificate_whatever_it_looks_like(call, folder, name):
    name_winner(folder, name)
    assert call("run", folder).code == 0
    assert certificates(folder) == CERTIFICATES
    assert small.problems(folder) == []
