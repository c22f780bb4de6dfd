"""Sign PDFs with one key: PAdES, nothing may be changed afterwards, the page looks as it did.

pyHanko makes the signature. The key is opened once; who holds it is ``reports.signing.holders``' business, or a
card's (``reports.signing.card``).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from reports.signing.faults import CannotSignError
from reports.signing.holders import DIGEST, Holder
from reports.signing.names import theirs

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALLEST_RSA = 2048
_STAMPING = 30  # seconds that a server may take
FIELD = "Signature"
SIGNED = "Electronic signature"
_STAMPED_SPARE = 16_384  # hexadecimal digits: a server may answer with a longer chain the next time


@dataclass(frozen=True, slots=True)
class Told:
    """What a signature says beside who signed: why and where, and which server stamps the time ("" is none)."""

    reason: str = ""
    place: str = ""
    time_stamp_server: str = ""


@dataclass
class Seal:
    """A key that is open, proven to belong to its certificate, and ready to sign any number of PDFs.

    holder: who has it; None where a card does.
    """

    signer: Signer
    certificates: Sequence[x509.Certificate]
    told: Told = field(default_factory=Told)
    holder: Holder | None = None
    _reserved: int | None = None

    @property
    def certificate(self) -> x509.Certificate:
        """The signer's own."""
        return self.certificates[0]

    def sign(self, pdf: bytes) -> bytes:
        """Return the PDF with one signature that covers all of it; what was there stays as it was, byte for byte.

        Raises CannotSignError where the PDF, the key or the time-stamp server does not allow it.
        """
        try:
            writer = _Writer(BytesIO(pdf))
            signer = PdfSigner(self._metadata(), self.signer, timestamper=self._stamper(), new_field_spec=_FIELD_SPEC)
            out: BytesIO = asyncio.run(self._signed(signer, writer))
        except (PdfError, SigningError, ValueError, KeyError, TypeError) as error:
            raise CannotSignError("document", f"{type(error).__name__}: {error}") from error
        return out.getvalue()

    async def _signed(self, signer: PdfSigner, writer: IncrementalPdfFileWriter) -> BytesIO:
        """Measure once how long a signature is: asking for it each time would sign everything twice."""
        if self._reserved is None:
            session = signer.init_signing_session(writer)
            measured = await session.estimate_signature_container_size(None, tight=False)
            self._reserved = measured + (_STAMPED_SPARE if self.told.time_stamp_server else 0)
            writer = _Writer(BytesIO(writer.prev.stream.getvalue()))
        out: BytesIO = await signer.async_sign_pdf(writer, bytes_reserved=self._reserved)
        return out

    def _metadata(self) -> PdfSignatureMetadata:
        return PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=DIGEST,
            reason=self.told.reason or None,
            location=self.told.place or None,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )

    def _stamper(self) -> _TimeStamper | None:
        return _TimeStamper(self.told.time_stamp_server, timeout=_STAMPING) if self.told.time_stamp_server else None


# out of the page: PDF/UA wants what is invisible to be so, PDF/A forbids to hide it
_FIELD_SPEC = SigFieldSpec(
    FIELD, readable_field_name=SIGNED, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True)
)


class _Writer(IncrementalPdfFileWriter):
    """pyHanko's, that leaves the metadata as they were: written anew by it they are no longer those of a PDF/A."""

    def _update_meta(self) -> None:
        pass


class _TimeStamper(HTTPTimeStamper):
    """pyHanko's client of a time-stamp server, whose failures name the server."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (TimestampRequestError, ValueError, KeyError, TypeError) as error:
            raise CannotSignError("time-stamp", f"{self.url}: {error.__cause__ or error}") from error


class _ByHolder(Signer):
    """pyHanko's signer over a holder of a key."""

    def __init__(self, holder: Holder) -> None:
        own, *issuers = map(theirs, holder.certificates)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko's
        store.register_multiple(issuers)
        super().__init__(signing_cert=own, cert_registry=store)
        self._holder = holder

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if digest_algorithm != DIGEST:
            raise SigningError(f"asked for {digest_algorithm}, a holder signs {DIGEST}")
        return self._holder.sign(hashlib.sha256(data).digest())


def seal_of(holder: Holder, told: Told, now: dt.datetime) -> Seal:
    """Return a seal over who holds a key, if its certificate is good for signing now.

    Raises CannotSignError.
    """
    if not holder.certificates:
        raise CannotSignError("no-certificate")
    seal = opened(_ByHolder(holder), holder.certificates, told, now)
    return replace(seal, holder=holder)


def opened(signer: Signer, certificates: Sequence[x509.Certificate], told: Told, now: dt.datetime) -> Seal:
    """Return a seal, once the certificate is good for signing now and confirms what the key signs."""
    own = certificates[0]
    key = own.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise CannotSignError("kind", type(key).__name__)
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < SMALLEST_RSA:
        raise CannotSignError("weak", str(key.key_size))
    if now > own.not_valid_after_utc:
        raise CannotSignError("expired", own.not_valid_after_utc.date().isoformat())
    if now < own.not_valid_before_utc:
        raise CannotSignError("not-yet", own.not_valid_before_utc.date().isoformat())
    if not _for_signing(own):
        raise CannotSignError("usage")
    _prove(signer, key)
    return Seal(signer, certificates, told)


def _for_signing(certificate: x509.Certificate) -> bool:
    """Whether the certificate may sign documents; one that says nothing of its use may."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _prove(signer: Signer, key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey) -> None:
    """Let the key sign something and see that its certificate confirms it, before any document is signed."""
    data = b"evaluator: a key and its certificate belong together"
    try:
        signature = asyncio.run(signer.async_sign_raw(data, DIGEST))
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
        else:
            key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError) as error:
        raise CannotSignError("mismatch") from error
    except SigningError as error:
        raise CannotSignError("token", str(error)) from error
