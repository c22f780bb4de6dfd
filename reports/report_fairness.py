"""The report's pages on chance and the mix of complaints: a funnel for each share, category by category.

The pictures are drawn here as lines and dots of an SVG, with every word in the template.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from criteria.fairness.funnel import LEVELS, share_limits
from reports import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from criteria.rounding import Floats
    from reports.speech import Speech
    from reports.year import Year

WIDTH, HEIGHT = 78.0, 46.0
"""Millimetres of the field of one funnel, which are the units of its picture."""
STEPS = 60
"""Points of a limit's line."""
NAMED = 5
"""Participants named in one funnel: those furthest outside."""
APART = 3.2
"""Millimetres between two names, so that neither covers the other."""
KINDS = 8
"""Kinds of complaints listed for a category; the others are in the file."""


@dataclass(frozen=True, slots=True)
class Label:
    """A word at a place of the picture, in millimetres from its upper left; end: the word ends there."""

    x: float
    y: float
    text: str
    end: bool = False


@dataclass(frozen=True, slots=True)
class Funnel:
    """One share in one category. paths: SVG path data by class; labels: of lines, of ticks, of participants.

    outside, far: how many lie beyond the limits of 95 % and of 99.8 %; widened: how much wider the limits are drawn
    than chance alone has them, as a factor; 1 where they are not.
    """

    title: str
    share: float
    participants: int
    outside: int
    far: int
    widened: float
    paths: tuple[tuple[str, str], ...]
    ticks: tuple[Label, ...]
    scale: tuple[Label, ...]
    lines: tuple[Label, ...]
    named: tuple[Label, ...]
    high: tuple[str, ...]
    low: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of complaint: how many, and each share of the page, None where it has none."""

    kind: str
    complaints: int
    shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The funnels of one category, and how its kinds of complaints fared."""

    category: str
    funnels: tuple[Funnel, ...]
    heads: tuple[str, ...]
    kinds: tuple[KindLine, ...]
    more_kinds: int
    corrected: tuple[str, ...]


def pages(year: Year, say: Speech) -> list[Page]:
    """Return a page for each category in which a share can be compared."""
    found = year.fairness
    if found is None or found.shares.empty:
        return []
    return [
        _page(year, category.code, say.title(category.title), say)
        for category in year.rulebook.category
        if (found.shares["category"] == category.code).any()
    ]


def _page(year: Year, category: str, title: str, say: Speech) -> Page:
    found = year.fairness
    if found is None:
        raise ValueError("there is nothing to draw")
    mine = found.shares[found.shares["category"] == category]
    codes = list(dict.fromkeys(mine["indicator"]))
    wholes = found.funnels[found.funnels["category"] == category].set_index("indicator")
    names = year.indicators.participants["name"]
    funnels = [
        _funnel(
            in_words.indicator_title(code, say), mine[mine["indicator"] == code], wholes.loc[code, "share"],
            wholes.loc[code, "between"], wholes.loc[code, "phi"], names, say,
        )
        for code in codes
    ]  # fmt: skip
    kinds, more = _kinds(found.kinds, category, codes)
    leaves = [leaf for leaf in year.rulebook.leaves if leaf.estimate == "standardised"]
    return Page(
        title, tuple(funnels), tuple(f.title for f in funnels), kinds, more, tuple(say.title(c.title) for c in leaves)
    )


def _kinds(table: pd.DataFrame, category: str, codes: list[str]) -> tuple[tuple[KindLine, ...], int]:
    """Return the kinds of a category, the most frequent first, and how many are left out."""
    if table.empty:
        return (), 0
    mine = table[table["category"] == category]
    most = mine.groupby("kind")["complaints"].max().sort_values(ascending=False, kind="stable")
    shares = mine.set_index(["indicator", "kind"])["share"].to_dict()
    lines = [
        KindLine(str(kind), int(count), tuple(shares.get((code, kind)) for code in codes))
        for kind, count in most.head(KINDS).items()
    ]
    return tuple(lines), max(len(most) - KINDS, 0)


class _Field:
    """Where values lie in the picture: complaints on a scale of logarithms, shares on a straight one."""

    def __init__(self, counts: Floats, shares: Floats) -> None:
        self.first, self.last = np.log10(max(counts.min() * 0.85, 0.8)), np.log10(counts.max() * 1.18)
        low, high = float(shares.min()), float(shares.max())
        room = max(0.06 * (high - low), 0.01)
        self.bottom, self.top = max(low - room, 0.0), min(high + room, 1.0)

    def x(self, counts: Floats) -> Floats:
        return np.asarray(WIDTH * (np.log10(counts) - self.first) / (self.last - self.first))

    def y(self, shares: Floats) -> Floats:
        return np.asarray(HEIGHT * (self.top - shares) / (self.top - self.bottom))


