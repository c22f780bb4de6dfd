"""manifest.json: what went in, what came out, and by which rules and programs; the proof of a run.

It holds no clock and no path of the machine, so that the same inputs give the same bytes.
"""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from criteria.loading import fingerprint
from evaluator import publish
from evaluator.inputs import digest
from reports.rows_read import rows_read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from criteria.rulebook import Rulebook
    from reports.year import Year

SCHEMA = 1
NAME = "manifest.json"
PACKAGE = "anggakara-evaluator"
ENGINES = (
    "duckdb", "holidays", "ibis-framework", "lxml", "numpy", "pandas", "pikepdf", "pyarrow", "python-calamine",
    "python-docx", "tzdata", "weasyprint", "xlsxwriter",
)  # fmt: skip
"""Distributions whose version may change what is written."""


def write(year: Year, results: Path, theme: Path | None = None) -> None:
    """Write the manifest of the files that stand in ``results``. theme: the folder of the certificates' look."""
    document = describe(year, results)
    if theme is not None and theme.is_dir():
        document["theme"] = [_file(path, theme) for path in sorted(theme.iterdir()) if path.is_file()]
    text = json.dumps(document, indent=2, ensure_ascii=False, sort_keys=False)
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


def write_list(listed: Path, rules: Rulebook | None, files: Iterable[Path], out: Path) -> None:
    """Write the manifest of certificates that were printed from a list of winners: what went in, and each file."""
    document = {
        "schema": SCHEMA,
        "rulebook": {"code": rules.edition.code, "fingerprint": fingerprint(rules)} if rules else None,
        "versions": versions(),
        "inputs": [_file(listed, listed.parent)],
        "outputs": [_file(path, out) for path in sorted(files)],
    }
    text = json.dumps(document, indent=2, ensure_ascii=False)
    publish.write_beside(out / NAME, f"{text}\n".encode())


def versions() -> dict[str, str]:
    """Return the versions of Python, of ourselves and of the libraries that decide what is written."""
    engines = {name: version(name) for name in ENGINES}
    return {"evaluator": version(PACKAGE), "python": platform.python_version(), **engines}


def outputs(results: Path) -> list[dict[str, str | int]]:
    """Return path, sha256 and size of every file in the results but the manifest itself, by path."""
    files = sorted(path for path in results.rglob("*") if path.is_file() and path.name != NAME)
    return [_file(path, results) for path in files]


def _file(path: Path, root: Path) -> dict[str, str | int]:
    return {"path": path.relative_to(root).as_posix(), "sha256": digest(path), "size": path.stat().st_size}


def _inputs(files: pd.DataFrame) -> list[dict[str, str | int]]:
    return [
        {"path": str(path), "sha256": str(digest), "size": int(size), "rows": int(rows)}
        for path, digest, size, rows in files[["path", "sha256", "size", "rows"]].itertuples(index=False)
    ]
