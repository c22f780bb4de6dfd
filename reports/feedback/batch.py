"""Many feedbacks, in several processes; what was made before is kept, so that a stopped run goes on where it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reports.feedback.paper import identifier, render_feedback
from reports.feedback.told import Feedback
from reports.pool import work_off

WORTH_A_PROCESS = 6  # feedbacks; starting one takes as long as making about four
DIED = "the process that made it died"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one feedback: its file with the sha256 of its bytes, or why there is none.

    of: what it was made from, and by what, as a digest. kept: it was there already, and was not made again.
    """

    path: Path
    sha256: str = ""
    of: str = ""
    kept: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Task:
    told: Feedback
    path: Path
    known: tuple[str, str] | None


def write_feedbacks(
    told: Sequence[Feedback], paths: Sequence[Path], *, known: Mapping[Path, tuple[str, str]], processes: int
) -> Iterator[tuple[int, Made]]:
    """Write each feedback to its path; yield its place and what became of it, as they are done.

    known: of files that an earlier run made, what each was made from (``Made.of``) and its sha256; one that changed
    since, or would say something else now, is made again. One that cannot be made is named, the others are made all
    the same. Raises OSError where the disk does not take a file.
    """
    tasks = {
        place: _Task(one, path, known.get(path)) for place, (one, path) in enumerate(zip(told, paths, strict=True))
    }
    return work_off(tasks, _make, _died, min(processes, len(tasks) // WORTH_A_PROCESS))


def _died(task: _Task) -> Made:
    return Made(task.path, reason=DIED)


def _make(task: _Task) -> Made:
    of = identifier(task.told).hex()
    if task.known and task.known == (of, _digest(task.path)):
        return Made(task.path, task.known[1], of, kept=True)
    try:
        pdf = render_feedback(task.told)
    except OSError:
        raise
    except Exception as error:  # one bad record must not stop the rest; it is named
        return Made(task.path, reason=f"{type(error).__name__}: {error}")
    part = task.path.with_name(f".{task.path.name}.part")
    try:
        part.write_bytes(pdf)
        part.replace(task.path)
    finally:
        part.unlink(missing_ok=True)
    return Made(task.path, hashlib.sha256(pdf).hexdigest(), of)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
