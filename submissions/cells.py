"""The columns of a batch of logs as expressions of the engine: text, moments, durations, words for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from submissions.dictionary import folded
from submissions.engine import name, quote, stripped
from submissions.moments import lasting, patiently, usual
from submissions.sources import ComplaintSource

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def pseudonym(text: str, compared: str, listed: Iterable[str], key: str = "") -> str:
    """Return an expression of a hash in the place of a text, but for the words that the rules exclude by, which stay.

    compared: the text as rows are compared by it. key: what nobody can try texts out without; "" where anybody may.
    """
    kept = words(listed)
    hashed = f"left(sha256({quote(key)} || {compared}), 32)"
    return f"CASE WHEN lower({text}) IN ({kept}) THEN {text} ELSE {hashed} END" if kept else hashed


def nothing(source: ComplaintSource) -> list[str]:
    """Return the words that mean nothing where a participant is named."""
    return [*source.nulls.get("*", []), *source.nulls.get("participant", [])]


def duration(batch: Batch, source: ComplaintSource | FollowUps, column: str) -> Duration | None:
    """Return how a step's duration is written, where a batch has the rulebook's column of durations for it."""
    found = source.durations.get(column) if isinstance(source, ComplaintSource) else None
    return found if found and folded(batch.found.get(column, "")) == folded(found.column) else None


@dataclass(frozen=True)
class Cells:
    """What stands in the columns of a batch, as the source of the rulebook lays them out.

    Each expression is of a cell as ``theirs`` gives it; ``cell`` is where the query has it. The usual case is tried
    first and cheaply, because on ten million rows every step of an expression costs a tenth of a second.
    """

    batch: Batch
    source: ComplaintSource | FollowUps
    timezone: str

    @property
    def timed(self) -> frozenset[str]:
        """Our columns that are moments of the engine already."""
        return frozenset(column for column in self.batch.timed if part(column, 1) not in self.batch.columns)

    def theirs(self, column: str) -> str:
        """Return what the log has: its column, several joined by a blank, what the rulebook fixes; or NULL."""
        keys = [key for key in (column, *(part(column, n) for n in range(1, PARTS))) if key in self.batch.columns]
        if not keys:
            fixed = self.source.fixed if isinstance(self.source, ComplaintSource) else {}
            return quote(fixed[column]) if column in fixed else NOTHING
        if column in self.timed:
            return name(self.batch.columns[column])
        texts = [f"CAST({name(self.batch.columns[key])} AS VARCHAR)" for key in keys]
        return texts[0] if len(texts) == 1 else self._joined(column, texts)

    def written(self, column: str, cell: str) -> str:
        """Return a cell as it stands; NULL where it is one of the rulebook's words for nothing."""
        nothing = self._nothing(column)
        if column in self.timed:  # few words for nothing can be a date's
            nothing = [word for word in nothing if word[:1].isdigit()]
        text = f"CAST({cell} AS VARCHAR)" if column in self.timed else cell
        return f"CASE WHEN {text} NOT IN ({', '.join(map(quote, nothing))}) THEN {cell} END" if nothing else cell

    def text(self, column: str, cell: str = "", bare: str = "") -> str:
        """Return a cell stripped; NULL where nothing is left or it is one of the rulebook's words for nothing.

        bare: where the query has the cell stripped already.
        """
        bare = bare or stripped(cell or f"({self.theirs(column)})")
        nothing = ", ".join(map(quote, ["", *self._nothing(column)]))
        whole = column == "complaint_id" and self.source.whole_ids
        text = f"regexp_replace({bare}, '^(\\d+)\\.0$', '\\1')" if whole else bare
        return f"CASE WHEN {bare} NOT IN ({nothing}) THEN {text} END"

    def moment(self, column: str, cell: str, since: str = "") -> str:
        """Return a date's moment in the rulebook's zone; ``since`` is from when a duration is counted."""
        if lasts := duration(self.batch, self.source, column):
            return lasting(self.written(column, cell), lasts.unit, since)
        if column in self.timed:  # written by the engine itself, in the rulebook's zone
            return f"try_cast({self.written(column, cell)} AS TIMESTAMP)"
        order = self.source.date_order
        quickly = usual(cell if self._no_number_is_nothing(column) else self.written(column, cell), order)
        patient = patiently(self.written(column, cell), order, self.timezone)
        return f"coalesce({quickly}, CASE WHEN {cell} IS NOT NULL THEN {patient} END)"

    def unreadable(self, column: str, cell: str, moment: str) -> str:
        """Return the test of a date that is written but cannot be read."""
        if column in self.timed:
            return f"({moment} IS NULL AND {self.written(column, cell)} IS NOT NULL)"
        return f"({moment} IS NULL AND {cell} IS NOT NULL AND {self.text(column, cell)} IS NOT NULL)"

    def number(self, column: str, cell: str, test: str) -> str:
        """Return a cell as a number, with point or comma; NULL where it is none or fails the test, such as ">= 0".

        The query has it as ``usual_number`` reads it in ``f_<column>``.
        """
        patient = f"try_cast(replace({self.text(column, cell)}, ',', '.') AS DOUBLE)"
        return (
            f"CASE WHEN f_{column} {test} THEN f_{column}"
            f" WHEN {cell} IS NOT NULL AND {patient} {test} THEN {patient} END"
        )

    def usual_number(self, column: str, cell: str) -> str:
        """Return a cell as a number where machines write it so."""
        return f"try_cast({cell} AS DOUBLE)" if self._no_number_is_nothing(column) else "NULL::DOUBLE"

    def _no_number_is_nothing(self, column: str) -> bool:
        return not any(any(sign.isdigit() for sign in word) for word in self._nothing(column))

    def _nothing(self, column: str) -> list[str]:
        return [*self.source.nulls.get("*", []), *self.source.nulls.get(column, [])]

    def _joined(self, column: str, texts: list[str]) -> str:
        nothing = ", ".join(map(quote, ["", *self._nothing(column)]))
        # a cell that holds a day alone may come with its midnight, which would stand before the time
        first = f"regexp_replace({texts[0]}, '[ T]00:00:00$', '')"
        rest = [f"CASE WHEN trim({text}) NOT IN ({nothing}) THEN trim({text}) END" for text in texts[1:]]
        return f"(CASE WHEN trim({texts[0]}) NOT IN ({nothing}) THEN concat_ws(' ', {first}, {', '.join(rest)}) END)"
