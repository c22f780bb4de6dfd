"""``evaluator demo``: a synthetic year from nothing to certificates."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import options, screen
from evaluator.cli.run import run, tell
from evaluator.words import _, decimal, later

if TYPE_CHECKING:
    from evaluator.assess.example import Example
    from evaluator.folder import CompetitionFolder
    from evaluator.outcome import Outcome
    from submissions.progress import Progress

SHORT = later("Make a synthetic year and do the whole job on it.")
HELP = later(
    """Make a synthetic year in FOLDER, if it is not there yet, and do the whole job on it.

Every participant, complaint and mark is made up. This is what "make demo" does."""
)
EXAMPLES = (
    "evaluator demo demo",
    "evaluator demo /tmp/contoh --lang id",
)


def command(
    folder: Annotated[Path, options.folder()],
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Make, run, tell, and say how long each took."""
    from evaluator.demo import ensure  # noqa: PLC0415 (start-up)

    began = time.monotonic()
    with screen.steps() as progress:
        made = ensure(folder, lambda done, total: progress("making complaints", done, total))
    ready = time.monotonic()
    beside: dict[str, Any] = {}
    summary = run(folder, documents=True, then=lambda *year: beside.update(_of_year(*year)))
    public = _public(folder, Path(beside["bundle"])) if summary["published"] else {}
    given: dict[str, str] = beside.get("feedback", {})
    own = _self_assessment(folder, list(given)[len(given) // 2]) if given else None
    seconds = {"making": round(ready - began, 1), "running": round(time.monotonic() - ready, 1)}
    if as_json:
        screen.as_json(
            {
                **summary,
                **beside,
                **public,
                "feedback": list(given.values()),
                "self_assessment": own and asdict(own),
                "made": made,
                "seconds": seconds,
            }
        )
    else:
        tell(summary)
        if public:
            _where(folder, {**beside, **public})
        if own:
            screen.heading(_("One agency's self-assessment: what it can know before it submits, from its own export"))
            screen.path(own.page)
            screen.command(*own.command)
        screen.say()
        screen.say(_timing(seconds, made=made))
    raise typer.Exit(0 if summary["published"] else 1)


def _of_year(outcome: Outcome, home: CompetitionFolder, progress: Progress) -> dict[str, Any]:
    """Make what needs the year itself: feedback of three participants, catalogue, bundle; return where to look."""
    from evaluator.bundle import make_bundle  # noqa: PLC0415 (start-up)
    from evaluator.catalogue import of_year  # noqa: PLC0415 (start-up)
    from evaluator.feedback import make_examples  # noqa: PLC0415 (start-up)

    given = make_examples(outcome, home, progress=progress)
    made = of_year(outcome, home, home.catalogue, progress=progress)
    bundle = make_bundle(home, home.root / "bundle.zip", progress=progress, known=outcome)
    return {"feedback": given.files, "catalogue": made.first, "bundle": bundle.path}


def _where(folder: Path, made: dict[str, Any]) -> None:
    """Say where to look first: what one person after another would open, a line of why above each."""
    results = folder / "results"
    certificates = sorted((results / "certificates").rglob("*.pdf"))
    first = [
        (_("Who won, and how sure that is"), [results / "report.pdf"]),
        (_("Every number, to be sorted and asked"), [results / "ranking.xlsx"]),
        (_("A certificate"), certificates[:1]),
        (_("For the signatures: minutes, annex to the decree, score summary"),
         [results / "minutes" / "final.pdf", results / "annex.pdf", results / "summary.pdf"]),
        (_("Feedback to three participants: a winner, one in the middle, one not ranked"),
         list(made["feedback"].values())),
        (_("For everybody: the public site, and a bundle to work the results out again"),
         [made["site"], made["bundle"]]),
        (_("Good practices of the winners, for others to take up"), [made["catalogue"]]),
    ]  # fmt: skip
    screen.heading(_("Where to look first"))
    number = 0
    for title, paths in first:
        there = [path for path in paths if Path(path).is_file()]
        if there:
            number += 1
            screen.say(f"{number}. {title}")
        for path in there:
            screen.path(str(path))


def _self_assessment(folder: Path, code: str) -> Example:
    """Assess one by itself: of those who were given feedback the one in the middle of the ranking."""
    from evaluator.assess.example import make_example  # noqa: PLC0415 (start-up)
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)

    with screen.steps() as progress:
        return make_example(existing(folder), code, options.speech(), progress)


def _public(folder: Path, bundle: Path) -> dict[str, str]:
    """Make the site beside the results; return where to look."""
    from evaluator.folder import existing  # noqa: PLC0415 (start-up)
    from evaluator.site import make_site  # noqa: PLC0415 (start-up)

    home = existing(folder)
    return {"site": make_site(home, folder / "public", bundle, home.catalogue).first}


def _timing(seconds: dict[str, float], *, made: bool) -> str:
    running = decimal(seconds["running"], 1)
    if made:
        making = decimal(seconds["making"], 1)
        return _("The synthetic year was made in {making} s, and run in {running} s.").format(
            making=making, running=running
        )
    return _("The synthetic year was there already; it was run in {running} s.").format(running=running)
