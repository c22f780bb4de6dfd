"""``evaluator feedback``: two confidential pages for each participant."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later, plural

if TYPE_CHECKING:
    from evaluator.feedback import Given

SHORT = later("Write each participant its feedback: two confidential pages.")
HELP = later(
    """Write the feedback of participants: where each stands on every criterion, its year by month, what would
have lifted its score most, whom to learn from, and what was wrong in its rows.

Each is two pages, confidential, for that participant alone; they are written outside the results. Everybody's
take about a second each; a run that was stopped goes on where it was, and what is there from the same
figures is kept. One that cannot be made is named, and the exit code is 1."""
)
EXAMPLES = (
    "evaluator feedback kompetisi-2019",
    'evaluator feedback kompetisi-2019 --for A0007 --for "Kota Contoh"',
    "evaluator feedback kompetisi-2019 --out umpan-balik",
)
FIRST = 10


def command(
    folder: Annotated[Path, options.folder()],
    for_: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="CODE", help=_("Whose: code or exact name; may be given again. All by default.")),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=_("Where to write them; FOLDER/feedback by default."))
    ] = None,
    engine: Annotated[options.Engine | None, options.engine()] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Write, tell, and end with 1 where one could not be made."""
    from evaluator.feedback import make_feedback  # noqa: PLC0415 (start-up)
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        given = make_feedback(existing(folder), for_ or [], out, progress=progress, engine=engine)
    if as_json:
        screen.as_json(asdict(given))
    else:
        tell(given)
    raise typer.Exit(1 if given.bad else 0)


def tell(given: Given) -> None:
    """Say how many there are, where the first of them stand, and which could not be made."""
    count = len(given.files)
    screen.say(plural("{count} feedback is there.", "{count} feedbacks are there.", count), "bold")
    if given.kept:
        screen.say(plural("{count} of them was there already.", "{count} of them were there already.", given.kept))
    for path in list(given.files.values())[:FIRST]:
        screen.path(path)
    if count > FIRST:
        screen.say("  " + plural("… and {count} more feedback.", "… and {count} more feedbacks.", count - FIRST))
    if given.bad:
        bad = len(given.bad)
        screen.heading(plural("{count} could not be made:", "{count} could not be made:", bad))
        for one in given.bad:
            screen.say(f"• {screen.safe(one.code)}: {screen.safe(one.reason)}")
    screen.say(_("Each is confidential: send it to that participant alone."))
