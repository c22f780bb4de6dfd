"""Printing again: the same document, marked as a copy, known as one, and never of what was withdrawn."""

import json
import shutil
from io import BytesIO

import issuing
import pikepdf
import pypdf
import pytest
import signing_keys

from reports.copies import as_copy
from reports.theming import load_theme


@pytest.fixture
def issued(published_year, tmp_path, call):
    root = shutil.copytree(published_year, tmp_path / "kecil")
    (root / "panitia.p12").write_bytes(signing_keys.pair().p12(signing_keys.OPEN))
    assert call("sign", root, "--only", "certificates/*").code == 0
    return root


def words(content):
    return [page.extract_text().split() for page in pypdf.PdfReader(BytesIO(content)).pages]


def test_a_copy_says_the_same_and_that_it_is_one(call, issued, tmp_path):
    code = issuing.entry(issued, issuing.FIRST)["code"]
    called = call("reprint", code, "--register", issued, "--out", tmp_path / "again.pdf", "--json")
    assert called.code == 0, called.err
    assert json.loads(called.out)["signed"]
    original, copy = ((path.read_bytes()) for path in (issued / "issued" / issuing.FIRST, tmp_path / "again.pdf"))
    (before,), (after,) = words(original), words(copy)
    assert [word for word in after if word not in {"SALINAN", "Copy"}] == before
    assert {"SALINAN", "Copy"} <= set(after)
    with pikepdf.open(BytesIO(copy)) as document:
        assert str(document.docinfo["/Title"]).endswith("(Salinan)")
        assert document.open_metadata()["dc:title"] == str(document.docinfo["/Title"])
    called = call("verify", tmp_path / "again.pdf", "--register", issued, "--json")
    (found,) = json.loads(called.out)["verdicts"]
    assert (called.code, found["answer"], found["copy"], found["document"]["code"]) == (0, "valid", True, code)
    assert call("verify", issued / "issued" / issuing.FIRST, "--register", issued).code == 0


def test_a_copy_for_paper_is_not_signed_and_verifies_as_nothing(call, issued, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert call("reprint", issuing.FIRST, "--register", issued, "--unsigned").code == 0
    assert len(issuing.entry(issued, issuing.FIRST)["copies"]) == 1
    called = call("verify", "1-A1-salinan.pdf", "--register", issued)
    assert (called.code, "NOT SIGNED" in called.out) == (1, True)


def test_without_a_key_a_copy_is_for_paper(call, issued, tmp_path):
    (issued / "signing.toml").unlink()
    called = call("reprint", issuing.FIRST, "--register", issued, "--out", tmp_path / "x.pdf")
    assert called.code == 0
    assert "It is not signed" in called.out


def test_what_was_withdrawn_is_not_printed_again(call, issued, tmp_path):
    call("withdraw", issuing.FIRST, "--reason", "Keliru", "--register", issued)
    called = call("reprint", issuing.FIRST, "--register", issued, "--out", tmp_path / "x.pdf")
    assert called.code == 1
    assert "(Keliru): no copy of it is made" in " ".join(called.err.split())
    assert not (tmp_path / "x.pdf").exists()


def test_a_copy_of_a_withdrawn_document_is_withdrawn_too(call, issued, tmp_path):
    call("reprint", issuing.FIRST, "--register", issued, "--out", tmp_path / "x.pdf")
    call("withdraw", issuing.FIRST, "--reason", "Keliru", "--register", issued)
    assert "WITHDRAWN" in call("verify", tmp_path / "x.pdf", "--register", issued).out


@pytest.mark.parametrize("spoil", ["missing", "changed"])
def test_only_what_was_issued_is_printed_again(call, issued, tmp_path, spoil):
    path = issued / "issued" / issuing.FIRST
    if spoil == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"\n")
    called = call("reprint", issuing.FIRST, "--register", issued, "--out", tmp_path / "x.pdf")
    assert (called.code, "is missing or not as it was issued" in " ".join(called.err.split())) == (1, True)
    assert issuing.entry(issued, issuing.FIRST)["copies"] == []


def test_the_mark_stands_on_every_page_and_the_same_copy_has_the_same_bytes(published_year):
    report = (published_year / "results" / "report.pdf").read_bytes()
    copy = as_copy(report, load_theme())
    assert copy == as_copy(report, load_theme())
    assert all("SALINAN" in page for page in words(copy))
    assert len(words(copy)) == len(words(report)) > 3
