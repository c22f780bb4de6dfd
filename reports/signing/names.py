"""Certificates: whose they are, their fingerprints, and the two libraries' forms of them."""

from __future__ import annotations

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID


def fingerprint(certificate: x509.Certificate) -> str:
    """Return sha256 (hexadecimal) of a certificate."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def holder_name(certificate: x509.Certificate) -> str:
    """Return whose certificate it says it is: anybody can write any name into one of his own."""
    for wanted in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for found in certificate.subject.get_attributes_for_oid(wanted):
            return str(found.value)
    return certificate.subject.rfc4514_string()


def ours(certificate: asn1_x509.Certificate) -> x509.Certificate:
    """Return pyHanko's form of a certificate in that of cryptography."""
    return x509.load_der_x509_certificate(certificate.dump())


def theirs(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Return cryptography's form of a certificate in that of pyHanko."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
