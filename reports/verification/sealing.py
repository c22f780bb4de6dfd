"""What a public list may hold of a code: a hash to find it by, and what the paper says, sealed with the code itself.

A code has 115 bits, so nobody gets from the hash back to it, and only who holds the paper opens what is sealed:
AES-256-GCM under a key made of the code. The nonce follows from key and content (as SIV modes do): the same list, the
same bytes, and no nonce serves twice for different contents.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from collections.abc import Mapping

FIND, OPEN = b"evaluator: find\n", b"evaluator: open\n"
_PADDED = 128
"""Contents are filled up to a multiple of so many bytes, so that their length tells next to nothing."""


def found_by(secret: str) -> str:
    """Return the hash that a code (or the sha256 of a file) is found by: 132 bits, in base 64."""
    return _base64(hashlib.sha256(FIND + secret.encode()).digest())[:22]


def sealed(code: str, content: Mapping[str, Any]) -> str:
    """Return the content so that only the code opens it: nonce and ciphertext, in base 64."""
    key = hashlib.sha256(OPEN + code.encode()).digest()
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    plain += b" " * (-len(plain) % _PADDED)  # JSON passes over it
    nonce = hmac.new(key, plain, hashlib.sha256).digest()[:12]
    return _base64(nonce + AESGCM(key).encrypt(nonce, plain, None))


def _base64(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
