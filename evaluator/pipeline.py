"""The one way through the house: read, measure, score, rank, award, publish. Every command walks it.

Nothing here computes; it says in which order the rooms work and what stops them.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import criteria
import submissions
from criteria import integrity
from criteria.checklists import compared
from criteria.loading import fingerprint, load
from criteria.refusals import RulebookRefused
from evaluator import fitting, inputs, legible, manifest, publish, sessions
from evaluator.agreed import agreed
from evaluator.beside import with_comparisons
from evaluator.documents import report_beside, write_certificates, write_papers, write_workbook
from evaluator.outcome import Outcome
from evaluator.refusals import Refusal, WrongUse
from evaluator.theme import theme_for
from evaluator.words import _, language
from reports.certainty_tables import write_certainty
from reports.fairness_tables import write_fairness
from reports.judges_tables import write_judges
from reports.results_json import write_results
from reports.tables import problems_csv, write_tables
from reports.year import Year
from submissions.engines import EngineRefused, answering, at_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from criteria.results import Indicators
    from criteria.rulebook import Rulebook
    from evaluator.folder import CompetitionFolder
    from submissions.handed_in import HandedIn
    from submissions.progress import Progress


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a private folder for working files; it is gone afterwards. The outcome is good only within the block."""
    with TemporaryDirectory(prefix="evaluator-") as name:
        yield Path(name)


def open_year(
    folder: CompetitionFolder,
    *,
    scratch: Path,
    progress: Progress,
    details: bool = False,
    engine: str | None = None,
    rulebook: Rulebook | None = None,
    until: str | None = None,
) -> Outcome:
    """Read the folder and work out the year; writes nothing into it.

    scratch: from ``scratch_folder``. details: keep the ids and units of complaints, for listing them. engine: goes
    before the one that the rulebook names. rulebook: takes the place of the folder's own, its engine included. until:
    the code of the last stage to hold.
    """
    try:
        rules = rulebook or load(folder.rulebook, engine)
    except RulebookRefused as refused:
        return Outcome(refused.problems)
    _known_stage(rules, until)
    try:
        handed_in = submissions.read(folder.root, rules.terms, scratch=scratch, progress=progress, details=details)
        if rulebook is None:
            faults = sessions.read(folder, rules)[1]
            handed_in = replace(handed_in, problems=[*handed_in.problems, *faults])
        handed_in = replace(handed_in, problems=[*handed_in.problems, *legible.in_year(rules, handed_in, folder.theme)])
        return work_out(folder, handed_in, rules, until=until)
    except EngineRefused as refused:
        return Outcome([refused.problem], rules)


def _known_stage(rulebook: Rulebook, until: str | None) -> None:
    codes = [stage.code for stage in rulebook.stage]
    if until and until not in codes:
        known = ", ".join(codes) or "–"
        raise WrongUse(_("There is no stage {code}; the rulebook has: {known}.").format(code=until, known=known))


def work_out(
    folder: CompetitionFolder,
    handed_in: HandedIn,
    rulebook: Rulebook,
    measures: Measures | None = None,
    until: str | None = None,
) -> Outcome:
    """Work out the year that these rules make of what was handed in, or say what forbids it.

    measures: what was measured already; measured here where there is none. until: the last stage to hold.
    """
    outcome = Outcome([*handed_in.problems, *fitting.before(rulebook, handed_in)], rulebook, handed_in)
    if outcome.blocking:
        return outcome
    measures = measures or measured(handed_in, rulebook)
    held = rulebook.until(until) if until else rulebook
    decision = criteria.decide(measures.indicators, handed_in, held)
    year = Year(
        rulebook=held,
        fingerprint=fingerprint(rulebook),
        until=until if held is not rulebook else None,  # up to the last stage is to the end
        indicators=measures.indicators,
        scores=decision.scores,
        stages=decision.stages,
        ranking=decision.ranking,
        awards=decision.awards,
        flags=measures.flags,
        bins=handed_in.bins,
        problems=outcome.problem_table,
        files=inputs.listed(folder, handed_in.files),
        events=handed_in.events,
        checklists=compared(handed_in.checklists, rulebook),
    )
    fitted = fitting.after(held, decision.ranking)
    return Outcome(outcome.problems, rulebook, handed_in, year).with_problems(fitted)


@dataclass(frozen=True)
class Measures:
    """What the complaints say: the indicators, and the flags for the panel (``criteria.integrity.flags``)."""

    indicators: Indicators
    flags: pd.DataFrame


def measured(handed_in: HandedIn, rulebook: Rulebook) -> Measures:
    """Measure by these rules, wherever the complaints are counted; speeds that no step's time tells are missing."""
    with answering(rulebook.engine.name):
        there = at_engine(handed_in, rulebook.terms)
        indicators = criteria.measure(there, rulebook)
        told = integrity.step_times(there, rulebook, rulebook.integrity)
        flags = integrity.flags(there, rulebook, rulebook.integrity, handed_in.complaints)
    return Measures(integrity.speeds_unknown(indicators, told), flags)


def measured_again(handed_in: HandedIn, rulebook: Rulebook) -> Measures:
    """Measure a year that was read already by other rules; Refusal where the engine cannot do it."""
    try:
        return measured(handed_in, rulebook)
    except EngineRefused as refused:
        raise Refusal(refused.problem.says(language())) from refused


def publish_year(outcome: Outcome, folder: CompetitionFolder, *, documents: bool, progress: Progress) -> Outcome:
    """Write every result beside the old ones and put it in their place; call it under ``publish.locked``.

    Returns the outcome with a problem more for each certificate that cannot be printed.
    """
    year = outcome.year
    if year is None:
        raise ValueError("there is no ranking to publish")
    from evaluator.sure import with_certainty  # noqa: PLC0415 (start-up: only who publishes draws anew)

    key = inputs.certificate_key(folder, year.files)
    theme = theme_for(folder.theme, year.rulebook.certificate.signatories)
    outcome = with_certainty(sessions.with_sittings(with_comparisons(outcome), folder), progress)
    year = outcome.year or year
    with publish.whole(folder.results) as fresh:
        if documents:
            outcome = outcome.with_problems(
                write_certificates(year, fresh, key, progress, unfinished=folder.unfinished, theme=theme)
            )
            year = outcome.year or year
        with report_beside(year, fresh, progress) if documents else nullcontext():
            if documents:
                write_workbook(year, fresh, progress)
            write_tables(year, fresh)
            if documents:
                write_papers(year, fresh, progress)
            write_judges(year, fresh)
            write_certainty(year, fresh)
            write_fairness(year, fresh)
            write_results(year, fresh / "results.json")
        agreed(fresh, progress)
        manifest.write(year, fresh, folder.theme)
    shutil.rmtree(folder.unfinished, ignore_errors=True)
    return outcome


def publish_problems(outcome: Outcome, folder: CompetitionFolder) -> None:
    """Write the list of problems alone, when nothing else may be published: the other results stay as they were."""
    publish.write_alone(folder.problems, problems_csv(outcome.problem_table).encode("utf-8"))
