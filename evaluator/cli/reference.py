"""docs/commands.md, made from the commands themselves: ``python -m evaluator.cli.reference > docs/commands.md``."""

from __future__ import annotations

import sys
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
    parts = [HEAD, _section("evaluator", application)]
    parts += [_section(f"evaluator {name}", command) for name, command in application.commands.items()]
    return "\n".join(parts)


def _section(name: str, command: Any) -> str:  # noqa: ANN401 (Typer's type)
    context = command.context_class(command, info_name=name, terminal_width=WIDTH, help_option_names=["-h", "--help"])
    return f"## {name}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(render())
