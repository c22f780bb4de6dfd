"""Which files of evidence are taken: told by what they hold, not by their names. None of them is ever opened."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from evaluator.words import _, number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LARGEST, LARGEST_FILM, LARGEST_ALL = 25 << 20, 200 << 20, 500 << 20
"""Bytes of one file, of one film, of all together."""
MOST = 500
KINDS = ("pdf", "jpg", "png", "docx", "xlsx", "pptx", "mp4")
_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_ENDINGS = {"jpeg": "jpg"}
_HEAD = 16
_NAME = re.compile(r"[^\W_][\w .,()+-]{0,119}")


def faults(paths: Iterable[Path]) -> list[str]:
    """Return, in words, what is wrong with files of evidence: with their names, kinds, sizes and number."""
    paths = list(paths)
    found = [said for path in paths if (said := _fault(path))]
    names = [path.name.casefold() for path in paths]
    found += [
        _("{name}: two files of evidence have this name; rename one.").format(name=path.name)
        for place, path in enumerate(paths)
        if path.name.casefold() in names[:place]
    ]
    size = sum(path.stat().st_size for path in paths if path.is_file())
    if len(paths) > MOST:
        found.append(_("{count} files of evidence are too many; at most {most}.").format(count=len(paths), most=MOST))
    if size > LARGEST_ALL:
        found.append(
            _("The evidence is {size} MB in all; at most {most} MB are taken.").format(
                size=number(size >> 20), most=number(LARGEST_ALL >> 20)
            )
        )
    return found


def checklist_fault(path: Path, called: str) -> str:
    """Return, in words, what is wrong with a file that is handed in as a checklist; "" for nothing."""
    size = path.stat().st_size
    if size > LARGEST:
        return _("{name} has {size} MB; a checklist may have {most} MB.").format(
            name=called, size=number(size >> 20), most=number(LARGEST >> 20)
        )
    if path.suffix.casefold() == ".xlsx" and kind_of(path) != "xlsx":
        return _("{name} is no workbook without macros.").format(name=called)
    return ""


def name_is_plain(name: str) -> bool:
    """Whether a file may have this name: letters, digits and a few signs, no path, at most 120 signs."""
    return _NAME.fullmatch(name) is not None and not name.endswith((".", " ")) and name.isprintable()


def kind_of(path: Path) -> str:
    """Return which of ``KINDS`` a file is by its first bytes, for office files by its parts; "" for any other.

    An office file with macros is none of them.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[4:8] == b"ftyp":
        return "mp4"
    return _office(path) if head.startswith(b"PK\x03\x04") else ""


def _office(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as parts:
            names = [name.casefold() for name in parts.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    if "[content_types].xml" not in names or any(name.endswith("vbaproject.bin") for name in names):
        return ""
    return next((kind for folder, kind in _OFFICE.items() if any(name.startswith(folder) for name in names)), "")


def _fault(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return _("{name} is no ordinary file.").format(name=path.name)
    if not name_is_plain(path.name):
        return _("{name}: rename it with letters, digits, blanks and . , ( ) + - _ alone.").format(name=path.name)
    size = path.stat().st_size
    if not size:
        return _("{name} is empty.").format(name=path.name)
    kind = kind_of(path)
    ending = path.suffix.casefold().removeprefix(".")
    if kind not in KINDS or _ENDINGS.get(ending, ending) != kind:
        return _(
            "{name} is not what its name says, or of a kind that is not taken; taken are: {kinds}. Office files with"
            " macros are not."
        ).format(name=path.name, kinds=", ".join(KINDS))
    most = LARGEST_FILM if kind == "mp4" else LARGEST
    if size > most:
        return _(
            "{name} has {size} MB; at most {most} MB are taken. Make it smaller, or name where it can be seen."
        ).format(name=path.name, size=number(size >> 20), most=number(most >> 20))
    return ""
