"""A key on a card or in a hardware module (PKCS#11): it never leaves there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509

from reports.signing.faults import CannotSignError
from reports.signing.holders import Passphrase
from reports.signing.names import ours, theirs
from reports.signing.seal import Seal, Told, opened


@dataclass(frozen=True, slots=True)
class Card:
    """Where the key is: the maker's library, the token's label, and the label of key and certificate on it."""

    module: str
    token: str
    key: str


def open_card(card: Card, beside: Sequence[x509.Certificate], pin: Passphrase, told: Told, now: dt.datetime) -> Seal:
    """Return a seal over a card's key, whose session stays open as long as the process.

    beside: the signer's certificate first, where the card has none, and those of its issuers. Raises CannotSignError.
    """
    try:
        from pkcs11 import exceptions  # noqa: PLC0415 (an optional extra)
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session  # noqa: PLC0415 (needs that extra)
    except ImportError as error:
        raise CannotSignError("extra") from error
    from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415 (start-up)

    try:
        session = open_pkcs11_session(card.module, token_criteria=TokenCriteria(label=card.token), user_pin=pin())
        try:
            signer = PKCS11Signer(
                session,
                cert_label=None if beside else card.key,
                signing_cert=theirs(beside[0]) if beside else None,
                key_label=card.key,
                ca_chain=[theirs(one) for one in beside[1:]],
            )
            # few modules hash for a key of an elliptic curve; each signs a digest
            signer.use_raw_mechanism = signer.signing_cert.public_key.algorithm == "ec"
            return opened(signer, [ours(signer.signing_cert), *beside[1:]], told, now)
        except BaseException:
            session.close()
            raise
    except (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange) as error:
        raise CannotSignError("passphrase") from error
    except exceptions.PKCS11Error as error:
        raise CannotSignError("token", str(error) or type(error).__name__) from error
