"""``evaluator verify-page``: a page on which anybody verifies a code."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, later, number, plural

SHORT = later("Make a page on which anybody verifies a code, on a phone or offline.")
HELP = later(
    """Make a page on which anybody verifies the code on a certificate, or a signed file: index.html and codes.json.

It needs no program on a server: put it on any web server (https), or hand it out as a file. It holds no name in
clear: codes are in it as hashes, and what a paper says is sealed with its code. Make it again whenever something
was signed or withdrawn. Several folders make one page for several years."""
)
EXAMPLES = (
    "evaluator verify-page kompetisi-2019 --out verifikasi",
    "evaluator verify-page kompetisi-2018 kompetisi-2019 --out verifikasi --contact 'Sekretariat, (021) 555 0100'",
)


def command(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="FOLDER", help=_("Competition folders that issued something."), show_default=False),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help=_("Where to write the page; an older one is replaced."))],
    contact: Annotated[str, typer.Option(metavar="TEXT", help=_("Whom to ask, shown on the page."))] = "",
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Make the page and say where it is."""
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)
    from evaluator.issued.page import make_page  # noqa: PLC0415 (start-up)

    made = make_page([existing(folder) for folder in folders], out, contact)
    if as_json:
        screen.as_json(asdict(made))
        return
    said = plural("The page knows {count} code", "The page knows {count} codes", made.codes)
    screen.say(f"{said}, " + plural("{count} of them withdrawn.", "{count} of them withdrawn.", made.withdrawn), "bold")
    screen.path(made.page)
    screen.path(_("{size} KB").format(size=number(made.size / 1000)))