def _funnel(  # noqa: PLR0917 (what one picture is made of)
    title: str, table: pd.DataFrame, share: float, between: float, phi: float, names: pd.Series[str], say: Speech
) -> Funnel:
    counts, expected = table["complaints"].to_numpy(float), table["expected"].to_numpy(float)
    # a participant's place is its distance from what was to be expected of it, drawn from the common share
    moved = np.clip(table["share"].to_numpy(float) - expected / counts + share, 0.0, 1.0)
    field = _Field(counts, np.append(moved, share))
    along = np.logspace(field.first, field.last, STEPS)
    paths = [("common", _line(field.x(along[[0, -1]]), field.y(np.array([share, share]))))]
    lines = [Label(WIDTH + 1, float(field.y(np.array([share]))[0]) + 0.9, say.percent(share))]
    for name, level in LEVELS.items():
        words = {"95": "95%", "998": say("99.8%")}[name]
        for limit, below in zip(share_limits(along, float(share), level, float(between)), (True, False), strict=True):
            inside = (limit >= field.bottom) & (limit <= field.top)
            if inside.sum() > 1:
                x, y = field.x(along[inside]), field.y(limit[inside])
                paths.append((f"limit{name}", _line(x, y)))
                lines.append(Label(WIDTH + 1, float(y[-1]) + (1.6 if below else 0.2), words))
    lines = _apart(lines)
    position = table["position"].to_numpy(dtype=object)
    x, y = field.x(counts), field.y(moved)
    for kind in ("", "low", "high"):
        here = np.array([word.removeprefix("very ") == kind for word in position], dtype=bool)
        if here.any():
            paths.append((f"dots {kind}".strip(), _dots(x[here], y[here])))
    far = _furthest(table, moved, share)
    return Funnel(
        title=title, share=float(share), participants=len(table), outside=int((position != "").sum()),
        far=int(sum(word.startswith("very") for word in position)),
        widened=float(np.sqrt(phi)) if between > 0 else 1.0,
        paths=tuple(paths), ticks=tuple(_ticks(field, say)), scale=tuple(_scale(field, say)), lines=tuple(lines),
        named=tuple(_spread(x[far], y[far], [str(table["code"].iloc[at]) for at in far])),
        high=_names(table, far, names, "high"), low=_names(table, far, names, "low"),
    )  # fmt: skip


def _furthest(table: pd.DataFrame, moved: Floats, share: float) -> list[int]:
    """Return the positions of those furthest outside, in units of the limits' own width."""
    outside = table["position"].to_numpy(dtype=object) != ""
    reach = (table["high_998"] - table["low_998"]).to_numpy(float)
    distance = np.where(outside, np.abs(moved - share) / np.maximum(reach, 1e-9), -1.0)
    order = np.argsort(-distance, kind="stable")[:NAMED]
    return [int(place) for place in order if distance[place] >= 0]


def _names(table: pd.DataFrame, far: list[int], names: pd.Series[str], end: str) -> tuple[str, ...]:
    found = [(str(table["code"].iloc[at]), str(table["position"].iloc[at])) for at in far]
    return tuple(f"{names[code]} ({code})" for code, position in found if position.endswith(end))


def _line(x: Floats, y: Floats) -> str:
    return "M" + "L".join(f"{a:.2f} {b:.2f}" for a, b in zip(x, y, strict=True))


def _dots(x: Floats, y: Floats) -> str:
    """Return one path of lines without length, which round ends make dots: thousands cost little."""
    places = sorted({(f"{a:.1f}", f"{b:.1f}") for a, b in zip(x, y, strict=True)})
    return "".join(f"M{a} {b}h0" for a, b in places)


def _ticks(field: _Field, say: Speech) -> Iterable[Label]:
    """Yield the numbers under the picture: 1, 3, 10, 30, ... as many as lie in it."""
    inside = [
        n * 10**power for power in range(8) for n in (1, 3) if field.first <= np.log10(n * 10**power) <= field.last
    ]
    for count in inside:
        yield Label(float(field.x(np.array([float(count)]))[0]), HEIGHT + 3.4, say.number(count))


def _scale(field: _Field, say: Speech) -> Iterable[Label]:
    """Yield the shares beside the picture, at a round distance."""
    span = field.top - field.bottom
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if span / step <= 6 or step == 0.5)
    first = int(np.ceil(field.bottom / step - 1e-9))
    for place in range(first, int(np.floor(field.top / step + 1e-9)) + 1):
        yield Label(-1.5, float(field.y(np.array([place * step]))[0]) + 0.9, say.percent(place * step, 0), end=True)


def _apart(labels: list[Label]) -> list[Label]:
    """Return the labels of lines that do not cover one before them."""
    kept: list[Label] = []
    for label in labels:
        if all(abs(label.y - other.y) >= APART - 0.6 for other in kept):
            kept.append(label)
    return kept


def _spread(x: Floats, y: Floats, texts: list[str]) -> Iterable[Label]:
    """Yield names beside their dots, moved up where they would cover one another, the lowest first."""
    taken: list[tuple[float, float]] = []
    for a, b, text in sorted(zip(x, y, texts, strict=True), key=lambda one: -one[1]):
        end, place = a > WIDTH - 14, min(float(b) + 0.9, HEIGHT - 0.3)
        while any(abs(place - other) < APART and abs(a - at) < 16 for at, other in taken):
            place -= 0.4
        taken.append((float(a), place))
        yield Label(float(a) + (-1.6 if end else 1.6), place, text, end=end)
