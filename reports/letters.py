"""Letters that no font has, found in the text itself: nothing need be set or printed to know of them."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SURE = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) | set("\n\t\r–—‘’“”…•")
"""Latin as it is written here, which the shipped fonts have: most texts need no font to be opened."""
_STANDS_FOR = {"\u2010": "-", "\u2011": "\u2010"}
"""Where a font has not the one, the layout engine sets the other."""
_CHOOSES = frozenset([*range(0x180B, 0x180E), *range(0xFE00, 0xFE10)])
"""Variation selectors: they choose the shape of the letter before them and are never printed."""


def shipped_letters() -> frozenset[int]:
    """Return the code points that a shipped font has."""
    return _shipped()


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters of the texts that no font has, each once, in the order in which they come.

    A letter with an accent is there where its parts are; a space is where any space is.
    """
    return tuple(dict.fromkeys(one for text in texts for one in text if one not in _SURE and not _there(one)))


def named(character: str) -> str:
    """Return a character with its number and its name in Unicode: ꦏ (U+A98F JAVANESE LETTER KA)."""
    told = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    return f"{character} ({told})" if character.isprintable() else told


def _there(character: str) -> bool:
    known = _shipped()
    if ord(character) in known or unicodedata.category(character) == "Zs" or ord(character) in _CHOOSES:
        return True
    if stands := _STANDS_FOR.get(character):
        return _there(stands)
    parts = unicodedata.normalize("NFD", character)
    return parts != character and all(ord(part) in known for part in parts)


@cache
def _shipped() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (start-up: few texts need it)

    points: set[int] = set()
    for family in files("reports").joinpath("fonts").iterdir():
        for face in family.iterdir() if family.is_dir() else ():
            if face.name.endswith(".ttf"):
                points.update(TTFont(BytesIO(face.read_bytes()), lazy=True).getBestCmap())
    return frozenset(points)
