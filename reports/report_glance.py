"""The report's first pages: how many took part, what was read, who is awarded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.tree import TOTAL
from reports.rows_read import BINS

if TYPE_CHECKING:
    import pandas as pd

    from criteria.rulebook import Award
    from reports.speech import Speech
    from reports.year import Year


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows in one bin: its title, what it holds, how many, and their part (0..1) of all rows read."""

    title: str
    meaning: str
    rows: int
    share: float


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """One category in figures; scores are None where nobody is ranked."""

    title: str
    participants: int
    ranked: int
    best: float | None
    median: float | None


@dataclass(frozen=True, slots=True)
class Winner:
    """Who holds an award, by which score, and at which rank by the total."""

    place: int
    name: str
    code: str
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award: whose, decided by what, the winners in order, and what is to be said about them."""

    title: str
    category: str
    by: str
    winners: tuple[Winner, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """The year in figures."""

    participants: int
    ranked: int
    rows: int
    used: int
    awards: int
    bins: tuple[Bin, ...]
    categories: tuple[CategoryLine, ...]


def glance(year: Year, say: Speech) -> Glance:
    """Count what there is to count."""
    table = year.ranking.table
    rows = int(year.bins["rows"].sum())
    bins = bin_lines(year.bins, say)
    return Glance(
        participants=len(table),
        ranked=int(table["rank"].notna().sum()),
        rows=rows,
        used=bins[0].rows,
        awards=len(year.awards.table),
        bins=bins,
        categories=_categories(year, say),
    )


def bin_titles(say: Speech) -> dict[str, tuple[str, str]]:
    """Return what each bin is called and what it holds, in the order of ``BINS``."""
    words = (
        (say("used"), say("count in the competition")),
        (say("excluded"), say("left out by the rulebook")),
        (say("repeated"), say("copies of a row that is kept")),
        (say("outside"), say("received outside the period")),
        (say("set aside"), say("unreadable or contradictory; listed in problems.csv")),
    )
    return dict(zip(BINS, words, strict=True))


def bin_lines(bins: pd.DataFrame, say: Speech) -> tuple[Bin, ...]:
    """Return the rows of every bin."""
    counts = bins.groupby("bin")["rows"].sum()
    total = max(int(counts.sum()), 1)
    found = [(title, meaning, int(counts.get(name, 0))) for name, (title, meaning) in bin_titles(say).items()]
    return tuple(Bin(title, meaning, rows, rows / total) for title, meaning, rows in found)


def _categories(year: Year, say: Speech) -> tuple[CategoryLine, ...]:
    titles = [(category.code, say.title(category.title)) for category in year.rulebook.category]
    lines = []
    for code, title in [*titles, ("", say("Without a category"))]:
        table = year.ranking.table[year.ranking.table["category"] == code]
        if code == "" and table.empty:
            continue
        scores = table.loc[table["rank"].notna(), "score"]
        best, median = (None, None) if scores.empty else (float(scores.max()), float(scores.median()))
        lines.append(CategoryLine(title, len(table), len(scores), best, median))
    return tuple(lines)


def award_lines(year: Year, say: Speech) -> tuple[AwardLine, ...]:
    """Return every award of the rulebook, those that nobody holds included."""
    return tuple(_award(award, year, say) for award in year.rulebook.award)


def _award(award: Award, year: Year, say: Speech) -> AwardLine:
    table = year.awards.table[year.awards.table["award"] == award.code]
    winners = (
        Winner(int(place), name, code, float(score), int(rank))
        for place, name, code, score, rank in table[["place", "name", "code", "score", "rank"]].itertuples(
            index=False, name=None
        )
    )
    remarks = year.awards.remarks
    said = tuple(_remark(remark, say) for remark in remarks.loc[remarks["award"] == award.code, "remark"])
    titles = {criterion.code: say.title(criterion.title) for criterion in year.rulebook.criterion}
    categories = {category.code: say.title(category.title) for category in year.rulebook.category}
    by = say("the total") if award.by == TOTAL else titles[award.by]
    return AwardLine(say.title(award.title), categories[award.category], by, tuple(winners), said)


def _remark(remark: str, say: Speech) -> str:
    return {
        "tied at the cut": say("More winners than announced: the last place is shared."),
        "fewer participants than winners": say("Fewer winners than announced: not enough participants are ranked."),
    }.get(remark, remark)
