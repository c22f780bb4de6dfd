"""Ways to tamper with a signed PDF: each takes an honest one and returns what an attacker would hand in.

The names are those under which they were published where they were: incremental saving, universal signature forgery
and signature wrapping in Mladenov and others, "1 Trillion Dollar Refund" (CCS 2019); shadow attacks in Mainka and
others (NDSS 2021); certification attacks in Rohlmann and others (S&P 2021).
"""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import signing_keys
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from reports.signing import holders
from reports.signing.seal import Told, seal_of


def covered(pdf):
    """Where the signature stands: the ends of what it covers before and after."""
    _start, before, after, _rest = map(int, re.findall(rb"/ByteRange \[([\d ]+)\]", pdf)[-1].split())
    return before, after


def contents(pdf):
    """The signature without the room after it."""
    before, after = covered(pdf)
    return cms.ContentInfo.load(bytes.fromhex(pdf[before + 1 : after - 1].decode())).dump()


def put(pdf, der):
    """Put another signature into the room."""
    before, after = covered(pdf)
    room = after - before - 2
    return pdf[: before + 1] + der.hex().upper().encode().ljust(room, b"0") + pdf[after - 1 :]


def update(pdf, change):
    """An incremental update, as an honest program writes it."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(pdf)
    return out.getvalue()


def page(writer):
    return writer.root["/Pages"]["/Kids"][0]


def a_changed_byte(pdf):
    at = pdf.index(b"stream") + 400
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def a_changed_reason(pdf):
    return pdf.replace(b"(Piagam)", b"(Palsu!)")


def bytes_after_the_end(pdf):
    return pdf + b"% more\n"


def an_empty_line_after_the_end(pdf):
    return pdf + b"\n"


def bytes_before_the_beginning(pdf):
    return b"% before\n" + pdf


def cut_short(pdf):
    return pdf[:-200]


def an_older_revision(pdf):
    return pdf[: pdf.index(b"%%EOF") + 6]


def other_text_on_the_page(pdf):
    """Incremental saving: the page gets another content."""

    def change(writer):
        stream = generic.StreamObject(stream_data=b"BT /F1 40 Tf 100 300 Td (Kota Lain) Tj ET")
        page(writer)[pdf_name("/Contents")] = writer.add_object(stream)
        writer.update_container(page(writer))

    return update(pdf, change)


def a_note_over_the_name(pdf):
    """A certification attack: an annotation is laid over what was signed."""

    def change(writer):
        note = generic.DictionaryObject({
            pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (100, 250, 700, 350))),
            pdf_name("/Contents"): generic.pdf_string("Kota Lain"),
        })  # fmt: skip
        page(writer)[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
        writer.update_container(page(writer))

    return update(pdf, change)


def another_title(pdf):
    return update(pdf, lambda writer: writer.set_info(generic.DictionaryObject({
        pdf_name("/Title"): generic.pdf_string("Piagam Kota Lain")
    })))  # fmt: skip


def a_script_on_opening(pdf):
    def change(writer):
        writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject({
            pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")
        })  # fmt: skip
        writer.update_root()

    return update(pdf, change)


def an_update_that_viewers_allow(pdf):
    """A document security store, which the standard lets anybody add even to what may not be changed."""

    def change(writer):
        writer.root[pdf_name("/DSS")] = writer.add_object(generic.DictionaryObject())
        writer.update_root()

    return update(pdf, change)


def the_field_removed(pdf):
    """The form is emptied: a viewer finds no signature any more."""

    def change(writer):
        writer.root[pdf_name("/AcroForm")] = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})
        writer.update_root()

    return update(pdf, change)


def saved_anew(pdf):
    """Opened and saved by another program, the title changed."""
    with pikepdf.open(BytesIO(pdf)) as document:
        document.docinfo["/Title"] = "Piagam Kota Lain"
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def room_hides_more(pdf):
    """Something stands in the room after the signature, which it does not cover."""
    _before, after = covered(pdf)
    return pdf[: after - 5] + b"BEEF" + pdf[after - 1 :]


def signature_emptied(pdf):
    """Universal forgery: the signature holds nothing but zeros."""
    return put(pdf, b"")


def signature_is_null(pdf):
    before, after = covered(pdf)
    return pdf[:before] + b"null".ljust(after - before) + pdf[after:]


def range_removed(pdf):
    return pdf.replace(b"/ByteRange", b"/ByteRangf")


def range_of_negative_length(pdf):
    return re.sub(
        rb"/ByteRange \[([\d ]+)\]", lambda m: b"/ByteRange [%s]" % b"0 0 0 -1".ljust(len(m[1])), pdf, count=1
    )


def range_of_the_first_part(pdf):
    before, _after = covered(pdf)
    return re.sub(
        rb"/ByteRange \[([\d ]+)\]",
        lambda m: b"/ByteRange [%s]" % (b"0 %d %d 0" % (before, before)).ljust(len(m[1])),
        pdf,
        count=1,
    )


def wrapped(pdf):
    """Signature wrapping: what was signed is all there, its end moved behind another title and another range."""
    before, after = covered(pdf)
    room, tail = pdf[before:after], pdf[after:]
    table = int(re.findall(rb"startxref\s+(\d+)", tail)[-1])
    field, info = re.search(rb"(\d+) 0 obj\s+<<\s+/Contents <3", pdf)[1], re.search(rb"/Info (\d+) 0 R", tail)[1]
    dictionary = b"%s 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached " % field
    dictionary += b"/ByteRange [0 %d %010d %d] /Contents %s >>\nendobj\n"
    title = b"%s 0 obj\n<< /Title (Piagam Kota Lain) >>\nendobj\n" % info
    rows = (
        b"xref\n%s 1\n%010d 00000 n \n%s 1\n%010d 00000 n \ntrailer\n<< /Size %s /Root %s /Info %s 0 R /Prev %010d >>\n"
    )
    ends = [re.search(rb"/%s (\d[\d R]*)" % name, tail)[1].strip() for name in (b"Size", b"Root")]
    # the moved part still says where the table of objects begins: the attacker's own stands there
    filler = b"\n".ljust(table - after, b" ")
    length = len(rows % (field, 0, info, 0, *ends, info, 0))
    first = table + length
    second = first + len(dictionary % (before, 0, len(tail), room))
    end = second + len(title)
    moved = table + end - after
    added = filler + rows % (field, first, info, second, *ends, info, moved)
    added += dictionary % (before, end, len(tail), room) + title
    return pdf[:after] + added + tail


def a_strangers_signature(pdf):
    """The unsigned document, signed by somebody who calls himself as the true signer does."""
    stranger = signing_keys.pair(number=66)
    seal = seal_of(holders.KeyFile(stranger.key, stranger.chain), Told("Piagam"), signing_keys.NOW)
    return seal.sign(an_older_revision(pdf))


def a_second_signature(pdf):
    """A stranger signs what is signed already."""
    stranger = _simple(signing_keys.pair(number=66))
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name="Two"), stranger, new_field_spec=SigFieldSpec("Two")
    )
    signer._enforce_certification_constraints = lambda _reader: None  # an attacker keeps to no rule
    return signer.sign_pdf(writer).getvalue()


def a_strangers_time_stamp(pdf):
    """Another time stamp, over the whole, is appended."""
    stranger = signing_keys.pair("Jam", number=67, use="stamp")
    key, own = _asn1(stranger)
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    return signers.PdfTimeStamper(DummyTimeStamper(own, key)).timestamp_pdf(writer, "sha256").getvalue()


def a_strangers_certificate(pdf):
    """The certificate in the signature is exchanged for one of the same name."""
    info = cms.ContentInfo.load(contents(pdf))
    info["content"]["certificates"] = [_asn1(signing_keys.pair(number=66, serial=1000))[1]]
    return put(pdf, info.dump(force=True))


def a_certificate_more(pdf):
    """A certificate that has nothing to do with it comes along."""
    info = cms.ContentInfo.load(contents(pdf))
    own = info["content"]["certificates"][0].chosen
    info["content"]["certificates"] = [own, _asn1(signing_keys.pair("Lain", kind="ec"))[1]]
    return put(pdf, info.dump(force=True))


def in_capitals(pdf):
    """The digits of the signature written otherwise: the same signature, other bytes."""
    before, after = covered(pdf)
    room = pdf[before:after]
    return pdf[:before] + (room.lower() if room.upper() == room else room.upper()) + pdf[after:]


def no_pdf(_pdf):
    return b"%PDF-1.7\nnothing more\n%%EOF\n"


def _simple(made):
    key, own = _asn1(made)
    return signers.SimpleSigner(own, key, signers.pdf_cms.SimpleCertificateStore())


def _asn1(made):
    from asn1crypto import keys, x509  # noqa: PLC0415 (names that others here would hide)
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415

    der = made.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return keys.PrivateKeyInfo.load(der), x509.Certificate.load(made.own.public_bytes(serialization.Encoding.DER))
