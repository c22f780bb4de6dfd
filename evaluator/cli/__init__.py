"""The command line: one module per command; this puts them together.

Nothing heavy is imported here: a command imports its work when it is called, so that help comes at once.
"""

from __future__ import annotations

import typer

from evaluator.cli import certify, check, demo, explain, init, run, synth
from evaluator.cli.root import HELP, root
from evaluator.words import _

COMMANDS = {
    "run": run, "check": check, "explain": explain, "init": init, "certify": certify, "synth": synth, "demo": demo,
}  # fmt: skip


def build() -> typer.Typer:
    """Return the application, in the language that is spoken now."""
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    app = typer.Typer(
        name="evaluator",
        help=_(HELP),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=settings,
        no_args_is_help=True,
    )
    app.callback(help=_(HELP))(root)
    for name, module in COMMANDS.items():
        app.command(name, help=_(module.HELP))(module.command)
    return app
