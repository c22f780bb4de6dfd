"""The options that stand before any command."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from evaluator.words import _, later

HELP = later(
    """Runs a competition of public-complaint handling: a competition folder goes in, a ranking that can be
defended and certificates come out.

Exit codes: 0 done; 1 the data or the rules have blocking problems; 2 wrong use of the command."""
)
EXAMPLES = (
    "evaluator init kompetisi-2019 --rulebook anggakara-2019 --complaints export.csv",
    "evaluator check kompetisi-2019",
    "evaluator run kompetisi-2019",
    'evaluator explain kompetisi-2019 "Kota Contoh"',
)


class Language(StrEnum):
    """The languages that are spoken."""

    id = "id"
    en = "en"


def root(
    lang: Annotated[
        Language | None,
        typer.Option(
            "--lang", help=_("Language of messages: id (Indonesian) or en (English); the locale's by default.")
        ),
    ] = None,
    debug: Annotated[
        bool,
        typer.Option("--debug", help=_("Write a report with technical details when something unexpected happens.")),
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", help=_("Print the version."), is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Take note of nothing: language and report are settled before commands exist (``evaluator.__main__``)."""


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415 (start-up)

        print(version("anggakara-evaluator"))  # noqa: T201 (what was asked for)
        raise typer.Exit
