"""The register of what was issued, ``issued/register.json``: the memory that no run of the rules may lose.

It lies beside the results, not in them: results can be made again, what was handed out and withdrawn cannot. It tells
moments, for they are facts of what was issued; nothing else in this program depends on a clock.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Literal

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from evaluator.publish import write_alone
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _
from reports.signing.check import Trust
from reports.signing.names import fingerprint, holder_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SCHEMA = 1
Digest = str
"""sha256, hexadecimal."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Words(_Entry):
    """The same words in Indonesian and English."""

    id: str
    en: str


class Copy(_Entry):
    """A document that was printed again, marked as a copy."""

    sha256: Digest
    at: AwareDatetime


class Withdrawal(_Entry):
    """When a document was withdrawn, and why."""

    at: AwareDatetime
    reason: str


class Document(_Entry):
    """One document that was issued.

    path: within the folder of what was issued, as within the results. before: sha256 and length of the bytes that were
    signed, which stand at the beginning of the signed file. code, number, name, award: what a certificate says; a
    report has none.
    """

    path: str
    sha256: Digest
    before: Digest
    length: int = Field(gt=0)
    at: AwareDatetime
    signer: Digest
    code: str | None = None
    number: str = ""
    name: str = ""
    award: Words | None = None
    withdrawn: Withdrawal | None = None
    copies: list[Copy] = Field(default_factory=list)

    @property
    def status(self) -> Literal["issued", "withdrawn"]:
        """Whether it still counts."""
        return "withdrawn" if self.withdrawn else "issued"


class Known(_Entry):
    """A certificate of who signed or stamped the time, as PEM, with its fingerprint and whose it says it is."""

    sha256: Digest
    name: str
    pem: str


class Register(_Entry):
    """Everything that one competition issued, in the order in which it did."""

    register_schema: Literal[1] = Field(default=1, alias="schema")
    edition: str
    title: Words
    signers: list[Known] = Field(default_factory=list)
    time_stampers: list[Known] = Field(default_factory=list)
    documents: list[Document] = Field(default_factory=list)

    @property
    def trust(self) -> Trust:
        """Who signed what stands here."""
        return Trust(signers=_certificates(self.signers), time_stampers=_certificates(self.time_stampers))

    def latest(self, code: str) -> Document | None:
        """Return the last document with a code; one may have been issued again after it was withdrawn."""
        return next((one for one in reversed(self.documents) if one.code == code), None)

    def at_path(self, path: str) -> Document | None:
        """Return the last document at a path."""
        return next((one for one in reversed(self.documents) if one.path == path), None)


def know(known: list[Known], certificate: x509.Certificate) -> None:
    """Remember a certificate."""
    digest = fingerprint(certificate)
    if all(one.sha256 != digest for one in known):
        pem = certificate.public_bytes(Encoding.PEM).decode()
        known.append(Known(sha256=digest, name=holder_name(certificate), pem=pem))


def load(path: Path) -> Register:
    """Return the register in a file; WrongUse where there is none, Refusal where it cannot be read."""
    if not path.is_file():
        raise WrongUse(_("There is no register {path}: evaluator sign makes it.").format(path=path))
    try:
        register = Register.model_validate_json(path.read_bytes())
        _certificates([*register.signers, *register.time_stampers])
    except (ValidationError, ValueError) as error:
        raise Refusal(
            _("{path} is damaged and cannot be read as a register: put back a copy of it.").format(path=path)
        ) from error
    return register


def save(register: Register, path: Path) -> None:
    """Write the register in one step, one document a line."""
    content = register.model_dump(mode="json", by_alias=True)
    members = [f" {json.dumps(name)}: {_listed(value)}" for name, value in content.items()]
    write_alone(path, ("{\n" + ",\n".join(members) + "\n}\n").encode())


def now() -> dt.datetime:
    """Return this moment, in whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def day(moment: dt.datetime) -> str:
    """Return the day of a moment as the clock on the wall has it, for people."""
    return moment.astimezone().date().isoformat()


def _listed(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in value) + "\n ]"
    return json.dumps(value, ensure_ascii=False)


def _certificates(known: Sequence[Known]) -> list[x509.Certificate]:
    return [x509.load_pem_x509_certificate(one.pem.encode()) for one in known]
