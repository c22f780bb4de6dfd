"""Fonts that a theme brings: whether they can be used, and may be; what letters they have. Nothing of them is run."""

from __future__ import annotations

import logging
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

logging.getLogger("fontTools").addHandler(logging.NullHandler())  # its remarks on old dates are not for the screen
_NEEDED = ("head", "hhea", "hmtx", "maxp", "name", "OS/2", "cmap", "post")
_LATIN = frozenset(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,-"))
_RESTRICTED, _LESS_RESTRICTED, _WHOLE_ONLY, _BITMAPS_ONLY = 0x0002, 0x000C, 0x0100, 0x0200
"""Of OS/2 fsType, as OpenType has it; where several of the first four bits are set, the least restrictive counts."""


def fault_of(content: bytes, *, latin: bool = True) -> str:
    """Return why a font cannot be used, as a word; empty for one that can.

    latin: it must have the letters and digits of which texts are made. "web": WOFF; "collection": several in one file;
    "variable": one whose weight is chosen when it is used; "licence": its maker forbids embedding, or embedding a part.
    """
    if content[:3] == b"wOF":
        return "web"
    if content[:4] == b"ttcf":
        return "collection"
    try:
        return _fault(_opened(content, sums=2), latin=latin)  # 2: a table that is not what its sum says is an error
    except Exception:  # whatever fontTools stumbles over, the file is no sound font
        return "broken"


@lru_cache(maxsize=16)
def letters_of(content: bytes) -> frozenset[int]:
    """Return the code points that a font has a shape for."""
    return frozenset(_opened(content).getBestCmap())


def _opened(content: bytes, sums: int = 0) -> TTFont:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (start-up)

    return TTFont(BytesIO(content), checkChecksums=sums, lazy=True)


def _fault(font: TTFont, *, latin: bool) -> str:
    for tag in font.reader.keys():  # noqa: SIM118 (a reader is no mapping)
        if not tag.isascii() or len(font.reader[tag]) != font.reader.tables[tag].length:
            return "broken"
    if "fvar" in font:
        return "variable"
    for tag in _NEEDED:
        font[tag]  # read it
    if not ("glyf" in font or "CFF " in font) or not 16 <= font["head"].unitsPerEm <= 16384:
        return "broken"
    may = font["OS/2"].fsType
    if (may & _RESTRICTED and not may & _LESS_RESTRICTED) or may & (_WHOLE_ONLY | _BITMAPS_ONLY):
        return "licence"
    shapes, metrics = font.getBestCmap() or {}, font["hmtx"].metrics
    if not shapes or not all(name in metrics for name in shapes.values()):
        return "broken"
    return "letters" if latin and not set(shapes) >= _LATIN else ""
