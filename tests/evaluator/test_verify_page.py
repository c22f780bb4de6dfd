"""``evaluator verify-page``: from registers to a page, whole, and never over something else."""

import json
import shutil

import issuing
import pytest
import signing_keys

from reports.verification.sealing import found_by


@pytest.fixture
def issued(published_year, tmp_path, call):
    root = shutil.copytree(published_year, tmp_path / "kecil")
    (root / "panitia.p12").write_bytes(signing_keys.pair().p12(signing_keys.OPEN))
    assert call("sign", root, "--only", "certificates/*", "--only", "report.pdf").code == 0
    return root


def test_a_page_of_what_was_issued_withdrawn_and_copied(call, issued, tmp_path):
    out = tmp_path / "page"
    entry = issuing.entry(issued, issuing.FIRST)
    call("withdraw", entry["code"], "--reason", "Keliru", "--register", issued)
    call("reprint", "report.pdf", "--register", issued, "--out", tmp_path / "copy.pdf")
    called = call("verify-page", issued, "--out", out, "--contact", "Sekretariat", "--json")
    assert called.code == 0, called.err
    told = json.loads(called.out)
    listed = json.loads((out / "codes.json").read_bytes())
    certificates = [one for one in issuing.register(issued)["documents"] if one["code"]]
    assert (told["codes"], told["withdrawn"]) == (len(certificates), 1)
    assert {found: state for found, (state, _sealed) in listed["codes"].items()} == {
        found_by(one["code"]): "withdrawn" if one["path"] == issuing.FIRST else "valid" for one in certificates
    }
    files = [one["sha256"] for one in issuing.register(issued)["documents"]]
    files += [copy["sha256"] for copy in issuing.entry(issued, "report.pdf")["copies"]]
    assert set(listed["files"]) == set(map(found_by, files))
    before = (out / "index.html").read_bytes()
    assert call("verify-page", issued, "--out", out, "--contact", "Sekretariat").code == 0
    assert (out / "index.html").read_bytes() == before


def test_several_years_make_one_page(call, issued, tmp_path):
    other = shutil.copytree(issued, tmp_path / "lain")
    called = call("verify-page", issued, other, "--out", tmp_path / "page", "--json")
    assert json.loads(called.out)["codes"] == len([one for one in issuing.register(issued)["documents"] if one["code"]])


def test_nothing_else_is_written_over(call, issued, tmp_path):
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "thesis.doc").write_text("mine")
    assert call("verify-page", issued, "--out", tmp_path / "page").code == 2
    assert [path.name for path in (tmp_path / "page").iterdir()] == ["thesis.doc"]
    assert call("verify-page", tmp_path / "page", "--out", tmp_path / "new").code == 2
    assert not (tmp_path / "new").exists()
