"""``evaluator check``: read everything, write the list of problems, publish nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from evaluator.cli import options, screen, show
from evaluator.words import _, language, later

SHORT = later("Read everything and list the problems; publish nothing.")
HELP = later(
    """Read and check everything in FOLDER and write results/problems.csv; publish nothing.

Exit code 1 says that a problem forbids a ranking."""
)
EXAMPLES = (
    "evaluator check kompetisi-2019",
    "evaluator check kompetisi-2019 --json",
)


def command(
    folder: Annotated[Path, options.folder()],
    engine: Annotated[options.Engine | None, options.engine()] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Check, tell, and end with 1 where a ranking is impossible."""
    summary = check(folder, engine)
    if as_json:
        screen.as_json(summary)
    else:
        tell(summary)
    raise typer.Exit(0 if summary["ranking_possible"] else 1)


def check(path: Path, engine: str | None = None) -> dict[str, Any]:
    """Read a folder, write its list of problems; return the summary."""
    from evaluator import folder, pipeline, publish, summary  # noqa: PLC0415 (start-up)

    home = folder.existing(path)
    with publish.locked(home.root), pipeline.scratch_folder() as scratch, screen.steps() as progress:
        outcome = pipeline.open_year(home, scratch=scratch, progress=progress, engine=engine)
        pipeline.publish_problems(outcome, home)
        told = summary.summarise(outcome, home, language())
    return {**told, "files": [str(home.problems)]}


def tell(summary: dict[str, Any]) -> None:
    """Print what was found and what to do next."""
    show.edition(summary)
    show.rows(summary)
    show.problems(summary)
    show.files(summary["files"])
    screen.heading(_("What next"))
    if summary["ranking_possible"]:
        screen.say(_("A ranking can be published:"))
        screen.command("evaluator", "run", summary["folder"])
    else:
        screen.say(_("Mend the blocking problems, then check again."))
