"""What stands around a signature: the room left for it in the file, and what of it the signature does not cover.

A signature cannot cover itself. Whatever could be hidden there (spare room, further certificates, fields that no
mathematics guards) must be as a signer leaves it.
"""

from __future__ import annotations

import binascii
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from asn1crypto import parser
from cryptography import x509
from cryptography.exceptions import InvalidSignature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn1crypto import cms, core
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_NULL = b"\x05\x00"
_WITH_PARAMETERS = "rsassa_pss"
_TIME_STAMP = "signature_time_stamp_token"


class EnvelopeError(ValueError):
    """Something stands where the signature does not guard it; the message says what."""


@dataclass(frozen=True)
class Envelope:
    """The certificates that came along, the signer's among them."""

    certificates: Sequence[x509.Certificate]


def envelope(pdf: bytes, signature: EmbeddedPdfSignature) -> Envelope:
    """Return what came along with a signature that covers the whole file; EnvelopeError where it does not.

    ValueError where it is no signature of one signer.
    """
    contents = _room(pdf, [int(value) for value in signature.byte_range])
    der = contents[: _length(contents)]
    if contents.strip(b"\0") != der.strip(b"\0") or not signature.pkcs7_content.startswith(der):
        raise EnvelopeError("something is hidden in the room of the signature")
    found = _certificates(signature.signed_data)
    (signer,) = signature.signed_data["signer_infos"]
    _plain(signature.signed_data, found, "v1", {_TIME_STAMP})
    for attribute in signer["unsigned_attrs"] or ():
        for token in attribute["values"]:
            _plain(token["content"], _certificates(token["content"]), "v3", set())
    return Envelope(found)


def _room(pdf: bytes, covered: list[int]) -> bytes:
    """Return what stands in the room left for the signature, if all the rest of the file is covered."""
    if len(covered) != 4:
        raise EnvelopeError("the signature covers parts of the file")
    start, before, after, rest = covered
    if start != 0 or rest < 0 or not 0 < before < after or after + rest != len(pdf):
        raise EnvelopeError("the signature does not cover the whole file")
    room = pdf[before:after]
    digits = room[1:-1]
    if room[:1] + room[-1:] != b"<>" or digits.upper() != digits:
        raise EnvelopeError("the room of the signature holds something else")
    try:
        return binascii.unhexlify(digits)
    except binascii.Error as error:
        raise EnvelopeError("the room of the signature holds something else") from error


def _length(contents: bytes) -> int:
    """Return the length of the one DER value that the room begins with."""
    try:
        _class, _method, _tag, header, content, trailer = parser.parse(contents, strict=False)
    except ValueError as error:
        raise EnvelopeError("the room of the signature holds no signature") from error
    return len(header) + len(content) + len(trailer)


def _certificates(signed: cms.SignedData) -> list[x509.Certificate]:
    """Return the certificates that came along, each once: a signer may send its own twice."""
    found = (x509.load_der_x509_certificate(one.chosen.dump()) for one in signed["certificates"])
    return list(dict.fromkeys(found))


def _plain(signed: cms.SignedData, certificates: Sequence[x509.Certificate], version: str, along: set[str]) -> None:
    """See that the fields that nothing guards are those of one plain signature, or of one plain time stamp.

    along: attributes that may stand beside what is signed.
    """
    (signer,) = signed["signer_infos"]
    issuers = {one.issuer.public_bytes() for one in certificates}
    plain = (
        signed["version"].native == version
        and signer["version"].native == "v1"
        and not signed["crls"]
        and {one["type"].native for one in signer["unsigned_attrs"] or ()} <= along
        and signer["sid"].name == "issuer_and_serial_number"
        and signer["sid"].chosen["issuer"].dump() in issuers
        and _named(signer["digest_algorithm"]) in [_named(one) for one in signed["digest_algorithms"]]
        and _bare(signer["digest_algorithm"], signer["signature_algorithm"], *signed["digest_algorithms"])
    )
    if not plain:
        raise EnvelopeError("something is hidden in the signature")
    _one_family(certificates)


def _named(algorithm: core.Sequence) -> str:
    return str(algorithm["algorithm"].native)


def _bare(*algorithms: core.Sequence) -> bool:
    """Whether nothing is added to the names of algorithms, but for the one that needs it."""
    return all(_named(one) == _WITH_PARAMETERS or one["parameters"].dump() in {b"", _NULL} for one in algorithms)


def _one_family(certificates: Sequence[x509.Certificate]) -> None:
    """See that each certificate but the signer's has issued another one, and that one of its own holds."""
    issuers = {issuer for issued, issuer in permutations(certificates, 2) if _issued(issued, issuer)}
    for one in certificates:
        if one.subject == one.issuer and not _issued(one, one):
            raise EnvelopeError("a certificate in the signature is damaged")
    if len(certificates) - len(issuers) > 1:
        raise EnvelopeError("a certificate in the signature belongs to nobody there")


def _issued(one: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
