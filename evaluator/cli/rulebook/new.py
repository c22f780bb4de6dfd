"""``evaluator rulebook new``: a rulebook for another year, made from one that exists."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options, screen
from evaluator.cli.rulebook.show import tell_grounds
from evaluator.words import _, later

if TYPE_CHECKING:
    from evaluator.rulebooks.new import Made
    from reports.speech import Speech

SHORT = later("Make a rulebook for another year from one that exists.")
HELP = later(
    """Make the rulebook FILE for another year from one that exists. Code, years in the title, and the period move; all
else, comments too, stays as it is. What still has to be looked at is told.

The year is that in which the period ends."""
)
EXAMPLES = ("evaluator rulebook new --from anggakara-2019 --code kompetisi-2026 --year 2026 rulebook.toml",)


def command(
    out: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("The rulebook to write; it must not exist."), show_default=False)
    ],
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="RULEBOOK",
            help=_("A shipped rulebook's code, or a rulebook file."),
            autocompletion=options.editions,
        ),
    ],
    code: Annotated[str, typer.Option(metavar="CODE", help=_("The code of the new year."))],
    year: Annotated[int, typer.Option(metavar="YEAR", min=1900, max=9000, help=_("The year of the new rulebook."))],
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Make it and tell what moved and what did not."""
    from evaluator.rulebooks.new import make  # noqa: PLC0415 (start-up)
    from reports import in_words  # noqa: PLC0415 (start-up)

    made, say = make(source, code, year, out), options.speech()
    if as_json:
        screen.as_json({
            "file": str(out),
            "changed": [{"key": key, "before": before, "after": after} for key, before, after in made.exchanged],
            "dates": [{"key": key, "date": date} for key, date in made.dates],
            "assumed": [asdict(grounds) for grounds in in_words.assumed(made.rulebook, say)],
            "sourced": [asdict(grounds) for grounds in in_words.sourced(made.rulebook, say)],
        })  # fmt: skip
        return
    screen.say(_("A new rulebook:"))
    screen.path(str(out))
    screen.table([_("key"), _("before"), _("now")], made.exchanged)
    _to_look_at(made, say)
    screen.heading(_("What next"))
    screen.command("evaluator", "rulebook", "check", out)
    screen.command("evaluator", "rulebook", "diff", source, out)


def _to_look_at(made: Made, say: Speech) -> None:
    """Tell what nobody but the organiser can decide."""
    from reports import in_words  # noqa: PLC0415 (start-up)

    screen.heading(_("Still to be looked at"))
    if made.dates:
        screen.say(_("These dates did not move:"))
        screen.table([_("key"), _("date")], made.dates)
    screen.say(_("Sources, reasons and notes still speak of the year that the rulebook was made from."))
    assumed = in_words.assumed(made.rulebook, say)
    if assumed:
        screen.say(_("No published source states these rules; each was chosen for the reason given:"))
        tell_grounds([asdict(grounds) for grounds in assumed])
