"""``evaluator reproduce``: work published results out again and compare."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later

SHORT = later("Work published results out again from their bundle.")
HELP = later(
    """Work published results out again from their bundle and compare them, byte for byte.

The way from days and marks to indicators, scores, ranks and awards is walked anew, by the rules in the bundle. That
the days are those of the logs cannot be seen here: for that, whoever holds a log compares its sha256 with the one
published. Exit code 1: something differs, or the bundle is damaged."""
)
EXAMPLES = ("evaluator reproduce hasil-2019.zip", "evaluator reproduce hasil-2019.zip --json")


def command(
    bundle: Annotated[Path, typer.Argument(metavar="BUNDLE", help=_("The bundle, a ZIP file."), show_default=False)],
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Work it out, tell file by file, and end with 1 where one differs."""
    from evaluator.bundle import reproduce  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        found = reproduce(bundle, progress=progress)
    same = all(one.same for one in found)
    if as_json:
        screen.as_json({"same": same, "files": [asdict(one) for one in found]})
        raise typer.Exit(0 if same else 1)
    verdicts = {True: _("the same, byte for byte"), False: _("DIFFERENT")}
    screen.table([_("file"), _("published and worked out again")], [[one.name, verdicts[one.same]] for one in found])
    if same:
        screen.say(_("The published results follow from the bundle."))
    else:
        screen.say(_("The published results do not follow from the bundle: ask who published it."), "bold red")
    raise typer.Exit(0 if same else 1)
