"""Our columns in the headers of complaint logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from submissions import columns, dictionary
from submissions.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from submissions.sources import Terms

_TABLE = "sources.complaints.columns"


class Headers:
    """Finds our columns in the headers of logs, and keeps what is wrong with them."""

    def __init__(self, terms: Terms, problems: list[Problem]) -> None:
        self.mapping = terms.sources.complaints.columns
        self.known = dictionary.known_headers(dictionary.COMPLAINTS, self.mapping)
        self.problems = problems

    def match(self, header: Sequence[str], file: str, sheet: str = "", row: int = 1) -> dict[str, int] | None:
        """Return the position of each of our columns; None where the log cannot be used."""
        place = columns.Place(file, sheet, row, _TABLE)
        positions, wrong = columns.match(header, dictionary.COMPLAINTS, self.mapping, place)
        self.problems += wrong
        return None if any(problem.kind.severity is Severity.BLOCKING for problem in wrong) else positions
