"""Logs of one participant, cut out of those of a whole year, for self-assessments that are compared with the year."""

from __future__ import annotations

import gzip
from pathlib import Path


def lines(paths):
    """Header and lines of CSV logs of one layout, as they stand, in name order; no cell holds a line end."""
    header, found = "", []
    for path in sorted(paths):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        header, *more = raw.decode("utf-8-sig").splitlines()
        found += more
    return header, found


def named(line: str, at: int) -> str:
    """The participant that a line names, as names are compared; "" where it names none."""
    cells = line.split(",")
    return cells[at].strip().casefold() if len(cells) > at else ""


def cut_out(paths, target: Path, names, column: str = "participant") -> Path:
    """Write the lines that name one of ``names``; without names, all of them."""
    header, found = lines(paths)
    at = header.split(",").index(column)
    wanted = {name.strip().casefold() for name in names}
    kept = [line for line in found if not wanted or named(line, at) in wanted]
    target.write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
    return target
