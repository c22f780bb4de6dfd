"""Complaint logs made ready for the engine: which columns they have, under which names, and what they are written in."""

from __future__ import annotations

import csv
import gzip
import shutil
from typing import TYPE_CHECKING

from submissions.engine import quote
from submissions.interim import find_inputs
from submissions.scan import Batch, Log

if TYPE_CHECKING:
    from pathlib import Path

    from ibis.backends.duckdb import Backend

    from submissions.handed_in import InputFile
    from submissions.problems import Problem
    from submissions.sources import Terms


LOGS = "complaints"


def own_name(path: Path, scratch: Path, position: int) -> Path:
    """Return a path the engine takes literally: a name with pattern characters would stand for other files."""
    resolved = path.resolve()
    if not set(str(resolved)) & set("*?[]{}"):
        return resolved
    own = scratch / f"log-{position}{''.join(path.suffixes[-2:])}"
    shutil.copyfile(resolved, own)
    return own


def find_logs(
    backend: Backend, folder: Path, terms: Terms, scratch: Path
) -> tuple[list[Batch], list[InputFile], list[Problem]]:
    """Interim."""
    inputs, problems = find_inputs(folder, LOGS, (".csv", ".csv.gz"))
    forms: dict[tuple, list] = {}
    for i, (path, file) in enumerate(inputs):
        own = own_name(path, scratch, i)
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8-sig", newline="") as f:
            header = tuple(next(csv.reader(f)))
        forms.setdefault((header, path.suffix), []).append((Log(i, file.path), own, file))
    batches = []
    for n, ((header, _), members) in enumerate(forms.items()):
        columns = ", ".join(f"{quote(h)}: 'VARCHAR'" for h in header)
        paths = ", ".join(quote(str(own)) for _, own, _ in members)
        options = (
            f"[{paths}], auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
            f" columns = {{{columns}}}, strict_mode = true"
        )
        mapping = {**{c: c for c in header}, **terms.sources.complaints.columns}
        found = {ours: theirs for ours, theirs in mapping.items() if theirs in header}
        batches.append(
            Batch(
                tuple(log for log, _, _ in members), f"read_csv({options}, ignore_errors = true)",
                f"read_csv({options}, store_rejects = true, rejects_table = 'broken_{n}', rejects_scan = 'scan_{n}')",
                found, sum(file.size for _, _, file in members), f"broken_{n}",
            )
        )  # fmt: skip
    return batches, [file for _, file in inputs], problems


def line_gaps(log: Log, broken: list[int]) -> list[tuple[int, int]]:
    """Return the records from which row numbers shift, and by how many, for lines that are no rows."""
    return [(row - log.header_row - 1 - i, i + 1) for i, row in enumerate(sorted(broken))]
