"""What would be decided otherwise, if this mark, this value or that rule were another. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from criteria.contrast.outcomes import moves
from evaluator import changes, pipeline, rule_changes
from evaluator.init import rulebook_text
from evaluator.outcome import Outcome
from evaluator.refusals import Refusal
from evaluator.words import _, language
from submissions.problems import Severity

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from criteria.rulebook import Rulebook
    from evaluator.changes import Change
    from evaluator.folder import CompetitionFolder
    from reports.year import Year
    from submissions.handed_in import HandedIn
    from submissions.progress import Progress


@dataclass(frozen=True, slots=True)
class Asked:
    """The changes that are asked for, as they were written (``evaluator.changes``, ``evaluator.rule_changes``).

    rulebook: a shipped rulebook's code or the path of a file, which takes the place of the folder's; ``rules`` change
    that one then.
    """

    scores: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    rulebook: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The year as it is and as it would be, the changes in words, and who moves (``contrast.outcomes.moves``)."""

    before: Year
    after: Year
    changes: list[Change]
    table: pd.DataFrame


def what_changes(
    folder: CompetitionFolder, asked: Asked, *, scratch: Path, progress: Progress, engine: str | None = None
) -> Answer:
    """Work out the year twice, the second time with the changes, and compare.

    Rules are changed first, then marks, then indicators: a value that is asked for stands, whatever the rules would
    measure. The logs are read again only where the changed rules concern reading. Refusal where either year cannot be
    worked out.
    """
    outcome = pipeline.open_year(folder, scratch=scratch, progress=progress, engine=engine)
    before, handed_in = _year(outcome, _("There is no ranking yet:"))
    rulebook, made = _rules(folder, before.rulebook, asked, engine)
    refused = _("With these changes there is no ranking:")
    measures = pipeline.Measures(before.indicators, before.flags)
    if rulebook.terms != before.rulebook.terms:
        apart = scratch / "again"  # the tables of the first reading are still there
        apart.mkdir()
        again = pipeline.open_year(folder, scratch=apart, progress=progress, rulebook=rulebook)
        measured, handed_in = _year(again, refused)
        measures = pipeline.Measures(measured.indicators, measured.flags)
    elif rulebook != before.rulebook:
        measures = pipeline.measured_again(handed_in, rulebook)
    for one in asked.scores:
        handed_in, change = changes.mark(handed_in, before, rulebook, one)
        made.append(change)
    for one in asked.indicators:
        indicators, change = changes.indicator(measures.indicators, before, one)
        measures = replace(measures, indicators=indicators)
        made.append(change)
    after, _handed_in = _year(pipeline.work_out(folder, handed_in, rulebook, measures), refused)
    table = moves((before.ranking, before.awards), (after.ranking, after.awards))
    return Answer(before, after, made, table)


def _year(outcome: Outcome, otherwise: str) -> tuple[Year, HandedIn]:
    if outcome.year is not None and outcome.handed_in is not None:
        return outcome.year, outcome.handed_in
    spoken = language()
    reasons = [p.says(spoken) for p in outcome.problems if p.kind.severity is Severity.BLOCKING]
    raise Refusal("\n".join([otherwise, *dict.fromkeys(reasons)]))


def _rules(
    folder: CompetitionFolder, current: Rulebook, asked: Asked, engine: str | None
) -> tuple[Rulebook, list[Change]]:
    """Return the changed rules; the very same where no rule is to change."""
    if not asked.rules and asked.rulebook is None:
        return current, []
    text = rulebook_text(asked.rulebook or str(folder.rulebook))
    rulebook, made = rule_changes.changed(text, asked.rulebook or folder.rulebook.name, asked.rules, engine)
    if asked.rulebook is not None:
        made.insert(0, changes.Change(_("rulebook"), current.edition.code, rulebook.edition.code))
    return rulebook, made
