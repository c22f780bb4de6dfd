"""What became of a competition folder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from submissions.problems import COLUMNS, Severity, rows

if TYPE_CHECKING:
    from criteria.rulebook import Rulebook
    from reports.year import Year
    from submissions.handed_in import HandedIn
    from submissions.problems import Problem


@dataclass(frozen=True)
class Outcome:
    """What was found. ``year`` is None where a problem forbids a ranking.

    ``rulebook`` and ``handed_in`` are None where the rules were refused, for then nothing else was read.
    """

    problems: list[Problem] = field(default_factory=list)
    rulebook: Rulebook | None = None
    handed_in: HandedIn | None = None
    year: Year | None = None

    @property
    def blocking(self) -> int:
        """How many problems forbid a ranking."""
        return sum(problem.kind.severity is Severity.BLOCKING for problem in self.problems)

    @property
    def problem_table(self) -> pd.DataFrame:
        """The rows of problems.csv, in the language of the rulebook, whoever runs it."""
        language = self.rulebook.edition.language if self.rulebook else "id"
        return pd.DataFrame(rows(self.problems, language), columns=list(COLUMNS), dtype=object)

    def with_problems(self, found: list[Problem]) -> Outcome:
        """Return the same with problems added, in the year as well."""
        if not found:
            return self
        more = replace(self, problems=[*self.problems, *found])
        return replace(more, year=self.year and replace(self.year, problems=more.problem_table))
