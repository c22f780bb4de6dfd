"""Values of a TOML text exchanged where they stand; comments, order and layout stay as they are."""

from __future__ import annotations

import copy
import tomllib
from typing import TYPE_CHECKING, Any

from criteria.positions import Positions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from criteria.positions import Path

    Value = str | dt.date


def exchanged(text: str, values: Mapping[Path, Value]) -> str:
    """Return a TOML text, with plain line ends, in which the values at these paths are others.

    Raises KeyError for a path that the text does not write, ValueError where anything else would change with it.
    """
    positions = Positions(text).found
    data = text.encode()
    for path, value in sorted(values.items(), key=lambda item: positions[item[0]].span, reverse=True):
        start, end = positions[path].span
        data = data[:start] + written(value).encode() + data[end:]
    result = data.decode()
    if tomllib.loads(result) != _expected(text, values):
        raise ValueError("more than the values asked for would have changed")
    return result


def written(value: Value) -> str:
    """Return a text or a date as TOML writes it."""
    from evaluator.mapping.snippet import text as quoted  # noqa: PLC0415 (start-up)

    return quoted(value) if isinstance(value, str) else value.isoformat()


def _expected(text: str, values: Mapping[Path, Value]) -> dict[str, Any]:
    result = copy.deepcopy(tomllib.loads(text))
    for path, value in values.items():
        inner: Any = result
        for part in path[:-1]:
            inner = inner[part]
        inner[path[-1]] = value
    return result
