"""Synthetic years to measure on; kept in the folder that ``YEARS`` names, else made anew in a temporary one."""

from __future__ import annotations

import os
from pathlib import Path

from evaluator.synth import synthesise


def year(scratch: Path, complaints: int, form: str) -> Path:
    """Return a competition folder of 2,600 participants, with the dirt of real exports at 2 %."""
    folder = Path(os.environ.get("YEARS", scratch)) / f"s{complaints}{form}"
    if not folder.is_dir():
        synthesise(folder, complaints=complaints, seed=7, format=form)
    return folder
