"""Signing a year: what is signed is entered, what was issued is never overwritten, and a bad key is named."""

import hashlib
import json
import shutil

import issuing
import pytest
import signing_keys
import small_folder as small
import time_server

from evaluator.issued.settings import PASSPHRASE


@pytest.fixture
def folder(published_year, tmp_path, monkeypatch):
    monkeypatch.setenv(PASSPHRASE, signing_keys.PASSPHRASE)
    return shutil.copytree(published_year, tmp_path / "kecil")


def told(called):
    return json.loads(called.out)


def test_every_pdf_is_signed_and_entered_and_the_results_stay(call, folder):
    before = small.bytes_of(folder)
    called = call("sign", folder, "--json")
    assert called.code == 0, called.err
    assert small.bytes_of(folder) == before
    pdfs = sorted(path.relative_to(folder / "results").as_posix() for path in (folder / "results").rglob("*.pdf"))
    assert told(called)["signed"] == pdfs
    assert [one["path"] for one in issuing.register(folder)["documents"]] == pdfs
    listed = {
        one["path"]: one for one in json.loads((folder / "results" / "certificates.json").read_bytes())["certificates"]
    }
    for one in issuing.register(folder)["documents"]:
        content = (folder / "issued" / one["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one["sha256"]
        assert hashlib.sha256(content[: one["length"]]).hexdigest() == one["before"]
        assert content[: one["length"]] == (folder / "results" / one["path"]).read_bytes()
        about = listed.get(one["path"], {"code": None, "name": "", "number": "", "award": None})
        assert {name: one[name] for name in ("code", "name", "number", "award")} == {
            name: about[name] for name in ("code", "name", "number", "award")
        }


def test_a_second_time_nothing_is_signed_and_what_was_lost_is(call, folder):
    call("sign", folder)
    before = issuing.register(folder)
    lost = folder / "issued" / issuing.FIRST
    assert told(call("sign", folder, "--json"))["signed"] == []
    assert issuing.register(folder) == before
    lost.unlink()
    assert told(call("sign", folder, "--json"))["signed"] == [issuing.FIRST]
    assert call("verify", lost, "--register", folder).code == 0


def test_a_run_that_was_stopped_is_taken_up_again(call, folder):
    assert told(call("sign", folder, "--only", "certificates/*", "--json"))["signed"] != []
    done = told(call("sign", folder, "--json"))
    assert "report.pdf" in done["signed"]
    assert not any(name.startswith("certificates/") for name in done["signed"])
    assert issuing.FIRST in done["already"]


def test_what_was_issued_is_not_overwritten_by_what_differs(call, folder):
    call("sign", folder)
    signed = (folder / "issued" / issuing.FIRST).read_bytes()
    small.replace(folder, "rulebook.toml", 'place = "Jakarta"', 'place = "Bogor"')
    assert call("run", folder).code == 0
    called = call("sign", folder, "--json")
    assert called.code == 1
    assert issuing.FIRST in told(called)["changed"]
    assert (folder / "issued" / issuing.FIRST).read_bytes() == signed
    code = issuing.entry(folder, issuing.FIRST)["code"]
    assert call("withdraw", code, "--reason", "Tempat salah", "--register", folder).code == 0
    assert issuing.FIRST in told(call("sign", folder, "--json"))["signed"]
    assert [one["path"] for one in issuing.register(folder)["documents"]].count(issuing.FIRST) == 2
    assert call("verify", code, "--register", folder).code == 0


def test_what_was_withdrawn_is_signed_again_only_by_its_whole_path(call, folder):
    call("sign", folder)
    call("withdraw", issuing.FIRST, "--reason", "Keliru", "--register", folder)
    assert told(call("sign", folder, "--json"))["withdrawn"] == [issuing.FIRST]
    assert told(call("sign", folder, "--only", "certificates/*", "--json"))["withdrawn"] == [issuing.FIRST]
    assert told(call("sign", folder, "--only", issuing.FIRST, "--json"))["signed"] == [issuing.FIRST]


def test_results_that_somebody_changed_are_not_signed(call, folder):
    with (folder / "results" / issuing.FIRST).open("ab") as file:
        file.write(b" ")
    called = call("sign", folder)
    assert called.code == 1
    assert "is not as evaluator run wrote it" in called.err
    assert not (folder / "issued").exists()


def test_a_damaged_register_is_named_and_left(call, folder):
    (folder / "issued").mkdir()
    (folder / "issued" / "register.json").write_text('{"schema": 1, "edition": 7')
    called = call("sign", folder)
    assert (called.code, "is damaged" in called.err) == (1, True)
    assert (folder / "issued" / "register.json").read_text() == '{"schema": 1, "edition": 7'


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("wrong", "The passphrase does not open panitia.p12. Try again."),
        (None, "panitia.p12 is locked: set EVALUATOR_PASSPHRASE to its passphrase"),
    ],
)
def test_a_passphrase_that_does_not_fit(call, folder, monkeypatch, passphrase, said):
    if passphrase is None:
        monkeypatch.delenv(PASSPHRASE)
    else:
        monkeypatch.setenv(PASSPHRASE, passphrase)
    called = call("sign", folder)
    assert called.code == 1
    assert said in " ".join(called.err.split())
    assert not (folder / "issued").exists()


