"""What participants and judges hand in: read, checked, and never dropped silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from submissions.reading import read

__all__ = ["read"]


def __getattr__(name: str) -> object:
    """Load the reader only when it is asked for: the engine takes a second, and a workbook's child needs none of it."""
    if name == "read":
        from submissions.reading import read  # noqa: PLC0415 (start-up)

        return read
    raise AttributeError(name)
