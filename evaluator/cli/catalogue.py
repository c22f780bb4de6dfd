"""``evaluator catalogue``: the winners' good practices, for others to take up."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options, screen, show
from evaluator.words import _, later, plural

if TYPE_CHECKING:
    from evaluator.catalogue import Made

SHORT = later("Make the catalogue of good practices: what winners did, by problem.")
HELP = later(
    """Make the catalogue of good practices: what winners did and how they fared, found by the problem one has.

It is a static page in Indonesian and English, which needs no server program and works without scripts, and
a PDF. Practices are told in practices.csv or practices.xlsx in the competition folder (docs/catalogue.md);
without it the winners' figures stand there alone. evaluator site --catalogue links it from the public site."""
)
EXAMPLES = (
    "evaluator catalogue kompetisi-2019",
    "evaluator catalogue kompetisi-2019 --out katalog",
    "evaluator site kompetisi-2019 --out public --catalogue kompetisi-2019/catalogue",
)


def command(
    folder: Annotated[Path, options.folder()],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help=_("Where to write it; FOLDER/catalogue by default. An older one is replaced.")
        ),
    ] = None,
    engine: Annotated[options.Engine | None, options.engine()] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Make the catalogue, say what was left out, and where to look."""
    from evaluator.catalogue import make_catalogue  # noqa: PLC0415 (start-up)
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        made = make_catalogue(existing(folder), out, progress=progress, engine=engine)
    if as_json:
        screen.as_json(asdict(made))
    else:
        tell(made)


def tell(made: Made) -> None:
    """Say what it holds, what was left out, and where it is."""
    from evaluator.catalogue import HEADER  # noqa: PLC0415 (start-up)

    winners = plural("{count} winner", "{count} winners", made.winners)
    practices = plural("{count} practice", "{count} practices", made.practices)
    screen.say(_("The catalogue is ready: {winners}, {practices}.").format(winners=winners, practices=practices))
    for problem in made.problems:
        show.one_problem(problem)
    if made.offered:
        screen.say(_("No practices were handed in. Write them into practices.csv, one a row, under this line:"))
        screen.indented(HEADER)
    screen.heading(_("What next"))
    screen.path(made.first)
    screen.path(made.pdf)
