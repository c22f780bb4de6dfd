"""The command line: one module per command; this puts them together.

Nothing heavy is imported here: a command imports its work when it is called, so that help comes at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from evaluator.cli import (
    bundle,
    catalogue,
    certify,
    check,
    compare,
    confidence,
    convert,
    demo,
    explain,
    feedback,
    init,
    mapping,
    package,
    receive,
    reprint,
    reproduce,
    rulebook,
    run,
    self_assess,
    sign,
    site,
    synth,
    theme,
    verify,
    verify_page,
    what_changes,
    withdraw,
    workbooks,
)
from evaluator.cli.root import EXAMPLES, HELP, root
from evaluator.cli.usage import SpokenCommand, SpokenGroup
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

COMMANDS = {
    "run": run,
    "check": check,
    "explain": explain,
    "what-changes": what_changes,
    "compare": compare,
    "confidence": confidence,
    "init": init,
    "self-assess": self_assess,
    "package": package,
    "receive": receive,
    "rulebook": rulebook,
    "map": mapping,
    "convert": convert,
    "workbooks": workbooks,
    "certify": certify,
    "theme": theme,
    "sign": sign,
    "verify": verify,
    "withdraw": withdraw,
    "reprint": reprint,
    "verify-page": verify_page,
    "feedback": feedback,
    "site": site,
    "catalogue": catalogue,
    "bundle": bundle,
    "reproduce": reproduce,
    "synth": synth,
    "demo": demo,
}
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def build() -> typer.Typer:
    """Return the application, in the language that is spoken now."""
    app = _group("evaluator")
    app.callback(help=_help(HELP, EXAMPLES))(root)
    _fill(app, COMMANDS)
    return app


def _fill(group: typer.Typer, modules: Mapping[str, ModuleType]) -> None:
    """Add commands; a module with COMMANDS of its own becomes a group of them."""
    for name, module in modules.items():
        said, short = _help(module.HELP, module.EXAMPLES), _(module.SHORT)
        if hasattr(module, "COMMANDS"):
            inner = _group(name)
            _fill(inner, module.COMMANDS)
            group.add_typer(inner, name=name, help=said, short_help=short)
        else:
            group.command(name, cls=SpokenCommand, help=said, short_help=short)(module.command)


def _group(name: str) -> typer.Typer:
    return typer.Typer(
        name=name,
        cls=SpokenGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=SETTINGS,
        no_args_is_help=True,
        add_completion=name == "evaluator",
    )


def _help(text: str, examples: tuple[str, ...]) -> str:
    """A command's help, with its examples line by line (the backspace tells Typer to leave lines alone)."""
    return "\n".join([_(text), "", "\b", _("Examples:"), *(f"  {example}" for example in examples)])
