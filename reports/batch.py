"""Many certificates, in several processes: the same files whatever their number, each whole or not there at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reports import refusals
from reports.certificate import render_certificate
from reports.certificate_text import CertificateText, checked
from reports.pool import work_off
from reports.refusals import CertificateRefusedError, Refusal
from reports.theming import Theme, load_theme

WORTH_A_PROCESS = 16  # certificates; starting one takes as long as printing about ten

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one certificate: its file with the sha256 of its bytes, or why it was not made."""

    path: Path
    sha256: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class _Task:
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
    tasks: dict[int, _Task] = {}
    for position, (text, path) in enumerate(zip(texts, paths, strict=True)):
        try:
            tasks[position] = _Task(checked(text), path)
        except CertificateRefusedError as refused:
            outcomes[position] = Outcome(path, refusal=refused.refusal)
            progress(len(outcomes), len(texts))
    workers = min(processes, len(tasks) // WORTH_A_PROCESS)
    chosen = theme or load_theme()
    for position, outcome in work_off(tasks, partial(_print, chosen), _died, workers):
        outcomes[position] = outcome
        progress(len(outcomes), len(texts))
    return [outcomes[position] for position in range(len(texts))]


def _print(theme: Theme, task: _Task) -> Outcome:
    return _write(task.text, task.path, theme)


def _died(task: _Task) -> Outcome:
    return Outcome(task.path, refusal=refusals.other(task.text.recipient, "the process that printed it died"))


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
