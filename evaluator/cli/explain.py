"""``evaluator explain``: why this score and this rank."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from evaluator.cli import explained, options, screen
from evaluator.refusals import Refusal
from evaluator.which import Which
from evaluator.words import _, language, later

SHORT = later("Tell why a participant has this score and rank.")
HELP = later(
    """Tell why a participant has this score and rank, down to gates, criteria, weights, indicators and marks.

CODE is the participant's code or its exact name. The points of the criteria add up to the score exactly.
With --complaints the complaints behind a count are listed: their ids, dates and units, no personal data."""
)
EXAMPLES = (
    "evaluator explain kompetisi-2019 A-017",
    'evaluator explain kompetisi-2019 "Kota Contoh" --complaints late',
    "evaluator explain kompetisi-2019 A-017 --complaints open --first 0 --json",
)


def command(
    folder: Annotated[Path, options.folder()],
    code: Annotated[
        str, typer.Argument(metavar="CODE", help=_("The participant's code or exact name."), show_default=False)
    ],
    complaints: Annotated[
        Which | None,
        typer.Option(
            metavar="WHICH",
            help=_(
                "List complaints: late (in any step), late-acknowledge, late-answer, late-resolve, open (not resolved),"
                " overdue (open past the standard), reopened, used, excluded, repeated, outside, set-aside."
            ),
        ),
    ] = None,
    first: Annotated[int, typer.Option(min=0, metavar="N", help=_("List so many complaints; 0 lists all."))] = 50,
    engine: Annotated[options.Engine | None, options.engine()] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Explain, as text or JSON."""
    document = explain(folder, code, complaints, first, engine)
    if as_json:
        screen.as_json(document)
    else:
        explained.tell(document)


def explain(path: Path, asked: str, which: Which | None, first: int, engine: str | None = None) -> dict[str, Any]:
    """Work out the year and take from it all that concerns one participant."""
    from evaluator import complaints, folder, lookup, pipeline  # noqa: PLC0415 (start-up)
    from evaluator import explain as explaining  # noqa: PLC0415 (start-up)

    home = folder.existing(path)
    with pipeline.scratch_folder() as scratch, screen.steps() as progress:
        outcome = pipeline.open_year(home, scratch=scratch, progress=progress, details=which is not None, engine=engine)
        if outcome.year is None or outcome.handed_in is None:
            raise Refusal(
                _("There is no ranking to explain: {count} blocking problems. See: evaluator check {folder}").format(
                    count=outcome.blocking, folder=path
                )
            )
        if which is not None and (place := outcome.year.rulebook.engine.place):
            raise Refusal(
                _("The complaints lie in {place} and do not leave it; look for them there.").format(place=place)
            )
        code = lookup.resolve(outcome.year, asked)
        document: dict[str, Any] = asdict(explaining.explain(outcome.year, code, language()))
        if which is not None:
            listed = complaints.listed(outcome.handed_in, outcome.year.rulebook, code, which)
            document["complaints"] = complaints.as_records(listed, which, first)
    document["decimals"] = outcome.year.rulebook.edition.decimals
    return document
