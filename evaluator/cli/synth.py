"""``evaluator synth``: a synthetic year of any size."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later, number

SHORT = later("Make up a synthetic year of any size.")
HELP = later(
    """Make up a whole competition folder of any size, clearly labelled as synthetic.

The same numbers give the same bytes. The dirt of real exports is put in at the rate of --dirt, and dirt.csv
writes down row by row what was put in."""
)
EXAMPLES = (
    "evaluator synth contoh",
    "evaluator synth besar --complaints 10_000_000 --seed 7 --format parquet",
    "evaluator synth kompetisi-2022 --rulebook anggakara-2022",
    "evaluator synth bersih --complaints 5000 --agencies 20 --upps 50 --dirt 0",
)


class Format(StrEnum):
    """What complaint logs are written as."""

    csv = "csv"
    gz = "csv.gz"
    xlsx = "xlsx"
    parquet = "parquet"


def whole(text: str) -> int:
    """Read a whole number that may have underscores between its digits."""
    try:
        return int(text)
    except ValueError as error:
        raise typer.BadParameter(_("{text} is not a whole number.").format(text=text)) from error


def command(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    folder: Annotated[Path, options.folder()],
    complaints: Annotated[int, typer.Option(parser=whole, metavar="N", help=_("Complaints to make."))] = 200_000,
    agencies: Annotated[int, typer.Option(parser=whole, metavar="N", help=_("Agencies that take part."))] = 600,
    upps: Annotated[
        int,
        typer.Option(
            parser=whole, metavar="N", help=_("Service units (UPP) that take part, where the edition has them.")
        ),
    ] = 2000,
    seed: Annotated[int, typer.Option(parser=whole, metavar="N", help=_("Where chance begins."))] = 7,
    dirt: Annotated[float, typer.Option(metavar="SHARE", help=_("Share of rows that are spoilt, 0 to 0.5."))] = 0.02,
    format: Annotated[Format, typer.Option(help=_("Form of the complaint logs."))] = Format.csv,  # noqa: A002 (--format)
    files: Annotated[
        int | None,
        typer.Option(parser=whole, metavar="N", help=_("Complaint logs to spread them over; else one a month.")),
    ] = None,
    rulebook: Annotated[
        str, typer.Option(metavar="CODE", help=_("Edition whose roster, marks and period are made up."))
    ] = "anggakara-2019",
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Make the folder and tell what is in it."""
    from evaluator.synth import synthesise  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        made = synthesise(
            folder, complaints=complaints, agencies=agencies, upps=upps, seed=seed, dirt=dirt,
            format=format.value, files=files, edition=rulebook,
            progress=lambda done, total: progress("making complaints", done, total),
        )  # fmt: skip
    if as_json:
        screen.as_json({**asdict(made), "folder": str(made.folder)})
        return
    screen.say(
        _(
            "{folder}: a synthetic year of {complaints} complaints, {agencies} agencies, {upps} UPPs, {marks} marks."
        ).format(
            folder=screen.safe(folder),
            complaints=number(made.complaints),
            agencies=number(made.agencies),
            upps=number(made.upps),
            marks=number(made.marks),
        )
    )
    screen.heading(_("What next"))
    screen.command("evaluator", "run", folder)
