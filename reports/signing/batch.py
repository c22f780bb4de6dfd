"""Many documents signed with one key: in several processes where the key is in memory, else one after the other."""

from __future__ import annotations

import datetime as dt
import hashlib
import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from reports.signing.check import Trust, check
from reports.signing.faults import CannotSignError
from reports.signing.holders import KeyFile, key_file
from reports.signing.seal import Seal, Told, seal_of

WORTH_A_PROCESS = 32  # documents; starting one takes as long as signing about so many


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be signed, and where it goes."""

    plain: Path
    signed: Path


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a document: sha256 of both, the length of the plain one, who stamped the time (DER)."""

    sha256: str
    before: str
    length: int
    time_stampers: tuple[bytes, ...]


def sign_all(seal: Seal, tasks: Sequence[Task], *, processes: int, now: dt.datetime) -> Iterator[Done]:
    """Sign each, see that it holds, write it, and yield what became of it, in their order.

    Raises CannotSignError or OSError at the first that fails; those before it are written.
    """
    workers = min(processes, len(tasks) // WORTH_A_PROCESS)
    if workers < 2 or not isinstance(seal.holder, KeyFile):
        yield from (_sign(seal, task, now) for task in tasks)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy threads and locks of others
    secret = (seal.holder.pem(), seal.told, now)
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_open, initargs=secret) as pool:
        try:
            yield from pool.map(_sign_here, tasks)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _sign(seal: Seal, task: Task, now: dt.datetime) -> Done:
    plain = task.plain.read_bytes()
    signed = seal.sign(plain)
    found = check(signed, Trust(signers=[seal.certificate]), now)
    if found.finding != "sound":
        raise CannotSignError("document", f"{found.finding} {found.detail}")
    task.signed.parent.mkdir(parents=True, exist_ok=True)
    part = task.signed.with_name(f".{task.signed.name}.part")
    try:
        part.write_bytes(signed)
        part.replace(task.signed)
    finally:
        part.unlink(missing_ok=True)
    stampers = tuple(one.public_bytes(Encoding.DER) for one in found.time_stampers)
    return Done(hashlib.sha256(signed).hexdigest(), hashlib.sha256(plain).hexdigest(), len(plain), stampers)


def stampers(done: Done) -> list[x509.Certificate]:
    """Return the certificates of who stamped the time."""
    return [x509.load_der_x509_certificate(one) for one in done.time_stampers]


_here: list[tuple[Seal, dt.datetime]] = []
"""The key of a process that signs, with the moment at which it was opened."""


def _open(pem: bytes, told: Told, now: dt.datetime) -> None:
    """Open the key in a process of its own; it comes through a pipe, and no file ever holds it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    _here.append((seal_of(key_file(pem, [], lambda: ""), told, now), now))


def _sign_here(task: Task) -> Done:
    seal, now = _here[0]
    return _sign(seal, task, now)
