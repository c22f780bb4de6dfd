"""Whether the layout of logs makes sense: which of our columns may stand where, what contradicts what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from criteria.refusals import Fault, hint, placed, quoted

if TYPE_CHECKING:
    from criteria.positions import Path
    from submissions.sources import ComplaintSource, Sources, StepWords

EVENTS = ("acknowledged_at", "answered_at", "resolved_at")
COMPLAINT_COLUMNS = (
    "complaint_id", "participant", "received_at", *EVENTS, "due_at", "kind",
    "topic", "channel", "unit", "status", "reopened", "rating", "updated_at", "reporter", "answer_text",
)  # fmt: skip
WORD_COLUMNS = tuple(
    name for name in COMPLAINT_COLUMNS if name not in {"complaint_id", "answer_text"} and not name.endswith("_at")
)
"""Columns that hold words to exclude by, rather than a number of its own, a moment or a whole text."""
FOLLOW_UP_COLUMNS = ("complaint_id", "status", "event_at")
EVENT_COLUMNS = (*FOLLOW_UP_COLUMNS, "participant", "kind", "topic", "channel", "unit", "rating", "reporter")
FIXED = ("participant", "kind", "topic", "channel", "unit")
STEPS = ("received", "acknowledged", "answered", "resolved", "reopened")

COLUMN_UNKNOWN = placed(
    "rulebook-column-unknown",
    "kolom catatan pengaduan “{column_name}” tidak berlaku di sini; diharapkan salah satu dari {known}.",
    "“{column_name}” is no column of the complaint log that can stand here; expected one of {known}.",
    "{hint_id}Nama kolom kita di kiri, nama kolom mereka di kanan.",
    "{hint_en}Our name stands on the left, theirs on the right.",
)
TWO_SOURCES = placed(
    "rulebook-column-twice",
    "kolom “{column_name}” punya dua asal: {tables}.",
    "the column “{column_name}” has two origins: {tables}.",
    "Sisakan satu.",
    "Leave just one.",
)
STEPS_MISSING = placed(
    "rulebook-steps-missing",
    "tidak ada keadaan yang dipetakan ke langkah, sehingga tidak ada yang dapat diukur.",
    "no state is mapped to a step, so that nothing can be measured.",
    "Tulis keadaannya, misalnya steps.resolved = [“Selesai”].",
    "Write the states, such as steps.resolved = [“Closed”].",
)
STEPS_IDLE = placed(
    "rulebook-steps-idle",
    "steps hanya berlaku bersama shape = “events”, atau di [sources.follow_ups].",
    "steps have a meaning only with shape = “events”, or in [sources.follow_ups].",
    "Hapus steps, atau tulis shape = “events”.",
    "Remove steps, or write shape = “events”.",
)
WORD_TWICE = placed(
    "rulebook-word-twice",
    "kata “{word}” berarti dua hal: {keys}.",
    "the word “{word}” means two things: {keys}.",
    "Sisakan satu.",
    "Leave just one.",
)


def faults(sources: Sources) -> Iterator[Fault]:
    """Yield every contradiction in ``[sources]``."""
    complaints = sources.complaints
    path: Path = ("sources", "complaints")
    events = complaints.shape == "events"
    known = EVENT_COLUMNS if events else COMPLAINT_COLUMNS
    allowed = {
        "columns": known,
        "nulls": (*known, "*"),
        "exclude": tuple(name for name in WORD_COLUMNS if name in known),
        "fixed": FIXED,
        "durations": () if events else EVENTS,
    }
    for table, names in allowed.items():
        yield from _known((*path, table), getattr(complaints, table), names)
    yield from _origins(path, complaints)
    yield from _words((*path, "statuses"), vars(complaints.statuses))
    if events:
        yield from _steps((*path, "steps"), complaints.steps)
    elif any(vars(complaints.steps).values()):
        yield Fault(STEPS_IDLE, (*path, "steps"), value="")
    if sources.follow_ups is not None:
        path = ("sources", "follow_ups")
        yield from _known((*path, "columns"), sources.follow_ups.columns, FOLLOW_UP_COLUMNS)
        yield from _known((*path, "nulls"), sources.follow_ups.nulls, (*FOLLOW_UP_COLUMNS, "*"))
        yield from _steps((*path, "steps"), sources.follow_ups.steps)


def _known(path: Path, found: Mapping[str, object], known: tuple[str, ...]) -> Iterator[Fault]:
    for column in found:
        if column not in known:
            details = {"column_name": column, "known": quoted(known) or "–", **hint(column, known)}
            yield Fault(COLUMN_UNKNOWN, (*path, column), details)


def _origins(path: Path, source: ComplaintSource) -> Iterator[Fault]:
    for table in ("durations", "fixed"):
        for column in getattr(source, table):
            if column in source.columns:
                details = {"column_name": column, "tables": quoted(["columns", table])}
                yield Fault(TWO_SOURCES, (*path, table, column), details, ((*path, "columns", column),), value="")


def _steps(path: Path, steps: StepWords) -> Iterator[Fault]:
    listed = {step: getattr(steps, step) for step in STEPS}
    if not any(words for step, words in listed.items() if step != "received"):
        yield Fault(STEPS_MISSING, path, value="")
    yield from _words(path, listed)


def _words(path: Path, listed: Mapping[str, list[str]]) -> Iterator[Fault]:
    """No word may stand under two keys."""
    first: dict[str, str] = {}
    for key, words in listed.items():
        for at, word in enumerate(words):
            folded = word.strip().lower()
            if first.setdefault(folded, key) != key:
                yield Fault(WORD_TWICE, (*path, key, at), {"word": word, "keys": quoted([first[folded], key])})
