"""The columns of a batch of logs as expressions of the engine: text, moments, durations, words for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from submissions.dictionary import folded
from submissions.engine import name, quote, stripped
from submissions.moments import lasting, moment
from submissions.sources import ComplaintSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from submissions.batches import Batch
    from submissions.sources import Duration, FollowUps

PARTS = 5
"""Columns that one of ours may be joined of; further ones stand under ``part(column, 1)`` and so on."""
NOTHING = "NULL::VARCHAR"


def part(column: str, number: int) -> str:
    """Return under which name the further columns stand that one of ours is joined of."""
    return f"{column}+{number}"


def words(texts: Iterable[str]) -> str:
    """Return texts as what stands between the brackets of IN, compared in small letters without blanks around."""
    return ", ".join(quote(text.strip().lower()) for text in texts)


def duration(batch: Batch, source: ComplaintSource | FollowUps, column: str) -> Duration | None:
    """Return how a step's duration is written, where a batch has the rulebook's column of durations for it."""
    found = source.durations.get(column) if isinstance(source, ComplaintSource) else None
    return found if found and folded(batch.found.get(column, "")) == folded(found.column) else None


@dataclass(frozen=True)
class Cells:
    """What stands in the columns of a batch, as the source of the rulebook lays them out."""

    batch: Batch
    source: ComplaintSource | FollowUps
    timezone: str

    @property
    def timed(self) -> frozenset[str]:
        """Our columns that are moments of the engine already."""
        return frozenset(column for column in self.batch.timed if part(column, 1) not in self.batch.columns)

    @property
    def fixed(self) -> Mapping[str, str]:
        """Values for columns that the log lacks."""
        return self.source.fixed if isinstance(self.source, ComplaintSource) else {}

    def raw(self, column: str) -> str:
        """Return a column as it stands, with the rulebook's words for nothing as NULL; NULL where the log lacks it."""
        if column not in self.batch.columns:
            return NOTHING
        theirs, nothing = self._theirs(column), self._nothing(column)
        if column in self.timed:  # kept as it is: few words for nothing can be a date's
            theirs, nothing = name(self.batch.columns[column]), [word for word in nothing if word[:1].isdigit()]
            shown = f"CAST({theirs} AS VARCHAR)"
            return (
                f"CASE WHEN {shown} NOT IN ({', '.join(map(quote, nothing))}) THEN {theirs} END" if nothing else theirs
            )
        return f"CASE WHEN {theirs} NOT IN ({', '.join(map(quote, nothing))}) THEN {theirs} END" if nothing else theirs

    def bare(self, column: str) -> str:
        """Return a column stripped; what the rulebook fixes, or NULL, where the log lacks it."""
        if column not in self.batch.columns:
            return quote(self.fixed[column].strip()) if column in self.fixed else NOTHING
        return stripped(self._theirs(column))

    def worded(self, column: str, bare: str = "") -> str:
        """Return a stripped column with nothing and the rulebook's words for it as NULL."""
        bare = bare or f"b_{column}"
        text = f"CASE WHEN {bare} NOT IN ({', '.join(map(quote, ['', *self._nothing(column)]))}) THEN {bare} END"
        if column == "complaint_id" and self.source.whole_ids:
            return (
                f"CASE WHEN ends_with({bare}, '.0') THEN regexp_replace({text}, '^(\\d+)\\.0$', '\\1') ELSE {text} END"
            )
        return text

    def text(self, column: str) -> str:
        """Return the same straight from the log."""
        return self.worded(column, f"({self.bare(column)})")

    def moment(self, column: str) -> str:
        """Return a date column's moment in the rulebook's zone, by its raw text ``w_<column>``."""
        if written := duration(self.batch, self.source, column):
            return lasting(f"w_{column}", written.unit, "m_received_at")
        if column in self.timed:  # written by the engine itself, in the rulebook's zone
            return f"try_cast(w_{column} AS TIMESTAMP)"
        return moment(f"w_{column}", self.source.date_order, self.timezone)

    def unreadable(self, column: str) -> str:
        """Return the test of a date that is written but cannot be read."""
        if column in self.timed:
            return f"(m_{column} IS NULL AND w_{column} IS NOT NULL)"
        nothing = ", ".join(map(quote, ["", *self._nothing(column)]))
        written = stripped(f"w_{column}")
        return f"(m_{column} IS NULL AND w_{column} IS NOT NULL AND {written} NOT IN ({nothing}))"

    def _nothing(self, column: str) -> list[str]:
        return [*self.source.nulls.get("*", []), *self.source.nulls.get(column, [])]

    def _theirs(self, column: str) -> str:
        """Return the text of the column, or of the columns it is joined of."""
        keys = [column, *(part(column, number) for number in range(1, PARTS))]
        texts = [f"CAST({name(self.batch.columns[key])} AS VARCHAR)" for key in keys if key in self.batch.columns]
        if len(texts) == 1:
            return texts[0]
        nothing = ", ".join(map(quote, ["", *self._nothing(column)]))
        # a cell that holds a day alone may come with its midnight, which would stand before the time
        first = f"regexp_replace({texts[0]}, '[ T]00:00:00$', '')"
        rest = [f"CASE WHEN trim({text}) NOT IN ({nothing}) THEN trim({text}) END" for text in texts[1:]]
        return f"(CASE WHEN trim({texts[0]}) NOT IN ({nothing}) THEN concat_ws(' ', {first}, {', '.join(rest)}) END)"
