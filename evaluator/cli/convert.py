"""``evaluator convert``: complaint logs into Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli import options, screen
from evaluator.words import _, language, later, number

if TYPE_CHECKING:
    from submissions.convert import Converted
    from submissions.problems import Problem

SHORT = later("Turn complaint logs into sorted, compressed Parquet, once.")
HELP = later(
    """Turn complaint logs into Parquet: sorted by day of receipt, compressed, with the columns of the rulebook alone.

A run on them gives the same indicators in a fraction of the time. Texts of complaints are left out, and reporters
become pseudonyms. Rows are numbered anew; the column original_row holds the number in the log."""
)
EXAMPLES = (
    "evaluator convert export-2019.csv --rulebook kompetisi-2019/rulebook.toml --out kompetisi-2019/complaints",
    "evaluator convert *.csv --rulebook nyc311 --out parquet",
)


def command(
    logs: Annotated[list[Path], typer.Argument(metavar="LOG ...", help=_("Complaint logs."), show_default=False)],
    rulebook: Annotated[str, typer.Option(metavar="CODE", help=_("A shipped rulebook's code, or a rulebook file."))],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help=_("The folder that the Parquet files go into."))],
    force: Annotated[bool, typer.Option("--force", help=_("Replace files that are there already."))] = False,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Convert, tell what became of each log, and end with 1 where one could not be used."""
    from evaluator.convert import converted  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        done, problems = converted(logs, rulebook, out, force=force, progress=progress)
    if as_json:
        screen.as_json({"converted": [_record(one) for one in done], "problems": _said(problems)})
    else:
        _tell(done, problems)
    raise typer.Exit(0 if len(done) == len(logs) else 1)


def _record(one: Converted) -> dict[str, object]:
    files = [str(path) for path in one.files]
    return {
        "log": one.log, "files": files, "rows": one.rows, "broken_lines": one.broken,
        "bytes": one.size, "bytes_packed": one.packed,
    }  # fmt: skip


def _said(problems: list[Problem]) -> list[dict[str, object]]:
    spoken = language()
    return [
        {"code": p.kind.code, "file": p.file, "row": p.row, "problem": p.says(spoken), "mend": p.mend(spoken)}
        for p in problems
    ]


def _tell(done: list[Converted], problems: list[Problem]) -> None:
    screen.table(
        [_("file"), _("rows"), _("broken lines"), _("MB"), _("MB packed")],
        [
            (one.log, number(one.rows), number(one.broken), f"{one.size / 1e6:,.1f}", f"{one.packed / 1e6:,.1f}")
            for one in done
        ],
        right=range(1, 5),
    )
    for one in done:
        for path in one.files:
            screen.path(str(path))
    if any(one.broken for one in done):
        screen.say(_("Lines that are no rows are not in the Parquet files; a run on the log lists them one by one."))
    for problem in problems:
        screen.say(f"• {screen.safe(problem.file)}: {problem.says(language())} {problem.mend(language())}")
