"""The synthetic year of ``make demo``: made once, and made anew only when what makes it has changed."""

from __future__ import annotations

import hashlib
import json
import shutil
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from criteria.editions import edition_text
from evaluator.refusals import WrongUse
from evaluator.synth import synthesise
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MARK = ".demo.json"
YEAR: dict[str, Any] = {"complaints": 200_000, "agencies": 600, "upps": 2_000, "seed": 7, "dirt": 0.02}
RULEBOOK = "anggakara-2019"


def ensure(folder: Path, progress: Callable[[int, int], None]) -> bool:
    """Make the demonstration year in this folder unless it stands there already; say whether it was made.

    A folder that holds anything else is left alone: WrongUse.
    """
    recipe = {**YEAR, "made_by": _makers()}
    mark = folder / MARK
    if mark.is_file() and mark.read_text(encoding="utf-8") == json.dumps(recipe):
        return False
    if folder.exists() and not mark.is_file() and any(folder.iterdir()):
        raise WrongUse(
            _("{path} holds something else than the demonstration: name another folder.").format(path=folder)
        )
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    synthesise(fresh, progress=progress, **YEAR)
    (fresh / MARK).write_text(json.dumps(recipe), encoding="utf-8")
    if folder.exists():
        shutil.rmtree(folder)
    fresh.rename(folder)
    return True


def _makers() -> str:
    """sha256 over the code that makes the year and the rulebook that it is made for."""
    sources = sorted(
        (entry.name, entry.read_bytes()) for entry in files("evaluator.synth").iterdir() if entry.name.endswith(".py")
    )
    return hashlib.sha256(b"\0".join(code for _name, code in sources) + edition_text(RULEBOOK).encode()).hexdigest()
