"""The one way through the house: read, measure, score, rank, award, publish. Every command walks it.

Nothing here computes; it says in which order the rooms work and what stops them.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd

import criteria
import submissions
from criteria.loading import fingerprint
from criteria.refusals import RulebookRefused
from criteria.rulebook import Rulebook
from evaluator import inputs, manifest, publish
from evaluator.documents import write_documents
from reports.results_json import write_results
from reports.tables import problems_csv, write_tables
from reports.year import Year
from submissions.problems import COLUMNS, Severity, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluator.folder import CompetitionFolder
    from submissions.handed_in import HandedIn
    from submissions.problems import Problem
    from submissions.progress import Progress


@dataclass(frozen=True)
class Outcome:
    """What became of a competition folder. ``year`` is None where a problem forbids a ranking.

    ``rulebook`` and ``handed_in`` are None where the rules were refused, for then nothing else was read.
    """

    problems: list[Problem] = field(default_factory=list)
    rulebook: Rulebook | None = None
    handed_in: HandedIn | None = None
    year: Year | None = None

    @property
    def language(self) -> str:
        """The language of the files written: the rulebook's, whoever runs it."""
        return self.rulebook.edition.language if self.rulebook else "id"

    @property
    def blocking(self) -> int:
        """How many problems forbid a ranking."""
        return sum(problem.kind.severity is Severity.BLOCKING for problem in self.problems)

    @property
    def problem_table(self) -> pd.DataFrame:
        """The rows of problems.csv."""
        return pd.DataFrame(rows(self.problems, self.language), columns=list(COLUMNS), dtype=object)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a private folder for working files; it is gone afterwards. The outcome is good only within the block."""
    with TemporaryDirectory(prefix="evaluator-") as name:
        yield Path(name)


def open_year(folder: CompetitionFolder, *, scratch: Path, progress: Progress, details: bool = False) -> Outcome:
    """Read the folder and work out the year; writes nothing into it.

    scratch: from ``scratch_folder``. details: keep the ids and units of complaints, for listing them.
    """
    try:
        rulebook = Rulebook.load(folder.rulebook)
    except RulebookRefused as refused:
        return Outcome(problems=refused.problems)
    handed_in = submissions.read(folder.root, rulebook.terms, scratch=scratch, progress=progress, details=details)
    if handed_in.blocked:
        return Outcome(handed_in.problems, rulebook, handed_in)
    indicators = criteria.measure(handed_in, rulebook)
    scores = criteria.score(indicators, handed_in, rulebook)
    ranking = criteria.rank(scores, indicators, rulebook)
    awards = criteria.award(ranking, scores, rulebook)
    outcome = Outcome(handed_in.problems, rulebook, handed_in)
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
    )
    return Outcome(handed_in.problems, rulebook, handed_in, year)


def publish_year(year: Year, folder: CompetitionFolder, *, documents: bool, progress: Progress) -> None:
    """Write every result beside the old ones and put it in their place; call it under ``publish.locked``."""
    key = inputs.certificate_key(folder, year.files)
    with publish.whole(folder.results) as fresh:
        write_tables(year, fresh)
        write_results(year, fresh / "results.json")
        if documents:
            write_documents(year, fresh, key, progress)
        manifest.write(year, fresh)


def publish_problems(outcome: Outcome, folder: CompetitionFolder) -> None:
    """Write the list of problems alone, when nothing else may be published: the other results stay as they were."""
    publish.write_alone(folder.problems, problems_csv(outcome.problem_table).encode("utf-8"))
