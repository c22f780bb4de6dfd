"""``evaluator rulebook schema``: the JSON Schema of rulebooks, for editors."""

from __future__ import annotations

from evaluator.cli import screen
from evaluator.words import later

SHORT = later("Print the JSON Schema of rulebooks, for completion in editors.")
HELP = later(
    """Print the JSON Schema of rulebooks: editors that know it complete keys and say what they mean.

Put it beside the rulebook and name it on the first line: #:schema ./rulebook.schema.json"""
)
EXAMPLES = ("evaluator rulebook schema > rulebook.schema.json",)


def command() -> None:
    """Print it."""
    from criteria.json_schema import json_schema  # noqa: PLC0415 (start-up)

    screen.as_json(json_schema())
