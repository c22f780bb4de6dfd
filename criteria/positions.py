"""Where each key of a TOML text stands: tomllib knows the values, tree-sitter the lines and columns."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

Path = tuple[str | int, ...]
"""The way to a value: keys, and positions in lists counted from 0."""

DEEPEST = 12
"""Positions are kept so far down; the deepest key of a rulebook has a path of six."""

_KEYS = ("bare_key", "quoted_key", "dotted_key")


@dataclass(frozen=True, slots=True)
class Position:
    """Line and column of a key (of a list's element: the element itself), counted from 1; ``source``: its value.

    span: from which to before which byte of the UTF-8 text the value stands; (0, 0) where there is none.
    """

    line: int
    column: int
    source: str = ""
    span: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass
class Positions:
    """The positions of a TOML text by path, and the keys that stand there twice (first, second)."""

    text: str
    found: dict[Path, Position] = field(default_factory=dict)
    twice: list[tuple[Path, Position, Position]] = field(default_factory=list)

    def __post_init__(self) -> None:
        import tree_sitter_toml  # noqa: PLC0415 (start-up: a rulebook without faults needs no positions)
        from tree_sitter import Language, Parser  # noqa: PLC0415 (start-up)

        data = self.text.encode(errors="replace")
        self._lines = data.split(b"\n")
        self._lengths: dict[Path, int] = {}
        self._explicit: set[Path] = set()
        root = Parser(Language(tree_sitter_toml.language())).parse(data).root_node
        for node in root.children:
            if node.type == "table_array_element":
                self._list_table(node)
            elif node.type == "table":
                self._table(node)
            elif node.type == "pair":
                self._pair((), node)

    def at(self, path: Path) -> Position:
        """Return where the path stands, or the nearest table around it, or the beginning of the file."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.found:
                return self.found[path[:length]]
        return Position(1, 1)

    def _position(self, node: Node, value: Node | None = None) -> Position:
        row, column = node.start_point
        before = self._lines[row][:column].decode(errors="replace")
        source = value.text.decode(errors="replace") if value is not None and value.text else ""
        span = (value.start_byte, value.end_byte) if value is not None else (0, 0)
        return Position(row + 1, len(before) + 1, source, span)

    def _note(self, path: Path, position: Position) -> None:
        """Note an explicit definition of the path, and the tables on the way to it as found here."""
        if len(path) > DEEPEST:
            return
        if path in self._explicit:
            self.twice.append((path, self.found[path], position))
            return
        self._explicit.add(path)
        self.found[path] = position
        for part in accumulate(((key,) for key in path[:-1]), lambda a, b: a + b):
            self.found.setdefault(part, position)

    def _header(self, node: Node) -> tuple[Path, Position]:
        """Path of a table's header; a step through a list of tables goes to its latest element."""
        key = next(child for child in node.children if child.type in _KEYS)
        path: Path = ()
        for name in _names(key):
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
            path = (*path, name)
        return path, self._position(key)

    def _table(self, node: Node) -> None:
        path, position = self._header(node)
        self._note(path, position)
        self._pairs(path, node)

    def _list_table(self, node: Node) -> None:
        path, position = self._header(node)
        self.found.setdefault(path, position)
        index = self._lengths.get(path, 0)
        self._lengths[path] = index + 1
        self._note((*path, index), position)
        self._pairs((*path, index), node)

    def _pairs(self, path: Path, node: Node) -> None:
        for child in node.children:
            if child.type == "pair":
                self._pair(path, child)

    def _pair(self, path: Path, node: Node) -> None:
        parts = [child for child in node.children if child.type != "comment"]
        key, value = parts[0], parts[-1]
        path = (*path, *_names(key))
        self._note(path, self._position(key, value))
        self._inside(path, value)

    def _inside(self, path: Path, value: Node) -> None:
        if len(path) > DEEPEST:
            return
        if value.type == "inline_table":
            self._pairs(path, value)
        elif value.type == "array":
            elements = (child for child in value.children if child.is_named and child.type != "comment")
            for index, element in enumerate(elements):
                self._note((*path, index), self._position(element, element))
                self._inside((*path, index), element)


def _names(key: Node) -> Iterator[str]:
    """Yield the names of a key from left to right; a dotted key nests to the left."""
    parts: list[Node] = []
    while key.type == "dotted_key" and len(key.children) > 1:
        parts.append(key.children[-1])
        key = key.children[0]
    for part in (key, *reversed(parts)):
        text = part.text.decode(errors="replace") if part.text else ""
        yield next(iter(tomllib.loads(f"{text} = 0"))) if part.type == "quoted_key" else text
