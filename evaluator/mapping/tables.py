"""The tables of a rulebook as text: taken out, or put in the place of others, with all else left as it stands."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from evaluator.refusals import Refusal
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

Path = tuple[str, ...]
COMPLAINTS, FOLLOW_UPS = ("sources", "complaints"), ("sources", "follow_ups")


def cut(text: str, family: Sequence[Path]) -> str:
    """Return the tables of these paths, and those below them, as they stand, with the comments between them."""
    lines = text.split("\n")
    spans = [(start, end) for path, start, end in _tables(text) if path[:2] in set(family)]
    start, end = spans[0][0], _without_comments(lines, spans[-1][1])
    while start and lines[start - 1].startswith("#"):
        start -= 1
    return "\n".join(lines[start:end]).strip("\n") + "\n"


def replaced(text: str, family: Sequence[Path], snippet: str) -> str:
    """Return the text with a snippet in the place of these tables; where there are none it is put at the end.

    Refusal where the rulebook writes them in another way (``sources.complaints.date_order = …``) or is no TOML.
    """
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    spans = [(path[:2] in set(family), start, end) for path, start, end in _tables(text)]
    out, place = lines[: spans[0][1] if spans else len(lines)], None
    for number, (mine, start, end) in enumerate(spans):
        more = number + 1 < len(spans) and spans[number + 1][0]
        if mine:
            place = len(out) if place is None else place
            out += [] if more else lines[_without_comments(lines, end) : end]
        else:
            out += lines[start:end]
    place = len(out) if place is None else place
    before, after = "\n".join(out[:place]), "\n".join(out[place:])
    whole = before.rstrip("\n") + "\n" * (2 if before.strip() else 0) + snippet.strip("\n") + "\n"
    whole += f"\n{after.lstrip(chr(10))}" if after.strip() else ""
    _check(text, whole, family)
    return whole


def _check(old: str, new: str, family: Sequence[Path]) -> None:
    """Refuse a text of which anything but the tables has changed."""
    try:
        same = _rest(old, family) == _rest(new, family)
    except (ValueError, RecursionError):
        same = False
    if not same:
        raise Refusal(
            _("The tables for complaints are written in a way that cannot be replaced here: put the map in by hand.")
        )


def _rest(text: str, family: Sequence[Path]) -> dict[str, Any]:
    data = tomllib.loads(text)
    for first, second in family:
        data.get(first, {}).pop(second, None)
    return {key: value for key, value in data.items() if key != "sources" or value}


def _tables(text: str) -> list[tuple[Path, int, int]]:
    """Return the path of each table, the line (from 0) of its header, and that of the next one."""
    import tree_sitter_toml  # noqa: PLC0415 (start-up)
    from tree_sitter import Language, Parser  # noqa: PLC0415 (start-up)

    root = Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node
    nodes = [node for node in root.children if node.type in {"table", "table_array_element"}]
    starts = [node.start_point[0] for node in nodes]
    ends = [*starts[1:], text.count("\n") + 1]
    lines = text.split("\n")
    return [(_path(lines[start]), start, end) for start, end in zip(starts, ends, strict=True)]


def _path(line: str) -> Path:
    """Return the path that a table's header names."""
    try:
        data: Any = tomllib.loads(line)
    except ValueError:
        return ()
    path: list[str] = []
    while data:
        data = data[0] if isinstance(data, list) else data
        key = next(iter(data), None)
        if key is None:
            break
        path, data = [*path, key], data[key]
    return tuple(path)


def _without_comments(lines: list[str], end: int) -> int:
    """Return where a table ends before the blank lines and comments that belong to the next one."""
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end
