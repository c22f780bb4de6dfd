"""How far reading is, told while the engine works."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str, int, int | None], None]
"""Called with the name of what goes on, the bytes done and the bytes in all."""

READING = "reading complaints"

_EVERY = 0.2
"""Seconds between two looks at the engine."""


@contextmanager
def watched(
    connection: duckdb.DuckDBPyConnection, progress: Progress | None, done: int, size: int, total: int
) -> Iterator[None]:
    """Tell how far the statement run inside is: ``done`` of ``total`` bytes before it, ``size`` bytes its own."""
    if progress is None:
        yield
        return
    finished = threading.Event()

    def look() -> None:
        while not finished.wait(_EVERY):
            percent = connection.query_progress()
            progress(READING, done + int(size * max(percent, 0.0) / 100), total)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        finished.set()
        watcher.join()
    progress(READING, done + size, total)
