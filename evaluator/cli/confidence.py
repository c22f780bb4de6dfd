"""``evaluator confidence``: who may truly be among the best."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, decimal, language, later, number

if TYPE_CHECKING:
    from evaluator.confidence import Confidence

SHORT = later("Say who may truly be among the best, as far as the figures tell.")
HELP = later(
    """Say who may truly be among the best of each category, with a probability of 95 %, and between which ranks.

Each total has a standard error, from drawing complaints and marks anew; all differences are tested at once (Mogstad,
Romano, Shaikh and Wilhelm 2024). With hundreds of participants it takes a minute. Nothing is written."""
)
EXAMPLES = ("evaluator confidence kompetisi-2019", "evaluator confidence kompetisi-2019 --top 10")


def command(
    folder: Annotated[Path, options.folder()],
    top: Annotated[
        int | None, typer.Option(metavar="N", help=_("How many are the best; else the winners by the total, or three."))
    ] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Work the sets out and show them, a category at a time."""
    from evaluator.confidence import confidence  # noqa: PLC0415 (start-up)
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        found = confidence(existing(folder), top, progress=progress)
    if as_json:
        screen.as_json({"categories": [asdict(one) for one in found]})
        return
    for one in found:
        _tell(one)
    if not found:
        screen.say(_("In no category are two ranked: there is nothing to compare."))


def _tell(one: Confidence) -> None:
    screen.heading(screen.safe(one.title[language()]))
    screen.say(
        _(
            "Of {ranked} ranked, {may_be} may truly be among the best {top}; with 95 % all who are, are among them."
        ).format(ranked=number(one.ranked), may_be=number(one.may_be), top=number(one.top))
    )
    lines = [
        [
            str(each.rank),
            f"{each.low}–{each.high}" if each.low != each.high else str(each.low),
            each.code,
            each.name,
            decimal(each.score, 2),
            decimal(each.error, 2),
        ]
        for each in one.placed
    ]
    names = [_("rank"), _("truly between"), _("code"), _("name"), _("score"), _("standard error")]
    screen.table(names, lines, right=(0, 4, 5))
