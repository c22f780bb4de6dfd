"""The code on a certificate: from the edition's key, readable aloud, with a check that tells a slip of the pen.

115 bits of an HMAC-SHA256 in 23 characters and one check character, without I, L, O and U (Crockford's base 32). The
check is the one check symbol of a Reed-Solomon code over GF(32) (Reed and Solomon 1960): the characters, weighted by
powers of a generator, add up to zero. The weights of 24 places differ and none is zero, so every single wrong
character and every swap of two characters is found.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 24
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_BITS = 5 * (LENGTH - 1)
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"} | dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014\u2015"))
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2): multiplying by x runs through all 31 non-zero values


class CodeError(ValueError):
    """What was typed is no code of ours; ``reason`` is "length", "character" or "check" (mistyped, not unknown)."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def certificate_code(key: bytes, edition: str, award: str, recipient_code: str, name: str) -> str:
    """Return the code (``LENGTH`` characters) of one certificate; only who has the key can make it.

    The four texts enter as a JSON list in Unicode's NFC, so that no two different lists look the same.
    """
    if len(key) < 16:
        raise ValueError("the key of certificate codes has at least 16 bytes")
    fields = [unicodedata.normalize("NFC", text) for text in (edition, award, recipient_code, name)]
    return code_of(hmac.new(key, json.dumps(fields, ensure_ascii=True).encode(), hashlib.sha256).digest())


def code_of(digest: bytes) -> str:
    """Return the code that stands for a digest of 32 bytes."""
    number = int.from_bytes(digest) >> (256 - _BITS)
    body = "".join(ALPHABET[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return body + ALPHABET[_times_x(_weighted_sum(body))]


def groups(code: str) -> str:
    """Return a code as people read it: in fours, "7K3F 9QXW ..."."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def parse(text: str) -> str:
    """Return the code in what somebody typed: any case, spaces and dashes, O for 0, I or L for 1.

    Raises CodeError where it has the wrong length, a character that no code has, or a check that does not hold.
    """
    code = "".join(text.split()).upper().translate(_ALIKE)
    if unknown := [character for character in code if character not in _VALUES]:
        raise CodeError("character", f"no code has the character {unknown[0]!r}")
    if len(code) != LENGTH:
        raise CodeError("length", f"a code has {LENGTH} characters, this has {len(code)}")
    if _weighted_sum(code):
        raise CodeError("check", "the check character does not fit: a character is mistyped or two are swapped")
    return code


def _weighted_sum(code: str) -> int:
    total = 0
    for character in code:
        total = _times_x(total) ^ _VALUES[character]
    return total


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & 32 else doubled
