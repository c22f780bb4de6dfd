"""Logs of one layout, scanned at once: a batch, and where each of its logs stands."""

from __future__ import annotations

from dataclasses import dataclass

SHEETS = 1000
"""Logs that one file may be: a log's position is its file's place times this, plus its place in the file."""


@dataclass(frozen=True)
class Log:
    """One file or sheet of complaints: its place among the logs, its path in the folder, its first record's row."""

    position: int
    shown: str
    sheet: str = ""
    first_row: int = 2


@dataclass(frozen=True)
class Batch:
    """Logs of one layout, scanned at once.

    relation: what stands after FROM; recording: the same, keeping the lines that are no rows in the table named
    ``broken``; columns: our columns, with the engine's names of them; found: with the headers they stand under; timed:
    ours that are dates or times already; numbered: the logs bring each row's number along as ``sheet_row`` (else rows
    follow each other after the header); placed: they bring their own position along as ``file``; alone: the same logs
    one by one, for when one of them cannot be read to its end.
    """

    logs: tuple[Log, ...]
    relation: str
    recording: str
    columns: dict[str, str]
    found: dict[str, str]
    size: int
    broken: str = ""
    timed: frozenset[str] = frozenset()
    numbered: bool = False
    placed: bool = False
    alone: tuple[Batch, ...] = ()
