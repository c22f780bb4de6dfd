"""Who holds a key: a file here, or anybody else who can sign a digest, such as a service far away.

A remote signing service never hands out its key: it gets the digest of what is to be signed and answers with the
signature. ``Holder`` is all that is asked of it. ``KeyFile`` is one in this process, ``Program`` one behind a
program of the user's, which may ask whom it likes.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import pkcs12

from reports.signing.faults import CannotSignError

DIGEST = "sha256"
Passphrase = Callable[[], str]
"""Asked once, and only where a key is locked."""
_HASH = hashes.SHA256()
_SIGNING = 120  # seconds that a program may take for one signature


class Holder(Protocol):
    """Whoever can sign."""

    @property
    def certificates(self) -> Sequence[x509.Certificate]:
        """The signer's own first, then those of its issuers, if any."""

    def sign(self, digest: bytes) -> bytes:
        """Sign a SHA-256 digest: PKCS#1 v1.5 with an RSA key, ECDSA in DER with an elliptic curve's."""


class KeyFile:
    """A private key in memory, read once."""

    def __init__(self, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, chain: Sequence[x509.Certificate]) -> None:
        self._key = key
        self.certificates = chain

    def pem(self) -> bytes:
        """Return key and certificates, unlocked, for another process of the same user."""
        form = serialization.Encoding.PEM
        key = self._key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return key + b"".join(one.public_bytes(form) for one in self.certificates)

    def sign(self, digest: bytes) -> bytes:
        """Sign a digest."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(digest, padding.PKCS1v15(), Prehashed(_HASH))
        return self._key.sign(digest, ec.ECDSA(Prehashed(_HASH)))


class Program:
    """A program of the user's that reads the digest (32 bytes) and writes the signature; no shell is between."""

    def __init__(self, command: Sequence[str], chain: Sequence[x509.Certificate]) -> None:
        self._command = list(command)
        self.certificates = chain

    def sign(self, digest: bytes) -> bytes:
        """Sign a digest by running the program once."""
        try:
            done = subprocess.run(  # noqa: S603 (named by the user in the settings, run without a shell)
                self._command, input=digest, capture_output=True, timeout=_SIGNING, check=True
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CannotSignError("token", f"{self._command[0]}: {error}") from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise CannotSignError("token", ": ".join([self._command[0], *said])) from error
        return done.stdout


def key_file(content: bytes, more: Sequence[bytes], passphrase: Passphrase) -> KeyFile:
    """Return the key in a PKCS#12 or PEM file, with its certificate and those that stand beside it.

    more: further files of certificates (PEM). Raises CannotSignError.
    """
    key, found = _from_pem(content, passphrase) if b"-----BEGIN " in content else _from_pkcs12(content, passphrase)
    if key is None:
        raise CannotSignError("no-key")
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise CannotSignError("kind", type(key).__name__)
    own = _public(key.public_key())
    found += certificates(more)
    first = [one for one in found if _public(one.public_key()) == own]
    if not first:
        raise CannotSignError("no-certificate")
    newest = max(first, key=lambda one: one.not_valid_after_utc)
    return KeyFile(key, [newest, *(one for one in dict.fromkeys(found) if one not in first)])


def certificates(files: Sequence[bytes]) -> list[x509.Certificate]:
    """Return the certificates in files, each PEM (any number) or DER (one)."""
    found: list[x509.Certificate] = []
    for content in files:
        try:
            if b"-----BEGIN " in content:
                found += x509.load_pem_x509_certificates(content)
            else:
                found.append(x509.load_der_x509_certificate(content))
        except ValueError as error:
            raise CannotSignError("no-certificate") from error
    return found


def _from_pkcs12(content: bytes, passphrase: Passphrase) -> tuple[object, list[x509.Certificate]]:
    """A store without a passphrase opens with an empty one."""
    loaded = None
    for locked in (False, True):
        try:
            loaded = pkcs12.load_key_and_certificates(content, passphrase().encode() if locked else None)
            break
        except (ValueError, UnsupportedAlgorithm) as error:
            if "password" not in str(error).lower():
                raise CannotSignError("format") from error
    if loaded is None:
        raise CannotSignError("passphrase")
    key, own, others = loaded
    return key, [one for one in [own, *others] if one is not None]


def _from_pem(content: bytes, passphrase: Passphrase) -> tuple[object, list[x509.Certificate]]:
    key = _pem_key(content, passphrase().encode() if _locked(content) else None)
    found = x509.load_pem_x509_certificates(content) if b"-----BEGIN CERTIFICATE" in content else []
    return key, found


def _locked(content: bytes) -> bool:
    return b"ENCRYPTED PRIVATE KEY" in content or b"Proc-Type: 4,ENCRYPTED" in content


def _pem_key(content: bytes, secret: bytes | None) -> object:
    if b"PRIVATE KEY-----" not in content:
        raise CannotSignError("no-key")
    try:
        return serialization.load_pem_private_key(content, secret)
    except TypeError as error:
        raise CannotSignError("passphrase") from error  # an empty one
    except (ValueError, UnsupportedAlgorithm) as error:
        raise CannotSignError("passphrase" if secret else "format") from error


def _public(key: CertificatePublicKeyTypes) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
