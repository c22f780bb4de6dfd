"""``evaluator site``: the public results as pages and data."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later, number

SHORT = later("Make the public results: pages for every phone, and open data.")
HELP = later(
    """Make a static site of the published results: winners, rankings, method, process and open data.

It needs no server program and works without scripts, in Indonesian and English. What is confidential stays
out: problems, flags for the panel, feedback, judges. The site is written whole or not at all."""
)
EXAMPLES = (
    "evaluator site kompetisi-2019 --out public",
    "evaluator site kompetisi-2019 --out public --bundle hasil-2019.zip",
)


def command(
    folder: Annotated[Path, options.folder()],
    out: Annotated[Path, typer.Option(metavar="DIR", help=_("Where to write the site; an older one is replaced."))],
    bundle: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("A bundle of these results (evaluator bundle), to be offered.")),
    ] = None,
    catalogue: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help=_("A catalogue of these results (evaluator catalogue), to be linked.")),
    ] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Make the site and say where to look first."""
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)
    from evaluator.site import make_site  # noqa: PLC0415 (start-up)

    made = make_site(existing(folder), out, bundle, catalogue)
    if as_json:
        screen.as_json(asdict(made))
        return
    screen.say(_("The site is ready: {files} files, {size} KB.").format(
        files=number(made.files), size=number(made.size / 1000))
    )  # fmt: skip
    screen.heading(_("What next"))
    screen.say(_("Look at the first page, then put the folder on any web server:"))
    screen.path(made.first)
