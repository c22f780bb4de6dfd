"""The report's charts: rank intervals and the year by month of every category, and why rows were set aside.

What a chart shows is worked out here as plain values, with the sentence that tells it to who cannot see it; it is drawn
only when the report is set.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from reports.beside import beside
from reports.feedback.by_month import month_label
from reports.feedback.ground import Ground
from reports.set_aside import by_reason
from reports.tables import awards_held, ranking_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reports.speech import Speech
    from reports.year import Year

ROWS = 42
"""Participants drawn on one page of rank intervals; nobody reads a thousand whiskers."""


@dataclass(frozen=True)
class Picture:
    """One chart: the asset that the page asks for, its category, the words beside it, and how to draw it.

    says: what it shows, for everybody; alt: its figures, for who cannot see it; shown, more: how many
    participants it draws and leaves out.
    """

    asset: str
    category: str
    says: str
    alt: str
    svg: Callable[[], bytes]
    shown: int = 0
    more: int = 0


@dataclass(frozen=True)
class Pictures:
    """All charts of a report, by the page on which they stand."""

    ranks: tuple[Picture, ...]
    months: tuple[Picture, ...]
    aside: Picture | None

    def drawn(self) -> dict[str, bytes]:
        """Draw every chart; return the SVGs by asset."""
        every = [*self.ranks, *self.months, *([self.aside] if self.aside else [])]
        return {picture.asset: picture.svg() for picture in every}


def pictures(year: Year, say: Speech) -> Pictures:
    """Return the charts for which this year has figures."""
    return Pictures(tuple(_ranks(year, say)), tuple(_months(Ground(year, say))), _aside(year, say))


def _ranks(year: Year, say: Speech) -> Iterator[Picture]:
    sure, held = beside(year), awards_held(year.awards)
    rows = ranking_rows(year.ranking.table)
    for category in year.rulebook.category:
        found = [
            (name, code, rank, low, high)
            for where, rank, code, name, _, _ in rows
            if where == category.code and rank is not None
            for low, high, _ in [sure.get(code, (None, None, None))]
            if low is not None and high is not None
        ]
        if len(found) < 2:
            continue
        shown = [(name, code, rank, low, high, code in held) for name, code, rank, low, high in found[:ROWS]]
        alone = sum(low == high for *_, low, high in found)
        yield Picture(
            asset=f"ranks-{category.code}.svg",
            category=say.title(category.title),
            says=say("Half of the {count} intervals reach over {width} ranks or more; of a single rank are {alone}.",
                     count=say.number(len(found)), alone=say.number(alone),
                     width=say.number(float(np.median([high - low + 1 for *_, low, high in found])))),
            alt="; ".join(f"{name} · {code}: {rank} ({low}–{high})" for name, code, rank, low, high, _ in shown),
            svg=partial(_draw_ranks, shown, say),
            shown=len(shown),
            more=len(found) - len(shown),
        )  # fmt: skip


def _draw_ranks(shown: list[tuple[str, str, int, int, int, bool]], say: Speech) -> bytes:
    from reports.charts.ranks import Whisker, ranks  # noqa: PLC0415 (start-up)

    return ranks([Whisker(*one) for one in shown], say)


def _months(ground: Ground) -> Iterator[Picture]:
    """Yield a chart for every category with complaints of those compared."""
    say = ground.say
    labels = [month_label(m, first=n == 0, language=say.language) for n, m in enumerate(ground.months)]
    for category in ground.year.rulebook.category:
        codes = ground.compared.get(category.code, [])
        received = [[ground.received[c][m] for c in codes if m in ground.received.get(c, {})] for m in ground.months]
        complaints = [sum(one.complaints for one in month) for month in received]
        due = [sum(one.due for one in month) for month in received]
        on_time = [sum(one.on_time for one in month) for month in received]
        if not sum(due):
            continue
        shares = [[one.share for one in month if one.due] for month in received]
        low, median, high = (
            [float(np.quantile(month, part)) if month else float("nan") for month in shares]
            for part in (0.25, 0.5, 0.75)
        )
        yield Picture(
            asset=f"months-{category.code}.svg",
            category=say.title(category.title),
            says=_year_in_words(ground, on_time, due),
            alt="; ".join(
                say("{month}: {count} complaints, median {share} answered on time", month=label.replace("\n", " "),
                    count=say.number(count), share=say.percent(share))
                for label, count, share in zip(labels, complaints, median, strict=True)
            ),
            svg=partial(_draw_months, labels, complaints, (low, median, high), say),
        )  # fmt: skip


def _year_in_words(ground: Ground, on_time: list[int], due: list[int]) -> str:
    """Say how much of the whole category's complaints was answered on time, and in which months least and most."""
    say = ground.say
    share = {month: done / of for month, done, of in zip(ground.months, on_time, due, strict=True) if of}
    least, most = min(share, key=lambda m: (share[m], m)), max(share, key=lambda m: (share[m], m))
    return say(
        "Of {count} complaints whose answer was due {share} were answered on time: "
        "in {worst}, the worst month, {low}; in {best}, the best, {high}.",
        low=say.percent(share[least]), worst=_month(least, say), high=say.percent(share[most]), best=_month(most, say),
        share=say.percent(sum(on_time) / sum(due)), count=say.number(sum(due)),
    )  # fmt: skip


def _month(month: str, say: Speech) -> str:
    return month_label(month, first=True, language=say.language).replace("\n", " ")


def _draw_months(labels: list[str], complaints: list[int], quarters: tuple[list[float], ...], say: Speech) -> bytes:
    from reports.charts.by_month import Band, Line, by_month  # noqa: PLC0415 (start-up)

    low, median, high = quarters
    return by_month(labels, complaints, [Line(median, say("median"), main=True)], say, Band(low, high))


def _aside(year: Year, say: Speech) -> Picture | None:
    bars = by_reason(year, say)
    if not bars:
        return None
    total = sum(rows for _, rows in bars)
    return Picture(
        asset="set-aside.svg",
        category="",
        says="",
        alt="; ".join(f"{reason}: {say.number(rows)}" for reason, rows in bars),
        svg=partial(_draw_aside, bars, total, say),
    )


def _draw_aside(bars: list[tuple[str, int]], total: int, say: Speech) -> bytes:
    from reports.charts.reasons import reasons  # noqa: PLC0415 (start-up)

    return reasons(bars, total, say)
