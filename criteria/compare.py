"""Two rulebooks compared as data: what was added, removed and changed, and which weights of the total moved.

Entries of a list of tables belong together by their code, whatever their place; all else by its key. Nothing here knows
a key by name but ``code``, so that a new table is compared as it comes. Layout, comments, which engine counts, and
whether a tree was written with ``parent`` or with ``children`` do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from criteria.positions import Path
from criteria.rulebook import Rulebook
from criteria.tree import TOTAL, branches

NO_RULES = frozenset({"schema", "engine"})
"""Keys that are no part of what decides (see ``loading.fingerprint``)."""
WORDS = frozenset({"title", "organiser", "notes", "assumed", "reason", "source"})
"""Keys that say something about a rule and decide nothing."""
TREE_KEYS = frozenset({"parent", "children"})
SMALLEST = 1e-9
"""Points of the total under which a weight has not moved; products of weights are rounded at the 16th digit."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list of tables that one of two rulebooks has alone; ``title`` by language, None without one."""

    table: str
    code: str
    title: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Change:
    """A value that differs, at its path; entries of lists of tables stand there by their code.

    before, after: as JSON has it; None where the key is not written and has no default.
    """

    path: Path
    before: Any
    after: Any

    @property
    def words(self) -> bool:
        """Whether only what is said of a rule changed: a title, a reason, a source."""
        return not WORDS.isdisjoint(self.path)


@dataclass(frozen=True, slots=True)
class Moved:
    """A criterion's weight in percent of the total, before and after; None where it is not in the rulebook."""

    code: str
    before: float | None
    after: float | None

    @property
    def points(self) -> float:
        """By how much it moved, in points of the total of 100."""
        return (self.after or 0.0) - (self.before or 0.0)


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs; ``weights`` largest movement first, the others in the rulebooks' order."""

    added: list[Entry]
    removed: list[Entry]
    changes: list[Change]
    weights: list[Moved]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.changes or self.weights)


def compare(before: Rulebook, after: Rulebook) -> Difference:
    """Compare two rulebooks."""
    old, new = _comparable(before), _comparable(after)
    tables = [key for key in {**old, **new} if _coded(old.get(key)) and _coded(new.get(key))]
    return Difference(
        added=[entry for table in tables for entry in _only(table, new.get(table, []), old.get(table, []))],
        removed=[entry for table in tables for entry in _only(table, old.get(table, []), new.get(table, []))],
        changes=list(_changes((), old, new)),
        weights=_moved(before, after),
    )


def of_total(rulebook: Rulebook) -> dict[str, float]:
    """Return each criterion's nominal weight in percent of the total, in the order of the tree from the top down."""
    tree = branches(rulebook.criterion)
    shares: dict[str, float] = {}

    def below(node: str, share: float) -> None:
        for criterion in tree.get(node, []):
            shares[criterion.code] = share * criterion.weight / 100
            below(criterion.code, shares[criterion.code])

    below(TOTAL, 100.0)
    return shares


def _comparable(rulebook: Rulebook) -> dict[str, Any]:
    """Return a rulebook as JSON has it, every criterion with its parent however the tree was written."""
    document: dict[str, Any] = rulebook.model_dump(mode="json", by_alias=True, exclude_none=True)
    above = rulebook.parents
    document["criterion"] = [
        {**{key: value for key, value in entry.items() if key not in TREE_KEYS}, "parent": above[entry["code"]]}
        for entry in document["criterion"]
    ]
    return {key: value for key, value in document.items() if key not in NO_RULES}


def _changes(path: Path, old: Any, new: Any) -> Iterator[Change]:  # noqa: ANN401 (values of a document)
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from _changes((*path, key), old.get(key), new.get(key))
    elif _coded(old) and _coded(new):
        yield from _entries(path, {e["code"]: e for e in old or []}, {e["code"]: e for e in new or []})
    else:
        yield Change(path, old, new)


def _entries(path: Path, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    """Yield what changed in the entries that both have, and their order, which decides who comes first."""
    both = [code for code in old if code in new]
    for code in both:
        yield from _changes((*path, code), old[code], new[code])
    order = [code for code in new if code in old]
    if both != order:
        yield Change(path, both, order)


def _coded(value: Any) -> bool:  # noqa: ANN401 (a value of a document)
    """Whether this is a list of tables with codes, or may be one that is empty or left out."""
    if value is None:
        return True
    return isinstance(value, list) and all(isinstance(entry, dict) and "code" in entry for entry in value)


def _only(table: str, these: list[Any], those: list[Any]) -> Iterator[Entry]:
    known = {entry["code"] for entry in those}
    for entry in these:
        if entry["code"] not in known:
            yield Entry(table, entry["code"], entry.get("title"))


def _moved(before: Rulebook, after: Rulebook) -> list[Moved]:
    old, new = of_total(before), of_total(after)
    moved = [Moved(code, old.get(code), new.get(code)) for code in {**old, **new}]
    return sorted(
        (one for one in moved if abs(one.points) > SMALLEST), key=lambda one: (-round(abs(one.points), 9), one.code)
    )
