import json

import pytest

from criteria.editions import list_editions
from criteria.loading import load
from evaluator.init import kind_of


@pytest.mark.parametrize("code", list_editions())
def test_every_shipped_rulebook_starts_a_folder(call, tmp_path, code):
    called = call("init", tmp_path / "new", "--rulebook", code, "--json")
    told = json.loads(called.out)
    assert called.code == 0
    assert {"rulebook.toml", "certificate.key", "practices.csv"} <= set(told["files"])
    assert load(tmp_path / "new" / "rulebook.toml").edition.code == code
    assert len((tmp_path / "new" / "certificate.key").read_text().strip()) == 64
    assert (tmp_path / "new" / "certificate.key").stat().st_mode & 0o777 == 0o600
    assert all((tmp_path / "new" / name).is_dir() for name in ("complaints", "checklists", "scores"))


def test_a_folder_with_complaints_runs_at_once(call, made_year, tmp_path):
    logs = sorted((made_year / "complaints").iterdir())
    called = call("init", tmp_path / "new", "--rulebook", "anggakara-2019", "--complaints", *logs)
    assert called.code == 0
    assert "check their kinds" in called.out
    run = call("run", tmp_path / "new", "--no-documents", "--json")
    told = json.loads(run.out)
    assert (run.code, told["published"]) == (0, True)
    assert told["ranking"][0]["ranked"] > 0


def test_a_rulebook_may_be_last_years_file(call, tmp_path):
    call("init", tmp_path / "first", "--rulebook", "anggakara-2019")
    call("init", tmp_path / "second", "--rulebook", tmp_path / "first" / "rulebook.toml")
    first, second = ((tmp_path / name / "rulebook.toml").read_text() for name in ("first", "second"))
    assert first == second


def test_keys_differ_from_folder_to_folder(call, tmp_path):
    for name in ("first", "second"):
        call("init", tmp_path / name, "--rulebook", "lapor")
    assert (tmp_path / "first" / "certificate.key").read_text() != (tmp_path / "second" / "certificate.key").read_text()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kementerian Kesehatan", "ministry"),
        ("Badan Pengawas Obat dan Makanan", "institution"),
        ("Provinsi Jawa Tengah", "province"),
        ("Pemerintah Provinsi Kalimantan Selatan", "province"),
        ("KOTA SEMARANG", "city"),
        ("Kab. Majalengka", "regency"),
        ("Kotabaru", "institution"),
        ("Dinas Perhubungan Kabupaten Cilacap", "upp"),
        ("PT Contoh", "enterprise"),
        ("", "institution"),
    ],
)
def test_the_kind_is_read_off_the_first_words(name, kind):
    assert kind_of(name) == kind
