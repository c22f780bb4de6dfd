"""Which files were handed in: found without following a link out of the folder, in name order, with their hashes."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from submissions import kinds
from submissions.handed_in import InputFile
from submissions.problems import Kind, Problem

_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini", "readme.txt", "readme.md"})


def find_files(
    folder: Path, sub: str, suffixes: Sequence[str], *, deep: bool = False
) -> tuple[list[tuple[Path, InputFile]], list[Problem]]:
    """Return the files of ``folder/sub`` with one of the suffixes, by name, and what was found beside them.

    suffixes: such as ".csv" and ".csv.gz", in lower case; case does not matter in files. deep: those in folders of it
    as well (not through links). A folder that does not exist holds no files. ``InputFile.rows`` is 0: not known yet.
    """
    base = folder / sub
    if not base.resolve().is_relative_to(folder.resolve()):
        return [], [Problem(kinds.FILE_ELSEWHERE, file=f"{sub}/")]
    found: list[tuple[Path, InputFile]] = []
    problems: list[Problem] = []
    for path in _entries(base, problems, f"{sub}/", _DEEPEST if deep else 0):
        shown = "/".join((sub, *map(printable, path.relative_to(base).parts)))
        taken = take(path, shown, folder, suffixes)
        if isinstance(taken, Problem):
            problems.append(taken)
        else:
            found.append((path, taken))
    return found, problems


_DEEPEST = 8
"""Folders within folders that are looked into: partitions by year, month, day, and some more."""


def _entries(base: Path, problems: list[Problem], shown: str, deep: int) -> Iterator[Path]:
    """Yield what a folder holds, by name; instead of a folder, if ``deep`` allows, what that holds."""
    try:
        entries = sorted(base.iterdir(), key=lambda path: path.name)
    except FileNotFoundError:
        return
    except OSError:
        problems.append(Problem(kinds.FILE_UNREADABLE, file=shown))
        return
    for path in entries:
        if deep and path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from _entries(path, problems, f"{shown}{printable(path.name)}/", deep - 1)
        else:
            yield path


def take(path: Path, shown: str, folder: Path, suffixes: Sequence[str]) -> InputFile | Problem:
    """Return the file with its hash and size, or why it is not read.

    Refused: what is no ordinary file (nothing else is ever opened), a link that leads out of ``folder``.
    """
    wrong = _passed_over(path, folder, suffixes)
    if wrong:
        return Problem(wrong, file=shown, details={"types": ", ".join(suffixes)})
    try:
        sha256, size = fingerprint(path)
    except OSError:
        return Problem(kinds.FILE_UNREADABLE, file=shown)
    return InputFile(shown, sha256, size, 0)


def fingerprint(path: Path) -> tuple[str, int]:
    """Return the sha256 and the size of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()


def printable(name: str) -> str:
    """Return a file's name as it can be shown: bytes that are no text, and signs that print nothing, written out."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)


def _passed_over(path: Path, folder: Path, suffixes: Sequence[str]) -> Kind | None:
    """Return why an entry is not read, judged by its name and by what it is."""
    name = path.name.lower()
    if name.startswith((".", "~$")) or name in _LEFT_BEHIND:
        return kinds.FILE_IGNORED
    try:
        target = path.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return kinds.FILE_UNREADABLE
    if path.is_symlink() and not target.is_relative_to(folder.resolve()):
        return kinds.FILE_ELSEWHERE
    if stat.S_ISDIR(mode):
        return kinds.FOLDER_IGNORED
    if not name.endswith(tuple(suffixes)):
        return kinds.FILE_TYPE_UNKNOWN
    return None if stat.S_ISREG(mode) else kinds.FILE_UNREADABLE
