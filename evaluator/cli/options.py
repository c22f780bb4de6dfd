"""Arguments and options that several commands share.

They are functions, called when Typer looks at a command, so that their help speaks the language chosen at start-up.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer

from evaluator.words import _, language

if TYPE_CHECKING:
    from reports.speech import Speech


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


def register() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """The competition folder that issued something."""
    return typer.Option(
        metavar="FOLDER",
        help=_("The competition folder that issued it; else the current folder."),
        show_default=False,
    )


def engine() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """The engine that counts."""
    return typer.Option(
        metavar="NAME", help=_("Who counts: duckdb, spark or postgresql; goes before the engine of the rulebook.")
    )


def rulebook(name: str = "RULEBOOK") -> Any:  # noqa: ANN401 (Typer's own annotation)
    """A rulebook, shipped or not."""
    return typer.Argument(
        metavar=name,
        help=_("A shipped rulebook's code, or a rulebook file."),
        show_default=False,
        autocompletion=editions,
    )


def editions() -> list[str]:
    """Codes of the shipped rulebooks, for the shell's completion."""
    from criteria.editions import list_editions  # noqa: PLC0415 (only for the shell's completion)

    return list_editions()


class Order(StrEnum):
    """Orders of day, month and year."""

    ymd = "ymd"
    dmy = "dmy"
    mdy = "mdy"


def told() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """What the roster will say of the agency that asks."""
    return typer.Option("--set", metavar="FIELD=VALUE", help=_("What the roster will say of you; repeatable."))


def checklist() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """Its checklist."""
    return typer.Option(metavar="FILE", help=_("Your checklist as filled in; its claims are not verified."))


def all_mine() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """Whether every row is its own."""
    return typer.Option("--all-mine", help=_("Every row is yours, whatever agency or unit it names."))


def date_order() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """How its export writes dates."""
    return typer.Option(help=_("How the export writes dates, where that is not as the rules say."))


def take_guesses() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """Whether unsure proposals are taken."""
    return typer.Option("--take-guesses", help=_("Take proposals for unknown columns that are not sure."))


def its_rules() -> Any:  # noqa: ANN401 (Typer's own annotation)
    """By which rules an agency is assessed."""
    return typer.Option(
        metavar="RULEBOOK",
        help=_("A shipped rulebook's code, or a rulebook file."),
        show_default=False,
        autocompletion=editions,
    )


def speech() -> Speech:
    """What says rules in words, in the language that is spoken now."""
    from reports.speech import speaking  # noqa: PLC0415 (start-up)

    return speaking(language())
