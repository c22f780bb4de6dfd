"""Documents that are finished, kept until all of them are: a run that was stopped goes on where it was.

Each is kept under what it was made from, so that nothing stale is taken for it, and under its own sha256, so that
nothing torn is. Kept and in its place it is one file with two names, where the file system knows that, and takes no
further room.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path


def found(folder: Path) -> dict[str, Path]:
    """Return what is kept, by what it was made from (a digest)."""
    return {path.name.split(".")[0]: path for path in sorted(folder.glob("*.*.pdf"))}


def finish(pdf: bytes, of: str, folder: Path, path: Path) -> str:
    """Keep a document, put it in its place, and return its sha256. ``of``: the digest of what it was made from."""
    digest = hashlib.sha256(pdf).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{of}.{digest}.pdf"
    write(pdf, kept)
    _place(kept, path)
    return digest


def take(kept: Path, path: Path) -> str:
    """Put what is kept in its place and return its sha256; empty where it is not what was kept any more."""
    digest = hashlib.sha256(kept.read_bytes()).hexdigest()
    if kept.name.split(".")[1] != digest:
        return ""
    _place(kept, path)
    return digest


def write(pdf: bytes, path: Path) -> None:
    """Write a document in one step: it is there whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _part(path)
    try:
        part.write_bytes(pdf)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _place(kept: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _part(path)
    part.unlink(missing_ok=True)  # of a run that was killed
    try:
        try:
            os.link(kept, part)
        except OSError:  # a file system without second names
            shutil.copyfile(kept, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")
