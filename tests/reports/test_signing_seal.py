"""Signing a PDF: the document stays what it was, the key is asked once, and what fails is named."""

from io import BytesIO

import certificate_samples as samples
import pikepdf
import pypdf
import pytest
from signing_keys import NOW, pair

from reports.signing import holders
from reports.signing.check import Trust, check
from reports.signing.faults import CannotSignError
from reports.signing.seal import FIELD, Told, seal_of


class Counting(holders.KeyFile):
    """A key that counts how often it signs."""

    times = 0

    def sign(self, digest):
        type(self).times += 1
        assert len(digest) == 32
        return super().sign(digest)


def seal(told=None):
    return seal_of(holders.KeyFile(pair().key, pair().chain), told or Told(), NOW)


def test_the_document_stands_unchanged_at_the_beginning():
    plain = samples.rendered(samples.PLAIN)
    signed = seal().sign(plain)
    assert signed.startswith(plain)
    words = [page.extract_text() for page in pypdf.PdfReader(BytesIO(signed)).pages]
    assert words == [page.extract_text() for page in pypdf.PdfReader(BytesIO(plain)).pages]


def test_reason_and_place_are_told_and_nothing_may_change():
    signed = seal(Told("Piagam penghargaan", "Jakarta")).sign(samples.rendered(samples.PLAIN))
    with pikepdf.open(BytesIO(signed)) as document:
        field = document.Root.AcroForm.Fields[0]
        assert str(field.T) == FIELD
        signature = field.V
        assert (str(signature.Reason), str(signature.Location)) == ("Piagam penghargaan", "Jakarta")
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert int(signature.Reference[0].TransformParams.P) == 1
        assert document.Root.Perms.DocMDP.objgen == signature.objgen
        assert str(field.TU)  # read aloud to the blind


def test_what_is_invisible_lies_beside_the_page():
    """PDF/UA wants an annotation without a tag to be outside the page, PDF/A wants it printable and not hidden."""
    signed = seal().sign(samples.rendered(samples.PLAIN))
    with pikepdf.open(BytesIO(signed)) as document:
        widget = document.pages[0].Annots[0]
        left, bottom, right, top = (float(value) for value in widget.Rect)
        assert right < 0
        assert top < 0
        assert (left, bottom) == (right, top)
        assert int(widget.F) & 0b110 == 0b100  # printed, not hidden


def test_the_key_signs_once_for_each_document():
    holder = Counting(pair().key, pair().chain)
    made = seal_of(holder, Told(), NOW)
    plain = samples.rendered(samples.PLAIN)
    made.sign(plain)
    before = holder.times
    for _ in range(3):
        assert check(made.sign(plain), Trust(signers=[pair().own]), NOW).finding == "sound"
    assert holder.times == before + 3


@pytest.mark.parametrize("content", [b"", b"no PDF", samples.rendered(samples.PLAIN)[:-300]])
def test_what_is_no_pdf_is_not_signed(content):
    with pytest.raises(CannotSignError) as raised:
        seal().sign(content)
    assert raised.value.reason == "document"


def test_what_is_signed_is_not_signed_again():
    signed = seal().sign(samples.rendered(samples.PLAIN))
    with pytest.raises(CannotSignError) as raised:
        seal().sign(signed)
    assert raised.value.reason == "document"
