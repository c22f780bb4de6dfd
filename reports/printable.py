"""Text that our fonts can print: what they lack, and what cannot be seen, is shown by its number in Unicode."""

from __future__ import annotations

import unicodedata
from functools import cache

from markupsafe import Markup

from reports.letters import shipped_letters

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # of Unicode: controls, marks of direction, unassigned
_WHITE = "\n\t\r"


def printable(value: object) -> object:
    """Return text with every character that cannot be printed written as [U+1F389]; markup and others as they are.

    One participant's emoji must not stop the report of a whole year, and must not vanish from it either.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "".join(character if _can_be_printed(character) else _by_number(character) for character in value)


def visible(text: str) -> str:
    """Return text with every character that cannot be seen written as [U+202E], for a program with fonts of its own."""
    return "".join(character if _can_be_seen(character) else _by_number(character) for character in text)


def _by_number(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def _can_be_seen(character: str) -> bool:
    return character in _WHITE or unicodedata.category(character) not in _INVISIBLE


@cache
def _can_be_printed(character: str) -> bool:
    return character in _WHITE or (_can_be_seen(character) and ord(character) in shipped_letters())
