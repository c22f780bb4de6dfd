"""Our columns in the headers of complaint logs, and of the logs of events that tell more about them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from submissions import columns, dictionary, kinds
from submissions.cells import part
from submissions.origin import explains
from submissions.problems import Problem, Severity
from submissions.sources import ComplaintSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from submissions.sources import FollowUps


@dataclass
class Headers:
    """Finds our columns in the headers of one kind of log, and keeps what is wrong with them.

    source: the part of the rulebook that lays these logs out; table: what it is called there.
    """

    source: ComplaintSource | FollowUps
    fields: tuple[dictionary.Field, ...]
    table: str
    problems: list[Problem] = field(default_factory=list)

    @property
    def _complaints(self) -> ComplaintSource:
        """What only logs of complaints have."""
        return self.source if isinstance(self.source, ComplaintSource) else ComplaintSource()

    @property
    def mapping(self) -> dict[str, str]:
        """Our columns and the header each is looked for under; the first of several that are joined."""
        mapped = {
            ours: theirs if isinstance(theirs, str) else theirs[0] for ours, theirs in self.source.columns.items()
        }
        return mapped | {ours: duration.column for ours, duration in self._complaints.durations.items()}

    @property
    def known(self) -> frozenset[str]:
        """Every header, folded, by which a row is recognised as the header."""
        return dictionary.known_headers(self.fields, self.mapping) | {
            dictionary.folded(name) for name, *_ in self._parts()
        }

    def match(self, header: Sequence[str], file: str, sheet: str = "", row: int = 1) -> dict[str, int] | None:
        """Return the position of each of our columns and of their parts; None where the log cannot be used."""
        place = columns.Place(file, sheet, row, self.table)
        fixed = self._complaints.fixed
        fields = [replace(field, needed=field.needed and field.name not in fixed) for field in self.fields]
        positions, wrong = columns.match(header, fields, self.mapping, place)
        if explains(sheet) and any(problem.kind is kinds.COLUMNS_MISSING for problem in wrong):
            self.problems.append(Problem(kinds.SHEET_IGNORED, file=file, sheet=sheet))
            return None
        self.problems.extend(wrong)
        if any(problem.kind.severity is Severity.BLOCKING for problem in wrong):
            return None
        return positions | self._further(header, positions, place)

    def _further(self, header: Sequence[str], positions: dict[str, int], place: columns.Place) -> dict[str, int]:
        """Return where the further columns stand that one of ours is joined of; one that is absent is told."""
        signs = [dictionary.folded(cell) for cell in header]
        found: dict[str, int] = {}
        for name, ours, number in self._parts():
            sign = dictionary.folded(name)
            if sign in signs and ours in positions:
                found[part(ours, number)] = signs.index(sign)
            elif ours in positions:
                details = {"field": ours, "table": place.table}
                self.problems.append(
                    Problem(kinds.COLUMN_UNMAPPED, place.file, place.sheet, place.row, name, details=details)
                )
        return found

    def _parts(self) -> list[tuple[str, str, int]]:
        """Return the further headers, with the column they belong to and their number in it."""
        several = {ours: theirs for ours, theirs in self.source.columns.items() if not isinstance(theirs, str)}
        return [(name, ours, at) for ours, names in several.items() for at, name in enumerate(names) if at]


def of_complaints(source: ComplaintSource) -> Headers:
    """Return what finds the columns of complaint logs, in the shape that the rulebook gives them."""
    fields = dictionary.EVENTS if source.shape == "events" else dictionary.COMPLAINTS
    return Headers(source, fields, "sources.complaints.columns")


def of_follow_ups(source: FollowUps) -> Headers:
    """Return what finds the columns of follow-ups."""
    return Headers(source, dictionary.FOLLOW_UPS, "sources.follow_ups.columns")
