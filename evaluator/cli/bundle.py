"""``evaluator bundle``: the published results with what they follow from, for whoever wants to work them out again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later, number

SHORT = later("Pack the published results with what they follow from.")
HELP = later(
    """Pack the published results with the rules and with what counted, so that anybody can work them out again.

Complaints are in it as days and judges as numbers: no number, text or unit of a complaint, no reporter, no
judge's name, no contact of a participant. The bundle is worked out again itself before it is written."""
)
EXAMPLES = ("evaluator bundle kompetisi-2019 --out hasil-2019.zip",)


def command(
    folder: Annotated[Path, options.folder()],
    out: Annotated[Path, typer.Option(metavar="FILE", help=_("Where to write the bundle; an older one is replaced."))],
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Make the bundle and say how it is worked out again."""
    from evaluator.bundle import make_bundle  # noqa: PLC0415 (start-up)
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        made = make_bundle(existing(folder), out, progress=progress)
    if as_json:
        screen.as_json(asdict(made))
        return
    screen.say(
        _("The bundle is ready, {size} KB, and gives the published results:").format(size=number(made.size / 1000))
    )
    screen.path(made.path)
    screen.path(f"sha256 {made.sha256}")
    screen.heading(_("What next"))
    screen.say(_("Publish it; whoever has it works the results out again with:"))
    screen.command("evaluator", "reproduce", out)
