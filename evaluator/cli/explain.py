"""``evaluator explain``: why this score and this rank."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import against as beside
from evaluator.cli import explained, options, screen
from evaluator.refusals import Refusal
from evaluator.which import Which
from evaluator.words import _, language, later

if TYPE_CHECKING:
    from evaluator.against import Against
    from reports.year import Year

SHORT = later("Tell why a participant has this score and rank.")
HELP = later(
    """Tell why a participant has this score and rank, down to gates, criteria, weights, indicators and marks.

CODE is the participant's code or its exact name. The points of the criteria add up to the score exactly.
Of a competition in stages each stage is told, and how its total came about under its own weights.
With --against it is compared with another participant, criterion by criterion, adding up to their difference.
With --complaints the complaints behind a count are listed: their ids, dates and units, no personal data."""
)
EXAMPLES = (
    "evaluator explain kompetisi-2019 A-017",
    "evaluator explain kompetisi-2019 A-017 --against A-004",
    'evaluator explain kompetisi-2019 "Kota Contoh" --complaints late',
    "evaluator explain kompetisi-2019 A-017 --complaints open --first 0 --json",
    "evaluator explain kompetisi-2019 A-017 --complaints closing-rush",
)


def command(
    folder: Annotated[Path, options.folder()],
    code: Annotated[
        str, typer.Argument(metavar="CODE", help=_("The participant's code or exact name."), show_default=False)
    ],
    *,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help=_("Compare with this participant: its code or exact name."), show_default=False
        ),
    ] = None,
    complaints: Annotated[
        Which | None,
        typer.Option(
            metavar="WHICH",
            help=_(
                "List complaints: late (in any step), late-acknowledge, late-answer, late-resolve, open (not resolved),"
                " overdue (open past the standard), reopened, used, excluded, repeated, outside, set-aside, or those"
                " behind a flag of integrity.csv, by its code."
            ),
        ),
    ] = None,
    first: Annotated[int, typer.Option(min=0, metavar="N", help=_("List so many complaints; 0 lists all."))] = 50,
    engine: Annotated[options.Engine | None, options.engine()] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Explain, as text or JSON."""
    document, found = explain(folder, code, against, (complaints, first), engine)
    if as_json:
        screen.as_json(document)
    elif found is not None:
        beside.tell(document, document["against"], found)
        if complaints is not None:
            explained.complaints(document["complaints"])
    else:
        explained.tell(document)


def explain(
    path: Path, asked: str, other: str | None, listing: tuple[Which | None, int], engine: str | None = None
) -> tuple[dict[str, Any], Against | None]:
    """Work out the year and take from it all that concerns one participant, or one beside another.

    listing: which complaints to list, and how many of them.
    """
    from evaluator import complaints, folder, lookup, pipeline  # noqa: PLC0415 (start-up)

    home, (which, first) = folder.existing(path), listing
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
        document, found = _document(outcome.year, code, other)
        if which is not None:
            listed = complaints.listed(outcome.handed_in, outcome.year, code, which)
            document["complaints"] = complaints.as_records(listed, which, first)
    return document, found


def _document(year: Year, code: str, other: str | None) -> tuple[dict[str, Any], Against | None]:
    from evaluator import against, lookup  # noqa: PLC0415 (start-up)
    from evaluator import explain as explaining  # noqa: PLC0415 (start-up)

    document: dict[str, Any] = asdict(explaining.explain(year, code, language()))
    document["decimals"] = year.rulebook.edition.decimals
    if other is None:
        return document, None
    second = lookup.resolve(year, other)
    theirs: dict[str, Any] = asdict(explaining.explain(year, second, language())) | {"decimals": document["decimals"]}
    found = against.against(year, code, second, language())
    document["against"] = {
        **theirs,
        **asdict(found),
        "code": second,
        "verdict": beside.verdict(document, theirs, found),
    }
    del document["against"]["other"]
    return document, found
