"""The rulebooks that come with the program: past editions, and those of ``examples`` for exports of known platforms."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def list_editions(*, competitions: bool = False) -> list[str]:
    """Return the codes of all shipped rulebooks, or of those of past competitions alone, sorted."""
    return sorted(_competitions() if competitions else _shipped())


def edition_text(code: str) -> str:
    """Return the text of a shipped rulebook, comments and all; raises KeyError for a code that is not listed."""
    return _shipped()[code].read_text(encoding="utf-8")


def _competitions() -> dict[str, Traversable]:
    entries = files(__name__).iterdir()
    return {entry.name.removesuffix(".toml"): entry for entry in entries if entry.name.endswith(".toml")}


def _shipped() -> dict[str, Traversable]:
    examples = {entry.name: entry.joinpath("rulebook.toml") for entry in files("examples").iterdir() if entry.is_dir()}
    return _competitions() | {code: book for code, book in examples.items() if book.is_file()}
