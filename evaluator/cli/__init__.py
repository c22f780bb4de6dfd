"""The command line: one module per command; this puts them together.

Nothing heavy is imported here: a command imports its work when it is called, so that help comes at once.
"""

from __future__ import annotations

import typer

from evaluator.cli import certify, check, convert, demo, explain, init, mapping, run, synth
from evaluator.cli.root import EXAMPLES, HELP, root
from evaluator.cli.usage import SpokenCommand, SpokenGroup
from evaluator.words import _

COMMANDS = {
    "run": run, "check": check, "explain": explain, "init": init, "map": mapping, "convert": convert,
    "certify": certify, "synth": synth, "demo": demo,
}  # fmt: skip


def build() -> typer.Typer:
    """Return the application, in the language that is spoken now."""
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    app = typer.Typer(
        name="evaluator",
        cls=SpokenGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=settings,
        no_args_is_help=True,
    )
    app.callback(help=_help(HELP, EXAMPLES))(root)
    for name, module in COMMANDS.items():
        said = _help(module.HELP, module.EXAMPLES)
        app.command(name, cls=SpokenCommand, help=said, short_help=_(module.SHORT))(module.command)
    return app


def _help(text: str, examples: tuple[str, ...]) -> str:
    """A command's help, with its examples line by line (the backspace tells Typer to leave lines alone)."""
    return "\n".join([_(text), "", "\b", _("Examples:"), *(f"  {example}" for example in examples)])
