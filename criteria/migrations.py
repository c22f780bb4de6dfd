"""Rulebooks of an older form: brought to the newest one version after another, in memory; the file stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

Document = dict[str, Any]
Migration = Callable[[Document], Document]
"""From a document of version n, of its own to change, to one of version n + 1; it need not look after ``schema``."""

NEWEST = 1
"""The version that ``Rulebook`` describes."""
MIGRATIONS: Mapping[int, Migration] = {}
"""Per version, the step to the next one. Version 1 is the first."""


def version(document: Document) -> int | None:
    """Return the version of a parsed file; the first where it names none, None where what it names is no number."""
    found = document.get("schema", 1)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def migrated(document: Document, migrations: Mapping[int, Migration] = MIGRATIONS, newest: int = NEWEST) -> Document:
    """Return a document as the newest version writes it, every step from its own version on taken in order.

    The given document is left as it is. One for which there is no such way (a version that never was, a newer one, no
    number at all) is returned unchanged: the models, or ``loading``, refuse it in words.
    """
    start = version(document)
    if start is None or start >= newest or any(step not in migrations for step in range(start, newest)):
        return document
    result = deepcopy(document)
    for step in range(start, newest):
        result = migrations[step](result)
    return {**result, "schema": newest}
