"""Sign the documents of a year, and enter each in the register: what is signed is issued."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

from evaluator import manifest, publish
from evaluator.documents import processes
from evaluator.issued import register as registers
from evaluator.issued.register import Document, Register, Words
from evaluator.issued.settings import says
from evaluator.refusals import Refusal
from evaluator.words import _
from reports.certificates_json import NAME as INDEX
from reports.signing.batch import Done, Task, sign_all, stampers
from reports.signing.faults import CannotSignError
from reports.signing.names import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evaluator.folder import CompetitionFolder
    from reports.signing.seal import Seal
    from submissions.progress import Progress

SIGNING = "signing"
_SAVE_EVERY = 25
"""Documents signed after which the register is brought up to date, so that a crash leaves few unknown to it."""


@dataclass(frozen=True)
class Signed:
    """What became of the documents, by path within the results.

    already: signed before and unchanged. withdrawn: not signed again. changed: they differ from what was issued, which
    has to be withdrawn first.
    """

    folder: str
    register: str
    signed: tuple[str, ...]
    already: tuple[str, ...]
    withdrawn: tuple[str, ...]
    changed: tuple[str, ...]


def sign_year(folder: CompetitionFolder, seal: Seal, only: Sequence[str], *, progress: Progress) -> Signed:
    """Sign every PDF of the results that is not signed yet, into ``issued/``; the results stay as they are.

    only: patterns of paths within the results; empty is all. What was withdrawn is signed again only where it has
    changed since, or stands there by its whole path. Call it under ``publish.locked``. Refusal where the
    results are not as they were written, or where the key fails on the way: what is signed by then is kept.
    """
    results, outputs = _published(folder)
    path = folder.register
    register = registers.load(path) if path.exists() else _new(results)
    about = {one["path"]: one for one in _index(folder, outputs)}
    wanted = [name for name in outputs if name.endswith(".pdf") and (not only or any(fnmatch(name, p) for p in only))]
    states: dict[str, list[str]] = {"new": [], "already": [], "withdrawn": [], "changed": []}
    for name in wanted:
        states[_state(register, folder, name, outputs[name], again=name in only)].append(name)
    with publish.writing(path):
        path.parent.mkdir(exist_ok=True)
    registers.know(register.signers, seal.certificate)
    tasks = [Task(folder.results / name, folder.issued / name) for name in states["new"]]
    done = 0
    try:
        with publish.writing(path):
            for one in sign_all(seal, tasks, processes=processes(), now=registers.now()):
                _enter(register, seal, states["new"][done], one, about)
                done += 1
                progress(SIGNING, done, len(tasks))
                if done % _SAVE_EVERY == 0:
                    registers.save(register, path)
    except CannotSignError as error:
        key = _("The key")
        raise Refusal(f"{states['new'][done]}: {says(error, key)}") from error
    finally:
        registers.save(register, path)
    rest = {kind: tuple(states[kind]) for kind in ("already", "withdrawn", "changed")}
    return Signed(str(path.parent), str(path), tuple(states["new"]), **rest)


def _enter(register: Register, seal: Seal, name: str, done: Done, about: dict[str, dict[str, Any]]) -> None:
    """Enter what was signed."""
    for stamper in stampers(done):
        registers.know(register.time_stampers, stamper)
    told = about.get(name, {})
    document = Document(
        path=name,
        sha256=done.sha256,
        before=done.before,
        length=done.length,
        at=registers.now(),
        signer=fingerprint(seal.certificate),
        code=told.get("code"),
        number=told.get("number", ""),
        name=told.get("name", ""),
        award=Words(**told["award"]) if told else None,
    )
    register.documents.append(document)


def _state(register: Register, folder: CompetitionFolder, name: str, digest: str, *, again: bool) -> str:
    """Tell whether a document is new, signed already, withdrawn, or another one than was issued.

    again: what was withdrawn is to count again.
    """
    known = register.at_path(name)
    if known is None or (known.withdrawn and (again or known.before != digest)):
        return "new"
    if known.withdrawn:
        return "withdrawn"
    if known.before != digest:
        return "changed"
    target = folder.issued / name
    return "already" if target.is_file() and _sha256(target.read_bytes()) == known.sha256 else "new"


def _published(folder: CompetitionFolder) -> tuple[dict[str, Any], dict[str, str]]:
    """Return results.json and the sha256 of every result by path, if they are as they were written."""
    try:
        listed = json.loads((folder.results / manifest.NAME).read_bytes())
        outputs = {str(one["path"]): str(one["sha256"]) for one in listed["outputs"]}
        results = json.loads((folder.results / "results.json").read_bytes())
    except FileNotFoundError as error:
        raise Refusal(_("{path} has no results yet: evaluator run makes them.").format(path=folder.root)) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refusal(_damaged(folder.results)) from error
    for name, digest in outputs.items():
        if not name.endswith((".pdf", ".json")):
            continue
        path = folder.results / name
        if not path.is_file() or _sha256(path.read_bytes()) != digest:
            raise Refusal(_damaged(path))
    return results, outputs


def _index(folder: CompetitionFolder, outputs: dict[str, str]) -> list[dict[str, Any]]:
    """Return what stands on the certificates; nothing where there are none."""
    if INDEX not in outputs:
        return []
    found: list[dict[str, Any]] = json.loads((folder.results / INDEX).read_bytes())["certificates"]
    return found


def _damaged(path: Path) -> str:
    return _("{path} is not as evaluator run wrote it: run again, then sign.").format(path=path)


def _new(results: dict[str, Any]) -> Register:
    edition = results["edition"]
    return Register(edition=edition["code"], title=Words(**edition["title"]))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
