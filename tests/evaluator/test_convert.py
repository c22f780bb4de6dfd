"""A log turned into Parquet says what the log says."""

import json
import shutil

import pyarrow.parquet as pq
import pytest
import small_folder as small

from evaluator.synth import synthesise


def tables(folder):
    results = folder / "results"
    return {name: (results / name).read_bytes() for name in ("indicators.csv", "ranking.csv")}


def bins(folder):
    """Rows by bin over all files, and the codes of problems with rows, counted."""
    codes = sorted(row[0] for row in small.problems(folder) if row[1].startswith("complaints/") and row[2])
    return {code: codes.count(code) for code in codes}


@pytest.mark.parametrize("form", ["csv", "parquet", "csv.gz"])
def test_a_dirty_year_comes_out_the_same(call, tmp_path, form):
    log, packed = tmp_path / "log", tmp_path / "packed"
    synthesise(log, complaints=3_000, agencies=12, upps=12, seed=5, dirt=0.1, files=2, format=form)
    shutil.copytree(log, packed, ignore=shutil.ignore_patterns("complaints"))
    logs = sorted((log / "complaints").iterdir())
    done = call("convert", *logs, "--rulebook", log / "rulebook.toml", "--out", packed / "complaints")
    assert done.code == 0, done.err
    for folder in (log, packed):
        assert call("run", folder, "--no-documents").code == 0
    assert tables(log) == tables(packed)
    assert bins(log) == bins(packed)


def test_words_that_the_rules_exclude_by_stay_in_a_column_of_pseudonyms(call, tmp_path):
    log = small.build(tmp_path / "log")
    header, *rows = (log / small.LOG).read_text(encoding="utf-8").splitlines()
    named = [f"{row},{'Uji Coba' if number % 3 == 0 else 'Siti'}" for number, row in enumerate(rows)]
    (log / small.LOG).write_text("\n".join([f"{header},reporter", *named]) + "\n", encoding="utf-8")
    rules = log / "rulebook.toml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace('exclude = { kind = ["aspiration"] }', 'exclude = { reporter = ["uji coba"] }'))
    packed = tmp_path / "packed"
    shutil.copytree(log, packed, ignore=shutil.ignore_patterns("complaints"))
    assert call("convert", log / small.LOG, "--rulebook", rules, "--out", packed / "complaints").code == 0
    for folder in (log, packed):
        told = json.loads(call("run", folder, "--no-documents", "--json").out)
        assert told["rows"]["by_bin"]["excluded"] == sum(row.endswith("Uji Coba") for row in named)
    assert tables(log) == tables(packed)
    assert all(b"Siti" not in path.read_bytes() for path in (packed / "complaints").iterdir())


def test_only_what_the_rules_use_is_kept_and_reporters_are_pseudonyms(call, tmp_path):
    folder = small.build(tmp_path / "kecil")
    log = folder / small.LOG
    header, *rows = log.read_text(encoding="utf-8").splitlines()
    lines = [f"{header},reporter,Isi Laporan", *(f"{row},Siti,jalan rusak" for row in rows)]
    log.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert call("convert", log, "--rulebook", folder / "rulebook.toml", "--out", tmp_path / "out").code == 0
    path = tmp_path / "out" / log.with_suffix(".parquet").name
    table = pq.read_table(path)
    assert "Isi Laporan" not in table.column_names
    assert len(set(table["reporter"].to_pylist())) == 1
    assert b"Siti" not in path.read_bytes()
    assert b"jalan rusak" not in path.read_bytes()
    assert str(table.schema.field("received_at").type).startswith("timestamp")
    days = [str(moment)[:10] for moment in table["received_at"].to_pylist()]
    assert days == sorted(days)
    assert sorted(table["original_row"].to_pylist()) == list(range(2, len(rows) + 2))


def test_nothing_is_replaced_unasked_and_the_bytes_are_the_same_each_time(call, tmp_path):
    folder = small.build(tmp_path / "kecil")
    arguments = ["convert", folder / small.LOG, "--rulebook", folder / "rulebook.toml", "--out", tmp_path / "out"]
    assert call(*arguments).code == 0
    path = next((tmp_path / "out").iterdir())
    first = path.read_bytes()
    again = call(*arguments)
    assert again.code == 2
    assert path.name in again.err.replace("\n", "")
    assert call(*arguments, "--force").code == 0
    assert path.read_bytes() == first


def test_a_rulebook_that_cannot_be_used_is_told_with_its_place_and_how_to_mend_it(call, tmp_path):
    folder = small.build(tmp_path / "kecil")
    small.replace(folder, "rulebook.toml", "weight = 40", "weight = -40")
    refused = call("convert", folder / small.LOG, "--rulebook", folder / "rulebook.toml", "--out", tmp_path / "out")
    assert refused.code == 1
    said = " ".join(refused.err.split())
    line = 1 + (folder / "rulebook.toml").read_text(encoding="utf-8").splitlines().index("weight = -40")
    assert f"rulebook.toml: Line {line}" in said
    assert "criterion[4].weight" in said
    assert not (tmp_path / "out").exists()


def test_a_log_that_cannot_be_used_is_told_and_writes_nothing(call, tmp_path):
    folder = small.build(tmp_path / "kecil")
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    called = call("convert", bad, folder / small.LOG, "--rulebook", folder / "rulebook.toml", "--out", tmp_path / "out")
    assert called.code == 1
    assert "bad.csv" in called.out
    assert [path.stem for path in (tmp_path / "out").iterdir()] == [(folder / small.LOG).stem]


def test_a_date_that_is_an_empty_text_is_none(call, tmp_path):
    """In JSON a date that is not there may be "", which is no date and not unreadable either."""
    log = tmp_path / "log.json"
    row = {"complaint_id": "1", "participant": "A1", "received_at": "2019-01-02 08:00", "answered_at": ""}
    log.write_text(json.dumps([row, {**row, "complaint_id": "2"}]), encoding="utf-8")
    rules = small.build(tmp_path / "kecil") / "rulebook.toml"
    done = call("convert", log, "--rulebook", rules, "--out", tmp_path / "out")
    assert done.code == 0, done.err
    assert pq.read_table(tmp_path / "out" / "log.parquet")["answered_at"].to_pylist() == [None, None]
