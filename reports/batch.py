"""Many certificates, in several processes: the same files whatever their number, each whole or not there at all."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from reports import refusals
from reports.certificate import render_certificate
from reports.certificate_text import CertificateText, checked
from reports.refusals import CertificateRefusedError, Refusal
from reports.theming import Theme, load_theme

WORTH_A_PROCESS = 16  # certificates; starting one takes as long as printing about ten
_COLLECT_EVERY = 50

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one certificate: its file with the sha256 of its bytes, or why it was not made."""

    path: Path
    sha256: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    position: int
    text: CertificateText
    path: Path


def write_certificates(
    texts: Sequence[CertificateText],
    paths: Sequence[Path],
    *,
    processes: int = 1,
    progress: Progress = lambda _done, _total: None,
    theme: Theme | None = None,
) -> list[Outcome]:
    """Write each text's certificate to its path, folders included, and return what became of each, in their order.

    processes: at most this many; few certificates are printed in this one. progress: told how many of how many.
    A text that cannot be printed is a refusal among the outcomes. Raises OSError where the disk does not take a file.
    """
    if len(texts) != len(paths) or len(set(paths)) != len(paths):
        raise ValueError("expected one path of its own for each text")
    outcomes: dict[int, Outcome] = {}
    tasks = []
    for position, (text, path) in enumerate(zip(texts, paths, strict=True)):
        try:
            tasks.append(_Task(position, checked(text), path))
        except CertificateRefusedError as refused:
            outcomes[position] = Outcome(path, refusal=refused.refusal)
            progress(len(outcomes), len(texts))
    workers = min(processes, len(tasks) // WORTH_A_PROCESS)
    chosen = theme or load_theme()
    for position, outcome in _in_processes(tasks, chosen, workers) if workers > 1 else _here(tasks, chosen):
        outcomes[position] = outcome
        progress(len(outcomes), len(texts))
    return [outcomes[position] for position in range(len(texts))]


def _here(tasks: Sequence[_Task], theme: Theme) -> Iterator[tuple[int, Outcome]]:
    return ((task.position, _write(task.text, task.path, theme)) for task in tasks)


def _in_processes(tasks: Sequence[_Task], theme: Theme, workers: int) -> Iterator[tuple[int, Outcome]]:
    """Print in processes of their own; should one die, each task that is left gets one to itself."""
    left = {task.position: task for task in tasks}
    try:
        for position, outcome in _pooled(tasks, theme, workers):
            del left[position]
            yield position, outcome
    except BrokenProcessPool:
        for position, task in left.items():
            try:
                yield from _pooled([task], theme, 1)
            except BrokenProcessPool:
                refusal = refusals.other(task.text.recipient, "the process that printed it died")
                yield position, Outcome(task.path, refusal=refusal)


def _pooled(tasks: Sequence[_Task], theme: Theme, workers: int) -> Iterator[tuple[int, Outcome]]:
    context = multiprocessing.get_context("spawn")  # a fork would copy threads and locks of the engine that read logs
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare) as pool:
        futures: dict[Future[Outcome], int] = {
            pool.submit(_write_counted, task.text, task.path, theme): task.position for task in tasks
        }
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _prepare() -> None:
    """Leave an interrupt to the parent; collect garbage between certificates, not within them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.disable()


_written = 0


def _write_counted(text: CertificateText, path: Path, theme: Theme) -> Outcome:
    global _written  # noqa: PLW0603 (one counter for each process)
    _written += 1
    if _written % _COLLECT_EVERY == 0:
        gc.collect()
    return _write(text, path, theme)


def _write(text: CertificateText, path: Path, theme: Theme) -> Outcome:
    try:
        pdf = render_certificate(text, theme)
    except CertificateRefusedError as refused:
        return Outcome(path, refusal=refused.refusal)
    except OSError:
        raise
    except Exception as error:  # one bad record must not stop the rest; it is named
        return Outcome(path, refusal=refusals.other(text.recipient, f"{type(error).__name__}: {error}"))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(pdf)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return Outcome(path, hashlib.sha256(pdf).hexdigest())
