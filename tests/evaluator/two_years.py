"""The small competition of two years: the second with other rules, other marks, a newcomer and one who left."""

from __future__ import annotations

import re
from pathlib import Path

import small_folder


def build(root: Path) -> tuple[Path, Path]:
    """Write both folders."""
    first, second = (small_folder.build(root / name) for name in ("kecil-2019", "kecil-2020"))
    for name in ("rulebook.toml", small_folder.LOG):
        path = second / name
        later = re.sub("2018|2019", lambda year: str(int(year[0]) + 1), path.read_text(encoding="utf-8"))
        path.write_text(later, encoding="utf-8")
    return first, second


def rewrite(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    """Change every place where a text stands in a file of the folder."""
    text = (folder / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (folder / name).write_text(text, encoding="utf-8")
