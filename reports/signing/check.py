"""Judge a signed PDF: whether it is byte for byte what was signed, and whether the signer is to be trusted.

A seal of ours covers the whole file and allows no change, so the demands are stricter than those of PDF viewers: one
signature, nothing outside it but the room left for it, nothing after it. Nothing is fetched: what a certificate
authority has withdrawn since is not known here.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import ExpiredError, NotYetValidError, PathError, RevokedError, ValidationError

from reports.signing.envelope import Envelope, EnvelopeError, envelope
from reports.signing.names import ours, theirs

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

Finding = Literal[
    "sound",
    "unreadable",  # no PDF, or one that cannot be read
    "unsigned",
    "several",  # more than the one signature
    "added",  # something stands before, after or beside what was signed
    "changed",  # the bytes are not those that were signed
    "forged",  # the signature itself does not hold
    "time-stamp",  # the time stamp does not hold
    "stranger",  # a good signature by somebody who is not trusted
    "expired",  # the certificate had ended, or had not begun, when it was signed as far as is known
    "revoked",
]
LARGEST = 200_000_000  # bytes of a PDF that is judged
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


@dataclass(frozen=True)
class Trust:
    """Who is believed: signers by their own certificates, and authorities that vouch for others."""

    signers: Collection[x509.Certificate] = ()
    authorities: Collection[x509.Certificate] = ()
    time_stampers: Collection[x509.Certificate] = ()


@dataclass(frozen=True)
class Check:
    """What was found. ``said`` is the signer's own clock, ``stamped`` a moment that a trusted server vouches for."""

    finding: Finding
    detail: str = ""
    signer: x509.Certificate | None = None
    said: dt.datetime | None = None
    stamped: dt.datetime | None = None
    time_stampers: Sequence[x509.Certificate] = field(default=())


def check(pdf: bytes, trust: Trust, moment: dt.datetime) -> Check:
    """Judge a PDF. moment: when it is known to have been signed by, unless a time stamp of a trusted server tells."""
    try:
        return _read(pdf, trust, moment)
    except EnvelopeError as error:
        return Check("added", str(error))
    except SignatureValidationError as error:
        return Check("forged", str(error))
    except Exception as error:  # a hostile file breaks a reader in ways without number: each is a refusal
        return Check("unreadable", f"{type(error).__name__}: {error}")


def _read(pdf: bytes, trust: Trust, moment: dt.datetime) -> Check:
    if len(pdf) > LARGEST or b"%PDF-" not in pdf[:1024]:
        return Check("unreadable")
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if not found:
        return Check("unreadable" if b"/ByteRange" in pdf else "unsigned")
    if len(found) > 1:
        return Check("several", str(len(found)))
    return _judged(found[0], envelope(pdf, found[0]), trust, moment)


def _judged(signature: EmbeddedPdfSignature, around: Envelope, trust: Trust, moment: dt.datetime) -> Check:
    own = ours(signature.signer_cert)
    status = asyncio.run(_status(signature, trust))
    stamped, stampers = _stamp(status)
    seen: dict[str, Any] = {
        "signer": own,
        "said": status.signer_reported_dt,
        "stamped": stamped if status.timestamp_validity and status.timestamp_validity.trusted else None,
        "time_stampers": stampers,
    }
    if not status.intact:
        return Check("changed", **seen)
    if not status.valid or not status.seed_value_ok or not status.docmdp_ok:
        return Check("forged", **seen)
    if status.timestamp_validity and not (status.timestamp_validity.intact and status.timestamp_validity.valid):
        return Check("time-stamp", **seen)
    finding, detail = _trusted(own, around, trust, seen["stamped"] or moment)
    return Check(finding, detail, **seen)


async def _status(signature: EmbeddedPdfSignature, trust: Trust) -> PdfSignatureStatus:
    """Let pyHanko judge the mathematics, as if the signer vouched for himself; whether he is trusted comes after."""
    own = signature.signer_cert
    return await async_validate_pdf_signature(
        signature,
        ValidationContext(trust_roots=[own], allow_fetching=False, moment=own.not_valid_before),
        ValidationContext(
            trust_roots=[theirs(one) for one in (*trust.time_stampers, *trust.authorities)], allow_fetching=False
        ),
        key_usage_settings=_USAGE,
    )


def _stamp(status: PdfSignatureStatus) -> tuple[dt.datetime | None, list[x509.Certificate]]:
    found = status.timestamp_validity
    if found is None:
        return None, []
    return found.timestamp, [ours(found.signing_cert)]


def _trusted(own: x509.Certificate, around: Envelope, trust: Trust, moment: dt.datetime) -> tuple[Finding, str]:
    """Whether the signer is to be believed at that moment, and since when not."""
    until = own.not_valid_after_utc.date().isoformat()
    if own in trust.signers:
        return ("sound", "") if own.not_valid_before_utc <= moment <= own.not_valid_after_utc else ("expired", until)
    context = ValidationContext(
        trust_roots=[theirs(one) for one in trust.authorities], allow_fetching=False, moment=moment
    )
    validator = CertificateValidator(
        theirs(own), intermediate_certs=[theirs(one) for one in around.certificates], validation_context=context
    )
    try:
        asyncio.run(validator.async_validate_path())
    except (ExpiredError, NotYetValidError):
        return "expired", until
    except RevokedError:
        return "revoked", ""
    except (PathError, ValidationError):
        return "stranger", ""
    return "sound", ""
