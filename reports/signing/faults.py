"""Why a key cannot sign, by name; the words are the application's."""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "passphrase",  # wrong
    "passphrase-missing",
    "format",  # neither PKCS#12 nor PEM, or locked in a way that nobody knows
    "no-key",
    "no-certificate",  # none belongs to the key
    "kind",  # neither RSA nor an elliptic curve
    "weak",
    "usage",  # the certificate is not for signing
    "expired",
    "not-yet",
    "mismatch",  # what the key signs, the certificate does not confirm
    "token",  # the card, or the program that signs, refuses
    "extra",  # what cards need is not installed
    "time-stamp",
    "document",  # the PDF cannot be signed
]


class CannotSignError(Exception):
    """Nothing was signed; ``detail`` names what the reason is about (a day, a size, what a program said)."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[CannotSignError], tuple[Reason, str]]:
        """Let another process hand it over."""
        return type(self), (self.reason, self.detail)
