"""What the catalogue tells of each winner: its practices, and its figures beside the median of its category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from criteria.indicators import INDICATORS, Indicator
from reports.printable import visible
from reports.report_glance import award_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reports.report_glance import AwardLine
    from reports.speech import Speech
    from reports.year import Year

FALLBACK = ("answered_on_time_share", "resolved_on_time_share", "days_to_answer_median", "days_to_resolve_median")
"""Indicators that are shown where the rules name none."""


@dataclass(frozen=True, slots=True)
class Told:
    """One practice as its participant tells it; ``problems`` that it answers; "" where nothing was said."""

    title: str
    problems: tuple[str, ...]
    done: str
    took: str
    result: str
    contact: str


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator of a winner and the median of those ranked in its category, both in words."""

    title: str
    own: str
    median: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A month: its place from the left, height in per cent (share answered on time); 0 where nothing was due."""

    left: int
    height: float


@dataclass(frozen=True, slots=True)
class Course:
    """The share answered on time by month of receipt, and in each half of the period, in words."""

    bars: tuple[Bar, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One winner; ``awards`` by title. ``practices`` are empty where none was handed in."""

    code: str
    name: str
    category: str
    awards: tuple[str, ...]
    practices: tuple[Told, ...]
    figures: tuple[Figure, ...]
    course: Course | None


@dataclass(frozen=True, slots=True)
class Answered:
    """A problem, with the places (from 0) of the entries that answer it and of their practice within each."""

    title: str
    practices: tuple[tuple[int, int], ...]


def entries(year: Year, practices: Mapping[str, Sequence[Told]], say: Speech) -> tuple[Entry, ...]:
    """Return an entry for every holder of an award, those with practices first, in the order of the awards."""
    held: dict[str, list[AwardLine]] = {}
    names: dict[str, str] = {}
    for award in award_lines(year, say):
        for winner in award.winners:
            held.setdefault(winner.code, []).append(award)
            names[winner.code] = winner.name
    found = [
        Entry(
            code=code,
            name=names[code],
            category=awards[0].category,
            awards=tuple(award.title for award in awards),
            practices=tuple(map(_visible, practices.get(code, ()))),
            figures=_figures(year, code, say),
            course=_course(year, code, say),
        )
        for code, awards in held.items()
    ]
    return tuple(sorted(found, key=lambda entry: not entry.practices))


def by_problem(found: Sequence[Entry]) -> tuple[Answered, ...]:
    """Return the problems in alphabetical order; the same words in other case are the same problem."""
    titles: dict[str, str] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    for at, entry in enumerate(found):
        for number, practice in enumerate(entry.practices):
            for problem in practice.problems:
                titles.setdefault(problem.casefold(), problem)
                places.setdefault(problem.casefold(), []).append((at, number))
    return tuple(Answered(titles[key], tuple(dict.fromkeys(places[key]))) for key in sorted(places))


def _visible(practice: Told) -> Told:
    """Return the practice without what cannot be seen, such as marks of direction."""
    return Told(
        visible(practice.title),
        tuple(map(visible, practice.problems)),
        visible(practice.done),
        visible(practice.took),
        visible(practice.result),
        visible(practice.contact),
    )


def _figures(year: Year, code: str, say: Speech) -> tuple[Figure, ...]:
    table, ranking = year.indicators.table, year.ranking.table
    category = ranking.loc[ranking["code"] == code, "category"].iloc[0]
    ranked = ranking.loc[(ranking["category"] == category) & ranking["rank"].notna(), "code"]
    shown = []
    for indicator in _shown(year):
        own = float(table.at[code, indicator.code])  # type: ignore[arg-type]  # pandas' stubs: any scalar
        if not np.isnan(own):
            median = float(table.loc[ranked, indicator.code].median())
            title = indicator.title[say.language]
            shown.append(Figure(title, _written(own, indicator, say), _written(median, indicator, say)))
    return tuple(shown)


def _shown(year: Year) -> list[Indicator]:
    """Return the indicators that the rules score by and that are better one way, else some that tell of speed."""
    codes = dict.fromkeys(leaf.indicator for leaf in year.rulebook.leaves if leaf.indicator)
    chosen = [INDICATORS[code] for code in codes if INDICATORS[code].better != "neither"]
    return chosen or [INDICATORS[code] for code in FALLBACK]


def _written(value: float, indicator: Indicator, say: Speech) -> str:
    if indicator.form == "share":
        return say.percent(value)
    return say.number(value, 2 if indicator.form == "mean" else 1 if value % 1 else 0)


def _course(year: Year, code: str, say: Speech) -> Course | None:
    months = year.indicators.months
    mine = months[months["code"] == code].set_index("month")
    every = _every(year)
    due = [int(mine["answered_due"].get(month, 0)) for month in every]
    on_time = [int(mine["answered_on_time"].get(month, 0)) for month in every]
    half = len(every) // 2
    halves = [_share(on_time[part], due[part]) for part in (slice(half), slice(half, None))]
    if any(share is None for share in halves):
        return None
    bars = tuple(
        Bar(place, round(100 * number / asked, 1) if asked else 0.0)
        for place, (number, asked) in enumerate(zip(on_time, due, strict=True))
    )
    return Course(bars, say.percent(halves[0]), say.percent(halves[1]))


def _every(year: Year) -> list[str]:
    """Return the months of the period: "2018-11" and so on."""
    first, last = year.rulebook.period.from_, year.rulebook.period.to
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    at = [12 * first.year + first.month - 1 + step for step in range(count)]
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in at]


def _share(on_time: Iterable[int], due: Iterable[int]) -> float | None:
    asked = sum(due)
    return sum(on_time) / asked if asked else None
