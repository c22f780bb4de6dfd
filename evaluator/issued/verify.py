"""Say of a file or a code whether it is valid, altered, withdrawn or unknown, by a register or by who is trusted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cryptography import x509

from evaluator.issued import register as registers
from evaluator.refusals import WrongUse
from evaluator.words import _, language, later
from reports import codes
from reports.signing import holders
from reports.signing.check import Check, Trust, check
from reports.signing.faults import CannotSignError
from reports.signing.names import holder_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from evaluator.issued.register import Document, Register

Answer = Literal["valid", "altered", "withdrawn", "unknown", "unsigned", "mistyped", "other name"]
TITLES: dict[Answer, str] = {
    "valid": later("VALID"),
    "altered": later("ALTERED"),
    "withdrawn": later("WITHDRAWN"),
    "unknown": later("UNKNOWN"),
    "unsigned": later("NOT SIGNED"),
    "mistyped": later("MISTYPED"),
    "other name": later("ANOTHER NAME"),
}
FOUND: dict[str, tuple[Answer, str]] = {
    "unreadable": ("altered", later("This is no PDF that can be read: it is damaged, or something else.")),
    "unsigned": (
        "unsigned",
        later("The file carries no electronic signature: nothing shows that it is as it was issued."),
    ),
    "several": ("altered", later("The file carries {detail} signatures; what is issued here carries just one.")),
    "added": ("altered", later("Something in the file stands outside what was signed: it was added afterwards.")),
    "changed": ("altered", later("The file was changed after it was signed.")),
    "forged": ("altered", later("The signature does not hold: it was damaged or made up.")),
    "time-stamp": ("altered", later("The time stamp in the signature does not hold.")),
    "stranger": (
        "unknown",
        later("Signed by somebody called “{signer}” who is not trusted; anybody can take any name."),
    ),
    "expired": (
        "unknown",
        later("Signed by “{signer}”, whose certificate ended on {detail}; nothing shows that it was signed before."),
    ),
    "revoked": ("unknown", later("The certificate of “{signer}” was revoked by who had issued it.")),
}  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What is to be said of a file or a code.

    says: in words. document: what the register has of it. register: in which it stands. signer: whose signature it is.
    """

    answer: Answer
    says: str
    document: Document | None = None
    register: str | None = None
    signer: str | None = None
    copy: bool = False


@dataclass(frozen=True)
class Evidence:
    """By what is judged: registers with their paths, and who is trusted beside."""

    registers: Sequence[tuple[str, Register]]
    trust: Trust


def evidence(paths: Sequence[Path], trusted: Sequence[Path]) -> Evidence:
    """Read registers (files, or competition folders) and files of certificates; WrongUse where there is none."""
    found = [(str(path), registers.load(path)) for path in map(_register, paths)]
    try:
        read = holders.certificates([_content(path) for path in trusted])
    except CannotSignError as error:
        raise WrongUse(_("{path} holds no certificate.").format(path=", ".join(map(str, trusted)))) from error
    known = [register.trust for _path, register in found]
    return Evidence(
        found,
        Trust(
            signers=[*read, *(one for trust in known for one in trust.signers)],
            authorities=[one for one in read if _vouches(one)],
            time_stampers=[*read, *(one for trust in known for one in trust.time_stampers)],
        ),
    )


def verify_code(text: str, given: Evidence, name: str | None = None) -> Verdict:
    """Judge a code as somebody typed it. name: as it stands on the paper, to be compared."""
    try:
        code = codes.parse(text)
    except codes.CodeError as error:
        return Verdict("mistyped", _mistyped(error.reason))
    for path, register in given.registers:
        if document := register.latest(code):
            return _entered(document, path, name)
    return Verdict(
        "unknown", _("No register that was asked has this code: the paper is of another competition, or forged.")
    )


def verify_file(content: bytes, given: Evidence, now: dt.datetime, name: str | None = None) -> Verdict:
    """Judge the bytes of a file. now: when somebody asks."""
    digest = hashlib.sha256(content).hexdigest()
    for path, register in given.registers:
        for document in register.documents:
            copies = {copy.sha256: copy.at for copy in document.copies}
            if digest == document.sha256 or digest in copies:
                found = check(content, given.trust, copies.get(digest, document.at))
                if found.finding != "sound":
                    return _found(found)
                return _entered(document, path, name, signer=_signer(found), copy=digest in copies)
    found = check(content, given.trust, now)
    if found.finding != "sound":
        return _found(found)
    return _not_entered(content, given, found)


def _entered(
    document: Document, path: str, name: str | None, *, signer: str | None = None, copy: bool = False
) -> Verdict:
    if document.withdrawn:
        said = _("It was issued, and withdrawn on {day}: {reason}").format(
            day=registers.day(document.withdrawn.at), reason=document.withdrawn.reason
        )
        return Verdict("withdrawn", said, document, path, signer, copy)
    if name is not None and not _same(name, document.name):
        return Verdict("other name", _("It was issued to somebody else."), document, path, signer, copy)
    said = _("It is a copy of what was issued, printed again.") if copy else _("It was issued, and still counts.")
    return Verdict("valid", said, document, path, signer, copy)


def _not_entered(content: bytes, given: Evidence, found: Check) -> Verdict:
    """A good signature of somebody trusted, on what no register has."""
    signer = _signer(found)
    for path, register in given.registers:
        for document in register.documents:
            if hashlib.sha256(content[: document.length]).hexdigest() == document.before:
                said = _("It looks like a document that was issued, and is another file.")
                return Verdict("altered", said, document, path, signer)
    if given.registers:
        said = _("Its signature is that of “{signer}”, but no register that was asked has this file.")
        return Verdict("unknown", said.format(signer=signer), signer=signer)
    said = _("It is as “{signer}” signed it. Whether it was withdrawn since, only a register tells.")
    return Verdict("valid", said.format(signer=signer), signer=signer)


def _found(found: Check) -> Verdict:
    answer, said = FOUND[found.finding]
    signer = _signer(found)
    return Verdict(answer, _(said).format(signer=signer, detail=found.detail), signer=signer)


def _signer(found: Check) -> str | None:
    return holder_name(found.signer) if found.signer else None


def _mistyped(reason: str) -> str:
    said = {
        "length": _("A code has {count} characters; this has more or fewer."),
        "character": _("A character stands in it that no code has."),
        "check": _("One character is wrong, or two are swapped: look at the paper again."),
    }
    return said[reason].format(count=codes.LENGTH)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def award(document: Document) -> str:
    """Return the award of a document in the language that is spoken; empty where it is no certificate."""
    return (document.award.id if language() == "id" else document.award.en) if document.award else ""


def _vouches(certificate: x509.Certificate) -> bool:
    """Whether a certificate is one of those that issue others."""
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False


def _register(path: Path) -> Path:
    inside = path / "issued" / "register.json"
    return inside if path.is_dir() else path


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUse(_("{path} cannot be read.").format(path=path)) from error
