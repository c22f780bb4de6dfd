"""Print again what was issued: the same document, marked as a copy and entered as one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from evaluator import publish
from evaluator.issued import register as registers
from evaluator.issued.register import Copy
from evaluator.issued.settings import says
from evaluator.issued.withdraw import find
from evaluator.refusals import Refusal
from evaluator.theme import theme_in
from evaluator.words import _
from reports.copies import as_copy
from reports.signing.faults import CannotSignError

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from evaluator.folder import CompetitionFolder
    from evaluator.issued.register import Document
    from reports.signing.seal import Seal


def reprint(folder: CompetitionFolder, what: str, out: Path, seal: Seal | None, now: dt.datetime) -> Document:
    """Write a copy of the document with a code, or at a path of the register; return what the register has of it.

    seal: signs the copy; without one the copy is for paper. Call it under ``publish.locked``. Refusal where it was
    withdrawn, or where what was issued is not there any more as it was.
    """
    register = registers.load(folder.register)
    document = find(register, what)
    if document.withdrawn:
        raise Refusal(
            _("It was withdrawn on {day} ({reason}): no copy of it is made.").format(
                day=registers.day(document.withdrawn.at), reason=document.withdrawn.reason
            )
        )
    copy = as_copy(_as_it_was(folder.issued / document.path, document), theme_in(folder.theme))
    if seal is not None:
        try:
            copy = seal.sign(copy)
        except CannotSignError as error:
            key = _("The key")
            raise Refusal(says(error, key)) from error
        registers.know(register.signers, seal.certificate)
    document.copies.append(Copy(sha256=hashlib.sha256(copy).hexdigest(), at=now))
    publish.write_beside(out, copy)
    registers.save(register, folder.register)
    return document


def _as_it_was(path: Path, document: Document) -> bytes:
    """Return the bytes that were signed: the signature of the original is none of the copy's."""
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Refusal(_("{path} is missing or not as it was issued: put back a copy of it.").format(path=path))
    return content[: document.length]
