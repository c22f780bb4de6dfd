"""Sets of certificates: who is in each, worked out by hand for the small folder, and that signing knows them."""

import hashlib
import json
import shutil

import pandas as pd
import pypdf
import pytest
from altered import alter

from criteria.honourable import honourable
from criteria.results import Awards, Ranking
from evaluator.issued.settings import PASSPHRASE
from reports.agreement import disagreements
from reports.agreement_certificates import in_certificates
from tests import signing_keys
from tests.evaluator import small_folder

STAGES = """\
[[stage]]
code = "desk"
title = { id = "Berkas", en = "Desk" }
top = { agency = 3, upp = 1 }
[[stage]]
code = "final"
title = { id = "Akhir", en = "Final" }
"""
MINUTES = '[[person]]\nname = "Prof. Dr. Sari Contoh"\njudge = "J1"\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = small_folder.build(tmp_path_factory.mktemp("sets") / "year")
    small_folder.replace(
        root, "rulebook.toml", '[[award]]\ncode = "best-agency"', STAGES + '[[award]]\ncode = "best-agency"'
    )
    small_folder.replace(
        root,
        "rulebook.toml",
        'place = "Jakarta"',
        'place = "Jakarta"\nhonourable = 1\nalso = ["honourable", "finalists", "judges", "participants"]',
    )
    (root / "session.toml").write_text(MINUTES, encoding="utf-8")
    return root


def words(path):
    return " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())


def certificates(folder):
    return json.loads((folder / "certificates.json").read_bytes())["certificates"]


def printed(call, folder, out, *sets):
    called = call("certify", folder, "--out", out, "--json", *(word for name in sets for word in ("--set", name)))
    assert called.code == 0, called
    return json.loads(called.out), {one["path"]: one for one in certificates(out)}


def test_each_set_holds_whom_it_should(call, folder, tmp_path):
    told, made = printed(call, folder, tmp_path, "winners", "honourable", "finalists", "judges")
    assert told["sets"] == {"winners": 3, "honourable": 1, "finalists": 4, "judges": 2}
    won = {one["name"] for path, one in made.items() if path.startswith("certificates/")}
    finals = {one["name"] for path, one in made.items() if path.startswith("certificate-sets/finalists/")}
    (mentioned,) = [one for path, one in made.items() if path.startswith("certificate-sets/honourable/")]
    assert won < finals
    assert mentioned["name"] in finals - won  # three agencies went on, two of them won
    assert mentioned["award"] == {"id": "Penerima Penghargaan Harapan", "en": "Recipient of an Honourable Mention"}
    judges = {path: one["name"] for path, one in made.items() if "/judges/" in path}
    assert judges == {
        "certificate-sets/judges/01.pdf": "Prof. Dr. Sari Contoh",  # as session.toml has it, not as the sheet
        "certificate-sets/judges/02.pdf": "J2",
    }
    page = words(tmp_path / "certificate-sets" / "judges" / "01.pdf")
    assert all(said in page for said in ("PIAGAM APRESIASI", "Certificate of Appreciation", "sebagai as Juri", "Judge"))
    assert "Kategori" not in page


def test_everybody_who_took_part_is_thanked_whether_ranked_or_not(call, folder, tmp_path):
    _told, made = printed(call, folder, tmp_path, "participants")
    assert {one["name"] for one in made.values()} == set(small_folder.PEOPLE.values())
    assert all("PIAGAM APRESIASI" in words(tmp_path / path) for path in made)


@pytest.fixture(scope="module")
def ran(folder):
    """The folder with its results, the sets that the rulebook names among them, and a key."""
    from evaluator.cli.run import run  # noqa: PLC0415 (after the fixtures have chosen the language)

    assert run(folder, documents=True)["published"]
    (folder / "panitia.p12").write_bytes(signing_keys.pair().p12())
    return folder


def test_run_prints_what_the_rulebook_names_with_the_same_codes(call, ran, tmp_path):
    run = {one["path"]: one for one in certificates(ran / "results")}
    _told, made = printed(call, ran, tmp_path, "winners", "honourable", "finalists", "judges", "participants")
    assert run == made  # path, bytes, code and number
    count = 3 + 1 + 4 + 2 + 6
    assert len({one["code"] for one in run.values()}) == len({one["number"] for one in run.values()}) == count
    listed = json.loads((ran / "results" / "manifest.json").read_bytes())["outputs"]
    assert set(run) <= {one["path"] for one in listed}  # so that sign enters them in the register


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
@pytest.mark.parametrize(("after", "figure"), [
    ("2|A1|Kota Satu|81.60", "rank"), ("1|A1|Kota Sana|81.60", "name"), ("1|A1|Kota Satu|81.06", "score"),
])  # fmt: skip
def test_minutes_of_a_stage_that_say_otherwise_are_found(ran, tmp_path, suffix, after, figure):
    results, path = shutil.copytree(ran / "results", tmp_path / "results"), f"minutes/1-desk{suffix}"
    assert [*disagreements(results)] == []
    alter(results / path, "1|A1|Kota Satu|81.60", after)
    assert [(one.file, one.figure, one.code) for one in disagreements(results)] == [(path, figure, "A1")]


