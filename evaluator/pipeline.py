"""The one way through the house: read, measure, score, rank, award, publish. Every command walks it.

Nothing here computes; it says in which order the rooms work and what stops them.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import criteria
import submissions
from criteria.loading import fingerprint, load
from criteria.refusals import RulebookRefused
from evaluator import fitting, inputs, manifest, publish
from evaluator.documents import write_certificates, write_workbook_and_report
from evaluator.outcome import Outcome
from reports.results_json import write_results
from reports.tables import problems_csv, write_tables
from reports.year import Year
from submissions.engines import EngineRefused, answering, at_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from criteria.rulebook import Rulebook
    from evaluator.folder import CompetitionFolder
    from submissions.progress import Progress


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a private folder for working files; it is gone afterwards. The outcome is good only within the block."""
    with TemporaryDirectory(prefix="evaluator-") as name:
        yield Path(name)


def open_year(
    folder: CompetitionFolder, *, scratch: Path, progress: Progress, details: bool = False, engine: str | None = None
) -> Outcome:
    """Read the folder and work out the year; writes nothing into it.

    scratch: from ``scratch_folder``. details: keep the ids and units of complaints, for listing them. engine: goes
    before the one that the rulebook names.
    """
    try:
        rulebook = load(folder.rulebook, engine)
    except RulebookRefused as refused:
        return Outcome(refused.problems)
    try:
        return _worked_out(folder, rulebook, scratch=scratch, progress=progress, details=details)
    except EngineRefused as refused:
        return Outcome([refused.problem], rulebook)


def _worked_out(
    folder: CompetitionFolder, rulebook: Rulebook, *, scratch: Path, progress: Progress, details: bool
) -> Outcome:
    handed_in = submissions.read(folder.root, rulebook.terms, scratch=scratch, progress=progress, details=details)
    outcome = Outcome([*handed_in.problems, *fitting.before(rulebook, handed_in)], rulebook, handed_in)
    if outcome.blocking:
        return outcome
    with answering(rulebook.engine.name):
        indicators = criteria.measure(at_engine(handed_in, rulebook.terms), rulebook)
    scores = criteria.score(indicators, handed_in, rulebook)
    ranking = criteria.rank(scores, indicators, rulebook)
    awards = criteria.award(ranking, scores, rulebook)
    year = Year(
        rulebook=rulebook,
        fingerprint=fingerprint(rulebook),
        indicators=indicators,
        scores=scores,
        ranking=ranking,
        awards=awards,
        bins=handed_in.bins,
        problems=outcome.problem_table,
        files=inputs.listed(folder, handed_in.files),
        events=handed_in.events,
    )
    return Outcome(outcome.problems, rulebook, handed_in, year).with_problems(fitting.after(rulebook, ranking))


def publish_year(outcome: Outcome, folder: CompetitionFolder, *, documents: bool, progress: Progress) -> Outcome:
    """Write every result beside the old ones and put it in their place; call it under ``publish.locked``.

    Returns the outcome with a problem more for each certificate that cannot be printed.
    """
    year = outcome.year
    if year is None:
        raise ValueError("there is no ranking to publish")
    key = inputs.certificate_key(folder, year.files)
    with publish.whole(folder.results) as fresh:
        if documents:
            outcome = outcome.with_problems(write_certificates(year, fresh, key, progress))
            year = outcome.year or year
            write_workbook_and_report(year, fresh, progress)
        write_tables(year, fresh)
        write_results(year, fresh / "results.json")
        manifest.write(year, fresh)
    return outcome


def publish_problems(outcome: Outcome, folder: CompetitionFolder) -> None:
    """Write the list of problems alone, when nothing else may be published: the other results stay as they were."""
    publish.write_alone(folder.problems, problems_csv(outcome.problem_table).encode("utf-8"))
