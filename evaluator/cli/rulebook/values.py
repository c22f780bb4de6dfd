"""A value of a rulebook as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluator.words import _

if TYPE_CHECKING:
    from reports.speech import Speech

MISSING = "–"


def written(value: Any, say: Speech) -> str:  # noqa: ANN401 (a value of a document)
    """Return a value in words: nothing as a dash, tables and lists spread out, numbers as the language has them."""
    if value is None or value in ("", [], {}):
        return MISSING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return say.exact(value)
    if isinstance(value, list):
        return ", ".join(_inner(one, say) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_inner(one, say)}" for key, one in value.items())
    return str(value)


def _inner(value: Any, say: Speech) -> str:  # noqa: ANN401 (a value of a document)
    text = written(value, say)
    return f"[{text}]" if isinstance(value, dict | list) and value else text
