"""Keys and certificates for tests of signing, made here and trusted by nobody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSPHRASE = "rahasia sekali"  # noqa: S105 (of keys made here)
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)  # a signature tells the moment at which it was made
YEAR = dt.timedelta(days=365)
LOCKED = serialization.BestAvailableEncryption(PASSPHRASE.encode())
OPEN = serialization.NoEncryption()


@dataclass(frozen=True)
class Pair:
    """A key and its certificates, its own first."""

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    chain: tuple[x509.Certificate, ...]

    @property
    def own(self):
        return self.chain[0]

    def p12(self, encryption=LOCKED):
        return pkcs12.serialize_key_and_certificates(b"x", self.key, self.own, self.chain[1:] or None, encryption)

    def pem(self, encryption=OPEN):
        return self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)

    def certificates(self):
        return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in self.chain)


@cache
def key(kind="rsa", number=0):
    """A key; the same kind and number, the same key."""
    if kind == "ec":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(65537, 1024 if kind == "weak" else 2048)


@cache
def pair(
    name="Panitia Kompetisi", *, kind="rsa", number=0, since=-1, until=1, by=None, use="sign", serial=None,
):  # fmt: skip
    """A certificate that holds from ``since`` to ``until`` (years from now); ``by`` issues it, else it is its own."""
    own = key(kind, number)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.own.subject if by else subject)
        .public_key(own.public_key())
        .serial_number(serial or 1000 + number)
        .not_valid_before(NOW + since * YEAR)
        .not_valid_after(NOW + until * YEAR)
        .add_extension(x509.BasicConstraints(ca=use == "issue", path_length=None), critical=True)
        .add_extension(usage(sign=use in {"sign", "stamp"}, issue=use == "issue"), critical=True)
    )
    if use == "stamp":
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    made = builder.sign(by.key if by else own, hashes.SHA256())
    return Pair(own, (made, *(by.chain if by else ())))


def authority():
    return pair("Otoritas Contoh", number=90, use="issue", since=-5, until=5)


def usage(*, sign, issue):
    return x509.KeyUsage(
        digital_signature=sign, content_commitment=sign, key_encipherment=not sign and not issue,
        data_encipherment=False, key_agreement=False, key_cert_sign=issue, crl_sign=issue, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip
