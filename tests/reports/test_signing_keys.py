"""Keys: which open, which are refused, and that none signs for a certificate that is not its own."""

import datetime as dt
import shutil
import subprocess

import pytest
import signing_keys
from signing_keys import NOW, PASSPHRASE, authority, pair

from reports.signing import holders
from reports.signing.faults import CannotSignError
from reports.signing.names import fingerprint, holder_name
from reports.signing.seal import Told, seal_of

TOLD = Told()


def never():
    raise AssertionError("nobody is to be asked")


def refused(act, *arguments):
    with pytest.raises(CannotSignError) as raised:
        act(*arguments)
    return raised.value.reason, raised.value.detail


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_key_opens_from_pkcs12_and_pem_locked_or_not(kind):
    made = pair(kind=kind)
    for content, beside, ask in (
        (made.p12(), [], lambda: PASSPHRASE),
        (made.p12(signing_keys.OPEN), [], never),
        (made.pem(), [made.certificates()], never),
        (made.pem(signing_keys.LOCKED), [made.certificates()], lambda: PASSPHRASE),
        (made.pem() + made.certificates(), [], never),
    ):
        opened = holders.key_file(content, beside, ask)
        assert list(opened.certificates) == [made.own]
        assert seal_of(opened, TOLD, NOW).certificate == made.own


def test_the_issuers_come_along_after_the_signers_own():
    made = pair(number=1, by=authority())
    opened = holders.key_file(made.pem(), [authority().certificates(), made.certificates()], never)
    assert list(opened.certificates) == [made.own, authority().own]


def test_the_certificate_that_holds_longest_is_taken():
    old, new = pair(number=2, until=1), pair(number=2, until=2)
    opened = holders.key_file(old.pem() + old.certificates() + new.certificates(), [], never)
    assert opened.certificates[0] == new.own


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: pair().p12(), "passphrase"),
        (lambda: pair().pem(signing_keys.LOCKED), "passphrase"),
        (lambda: b"", "format"),
        (lambda: pair().p12()[:-40], "format"),
        (lambda: b"\x89PNG something else", "format"),
        (lambda: pair().certificates(), "no-key"),
        (lambda: pair().pem(), "no-certificate"),
        (lambda: pair().pem() + pair(number=1, by=authority()).certificates(), "no-certificate"),
        (lambda: b"-----BEGIN PRIVATE KEY-----\nbm90aGluZw==\n-----END PRIVATE KEY-----\n", "format"),
    ],
)
def test_what_cannot_be_opened_is_told_apart(content, reason):
    assert refused(holders.key_file, content(), [], lambda: "wrong")[0] == reason


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
def test_a_file_locked_in_the_old_way_opens(tmp_path):
    made = pair()
    (tmp_path / "all.pem").write_bytes(made.pem() + made.certificates())
    command = ["openssl", "pkcs12", "-export", "-legacy", "-in", "all.pem", "-out", "old.p12", "-passout", "stdin"]
    done = subprocess.run(command, cwd=tmp_path, input=PASSPHRASE.encode(), capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this openssl has no legacy provider")
    opened = holders.key_file((tmp_path / "old.p12").read_bytes(), [], lambda: PASSPHRASE)
    assert list(opened.certificates) == [made.own]


@pytest.mark.parametrize(
    ("made", "reason", "detail"),
    [
        ({"since": -2, "until": -1}, "expired", (NOW - signing_keys.YEAR).date().isoformat()),
        ({"since": 1, "until": 2}, "not-yet", (NOW + signing_keys.YEAR).date().isoformat()),
        ({"kind": "weak"}, "weak", "1024"),
        ({"use": "issue"}, "usage", ""),
        ({"use": "lock"}, "usage", ""),
    ],
)
def test_a_certificate_that_is_not_good_for_signing_now_is_refused(made, reason, detail):
    found = pair(number=5, **made)
    assert refused(seal_of, holders.KeyFile(found.key, found.chain), TOLD, NOW) == (reason, detail)


def test_an_empty_passphrase_opens_nothing_that_is_locked():
    for content in (pair().p12(), pair().pem(signing_keys.LOCKED)):
        assert refused(holders.key_file, content, [], lambda: "")[0] == "passphrase"


def test_a_day_decides():
    found = pair(number=5, since=-2, until=-1)
    holder = holders.KeyFile(found.key, found.chain)
    assert seal_of(holder, TOLD, NOW - signing_keys.YEAR - dt.timedelta(seconds=1)).certificate == found.own


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_key_that_is_not_its_certificates_is_found_before_anything_is_signed(kind):
    stranger = holders.KeyFile(signing_keys.key(kind, 7), pair(kind=kind).chain)
    assert refused(seal_of, stranger, TOLD, NOW) == ("mismatch", "")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_program_signs_as_a_service_far_away_would(tmp_path, kind):
    made = pair(kind=kind)
    (tmp_path / "key.pem").write_bytes(made.pem())
    digest = ["-pkeyopt", "digest:sha256"] if kind == "rsa" else []
    command = ["openssl", "pkeyutl", "-sign", "-inkey", str(tmp_path / "key.pem"), *digest]
    assert seal_of(holders.Program(command, made.chain), TOLD, NOW).certificate == made.own


@pytest.mark.parametrize(
    ("command", "reason", "detail"),
    [
        (["sh", "-c", "cat"], "mismatch", ""),
        (["sh", "-c", "echo the service says no >&2; exit 3"], "token", "sh: the service says no"),
        (["/nowhere/to/be/found"], "token", "/nowhere/to/be/found: "),
    ],
)
def test_a_program_that_does_not_sign_is_named(command, reason, detail):
    found = refused(seal_of, holders.Program(command, pair().chain), TOLD, NOW)
    assert found[0] == reason
    assert found[1].startswith(detail)


def test_names_and_fingerprints(tmp_path):
    made = pair()
    assert holder_name(made.own) == "Panitia Kompetisi"
    (tmp_path / "c.pem").write_bytes(made.certificates())
    if shutil.which("openssl"):
        said = subprocess.run(
            ["openssl", "x509", "-in", "c.pem", "-noout", "-fingerprint", "-sha256"],
            cwd=tmp_path, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert said.partition("=")[2].strip().replace(":", "").lower() == fingerprint(made.own)
