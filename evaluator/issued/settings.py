"""With which key documents are signed: ``signing.toml`` in the competition folder, or options. Never a passphrase."""

from __future__ import annotations

import getpass
import os
import sys
import tomllib
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from evaluator.issued.register import now
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _, later
from reports.signing.faults import CannotSignError

if TYPE_CHECKING:
    from pathlib import Path

    from reports.signing.seal import Seal

NAME = "signing.toml"
PASSPHRASE = "EVALUATOR_PASSPHRASE"  # noqa: S105 (the name of a variable)
Text = Annotated[str, StringConstraints(min_length=1, max_length=400)]


class Card(BaseModel):
    """A key on a card or in a hardware module (PKCS#11)."""

    model_config = ConfigDict(extra="forbid", strict=True)

    module: Text
    """The library that its maker ships."""
    token: Text
    """The token's label."""
    key: Text
    """The label of the key, and of its certificate where the token holds it."""


class Settings(BaseModel):
    """Where the key is (just one of ``key``, ``program`` and ``card``), and what a signature says."""

    model_config = ConfigDict(extra="forbid", strict=True)

    key: Text | None = None
    """A file: PKCS#12 (.p12, .pfx) or PEM."""
    program: Annotated[list[Text], Field(min_length=1)] | None = None
    """A program and its arguments: it reads a SHA-256 digest and writes the signature."""
    card: Card | None = None
    certificates: list[Text] = []
    """Files of certificates (PEM or DER): the signer's where the key's file has none, and those of its issuers."""
    reason: Annotated[str, StringConstraints(max_length=200)] = ""
    place: Annotated[str, StringConstraints(max_length=200)] = ""
    time_stamp_server: Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")] = ""

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if [self.key, self.program, self.card].count(None) != 2:
            raise ValueError("name just one of key, program and card")
        return self


SAYS = {
    "passphrase": later("The passphrase does not open {key}. Try again."),
    "passphrase-missing": later(
        "{key} is locked: set {variable} to its passphrase, or run the command in a terminal, which asks for it."
    ),
    "format": later("{key} holds no key that can be read: it must be a PKCS#12 (.p12, .pfx) or a PEM file."),
    "no-key": later("{key} holds no private key."),
    "no-certificate": later(
        "No certificate belongs to the key in {key}: name the file that has it under certificates in signing.toml."
    ),
    "kind": later("The key in {key} is neither RSA nor of an elliptic curve ({detail}): use one that is."),
    "weak": later("The key in {key} has {detail} bits, which is too few: RSA keys need 2048 or more."),
    "usage": later("The certificate of {key} is not for signing: ask who issued it for one that is."),
    "expired": later("The certificate of {key} ended on {detail}: nothing was signed. Get a new one."),
    "not-yet": later("The certificate of {key} begins on {detail}: nothing was signed. Wait, or use another one."),
    "mismatch": later("{key} and its certificate do not belong together: nothing was signed."),
    "token": later("{key} did not sign: {detail}."),
    "extra": later('Keys on cards need an extra of this program. Where it was installed from: pip install ".[pkcs11]"'),
    "time-stamp": later("The time-stamp server did not answer as it should: {detail}."),
    "document": later("The document cannot be signed: {detail}."),
}  # fmt: skip


def read(path: Path) -> Settings:
    """Return the settings in a file; WrongUse where there is none, Refusal where they are not what they should be."""
    if not path.is_file():
        raise WrongUse(
            _("Name the key with --key, or write {path}: docs/signing.md tells what stands in it.").format(path=path)
        )
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal(_("{path} is no TOML: {reason}.").format(path=path, reason=error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if "pass" in key or "pin" in key:
            said = _(
                "{path}: no passphrase is kept in a file. Take {key} out; it is asked for, or taken from {variable}."
            )
            raise Refusal(said.format(path=path, key=key, variable=PASSPHRASE)) from error
        raise Refusal(
            _("{path}: {key} does not fit: {reason}.").format(path=path, key=key or "–", reason=first["msg"])
        ) from error


def open_seal(settings: Settings, home: Path) -> Seal:
    """Return the key, open and proven. home: where the settings' paths begin. Refusal with what is wrong with it."""
    from reports.signing import card, holders, seal  # noqa: PLC0415 (start-up)

    name = settings.key or (settings.program[0] if settings.program else settings.card.token if settings.card else "")
    told = seal.Told(settings.reason, settings.place, settings.time_stamp_server)
    try:
        beside = [_content(home / path) for path in settings.certificates]
        if settings.card:
            place = card.Card(**settings.card.model_dump())
            return card.open_card(place, holders.certificates(beside), lambda: ask(name), told, now())
        if settings.key:
            holder: holders.Holder = holders.key_file(_content(home / settings.key), beside, lambda: ask(name))
        else:
            holder = holders.Program(settings.program or [], holders.certificates(beside))
        return seal.seal_of(holder, told, now())
    except CannotSignError as error:
        raise Refusal(says(error, name)) from error


def says(error: CannotSignError, key: str) -> str:
    """Say why a key cannot sign."""
    return _(SAYS[error.reason]).format(key=key, detail=error.detail, variable=PASSPHRASE)


def ask(key: str) -> str:
    """Return the passphrase: of the environment, else asked for where somebody can answer."""
    if PASSPHRASE in os.environ:
        return os.environ[PASSPHRASE]
    if not sys.stdin.isatty():
        raise CannotSignError("passphrase-missing")
    return getpass.getpass(_("Passphrase of {key}: ").format(key=key))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUse(_("{path} cannot be read.").format(path=path)) from error
