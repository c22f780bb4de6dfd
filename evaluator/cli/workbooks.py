"""``evaluator workbooks``: blank workbooks to fill in."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later, plural

SHORT = later("Make blank workbooks to fill in: checklist, score sheets, log, roster.")
HELP = later(
    """Make the blank workbooks of a rulebook: the checklist of the self-assessment, a score sheet for each stage that
judges mark, the complaint log with its dictionary, the roster.

Cells to fill in are open, all others locked; points, marks and dates are checked as they are typed; the first sheet
says how. With --folder the participants of its roster are in them already."""
)
EXAMPLES = (
    "evaluator workbooks anggakara-2022 --out kosong",
    "evaluator workbooks kompetisi-2022/rulebook.toml --out kosong --folder kompetisi-2022",
)


def command(
    rulebook: Annotated[str, options.rulebook()],
    out: Annotated[Path, typer.Option(metavar="DIR", help=_("Where to write the workbooks."))],
    folder: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help=_("A competition folder whose participants are filled in."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace files that are there already."))] = False,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Write them and say where they are."""
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)
    from evaluator.workbooks import write_workbooks  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        written = write_workbooks(
            rulebook, out, folder=existing(folder) if folder else None, force=force, progress=progress
        )
    if as_json:
        screen.as_json({"workbooks": [asdict(one) for one in written]})
        return
    screen.say(
        plural(
            "{count} workbook is ready to be filled in:", "{count} workbooks are ready to be filled in:", len(written)
        )
    )
    for one in written:
        screen.path(one.path)
    screen.heading(_("What next"))
    screen.say(
        _("Hand them out. Filled in, checklists go into checklists/, score sheets into scores/, logs into complaints/.")
    )
