"""``evaluator map``: look at an unknown export and propose its map of columns."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import options, screen
from evaluator.refusals import WrongUse
from evaluator.words import _, later, number

if TYPE_CHECKING:
    from evaluator.mapping import Seen

SHORT = later("Look at an export and propose which column is which.")
HELP = later(
    """Look at an export (CSV, XLSX, Parquet or JSON), tell which platform wrote it or propose which of its columns are
ours, and show the tables for a rulebook. What is not sure stands there as a comment.

Nothing is written without --write and your consent."""
)
EXAMPLES = (
    "evaluator map export.xlsx",
    "evaluator map export.csv --write kompetisi-2019/rulebook.toml",
    "evaluator map export.json --json",
)
FIRST = 60
"""Columns that nothing is proposed for are named up to so many."""


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The export to look at."), show_default=False)],
    write: Annotated[
        Path | None,
        typer.Option(metavar="RULEBOOK", help=_("Write the tables into this rulebook: a new one, or one that exists.")),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=_("Write without asking."))] = False,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Look, show, and write what was agreed to."""
    from evaluator.mapping import look, written  # noqa: PLC0415 (start-up)

    if not file.exists():
        raise WrongUse(_("There is no file {path}.").format(path=file))
    if write is not None and not (yes or sys.stdin.isatty()):
        raise WrongUse(_("There is nobody to ask: add --yes to write, or leave out --write."))
    seen = look(file)
    if not as_json:
        tell(seen)
    agreed = write is not None and (yes or typer.confirm(_("Write this into {path}?").format(path=screen.safe(write))))
    new = written(seen, write) if write is not None and agreed else None
    if as_json:
        screen.as_json({**document(seen), "written": str(write) if agreed else None})
    elif write is not None:
        _told(write, new)


def _told(write: Path, new: bool | None) -> None:
    screen.say()
    if new is None:
        screen.say(_("Nothing was written."))
        return
    screen.say(_("A new rulebook:") if new else _("The tables were replaced; all else in the rulebook is as it was:"))
    screen.path(str(write))


def tell(seen: Seen) -> None:
    """Print what was found out, column by column, and the tables for a rulebook."""
    sample = seen.sample
    place = f"{sample.file}, {sample.sheet}" if sample.sheet else sample.file
    screen.say(screen.safe(place), "bold")
    at_least = "" if sample.whole else _("at least") + " "
    screen.say(
        _("Columns: {columns}, header on row {row}, rows looked at: {rows}.").format(
            columns=number(len(sample.header)), row=sample.header_row, rows=f"{at_least}{number(len(sample.rows))}"
        )
    )
    _platform(seen)
    _proposals(seen)
    screen.heading(_("For the rulebook"))
    for line in seen.snippet.splitlines():
        screen.path(line)


def _platform(seen: Seen) -> None:
    match = seen.platform
    if match:
        screen.say(
            _("This is an export of {platform}: {has} of the {all} headers that its ready map uses are there.").format(
                platform=match.platform, has=len(match.has), all=len(match.has) + len(match.lacks)
            )
        )
    elif seen.platforms:
        names = ", ".join(match.platform for match in seen.platforms)
        screen.say(_("It may be an export of any of these, so none is taken: {platforms}.").format(platforms=names))
    else:
        screen.say(_("No known platform: proposals follow from headers and values."))


def _proposals(seen: Seen) -> None:
    screen.heading(_("What the columns may be"))
    rows = document(seen)["columns"]
    screen.table(
        [_("ours"), _("theirs"), _("how sure"), _("why"), _("for example")],
        [[row["ours"], " + ".join(row["theirs"]), row["said"], row["why"], row["examples"]] for row in rows],
    )
    left = document(seen)["left"]
    if left:
        more = " …" if len(left) > FIRST else ""
        screen.say(_("Not used: {columns}").format(columns=screen.safe(", ".join(left[:FIRST])) + more))


def document(seen: Seen) -> dict[str, Any]:
    """Return what was found out as a document."""
    from evaluator.mapping.reasons import CERTAINTIES, said  # noqa: PLC0415 (start-up)
    from submissions.dictionary import COMPLAINTS  # noqa: PLC0415 (start-up)

    private = {field.name for field in COMPLAINTS if field.personal}
    columns = [
        {
            "ours": proposal.ours,
            "theirs": list(proposal.theirs),
            "certainty": proposal.certainty,
            "said": _(CERTAINTIES[proposal.certainty]),
            "why": said(proposal.reasons),
            "unit": proposal.unit,
            "examples": "" if proposal.ours in private else proposal.columns[0].examples,
        }
        for proposal in seen.proposals.columns
    ]
    used = {name for proposal in seen.proposals.columns for name in proposal.theirs}
    return {
        "file": seen.sample.file,
        "sheet": seen.sample.sheet,
        "header_row": seen.sample.header_row,
        "platform": seen.platform.platform if seen.platform else None,
        "platforms": [match.platform for match in seen.platforms],
        "date_orders": list(seen.proposals.orders),
        "events": seen.proposals.events or None,
        "columns": columns,
        "left": [name for name in dict.fromkeys(seen.sample.header) if name and name not in used],
        "rulebook": seen.snippet,
    }
