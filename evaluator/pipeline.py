"""The one way through the house: read, measure, score, rank, award, publish. Every command walks it.

Nothing here computes; it says in which order the rooms work and what stops them.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

import pandas as pd

import criteria
import submissions
from criteria.loading import fingerprint
from criteria.refusals import RulebookRefused
from criteria.rulebook import Rulebook
from evaluator import inputs, manifest, publish
from reports.year import Year
from submissions.problems import COLUMNS, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluator.folder import CompetitionFolder
    from submissions.handed_in import HandedIn
    from submissions.problems import Problem


class Watch(Protocol):
    """Who wants to know how far a step is: its name, what is done, and of how much (None: unknown)."""

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Take note."""


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
    def problem_table(self) -> pd.DataFrame:
        """The rows of problems.csv."""
        return pd.DataFrame(rows(self.problems, self.language), columns=list(COLUMNS), dtype=object)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a private folder for working files; it is gone afterwards. The outcome is good only within the block."""
    with TemporaryDirectory(prefix="evaluator-") as name:
        yield Path(name)


def open_year(folder: CompetitionFolder, *, scratch: Path, watch: Watch) -> Outcome:
    """Read the folder and work out the year; writes nothing into it."""
    try:
        rulebook = Rulebook.load(folder.rulebook)
    except RulebookRefused as refused:
        return Outcome(problems=refused.problems)
    handed_in = submissions.read(folder.root, rulebook.terms, scratch=scratch, progress=watch)
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
