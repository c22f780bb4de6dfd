"""What a certificate says, for machines: a W3C Verifiable Credential in the shape of Open Badges 3.0, as JSON-LD.

It holds nothing that does not stand on the certificate, and of people (who signs, with which number) not even that. It
carries no proof of its own: it lies within the PDF, and whoever signs the PDF signs it too.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from reports.certificate_background import sample_words
from reports.codes import groups
from reports.lasting import Attachment
from reports.wording import catalogue

if TYPE_CHECKING:
    from reports.certificate_text import CertificateText

NAME = "award.jsonld"
MEDIA_TYPE = "application/ld+json"
CONTEXTS = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
_OURS = uuid.UUID("f04ba3e4-e969-513c-8481-b6febc4a873c")
"""The namespace of our identifiers (UUIDs of version 5): the same award has the same one in each run."""


def attached(text: CertificateText) -> Attachment | None:
    """Return the file that goes with a certificate; None without a date, for a credential says since when it counts."""
    if text.date is None:
        return None
    content = json.dumps(credential(text), ensure_ascii=False, indent=1).encode() + b"\n"
    says = _words("The award, for machines to read (Open Badges 3.0)")
    return Attachment(NAME, MEDIA_TYPE, says, content, text.date)


def credential(text: CertificateText) -> dict[str, Any]:
    """Return the credential of a certificate that is dated; what it is about is its recipient, known by name."""
    if text.date is None:
        raise ValueError("a credential says since when it counts: the certificate has no date")
    organiser = (text.organiser or text.edition).id
    said = f"{text.number}, {groups(text.code)}"
    subject: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": text.recipient, "identityType": "name"}
        ],
        "licenseNumber": text.number,
        "achievement": _achievement(text),
    }
    if text.place is not None:
        subject["result"] = [{"type": ["Result"], "resultDescription": _place(text), "value": str(text.place)}]
    return {
        "@context": list(CONTEXTS),
        "id": _urn("credential", text.edition_code, text.code),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": text.award.id,
        "description": f"{sample_words()}: {said}" if text.synthetic else said,
        "issuer": {"id": _urn("issuer", organiser), "type": ["Profile"], "name": organiser},
        "validFrom": f"{text.date.isoformat()}T00:00:00Z",  # in the morning of that day, anywhere in Indonesia
        "credentialSubject": subject,
    }


def _achievement(text: CertificateText) -> dict[str, Any]:
    parts = [text.category, text.edition] if text.category else [text.edition]
    among = [" – ".join(getattr(part, language) for part in parts) for language in ("id", "en")]
    achievement: dict[str, Any] = {
        "id": _urn("achievement", text.edition_code, text.award.id, among[0]),
        "type": ["Achievement"],
        "achievementType": "Achievement" if text.appreciation else "Award",
        "inLanguage": "id",
        "name": text.award.id,
        "description": text.award.en,
        "criteria": {"narrative": " / ".join(dict.fromkeys(among))},
    }
    if text.place is not None:
        rank = _words("Place {place}").format(place="").strip()
        described = {"id": _place(text), "type": ["ResultDescription"], "name": rank, "resultType": "Result"}
        achievement["resultDescription"] = [described]
    return achievement


def _place(text: CertificateText) -> str:
    return _urn("place", text.edition_code, text.award.id, text.category.id if text.category else "")


def _words(english: str) -> str:
    return catalogue("reports", "certificate", "id").gettext(english)


def _urn(*what: str) -> str:
    return uuid.uuid5(_OURS, json.dumps(what)).urn
