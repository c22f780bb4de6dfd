"""A year from its bundle: the same bytes again, nothing confidential within, and every damage found."""

import csv
import io
import json
import shutil
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from criteria.editions import list_editions
from evaluator.synth import synthesise

KNOWN = {}
"""What was published of each folder, as it was worked out, and the bundle made of it at once."""


@pytest.fixture(scope="module")
def published(made_year, tmp_path_factory):
    """A year that was run, whose roster has a column that is nobody's business."""
    from evaluator import bundle as bundles  # noqa: PLC0415 (after the fixtures have chosen the language)
    from evaluator import pipeline, sure  # noqa: PLC0415
    from evaluator.cli.run import run  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("bundled") / "tahun"
    shutil.copytree(made_year, folder)
    roster = folder / "participants.csv"
    rows = list(csv.reader(io.StringIO(roster.read_text(encoding="utf-8"))))
    with roster.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*row, "contact" if place == 0 else "0812-3456"] for place, row in enumerate(rows)])
    for path in (folder / "scores").glob("*.csv"):  # judges with names of their own
        marks = pd.read_csv(path, dtype=str, keep_default_na=False)
        marks.assign(judge="Hakim " + marks["judge"]).to_csv(path, index=False)

    def then(outcome, home, progress):
        """Bundle what was just published, without reading or drawing it again."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sure, "how_sure", None)
            patch.setattr(pipeline, "open_year", None)
            bundles.make_bundle(home, folder.parent / "known.zip", progress=progress, known=outcome)
        KNOWN[folder] = outcome, (folder.parent / "known.zip").read_bytes()

    assert run(folder, documents=False, then=then)["published"]
    return folder


@pytest.fixture(scope="module")
def bundle(published, tmp_path_factory):
    from evaluator.bundle import make_bundle  # noqa: PLC0415 (see above)
    from evaluator.folder import existing  # noqa: PLC0415

    out = tmp_path_factory.mktemp("bundle") / "hasil.zip"
    make_bundle(existing(published), out, progress=lambda *_: None)
    return out


def repacked(bundle, target, change):
    """The bundle with its parts changed: ``change`` takes and gives name to content."""
    with zipfile.ZipFile(bundle) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in change(parts).items():
            packed.writestr(name, content)
    return target


def honest(parts):
    """Give the index the fingerprints of the parts as they are, as a clever forger would."""
    import hashlib  # noqa: PLC0415 (here alone)

    index = json.loads(parts["bundle.json"])
    index["files"] = [
        {"path": name, "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in sorted(parts.items())
        if name != "bundle.json"
    ]
    return {**parts, "bundle.json": json.dumps(index).encode()}


def test_the_results_come_out_again_byte_for_byte(bundle, published, call):
    told = call("reproduce", bundle, "--json")
    assert told.code == 0, told.err
    found = json.loads(told.out)
    assert [one["name"] for one in found["files"]] == [
        "certainty.csv",
        "indicators.csv",
        "ranking.csv",
        "results.json",
    ]
    assert all(one["same"] and one["published"] == one["again"] for one in found["files"])
    with zipfile.ZipFile(bundle) as packed:
        for name in ("indicators.csv", "ranking.csv"):
            assert packed.read(f"published/{name}") == (published / "results" / name).read_bytes()


@pytest.mark.parametrize("edition", [code for code in list_editions() if code.startswith("anggakara-")])
def test_every_edition_comes_out_again(edition, call, tmp_path):
    synthesise(tmp_path / "tahun", complaints=2_000, agencies=24, upps=24, seed=5, dirt=0.05, edition=edition)
    assert call("run", tmp_path / "tahun", "--no-documents").code == 0
    made = call("bundle", tmp_path / "tahun", "--out", tmp_path / "b.zip")
    assert made.code == 0, made.err
    assert call("reproduce", tmp_path / "b.zip").code == 0


def test_nothing_confidential_is_within(bundle, published):
    with zipfile.ZipFile(bundle) as packed:
        contents = {name: packed.read(name) for name in packed.namelist()}
    tables = {name: pd.read_parquet(io.BytesIO(text)) for name, text in contents.items() if name.endswith(".parquet")}
    said = "\n".join(
        [text.decode() for name, text in contents.items() if not name.endswith(".parquet")]
        + [table.to_csv() for table in tables.values()]
    )
    rows = [row for path in sorted((published / "complaints").glob("*.csv")) for row in read(path)]
    secrets = {row["complaint_id"] for row in rows} | {row.get("unit") for row in rows} | {"0812-3456"}
    marks = [row for path in sorted((published / "scores").glob("*.csv")) for row in read(path)]
    secrets = (secrets | {row["comment"] for row in marks}) - {"", None, "DATA SINTETIS"}
    assert len(secrets) > 1_000
    assert [secret for secret in secrets if secret in said] == []
    assert all(row["judge"].startswith("Hakim J") for row in marks)
    assert "Hakim" not in said
    assert set(tables["counted/marks.parquet"]["judge"].str[0]) == {"J"}


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_folder_gives_the_same_bundle(bundle, published, call, tmp_path):
    assert call("bundle", published, "--out", tmp_path / "again.zip").code == 0
    assert (tmp_path / "again.zip").read_bytes() == bundle.read_bytes()


def test_draws_that_are_known_are_taken_over_only_where_nothing_differs(published, bundle, monkeypatch):
    """The bundle proves itself without drawing again; were one mark, share or rule another, it would be drawn."""
    from evaluator import sure  # noqa: PLC0415 (see above)

    (known, bundled), drawn = KNOWN[published], object()
    assert bundled == bundle.read_bytes()
    monkeypatch.setattr(sure, "how_sure", lambda *_, **__: drawn)
    marks, shares = known.handed_in.marks.copy(), known.year.indicators.table.copy()
    marks.loc[marks.index[0], "mark"] += 1
    shares.iloc[0, 0] += 1e-9
    measured = replace(known.year.indicators, table=shares)
    other_seed = known.year.rulebook.certainty.model_copy(update={"seed": 2})
    for other in (
        replace(known, handed_in=replace(known.handed_in, marks=marks)),
        replace(known, year=replace(known.year, indicators=measured)),
        replace(
            known, year=replace(known.year, rulebook=known.year.rulebook.model_copy(update={"certainty": other_seed}))
        ),
    ):
        assert sure.with_certainty(other, quiet, known).year.sure is drawn
    assert sure.with_certainty(known, quiet, known).year.sure is known.year.sure


def quiet(*_):
    """Progress that nobody is told."""


def test_a_rank_that_was_changed_is_told(bundle, call, tmp_path):
    def change(parts):
        ranking = parts["published/ranking.csv"]
        return honest({**parts, "published/ranking.csv": ranking.replace(b",1,", b",9,", 1)})

    told = call("reproduce", repacked(bundle, tmp_path / "b.zip", change), "--json")
    assert told.code == 1
    assert {one["name"]: one["same"] for one in json.loads(told.out)["files"]} == {
        "certainty.csv": True,
        "indicators.csv": True,
        "ranking.csv": False,
        "results.json": True,
    }


def test_a_mark_that_was_changed_is_told(bundle, call, tmp_path):
    def change(parts):
        marks = pd.read_parquet(io.BytesIO(parts["counted/marks.parquet"]))
        marks.loc[marks["mark"].first_valid_index(), "mark"] = 1.0
        written = io.BytesIO()
        marks.to_parquet(written, index=False)
        return honest({**parts, "counted/marks.parquet": written.getvalue()})

    told = call("reproduce", repacked(bundle, tmp_path / "b.zip", change))
    assert told.code == 1
    assert "DIFFERENT" in told.out


def test_every_flipped_byte_is_found(bundle, call, tmp_path):
    original = bundle.read_bytes()
    target = tmp_path / "b.zip"
    step = len(original) // 60
    same = 0
    for place in range(0, len(original), step):
        flipped = bytearray(original)
        flipped[place] ^= 0x10
        target.write_bytes(flipped)
        told = call("reproduce", target)
        assert "Traceback" not in told.err
        same += told.code == 0
    assert same <= 2  # bytes of the ZIP that say nothing: times, attributes


HOSTILE = {
    "outside": (lambda parts: {**parts, "../../evil.txt": b"x"}, "does not belong into it"),
    "absolute": (lambda parts: {**parts, "/etc/evil": b"x"}, "does not belong into it"),
    "unlisted": (lambda parts: {**parts, "counted/secret.py": b"x"}, "does not belong into it"),
    "missing": (lambda parts: {n: c for n, c in parts.items() if n != "counted/marks.parquet"}, "is not whole"),
    "no index": (lambda parts: {n: c for n, c in parts.items() if n != "bundle.json"}, "no bundle of results"),
    "no rules": (lambda parts: honest({n: c for n, c in parts.items() if n != "rulebook.toml"}), "is not whole"),
    "bomb": (lambda parts: {**parts, "published/stages.csv": None}, "would grow more"),
    "garbage table": (lambda parts: honest({**parts, "counted/complaints.parquet": b"PAR1"}), "is damaged"),
    "other table": (
        lambda parts: honest({**parts, "counted/complaints.parquet": parts["counted/bins.parquet"]}), "is damaged",
    ),
    "altered": (lambda parts: {**parts, "counted/marks.parquet": b"x"}, "is damaged"),
    "newer": (
        lambda parts: {**parts, "bundle.json": parts["bundle.json"].replace(b'"schema": 1', b'"schema": 2')}, "newer",
    ),
    "broken rules": (lambda parts: honest({**parts, "rulebook.toml": b"schema = "}), "Line 1"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_bundle_is_refused_in_words(bundle, call, tmp_path, kind):
    change, said = HOSTILE[kind]
    target = tmp_path / "inner" / "b.zip"
    target.parent.mkdir()
    with zipfile.ZipFile(bundle) as packed:
        parts = change({name: packed.read(name) for name in packed.namelist()})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, bytes(100 << 20) if content is None else content)
    told = call("reproduce", target)
    assert told.code == 1, told.out
    assert said in " ".join(told.err.split())
    assert [path.name for path in tmp_path.rglob("*")] == ["inner", "b.zip"]


def test_a_part_that_stands_twice_is_refused(bundle, call, tmp_path):
    target = Path(shutil.copy(bundle, tmp_path / "b.zip"))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(target, "a") as packed:
        packed.writestr("rulebook.toml", b"")
    assert "twice" in call("reproduce", target).err


@pytest.mark.parametrize("left", [0, 10, 1_000, -30])
def test_a_bundle_cut_short_is_told(bundle, call, tmp_path, left):
    target = tmp_path / "b.zip"
    target.write_bytes(bundle.read_bytes()[:left])
    told = call("reproduce", target)
    assert told.code == 1
    assert "cut short" in told.err


def test_a_length_that_lies_is_found(bundle, call, tmp_path):
    content = bytearray(bundle.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 7)
    target = tmp_path / "b.zip"
    target.write_bytes(content)
    assert call("reproduce", target).code == 1


def test_a_folder_that_changed_since_gives_no_bundle(published, call, tmp_path):
    folder = Path(shutil.copytree(published, tmp_path / "tahun"))
    scores = next((folder / "scores").glob("*.csv"))
    lines = scores.read_text(encoding="utf-8").splitlines(keepends=True)
    scores.write_text("".join(lines[: len(lines) // 2]), encoding="utf-8")
    told = call("bundle", folder, "--out", tmp_path / "b.zip")
    assert told.code == 1
    assert "does not follow from what lies in" in " ".join(told.err.split())
    assert not (tmp_path / "b.zip").exists()


def test_the_site_offers_the_bundle_of_its_results_alone(bundle, published, call, tmp_path):
    assert call("site", published, "--out", tmp_path / "public", "--bundle", bundle).code == 0
    assert (tmp_path / "public" / "data" / "bundle.zip").read_bytes() == bundle.read_bytes()
    assert "reproduce bundle.zip" in (tmp_path / "public" / "data.html").read_text(encoding="utf-8")
    other = repacked(bundle, tmp_path / "b.zip", lambda parts: {**parts, "published/ranking.csv": b"code"})
    assert call("site", published, "--out", tmp_path / "public", "--bundle", other).code == 1
    assert call("site", published, "--out", tmp_path / "public", "--bundle", published / "rulebook.toml").code == 2