def verdicts(call, folder, *asked):
    """What verify answers of each."""
    return [one["answer"] for one in json.loads(call("verify", *asked, "--register", folder, "--json").out)["verdicts"]]


def test_sets_are_signed_with_a_key_file_verified_withdrawn_and_printed_again(call, ran, tmp_path, monkeypatch):
    monkeypatch.setenv(PASSPHRASE, signing_keys.PASSPHRASE)
    called = call("sign", ran, "--key", ran / "panitia.p12", "--only", "certificate-sets/*", "--json")
    assert called.code == 0, called.err
    sets = {one["path"]: one for one in certificates(ran / "results") if one["path"].startswith("certificate-sets/")}
    assert json.loads(called.out)["signed"] == sorted(sets)
    assert len(sets) == 1 + 4 + 2 + 6
    entered = {one["path"]: one for one in json.loads((ran / "issued" / "register.json").read_bytes())["documents"]}
    for path, one in sets.items():
        assert {name: entered[path][name] for name in ("code", "number", "name", "award")} == {
            name: one[name] for name in ("code", "number", "name", "award")
        }
        assert entered[path]["before"] == one["sha256"]
    assert set(verdicts(call, ran, *(ran / "issued" / path for path in sets))) == {"valid"}

    judge = sets["certificate-sets/judges/01.pdf"]
    assert verdicts(call, ran, judge["code"], "--name", "Prof. Dr. Sari Contoh") == ["valid"]
    assert verdicts(call, ran, judge["code"], "--name", "Prof. Dr. Sari Lain") == ["other name"]
    (tmp_path / "own.pdf").write_bytes((ran / "results" / judge["path"]).read_bytes())
    assert verdicts(call, ran, tmp_path / "own.pdf") == ["unsigned"]  # as certify --set prints it
    signed = bytearray((ran / "issued" / judge["path"]).read_bytes())
    signed[len(signed) // 2] ^= 1
    (tmp_path / "own.pdf").write_bytes(signed)
    assert verdicts(call, ran, tmp_path / "own.pdf") == ["altered"]

    copy = tmp_path / "copy.pdf"
    assert call("reprint", judge["code"], "--register", ran, "--unsigned", "--out", copy).code == 0
    assert "Prof. Dr. Sari Contoh" in words(copy)
    assert call("withdraw", judge["code"], "--reason", "Keliru", "--register", ran).code == 0
    mentioned = next(path for path in sets if "/honourable/" in path)
    asked = (ran / "issued" / judge["path"], judge["code"], sets[mentioned]["code"], ran / "issued" / mentioned)
    assert verdicts(call, ran, *asked[:1]) == verdicts(call, ran, asked[1]) == ["withdrawn"]
    assert verdicts(call, ran, asked[2]) == verdicts(call, ran, asked[3]) == ["valid"]


def test_wrong_use_is_told(call, folder, tmp_path):
    for words_, said in (
        ((folder, "--set", "losers"), "losers"),
        ((folder, "--list", tmp_path / "x.csv"), "--list"),
        (("--set", "winners"), "--list"),
        ((folder, "--out", folder / "results" / "x"), "results"),
    ):
        called = call("certify", *words_)
        assert called.code == 2
        assert said in called.err


def test_a_set_that_the_rules_do_not_know_is_refused(call, tmp_path):
    root = small_folder.build(tmp_path / "year")
    for name, said in (("finalists", "top"), ("honourable", "honourable = 3")):
        called = call("certify", root, "--set", name)
        assert called.code == 1
        assert said in " ".join(called.err.split())
    assert not (root / "certificates").exists()


def test_mentions_are_the_next_in_each_category_and_equals_share():
    ranks = [("a", 1, "A"), ("a", 2, "B"), ("a", 3, "C"), ("a", 3, "D"), ("a", 5, "E"), ("b", 1, "F")]
    table = pd.DataFrame(ranks, columns=["category", "rank", "code"]).assign(status="ranked", name="x")
    table.loc[len(table)] = ["b", pd.NA, "G", "not ranked: enough", "x"]
    none = pd.DataFrame()
    awards = Awards(table=pd.DataFrame({"code": ["A"]}), remarks=none)
    ranking = Ranking(table=table.astype({"rank": "Int64"}), gates=none, ties=none)
    assert [*honourable(ranking, awards, 1)["code"]] == ["B", "F"]
    assert [*honourable(ranking, awards, 2)["code"]] == ["B", "C", "D", "F"]
    assert honourable(ranking, awards, 0).empty


def test_a_set_that_says_otherwise_than_the_results_is_found(tmp_path):
    path = "certificate-sets/participants/A1.pdf"
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(b"a page")
    index = tmp_path / "certificates.json"
    document = {"awards": [], "participants": [{"code": "A1", "name": "Kota Satu"}]}
    digest = hashlib.sha256(b"a page").hexdigest()
    for name, sha256, figures in (
        ("Kota Satu", digest, []),
        ("Kota Dua", digest, ["name"]),
        ("Kota Satu", "", ["sha256"]),
    ):
        index.write_text(json.dumps({"certificates": [{"path": path, "name": name, "sha256": sha256}]}))
        assert [found.figure for found in in_certificates(tmp_path, document)] == figures
