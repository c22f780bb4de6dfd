"""Every way to tamper with a signed PDF is refused, every honest one is taken, and no byte may change."""

import inspect
import random
import re
import shutil
import subprocess
from functools import cache
from io import BytesIO

import certificate_samples as samples
import pdf_attacks as attacks
import pikepdf
import pytest
import signing_keys
from signing_keys import NOW, authority, pair

from reports.signing import holders
from reports.signing.check import Trust, check
from reports.signing.seal import Told, seal_of

OURS = pair()
TRUST = Trust(signers=[OURS.own])
ATTACKS = {
    name: attack
    for name, attack in vars(attacks).items()
    if inspect.isfunction(attack)
    and [one.lstrip("_") for one in inspect.signature(attack).parameters] == ["pdf"]
    and name not in {"covered", "contents"}
}
FINDINGS = {
    "a_changed_byte": "changed",
    "a_changed_reason": "changed",
    "bytes_after_the_end": "added",
    "an_older_revision": "unsigned",
    "other_text_on_the_page": "added",
    "a_note_over_the_name": "added",
    "an_update_that_viewers_allow": "added",
    "wrapped": "added",
    "room_hides_more": "added",
    "a_certificate_more": "added",
    "a_strangers_certificate": "forged",
    "a_strangers_signature": "stranger",
    "a_second_signature": "several",
    "a_strangers_time_stamp": "several",
}
"""What is to be said of those whose kind matters to who reads it; the others are refused in one way or another."""


@cache
def signed(made=OURS, text=samples.PLAIN):
    seal = seal_of(holders.KeyFile(made.key, made.chain), Told("Piagam", "Jakarta"), NOW)
    return seal.sign(samples.rendered(text))


def test_there_are_fifteen_kinds_and_more():
    assert len(ATTACKS) >= 15


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused(name):
    attacked = ATTACKS[name](signed())
    assert attacked != signed()
    found = check(attacked, TRUST, NOW).finding
    assert found != "sound"
    assert found == FINDINGS.get(name, found)


def test_a_signature_of_another_document_is_no_signature_of_this_one():
    """Two certificates of one size: the signature of one is put into the other, and so is the name's."""
    mine, other = signed(), signed(text=samples.text(recipient="Kota Awas"))
    found = check(attacks.put(other, attacks.contents(mine)), TRUST, NOW)
    assert found.finding in {"changed", "forged"}


def test_parts_of_two_signed_documents_make_no_third():
    mine, other = signed(), signed(text=samples.text(recipient="Kota Awas"))
    before, _after = attacks.covered(mine)
    for attacked in (mine + other, mine[:before] + other[attacks.covered(other)[0] :]):
        assert check(attacked, TRUST, NOW).finding != "sound"


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not here")
def test_wrapping_is_worth_refusing(tmp_path):
    """It deceives who asks for the mathematics alone: poppler calls the signature valid."""
    assert "Signature is Valid." in poppler(attacks.wrapped(signed()), tmp_path)
    with pikepdf.open(BytesIO(attacks.wrapped(signed()))) as document:
        assert str(document.docinfo["/Title"]) == "Piagam Kota Lain"


def poppler(pdf, folder):
    """What poppler says of a signature."""
    (folder / "signed.pdf").write_bytes(pdf)
    command = ["pdfsig", "-nocert", "signed.pdf"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def flips(places, count, seed):
    """Positions and bits, drawn once and for all."""
    draw = random.Random(seed)  # noqa: S311 (places for tests)
    return [(draw.choice(places), 1 << draw.randrange(8)) for _ in range(count)]


def flipped(pdf, at, bit):
    return pdf[:at] + bytes([pdf[at] ^ bit]) + pdf[at + 1 :]


def test_no_bit_of_the_file_may_change():
    pdf = signed()
    drawn = flips(range(len(pdf)), 150, seed=6)
    taken = [at for at, bit in drawn if check(flipped(pdf, at, bit), TRUST, NOW).finding == "sound"]
    assert taken == []


@pytest.mark.parametrize("made", [OURS, pair(kind="ec"), pair(number=1, by=authority())], ids=["rsa", "ec", "issued"])
def test_no_bit_of_the_signature_may_change(made):
    """There the signature cannot guard itself; the names of algorithms, certificates and spare room are looked at."""
    pdf = signed(made)
    before, after = attacks.covered(pdf)
    trust = Trust(signers=[made.own])
    taken = [
        at - before
        for at, bit in flips(range(before, after), 120, seed=7)
        if check(flipped(pdf, at, bit), trust, NOW).finding == "sound"
    ]
    assert taken == []


@pytest.mark.parametrize(
    "text", [samples.PLAIN, samples.text(recipient=samples.PANGKAJENE), samples.text(synthetic=True)]
)
@pytest.mark.parametrize(
    ("made", "trust"),
    [
        (OURS, TRUST),
        (pair(kind="ec"), Trust(signers=[pair(kind="ec").own])),
        (pair(number=1, by=authority()), Trust(signers=[pair(number=1, by=authority()).own])),
        (pair(number=1, by=authority()), Trust(authorities=[authority().own])),
    ],
    ids=["rsa", "ec", "issued", "by authority"],
)
def test_honest_ones_are_taken(made, trust, text):
    found = check(signed(made, text), trust, NOW)
    assert (found.finding, found.detail, found.signer) == ("sound", "", made.own)


def test_the_moment_and_the_trust_decide():
    made = pair(number=1, by=authority())
    pdf = signed(made)
    later = NOW + 1.5 * signing_keys.YEAR
    assert check(pdf, Trust(signers=[made.own]), later).finding == "expired"
    assert check(pdf, Trust(authorities=[authority().own]), later).finding == "expired"
    assert check(pdf, Trust(), NOW).finding == "stranger"
    assert (
        check(pdf, Trust(authorities=[pair("Otoritas Contoh", number=91, use="issue").own]), NOW).finding == "stranger"
    )
    assert check(samples.rendered(samples.PLAIN), TRUST, NOW).finding == "unsigned"


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not here")
@pytest.mark.parametrize("made", [OURS, pair(kind="ec"), pair(number=1, by=authority())], ids=["rsa", "ec", "issued"])
def test_poppler_agrees_on_honest_ones(made, tmp_path):
    said = poppler(signed(made), tmp_path)
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert len(re.findall(r"^Signature #", said, re.MULTILINE)) == 1
