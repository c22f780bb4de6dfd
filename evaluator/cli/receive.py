"""``evaluator receive``: submissions into the competition folder, and who is still awaited."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later, plural

if TYPE_CHECKING:
    from evaluator.submitting.receive import Intake, Taken

SHORT = later("Take submissions in, and list who has not yet sent.")
HELP = later(
    """File submissions of “evaluator package” into a competition folder, where “evaluator run” reads them, and list who
has not sent anything yet; without files, only that.

Each is looked at to the last byte before anything of it is filed, and holds its sender's rows alone. A newer one takes
the place of an older; an older one, or the same again, changes nothing. The exit code is 1 where one was refused."""
)
EXAMPLES = (
    "evaluator receive kiriman/*.zip --into kompetisi-2019",
    "evaluator receive --into kompetisi-2019",
)
FIRST = 20
OUTCOMES = {
    "filed": later("filed"),
    "replaced": later("filed in the place of an older one"),
    "same": later("filed already"),
    "older": later("older than what was filed: left out"),
    "refused": later("REFUSED"),
}


def command(
    into: Annotated[Path, typer.Option(metavar="FOLDER", help=_("The competition folder."), show_default=False)],
    bundles: Annotated[
        list[Path], typer.Argument(metavar="BUNDLE...", help=_("Submissions, as packed."), show_default=False)
    ] = [],  # noqa: B006 (Typer reads it once)
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """File them, and tell."""
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)
    from evaluator.submitting.receive import receive  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        intake = receive(bundles, existing(into), progress=progress)
    if as_json:
        screen.as_json(asdict(intake))
    else:
        tell(intake)
    raise typer.Exit(1 if any(one.outcome == "refused" for one in intake.taken) else 0)


def tell(intake: Intake) -> None:
    """Say what became of each, and who is awaited."""
    for one in intake.taken:
        _one(one)
    screen.heading(plural("{count} participant has sent", "{count} participants have sent", intake.received))
    if not intake.waiting:
        return
    screen.say(plural("{count} has not yet:", "{count} have not yet:", len(intake.waiting)))
    for code, name in intake.waiting[:FIRST]:
        screen.say(f"• {screen.safe(code)} {screen.safe(name)}")
    rest = len(intake.waiting) - FIRST
    if rest > 0:
        screen.say(plural("… and {count} more.", "… and {count} more.", rest))


def _one(one: Taken) -> None:
    from reports.codes import groups  # noqa: PLC0415 (start-up)

    screen.say(f"{screen.safe(one.file)}: {_(OUTCOMES[one.outcome])}", "bold" if one.outcome == "refused" else "")
    if one.code:
        screen.say(f"  {screen.safe(one.participant)} {screen.safe(one.name)} · {groups(one.code)} · {one.made_at}")
    if one.says:
        screen.indented(one.says)
