"""``evaluator init``: a new competition folder."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later, plural

SHORT = later("Make a new competition folder.")
HELP = later(
    """Make a new competition FOLDER with a rulebook that explains itself, and put complaint logs into it.

Where the rules take participants from a roster, participants.csv is written with whoever the logs name; the kind
of each is read off its name and should be checked. practices.csv is its headings: fill it in for evaluator catalogue,
or leave it as it is."""
)
EXAMPLES = (
    "evaluator init kompetisi-2019 --rulebook anggakara-2019",
    "evaluator init kompetisi-2019 --rulebook anggakara-2019 --complaints export-1.csv export-2.xlsx",
    "evaluator init kompetisi-2020 --rulebook kompetisi-2019/rulebook.toml",
)


def command(
    folder: Annotated[Path, options.folder()],
    rulebook: Annotated[
        str,
        typer.Option(
            metavar="CODE", help=_("A shipped rulebook's code, or a rulebook file."), autocompletion=options.editions
        ),
    ],
    complaints: Annotated[
        list[Path] | None, typer.Option(metavar="FILE ...", help=_("Complaint logs to copy into the folder."))
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help=_("Further files of --complaints."), hidden=True)
    ] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Make the folder and tell what to do with it."""
    from evaluator.init import start  # noqa: PLC0415 (start-up)

    if more and not complaints:
        raise typer.BadParameter(_("Files follow --complaints."))
    started = start(folder, rulebook, [*(complaints or []), *(more or [])])
    if as_json:
        screen.as_json({**asdict(started), "folder": str(folder)})
        return
    screen.say(_("{folder} is ready:").format(folder=screen.safe(folder)))
    for name in started.files:
        screen.path(f"{folder}/{name}")
    if started.participants:
        count = started.participants
        screen.say(
            plural(
                "participants.csv holds the {count} participant that the logs name; check its kind and spelling.",
                "participants.csv holds the {count} participants that the logs name; check their kinds, and that"
                " none stands in it twice under two spellings.",
                count,
            )
        )
    screen.heading(_("What next"))
    screen.say(_("Read the comments in rulebook.toml and change what your year needs."))
    screen.say(_("Keep certificate.key secret: who has it can make certificates' codes."))
    if not complaints:
        screen.say(_("Put complaint logs into complaints/."))
    if started.judged:
        screen.say(_("Put judges' score sheets into scores/, with the codes of the criteria that have a panel."))
    screen.say(_("Then:"))
    screen.command("evaluator", "check", folder)
    screen.command("evaluator", "run", folder)
