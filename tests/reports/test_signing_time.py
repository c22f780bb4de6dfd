"""Time stamps: what a trusted server says of the moment counts, what it did not say is refused."""

import shutil
import subprocess

import certificate_samples as samples
import pdf_attacks as attacks
import pytest
import time_server
from asn1crypto import cms
from signing_keys import NOW, YEAR, authority, pair

from reports.signing import holders
from reports.signing.check import Trust, check
from reports.signing.faults import CannotSignError
from reports.signing.seal import Told, seal_of

SIGNER = pair(number=1, by=authority())
STAMPER = pair("Jam Contoh", number=40, use="stamp", by=authority(), until=4)
TRUST = Trust(signers=[SIGNER.own], time_stampers=[STAMPER.own])


def sealed(url):
    return seal_of(holders.KeyFile(SIGNER.key, SIGNER.chain), Told("Piagam", "Jakarta", url), NOW)


@pytest.fixture(scope="module")
def stamped():
    """Two documents with time stamps, so that one may take the other's."""
    with time_server.serving(STAMPER) as url:
        seal = sealed(url)
        return [seal.sign(samples.rendered(samples.text(recipient=name))) for name in ("Kota Awan", "Kota Awas")]


def test_a_trusted_stamp_tells_the_moment(stamped):
    for trust in (TRUST, Trust(authorities=[authority().own])):
        found = check(stamped[0], trust, NOW)
        assert found.finding == "sound"
        assert abs((found.stamped - NOW).total_seconds()) < 3600
        assert list(found.time_stampers) == [STAMPER.own]
    found = check(stamped[0], Trust(signers=[SIGNER.own]), NOW)
    assert (found.finding, found.stamped, list(found.time_stampers)) == ("sound", None, [STAMPER.own])


def test_with_it_a_signature_outlives_its_certificate(stamped):
    later = NOW + 2 * YEAR
    assert check(stamped[0], TRUST, later).finding == "sound"
    assert check(stamped[0], Trust(signers=[SIGNER.own]), later).finding == "expired"


def test_another_signatures_stamp_is_refused(stamped):
    mine, other = (cms.ContentInfo.load(attacks.contents(one)) for one in stamped)
    signer = mine["content"]["signer_infos"][0]
    signer["unsigned_attrs"] = other["content"]["signer_infos"][0]["unsigned_attrs"]
    assert check(attacks.put(stamped[0], mine.dump(force=True)), TRUST, NOW).finding == "time-stamp"


def test_a_stamp_that_was_taken_away_leaves_a_signature_without_one(stamped):
    """Nothing guards it: the signature is as good as if it had never been stamped, and no more."""
    mine = cms.ContentInfo.load(attacks.contents(stamped[0]))
    mine["content"]["signer_infos"][0]["unsigned_attrs"] = []
    bare = attacks.put(stamped[0], mine.dump(force=True))
    assert check(bare, TRUST, NOW).stamped is None
    assert check(bare, TRUST, NOW + 2 * YEAR).finding != "sound"


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not here")
def test_poppler_agrees(stamped, tmp_path):
    (tmp_path / "signed.pdf").write_bytes(stamped[0])
    command = ["pdfsig", "-nocert", "signed.pdf"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in said
    assert "Total document signed" in said


def refused(url):
    with pytest.raises(CannotSignError) as raised:
        sealed(url).sign(samples.rendered(samples.PLAIN))
    assert raised.value.reason == "time-stamp"
    assert url in raised.value.detail
    return raised.value.detail


def test_a_server_that_does_not_stamp_is_named():
    with time_server.serving(STAMPER, answer=b"<html>not today</html>") as url:
        refused(url)
    refused(url)  # nobody is there any more
