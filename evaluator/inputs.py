"""Inputs that reading does not list: the rulebook, the key of the certificates' codes, who sat in which session."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd

from evaluator.refusals import Refusal
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evaluator.folder import CompetitionFolder
    from submissions.handed_in import InputFile

COLUMNS = ["path", "sha256", "size", "rows"]
SHORTEST_KEY = 32
"""Characters; ``evaluator init`` writes 64 (32 random bytes in hexadecimal)."""


def listed(folder: CompetitionFolder, files: Iterable[InputFile]) -> pd.DataFrame:
    """Return path, sha256, size and rows of everything that went in, by path."""
    read = [(file.path, file.sha256, file.size, file.rows) for file in files]
    seen = {path for path, *_rest in read}
    ours = [
        path
        for path in (folder.rulebook, folder.certificate_key, folder.sessions)
        if path.is_file() and path.name not in seen
    ]
    read += [(path.name, digest(path), path.stat().st_size, 0) for path in ours]
    return pd.DataFrame(sorted(read), columns=COLUMNS)


def digest(path: Path) -> str:
    """Return sha256 (hexadecimal) of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def certificate_key(folder: CompetitionFolder, files: pd.DataFrame) -> bytes:
    """Return the key that makes certificates' codes: that of the folder, else one that follows from the inputs.

    Either way the same folder gives the same codes. Refusal where the folder's key is too short to be a secret.
    """
    if not folder.certificate_key.is_file():
        decided = files.loc[files["path"] != folder.sessions.name, "sha256"]  # who sat changes no certificate
        return hashlib.sha256("\n".join(decided).encode()).digest()
    key = folder.certificate_key.read_bytes().strip()
    if len(key) < SHORTEST_KEY:
        raise Refusal(
            _("{path} is too short for a secret: it needs at least {count} characters.").format(
                path=folder.certificate_key, count=SHORTEST_KEY
            )
        )
    return key
