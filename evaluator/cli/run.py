"""``evaluator run``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import options, screen, show, show_certainty, show_judges
from evaluator.words import _, language, later

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluator.folder import CompetitionFolder
    from evaluator.outcome import Outcome
    from submissions.progress import Progress

SHORT = later("Do the main job: a ranking, its documents and certificates.")
HELP = later(
    """Do the main job: read, check, measure, score, rank, award, and publish into FOLDER/results.

The results replace those of an earlier run as a whole. Where a problem forbids a ranking, only
results/problems.csv is written, the other results stay as they were, and the exit code is 1."""
)
EXAMPLES = (
    "evaluator run kompetisi-2019",
    "evaluator run kompetisi-2019 --no-documents",
    "evaluator run kompetisi-2019 --engine postgresql",
    "evaluator run kompetisi-2022 --until interview",
    "evaluator run kompetisi-2019 --json > summary.json",
)


def command(
    folder: Annotated[Path, options.folder()],
    no_documents: Annotated[
        bool,
        typer.Option("--no-documents", help=_("Write the tables only: no workbook, report, minutes or certificates.")),
    ] = False,
    until: Annotated[
        str | None, typer.Option(metavar="STAGE", help=_("The last stage to hold; nothing is awarded before the end."))
    ] = None,
    engine: Annotated[options.Engine | None, options.engine()] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Run, tell, and end with 1 where there is no ranking."""
    summary = run(folder, documents=not no_documents, engine=engine, until=until)
    if as_json:
        screen.as_json(summary)
    else:
        tell(summary)
    raise typer.Exit(0 if summary["published"] else 1)


def run(
    path: Path,
    *,
    documents: bool,
    engine: str | None = None,
    until: str | None = None,
    then: Callable[[Outcome, CompetitionFolder, Progress], None] | None = None,
) -> dict[str, Any]:
    """Do the main job on a folder; return the summary, with ``published`` and ``files``.

    then: told of the year when it is published, while the folder is still held.
    """
    from evaluator import folder, legible, pipeline, publish, summary  # noqa: PLC0415 (start-up)

    home = folder.existing(path)
    with publish.locked(home.root), pipeline.scratch_folder() as scratch, screen.steps() as progress:
        outcome = pipeline.open_year(home, scratch=scratch, progress=progress, engine=engine, until=until)
        if outcome.year is None:
            pipeline.publish_problems(outcome, home)
        else:
            if documents:
                progress.note(legible.told(outcome.problems))
            outcome = pipeline.publish_year(outcome, home, documents=documents, progress=progress)
            if then:
                then(outcome, home, progress)
        told = summary.summarise(outcome, home, language())
    files = summary.files_of(home) if outcome.year else [str(home.problems)]
    return {"published": outcome.year is not None, **told, "files": files}


def tell(summary: dict[str, Any]) -> None:
    """Print the summary and what to do next."""
    show.edition(summary)
    show.rows(summary)
    show.problems(summary)
    if summary["published"]:
        show.stages(summary)
        show.ranking(summary)
        show.awards(summary)
        show.flags(summary)
        show_certainty.certainty(summary)
        show_judges.judges(summary)
    show.files(summary["files"])
    screen.heading(_("What next"))
    _next(summary)


def _next(summary: dict[str, Any]) -> None:
    if not summary["published"]:
        screen.say(
            _("Nothing was published; earlier results are untouched. Mend the blocking problems, then run again.")
        )
        return
    if any(path.endswith("report.pdf") for path in summary["files"]):
        screen.say(_("Read the report and look through the problems, both named above."))
    else:
        screen.say(_("Look through the problems, named above; without --no-documents there are certificates too."))
    first = next((category["first"][0]["code"] for category in summary["ranking"] if category["first"]), None)
    if first is not None:
        screen.say(_("Ask why somebody has a score, for example:"))
        screen.command("evaluator", "explain", summary["folder"], first)
