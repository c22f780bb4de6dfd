"""Opening a ZIP that somebody handed in: nothing of it is believed until its list of parts has been looked at."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

from evaluator.words import _, number
from submissions.files import printable

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

LARGEST = 4 << 30
"""Bytes that all parts together may have."""
_DENSEST = 1000
"""Times that a part may be larger than it is packed; tables of numbers reach some hundreds."""
_SMALL = 1 << 20
_AT_ONCE = 1 << 20


class ParcelError(Exception):
    """The file cannot be opened as what it should be; ``says`` is a sentence for the user."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


def unpacked(path: Path, folder: Path, names: Container[str], largest: int = LARGEST) -> None:
    """Write the parts of a ZIP into an empty folder; ParcelError before anything is written where it holds others.

    names: the parts that it may hold. A part may stand there once, as an ordinary file without a password.
    """
    if not path.is_file():
        raise ParcelError(_("There is no file {path}.").format(path=path))
    if path.stat().st_size > largest:  # before its list of parts is read, which may be as long
        raise ParcelError(_too_large(path.name, path.stat().st_size, largest))
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            _look_at(parts, names, path.name, largest)
            for part in parts:
                _write(packed, part, folder / part.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise ParcelError(
            _("{path} is no whole ZIP file: it may have been cut short. Get it again.").format(path=path.name)
        ) from error


def _look_at(parts: list[zipfile.ZipInfo], names: Container[str], called: str, largest: int) -> None:
    seen: set[str] = set()
    for part in parts:
        kind = part.external_attr >> 28
        if part.filename not in names or kind not in {0, 8}:  # 8: an ordinary file, 0: not told
            raise ParcelError(
                _("{path} holds {name}, which does not belong into it; nothing of it was opened.").format(
                    path=called, name=printable(part.filename[:60])
                )
            )
        if part.filename.casefold() in seen:  # where case does not matter, it is one file
            raise ParcelError(_("{path} holds {name} twice.").format(path=called, name=part.filename))
        if part.flag_bits & 1:
            raise ParcelError(_("{path} is locked with a password: send it without one.").format(path=called))
        if part.file_size > max(_SMALL, _DENSEST * part.compress_size):
            raise ParcelError(
                _("{name} in {path} would grow more than it can when unpacked.").format(name=part.filename, path=called)
            )
        seen.add(part.filename.casefold())
    size = sum(part.file_size for part in parts)
    if size > largest:
        raise ParcelError(_too_large(called, size, largest))


def _too_large(called: str, size: int, largest: int) -> str:
    return _("{path} would unpack to {size} MB, more than the {most} MB that are opened.").format(
        path=called, size=number(size >> 20), most=number(largest >> 20)
    )


def _write(packed: zipfile.ZipFile, part: zipfile.ZipInfo, target: Path) -> None:
    """Unpack one part, no further than it says it is long (its checksum is compared at its end)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    left = part.file_size
    with packed.open(part) as source, target.open("wb") as file:
        while chunk := source.read(_AT_ONCE):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile(part.filename)
            file.write(chunk)
