"""The objects of a JSON file one by one: an array of any length, or one object per line, in bounded memory.

Numbers stay the text they are written in. Refused, with the number of the element: NaN, a name that stands twice in an
object, nesting without end, an element longer than a line may be, anything that is no object.
"""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING, Any, NoReturn

from submissions import kinds
from submissions.csv_text import LONGEST_LINE, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 4 << 20
_BLANKS = " \t\r\n"
_BLANK_RUN = re.compile(r"[ \t\r\n]*")
Element = dict[str, Any]


def elements(path: Path) -> Iterator[Element]:
    """Yield the objects of a file one by one, numbers as the text they are written in; raises as ``look`` does."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read(_CHUNK)
        start = text.lstrip(_BLANKS)
        if not start:
            return
        file.seek(0)
        yield from _of_array(file) if start.startswith("[") else _of_lines(file)


class _TwiceError(ValueError):
    """A name that stands twice in one object."""


def _object(pairs: list[tuple[str, Any]]) -> Element:
    element = dict(pairs)
    if len(element) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for at, name in enumerate(names) if name in names[:at]))
    return element


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_no_number)


def _decoded(text: str, at: int, number: int) -> tuple[Element, int]:
    """Return the object that begins at a place of a text, and where it ends."""
    try:
        value, end = _DECODER.raw_decode(text, at)
    except _TwiceError as twice:
        raise Unfit(kinds.JSON_KEY_TWICE, number, column=str(twice)) from None
    except json.JSONDecodeError as error:
        if max(error.pos, len(text) * error.msg.startswith("Unterminated")) - at > LONGEST_LINE:
            raise Unfit(kinds.LINE_TOO_LONG, number, limit=f"{LONGEST_LINE}") from None
        raise Unfit(kinds.JSON_BROKEN, number, reason=error.msg) from None
    except ValueError as error:
        raise Unfit(kinds.JSON_BROKEN, number, reason=str(error)) from None
    except RecursionError:
        raise Unfit(kinds.JSON_BROKEN, number, reason="[[[[…") from None
    if not isinstance(value, dict):
        raise Unfit(kinds.JSON_SHAPE, number)
    if end - at > LONGEST_LINE:
        raise Unfit(kinds.LINE_TOO_LONG, number, limit=f"{LONGEST_LINE}")
    return value, end


def _of_lines(file: IO[str]) -> Iterator[Element]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        text = line.strip(_BLANKS)
        if not text:
            continue
        number += 1
        if len(line) > LONGEST_LINE:
            raise Unfit(kinds.LINE_TOO_LONG, number, limit=f"{LONGEST_LINE}")
        element, end = _decoded(text, 0, number)
        if end < len(text):
            raise Unfit(kinds.JSON_BROKEN, number, reason=text[end : end + 10])
        yield element


def _of_array(file: IO[str]) -> Iterator[Element]:
    """Yield the objects of an array; the text held is always long enough for the longest element that is read."""
    reader = _Text(file)
    reader.take("[", 1)
    number = 0
    if reader.at_sign() == "]":
        reader.take("]", 1)
    else:
        while True:
            number += 1
            reader.at_sign()
            element, reader.at = _decoded(reader.text, reader.at, number)
            yield element
            if reader.at_sign() != ",":
                reader.take("]", number)
                break
            reader.take(",", number)
    if reader.at_sign():
        raise Unfit(kinds.JSON_BROKEN, number + 1, reason=reader.text[reader.at : reader.at + 10])


class _Text:
    """The part of a long text that is being read."""

    def __init__(self, file: IO[str]) -> None:
        self.file, self.text, self.at = file, "", 0

    def at_sign(self) -> str:
        """Go to the next sign that is no blank and return it; empty at the end. The longest element follows whole."""
        while True:
            self.at = _BLANK_RUN.match(self.text, self.at).end()  # type: ignore[union-attr]  # matches nothing as well
            if len(self.text) - self.at > LONGEST_LINE or not self._more():
                return self.text[self.at : self.at + 1]

    def take(self, sign: str, number: int) -> None:
        """Pass a sign that must stand here."""
        if self.at_sign() != sign:
            raise Unfit(kinds.JSON_BROKEN, number, reason=f"{sign} ?")
        self.at += 1

    def _more(self) -> bool:
        read = self.file.read(_CHUNK)
        if read:
            self.text, self.at = self.text[self.at :] + read, 0
        return bool(read)
