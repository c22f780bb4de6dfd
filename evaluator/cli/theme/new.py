"""``evaluator theme new``: a theme to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import screen
from evaluator.words import _, later

SHORT = later("Write a theme to begin with.")
HELP = later("""Write theme.toml with every key and what it is for; the picture of an emblem goes beside it.""")
EXAMPLES = ("evaluator theme new kompetisi-2019/theme",)


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The theme's folder."), show_default=False)],
) -> None:
    """Write it, and say what comes next."""
    from evaluator.theme import new_theme  # noqa: PLC0415 (start-up)

    path = new_theme(folder)
    screen.say(_("The theme is there; change it, and look at it:"))
    screen.path(str(path))
    screen.command("evaluator", "theme", "preview", folder)
