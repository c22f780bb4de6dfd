"""Withdraw what was issued: it stays in the register, with the reason, and is valid no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.issued import register as registers
from evaluator.issued.register import Withdrawal
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _
from reports import codes

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from evaluator.issued.register import Document, Register


def withdraw(path: Path, what: str, reason: str, now: dt.datetime) -> Document:
    """Withdraw the document with a code, or at a path; return it. Call it under ``publish.locked``.

    WrongUse where the register has none or no reason is given, Refusal where it was withdrawn already.
    """
    if not reason.strip():
        raise WrongUse(_("Say why it is withdrawn: whoever verifies it is told so."))
    register = registers.load(path)
    document = find(register, what)
    if document.withdrawn:
        raise Refusal(
            _("It was withdrawn already, on {day}: {reason}").format(
                day=registers.day(document.withdrawn.at), reason=document.withdrawn.reason
            )
        )
    document.withdrawn = Withdrawal(at=now, reason=" ".join(reason.split()))
    registers.save(register, path)
    return document


def find(register: Register, what: str) -> Document:
    """Return the last document with a code, or at a path of the register; WrongUse where there is none."""
    if found := register.at_path(what):
        return found
    try:
        found = register.latest(codes.parse(what))
    except codes.CodeError as error:
        raise WrongUse(
            _("The register has no document {what}, and it is no code: one character may be wrong.").format(what=what)
        ) from error
    if found is None:
        raise WrongUse(
            _("The register has no document with the code {code}.").format(code=codes.groups(codes.parse(what)))
        )
    return found
