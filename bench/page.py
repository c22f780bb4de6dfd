"""docs/performance.md: one part per benchmark, each with the command that measured it; a run replaces its own part."""

from __future__ import annotations

import os
import platform
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "performance.md"
HEAD = """# Performance

Whole processes, imports included, in turns in one session, medians. Machines are shared and noisy: ratios within one
table count, seconds of two tables do not compare. Each part was written by the command that it names.
"""


def put(title: str, command: str, lines: list[str]) -> None:
    """Write the part under this title, in the place of an older one, and print it."""
    machine = f"`{command}` on {os.cpu_count()} cores, Python {platform.python_version()}."
    text = "\n".join([f"## {title}", "", machine, "", *lines]) + "\n"
    old = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    parts = {part.partition("\n")[0]: f"## {part}".rstrip() + "\n" for part in old.split("\n## ")[1:]}
    parts[title] = text
    PAGE.write_text("\n".join([HEAD, *parts.values()]), encoding="utf-8")
    print(text)


def table(header: str, rows: list[str]) -> list[str]:
    """Return the lines of a table whose first column is text and whose others are numbers."""
    columns = header.count("|") - 1
    return [header, "|---|" + "---:|" * (columns - 1), *rows]