def test_an_expired_key_in_indonesian(call, folder):
    old = signing_keys.pair(number=5, since=-2, until=-1)
    (folder / "panitia.p12").write_bytes(old.p12())
    called = call("sign", folder, "--lang", "id")
    day = old.own.not_valid_after_utc.date().isoformat()
    assert f"Sertifikat panitia.p12 berakhir pada {day}: tidak ada yang ditandatangani." in " ".join(called.err.split())
    assert called.code == 1


@pytest.mark.parametrize(
    ("settings", "code", "said"),
    [
        (None, 2, "Name the key with --key, or write"),
        ("key = ", 1, "is no TOML"),
        ('reason = "x"\n', 1, "name just one of key, program and card"),
        ('key = "a.p12"\nprogram = ["x"]\n', 1, "name just one of key, program and card"),
        ('key = "panitia.p12"\npassphrase = "rahasia"\n', 1, "no passphrase is kept in a file. Take passphrase out"),
        ('key = "nowhere.p12"\n', 2, "nowhere.p12 cannot be read"),
        ('key = "panitia.p12"\ntime_stamp_server = "file:///etc/passwd"\n', 1, "time_stamp_server does not fit"),
        ('key = "panitia.pem"\n', 1, "panitia.pem holds no private key"),
    ],
)
def test_settings_that_do_not_fit(call, folder, settings, code, said):
    path = folder / "signing.toml"
    path.unlink()
    if settings is not None:
        path.write_text(settings, encoding="utf-8")
    called = call("sign", folder)
    assert called.code == code
    assert said in " ".join(called.err.split())
    assert "rahasia" not in called.err + called.out


def test_options_go_before_the_settings(call, folder):
    other = signing_keys.pair("Lain", number=8)
    (folder / "lain.pem").write_bytes(other.pem())
    (folder / "lain.crt").write_bytes(other.certificates())
    called = call("sign", folder, "--key", folder / "lain.pem", "--certificate", folder / "lain.crt")
    assert called.code == 0, called.err
    assert [one["name"] for one in issuing.register(folder)["signers"]] == ["Lain"]


def test_without_results_there_is_nothing_to_sign(call, folder):
    shutil.rmtree(folder / "results")
    called = call("sign", folder)
    assert (called.code, "has no results yet" in called.err) == (1, True)


def test_time_stamps_where_a_server_is_named(call, folder):
    """Who stamped is remembered, so that the register alone tells later when something was signed."""
    stamper = signing_keys.pair("Jam Contoh", number=40, use="stamp", by=signing_keys.authority())
    with time_server.serving(stamper) as url:
        with (folder / "signing.toml").open("a") as file:
            file.write(f'time_stamp_server = "{url}"\n')
        called = call("sign", folder, "--only", issuing.FIRST)
    assert called.code == 0, called.err
    assert [one["name"] for one in issuing.register(folder)["time_stampers"]] == ["Jam Contoh"]
    assert call("verify", folder / "issued" / issuing.FIRST, "--register", folder).code == 0
    called = call("sign", folder)  # the server is gone: what is signed stays
    assert called.code == 1
    assert "The time-stamp server did not answer as it should" in " ".join(called.err.split())
    assert [one["path"] for one in issuing.register(folder)["documents"]] == [issuing.FIRST]


def test_a_card_is_asked_with_a_pin(call, folder):
    (folder / "signing.toml").write_text('[card]\nmodule = "/nowhere/lib.so"\ntoken = "kartu"\nkey = "x"\n')
    called = call("sign", folder)
    assert called.code == 1
    said = " ".join(called.err.split())
    assert "kartu did not sign" in said or "Keys on cards need an extra" in said
