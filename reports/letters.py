"""Letters that no font has, found in the text itself: nothing need be set or printed to know of them."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from reports.own_fonts import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SURE = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) | set("\n\t\r–—‘’“”…•")
"""Latin as it is written here, which the shipped fonts have: most texts need no font to be opened."""
_STANDS_FOR = {"\u2010": "-", "\u2011": "\u2010"}
"""Where a font has not the one, the layout engine sets the other."""
_CHOOSES = frozenset([*range(0x180B, 0x180E), *range(0xFE00, 0xFE10)])
"""Variation selectors: they choose the shape of the letter before them and are never printed."""


@cache
def shipped_letters() -> frozenset[int]:
    """Return the code points that a shipped font has."""
    return frozenset().union(*_shipped())


@cache
def _shipped() -> tuple[frozenset[int], ...]:
    faces = [
        face for family in files("reports").joinpath("fonts").iterdir() if family.is_dir() for face in family.iterdir()
    ]
    return tuple(letters_of(face.read_bytes()) for face in faces if face.name.endswith(".ttf"))


def missing(texts: Iterable[str], own: Sequence[bytes] = ()) -> tuple[str, ...]:
    """Return the characters of the texts that no font has, each once, in the order in which they come.

    own: the content of fonts of the theme's own, beside the shipped ones.
    A letter with an accent is there where its parts are in every font that texts are set in: the layout engine puts it
    together from one font, the first that it was told. A space is where any space is.
    """
    return tuple(dict.fromkeys(one for text in texts for one in text if one not in _SURE and not _there(one, own)))


def named(character: str) -> str:
    """Return a character with its number and its name in Unicode: ꦏ (U+A98F JAVANESE LETTER KA)."""
    told = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    return f"{character} ({told})" if character.isprintable() else told


def _there(character: str, own: Sequence[bytes]) -> bool:
    if unicodedata.category(character) == "Zs" or ord(character) in _CHOOSES:
        return True
    fonts = [*_shipped(), *map(letters_of, own)]
    if any(ord(character) in letters for letters in fonts):
        return True
    if stands := _STANDS_FOR.get(character):
        return _there(stands, own)
    parts = unicodedata.normalize("NFD", character)
    latin = [letters for letters in fonts if ord("A") in letters]
    return parts != character and all(ord(part) in letters for letters in latin for part in parts)
