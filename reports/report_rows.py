"""The report's pages on what was read: rows by bin per file and participant, problems by kind, the inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports import in_words
from reports.rows_read import BINS, rows_read

if TYPE_CHECKING:
    import pandas as pd

    from reports.speech import Speech
    from reports.year import Year

FILES, PEOPLE, INPUTS = 20, 15, 20
"""Lines printed of each list; what is left out is counted and said."""


@dataclass(frozen=True, slots=True)
class RowsOf:
    """Rows of one file or participant by bin, in the order of ``BINS``, and the part (0..1) that was set aside."""

    title: str
    read: int
    bins: tuple[int, ...]
    set_aside: float | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The lines that are printed, how many more there are, and the sum of all."""

    lines: tuple[RowsOf, ...]
    more: int
    total: RowsOf


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """All problems of one kind, with the first as an example."""

    severity: str
    code: str
    count: int
    files: int
    example: str
    mend: str


def by_file(year: Year, say: Speech) -> Listing:
    """Return rows by file, those with most rows set aside first."""
    return _listing(_table(year.bins, "file"), FILES, say)


def by_participant(year: Year, say: Speech) -> Listing:
    """Return rows of the participants that had any set aside, the most first; rows of nobody known are one line."""
    names = year.indicators.participants["name"].to_dict() | {"": say("(no known participant)")}
    table = _table(year.bins, "participant")
    table.index = [str(names.get(code, code)) for code in table.index]
    return _listing(table[table["set aside"] > 0], PEOPLE, say)


@dataclass(frozen=True, slots=True)
class EventsOf:
    """Events of one file by what became of them, in the order of ``EVENTS``."""

    title: str
    read: int
    outcomes: tuple[int, ...]


def events_by_file(year: Year) -> list[EventsOf]:
    """Return events by file; none where no log holds events."""
    if year.events is None:
        return []
    by_file = rows_read(year.bins, year.events)["events_by_file"]
    return [EventsOf(file, sum(counts.values()), tuple(counts.values())) for file, counts in by_file.items()][:FILES]


def _table(bins: pd.DataFrame, by: str) -> pd.DataFrame:
    table = bins.pivot_table(index=by, columns="bin", values="rows", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=list(BINS), fill_value=0).sort_index()
    return table.sort_values("set aside", ascending=False, kind="stable")


def _listing(table: pd.DataFrame, limit: int, say: Speech) -> Listing:
    lines = tuple(
        _line(str(title), tuple(int(n) for n in row)) for title, *row in table.head(limit).itertuples(name=None)
    )
    total = _line(say("all"), tuple(int(n) for n in table.sum()))
    return Listing(lines, max(len(table) - limit, 0), total)


def _line(title: str, bins: tuple[int, ...]) -> RowsOf:
    used, aside = bins[0], bins[-1]
    return RowsOf(title, sum(bins), bins, aside / (used + aside) if used + aside else None)


def problem_kinds(year: Year, say: Speech) -> list[ProblemKind]:
    """Return the problems by kind, gravest first (the order of problems.csv)."""
    groups = year.problems.groupby(["severity", "code"], sort=False)
    return [
        ProblemKind(
            severity=in_words.severity(str(severity), say),
            code=str(code),
            count=int(table["count"].astype(int).sum()),
            files=int(table["file"].nunique()),
            example=str(table["problem"].iloc[0]),
            mend=str(table["mend"].iloc[0]),
        )
        for (severity, code), table in groups
    ]
