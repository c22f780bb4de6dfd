"""Names and fingerprints of certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from cryptography import x509


def fingerprint(certificate: x509.Certificate) -> str:
    """Return sha256 (hexadecimal) of a certificate."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def holder_name(certificate: x509.Certificate) -> str:
    """Return whose certificate it says it is: anybody can write any name into one of his own."""
    for wanted in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for found in certificate.subject.get_attributes_for_oid(wanted):
            return str(found.value)
    return certificate.subject.rfc4514_string()
