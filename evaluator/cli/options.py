"""Arguments and options that several commands share.

They are functions, called when Typer looks at a command, so that their help speaks the language chosen at start-up.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import typer

from evaluator.words import _


class Engine(StrEnum):
    """Who counts (``submissions.sources.Engine``)."""

    duckdb = "duckdb"
    spark = "spark"
    postgresql = "postgresql"


def folder() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """The competition folder."""
    return typer.Argument(metavar="FOLDER", help=_("The competition folder."), show_default=False)


def as_json() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """Machine-readable output."""
    return typer.Option("--json", help=_("Print JSON instead of text."))


def engine() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """The engine that counts."""
    return typer.Option(
        metavar="NAME", help=_("Who counts: duckdb, spark or postgresql; goes before the engine of the rulebook.")
    )
