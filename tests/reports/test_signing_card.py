"""A key in a hardware module (PKCS#11), tried with SoftHSM: it signs, and what is wrong is named."""

import os
import shutil
import subprocess
from pathlib import Path

import certificate_samples as samples
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from signing_keys import NOW, authority, pair

from reports.signing.check import Trust, check
from reports.signing.faults import CannotSignError

pkcs11 = pytest.importorskip("pkcs11", reason="the extra for cards is not here")
MODULE = next(
    (str(found) for root in ("/usr/lib", "/usr/local/lib") for found in Path(root).rglob("libsofthsm2.so")), ""
)
pytestmark = pytest.mark.skipif(not MODULE or shutil.which("softhsm2-util") is None, reason="SoftHSM is not here")
PIN, TOKEN = "1234-5678", "penyelenggara"
SIGNERS = {"rsa": pair(number=1, by=authority()), "ec": pair("Kurva", kind="ec")}


@pytest.fixture(scope="module", autouse=True)
def token(tmp_path_factory):
    """A token with keys; the module reads where its tokens are when it is loaded, once in a process."""
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    run = ["softhsm2-util", "--pin", PIN]
    subprocess.run([*run, "--init-token", "--free", "--label", TOKEN, "--so-pin", PIN], check=True, capture_output=True)
    for label, made in {**SIGNERS, "bare": pair(number=1)}.items():
        (folder / "key.pem").write_bytes(made.pem())
        command = [*run, "--import", "key.pem", "--token", TOKEN, "--label", label, "--id", label.encode().hex()]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
    with pkcs11.lib(MODULE).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        for label, made in SIGNERS.items():
            session.create_object({
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                pkcs11.Attribute.TOKEN: True,
                pkcs11.Attribute.LABEL: label,
                pkcs11.Attribute.ID: label.encode(),
                pkcs11.Attribute.SUBJECT: made.own.subject.public_bytes(),
                pkcs11.Attribute.VALUE: made.own.public_bytes(Encoding.DER),
            })  # fmt: skip
    yield
    del os.environ["SOFTHSM2_CONF"]


def opened(label, beside=(), pin=PIN, module=MODULE, token=TOKEN):
    from reports.signing.card import Card, open_card  # noqa: PLC0415 (only where the extra is)
    from reports.signing.seal import Told  # noqa: PLC0415

    return open_card(Card(module, token, label), list(beside), lambda: pin, Told("Piagam"), NOW)


@pytest.fixture
def closing():
    """Ends the session of a seal, which lasts as long as the process: a token is entered once at a time."""
    made = []
    yield lambda seal: made.append(seal) or seal
    for seal in made:
        seal.signer.pkcs11_session.close()


@pytest.mark.parametrize("label", SIGNERS)
def test_a_key_that_never_leaves_the_module_signs(label, closing):
    seal = closing(opened(label))
    assert seal.certificate == SIGNERS[label].own
    for _ in range(2):
        found = check(seal.sign(samples.rendered(samples.PLAIN)), Trust(signers=[SIGNERS[label].own]), NOW)
        assert (found.finding, found.signer) == ("sound", SIGNERS[label].own)


def test_certificates_may_stand_beside_it(closing):
    made = SIGNERS["rsa"]
    signed = closing(opened("bare", made.chain)).sign(samples.rendered(samples.PLAIN))
    assert check(signed, Trust(authorities=[authority().own]), NOW).finding == "sound"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"label": "rsa", "pin": "9999"}, "passphrase"),
        ({"label": "nothing"}, "token"),
        ({"label": "bare"}, "token"),
        ({"label": "bare", "beside": [pair(number=2).own]}, "mismatch"),
        ({"label": "rsa", "token": "elsewhere"}, "token"),
        ({"label": "rsa", "module": "/nowhere/lib.so"}, "token"),
    ],
)
def test_what_is_wrong_is_named(given, reason):
    with pytest.raises(CannotSignError) as raised:
        opened(**given)
    assert raised.value.reason == reason
