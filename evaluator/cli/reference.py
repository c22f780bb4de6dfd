"""docs/commands.md, made from the commands themselves: ``python -m evaluator.cli.reference > docs/commands.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from evaluator.cli import build
from evaluator.cli.screen import WIDTH

HEAD = """# Commands

Made from the code by `python -m evaluator.cli.reference > docs/commands.md`; a test holds it to that.
The same help is printed in Indonesian by `evaluator --lang id --help`, or where the locale is Indonesian.
"""


def render() -> str:
    """Return the reference: the help of the application and of every command, in the language that is spoken."""
    application: Any = get_command(build())
    return "\n".join([HEAD, *_sections("evaluator", application)])


def _sections(name: str, command: Any) -> Iterator[str]:  # noqa: ANN401 (Typer's type)
    """Yield the section of a command, and of those below it."""
    yield _section(name, command)
    for inner, one in getattr(command, "commands", {}).items():
        yield from _sections(f"{name} {inner}", one)


def _section(name: str, command: Any) -> str:  # noqa: ANN401 (Typer's type)
    context = command.context_class(command, info_name=name, terminal_width=WIDTH, help_option_names=["-h", "--help"])
    return f"## {name}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(render())
