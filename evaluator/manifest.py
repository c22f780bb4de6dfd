"""manifest.json: what went in, what came out, and by which rules and programs; the proof of a run.

It holds no clock and no path of the machine, so that the same inputs give the same bytes.
"""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from evaluator.inputs import digest
from reports.rows_read import rows_read

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from reports.year import Year

SCHEMA = 1
NAME = "manifest.json"
PACKAGE = "anggakara-evaluator"
ENGINES = (
    "duckdb", "holidays", "ibis-framework", "lxml", "numpy", "pandas", "pikepdf", "pyarrow", "python-calamine",
    "python-docx", "tzdata", "weasyprint", "xlsxwriter",
)  # fmt: skip
"""Distributions whose version may change what is written."""


def write(year: Year, results: Path) -> None:
    """Write the manifest of the files that stand in ``results``."""
    text = json.dumps(describe(year, results), indent=2, ensure_ascii=False, sort_keys=False)
    (results / NAME).write_text(text + "\n", encoding="utf-8")


def describe(year: Year, results: Path) -> dict[str, Any]:
    """Return the manifest as JSON would hold it."""
    return {
        "schema": SCHEMA,
        "rulebook": {"code": year.rulebook.edition.code, "fingerprint": year.fingerprint},
        "until": year.until,
        "versions": versions(),
        "inputs": _inputs(year.files),
        "rows": rows_read(year.bins, year.events),
        "outputs": outputs(results),
    }


def versions() -> dict[str, str]:
    """Return the versions of Python, of ourselves and of the libraries that decide what is written."""
    engines = {name: version(name) for name in ENGINES}
    return {"evaluator": version(PACKAGE), "python": platform.python_version(), **engines}


def outputs(results: Path) -> list[dict[str, str | int]]:
    """Return path, sha256 and size of every file in the results but the manifest itself, by path."""
    files = sorted(path for path in results.rglob("*") if path.is_file() and path.name != NAME)
    return [
        {"path": path.relative_to(results).as_posix(), "sha256": digest(path), "size": path.stat().st_size}
        for path in files
    ]


def _inputs(files: pd.DataFrame) -> list[dict[str, str | int]]:
    return [
        {"path": str(path), "sha256": str(digest), "size": int(size), "rows": int(rows)}
        for path, digest, size, rows in files[["path", "sha256", "size", "rows"]].itertuples(index=False)
    ]
