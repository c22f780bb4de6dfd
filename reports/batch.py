"""Many certificates, in several processes: the same files whatever their number, each whole or not there at all.

Where a folder for it is given, what is finished is kept there, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.metadata import version
from importlib.resources import files
from operator import itemgetter
from pathlib import Path

from reports import finished, refusals
from reports.certificate import render_certificate
from reports.certificate_text import CertificateText, checked
from reports.pool import work_off
from reports.refusals import CertificateRefusedError, Refusal
from reports.theming import Theme, load_theme

_MADE_BY = ("anggakara-evaluator", "babel", "fonttools", "pikepdf", "segno", "weasyprint")
WORTH_A_PROCESS = 16  # certificates; starting one takes as long as printing about ten

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one certificate: its file with the sha256 of its bytes, or why it was not made.

    kept: a run that was stopped had made it.
    """

    path: Path
    sha256: str = ""
    refusal: Refusal | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class _Task:
    """``of``: what it is made from, as a digest; ``before``: made by a run that was stopped; ``keep``: for the next."""

    text: CertificateText
    path: Path
    of: str
    before: Path | None
    keep: Path | None


def write_certificates(
    texts: Sequence[CertificateText],
    paths: Sequence[Path],
    *,
    processes: int = 1,
    progress: Progress = lambda _done, _total: None,
    theme: Theme | None = None,
    keep: Path | None = None,
) -> list[Outcome]:
    """Write each text's certificate to its path, folders included, and return what became of each, in their order.

    processes: at most this many; few certificates are printed in this one. progress: told how many of how many.
    keep: a folder for what is finished; what is kept there of the same text and theme is not printed again. Whoever has
    got all of them removes it.
    A text that cannot be printed is a refusal among the outcomes. Raises OSError where the disk does not take a file.
    """
    if len(texts) != len(paths) or len(set(paths)) != len(paths):
        raise ValueError("expected one path of its own for each text")
    outcomes: dict[int, Outcome] = {}
    tasks: dict[int, _Task] = {}
    chosen = theme or load_theme()
    before = finished.found(keep) if keep else {}
    for position, (text, path) in enumerate(zip(texts, paths, strict=True)):
        try:
            plain = checked(text, chosen.fonts.all)
        except CertificateRefusedError as refused:
            outcomes[position] = Outcome(path, refusal=refused.refusal)
            progress(len(outcomes), len(texts))
        else:
            of = made_from(plain, chosen)
            tasks[position] = _Task(plain, path, of, before.get(of), keep)
    workers = min(processes, len(tasks) // WORTH_A_PROCESS)
    for position, outcome in work_off(tasks, partial(_print, chosen), _died, workers):
        outcomes[position] = outcome
        progress(len(outcomes), len(texts))
    return [outcomes[position] for position in range(len(texts))]


def made_from(text: CertificateText, theme: Theme) -> str:
    """Return a digest of what a certificate says and what sets it: where it is the same, the file is too."""
    return hashlib.sha256(f"{text!r}\0".encode("utf-8", "surrogatepass") + _look(theme) + _setting()).hexdigest()


@lru_cache(maxsize=2)
def _look(theme: Theme) -> bytes:
    return hashlib.sha256(repr(theme).encode("utf-8", "surrogatepass")).digest()


@cache
def _setting() -> bytes:
    """What sets a certificate: our own code, templates and words, and the versions of the libraries."""
    package = files("reports")
    places = (package, package.joinpath("templates"), package.joinpath("locale", "id"))
    found = sorted(((one.name, one) for place in places for one in place.iterdir() if one.is_file()), key=itemgetter(0))
    own = [name.encode() + b"\0" + one.read_bytes() for name, one in found]
    return hashlib.sha256(b"\0".join([*own, *(version(name).encode() for name in _MADE_BY)])).digest()


def _print(theme: Theme, task: _Task) -> Outcome:
    if task.before and (digest := finished.take(task.before, task.path)):
        return Outcome(task.path, digest, kept=True)
    try:
        pdf = render_certificate(task.text, theme)
    except CertificateRefusedError as refused:
        return Outcome(task.path, refusal=refused.refusal)
    except OSError:
        raise
    except Exception as error:  # one bad record must not stop the rest; it is named
        return Outcome(task.path, refusal=refusals.other(task.text.recipient, f"{type(error).__name__}: {error}"))
    if task.keep:
        return Outcome(task.path, finished.finish(pdf, task.of, task.keep, task.path))
    finished.write(pdf, task.path)
    return Outcome(task.path, hashlib.sha256(pdf).hexdigest())


def _died(task: _Task) -> Outcome:
    return Outcome(task.path, refusal=refusals.other(task.text.recipient, "the process that printed it died"))
