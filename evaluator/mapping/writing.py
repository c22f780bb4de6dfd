"""A map written into a rulebook: a new one, or one that exists, of which nothing else changes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from criteria.editions import edition_text
from criteria.loading import load, loads
from criteria.refusals import RulebookRefused
from evaluator.mapping.tables import COMPLAINTS, FOLLOW_UPS, replaced
from evaluator.refusals import of_problems

if TYPE_CHECKING:
    from evaluator.mapping.look import Seen

TEMPLATE = "anggakara-2019"
"""The rulebook that a new one is made of, where no platform is recognised; it explains itself."""


def written(seen: Seen, path: Path) -> bool:
    """Write the map of an export into a rulebook, whole or not at all; return whether the rulebook is new.

    Refusal where the rulebook that exists, or what it would become, is not sound: then nothing is written.
    """
    new = not path.exists()
    match = seen.platform
    try:
        if new:
            old = edition_text(match.platform if match else TEMPLATE)
        else:
            load(path)
            old = path.read_text(encoding="utf-8-sig")
        family = (COMPLAINTS, FOLLOW_UPS) if "[sources.follow_ups]" in seen.snippet else (COMPLAINTS,)
        text = replaced(old, family, seen.snippet)
        loads(text, path.name)
    except RulebookRefused as refused:
        raise of_problems(refused.problems) from refused
    _put(path, text)
    return new


def _put(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
