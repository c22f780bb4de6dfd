"""The ranking as the site's pages show it, taken from results.json so that both say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from criteria.tree import TOTAL
from reports import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from criteria.rulebook import Rulebook
    from reports.speech import Speech

AXIS = 100.0
"""Per cent of the width of the picture of rank intervals."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The ranks that others draws would have given: lowest and highest number; where each stands, in per cent."""

    low: int
    high: int
    left: float
    width: float
    dot: float


@dataclass(frozen=True, slots=True)
class Line:
    """One ranked participant; ``scores`` as written, of the criteria at the top of the tree.

    chance: the share of draws in which it holds an award, as written; "" where nobody can. near: the stages at whose
    cut it was near, in words; "" at none.
    """

    rank: int
    code: str
    name: str
    score: str
    awards: tuple[str, ...]
    scores: tuple[str, ...]
    interval: Interval | None
    chance: str
    near: str


@dataclass(frozen=True, slots=True)
class Left:
    """Those not ranked for one reason: code, name, and at which cuts each was near, in words."""

    reason: str
    people: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One category: its page, its ranking, and who is not ranked and why."""

    code: str
    title: str
    page: str
    parts: tuple[str, ...]
    lines: tuple[Line, ...]
    left: tuple[Left, ...]

    @property
    def participants(self) -> int:
        """How many took part in the category."""
        return len(self.lines) + sum(len(group.people) for group in self.left)

    @property
    def sure(self) -> bool:
        """Whether the ranks have intervals."""
        return any(line.interval for line in self.lines)

    @property
    def chances(self) -> bool:
        """Whether anybody could hold an award."""
        return any(line.chance for line in self.lines)


def boards(results: Mapping[str, Any], rulebook: Rulebook, say: Speech) -> list[Board]:
    """Return a board per category that has participants, then one for those who fit none."""
    titles = {category.code: say.title(category.title) for category in rulebook.category}
    found = []
    for code, title in {**titles, "": say("Without a category")}.items():
        people = [one for one in results["participants"] if one["category"] == code]
        if people:
            page = f"category-{code}.html" if code else "without-category.html"
            found.append(_board(code, title, page, people, rulebook, say))
    return found


def _board(code: str, title: str, page: str, people: list[Mapping[str, Any]], rulebook: Rulebook, say: Speech) -> Board:
    top = rulebook.tree[TOTAL]
    awards = {award.code: say.title(award.title) for award in rulebook.award}
    ranked = [one for one in people if one["rank"] is not None]
    decimals = rulebook.edition.decimals
    lines = tuple(
        Line(
            rank=one["rank"],
            code=one["code"],
            name=one["name"],
            score=say.number(one["score"]["rounded"], decimals),
            awards=tuple(awards[award] for award in one["awards"]),
            scores=tuple(say.number(one["criteria"][part.code]["rounded"], decimals) for part in top),
            interval=_interval(one, len(ranked)),
            chance="" if one.get("award_probability") is None else say.percent(one["award_probability"], 0),
            near=_near(one, rulebook, say),
        )
        for one in ranked
    )
    reasons: dict[str, list[tuple[str, str, str]]] = {}
    for one in people:
        if one["rank"] is None:
            reasons.setdefault(one["status"], []).append((one["code"], one["name"], _near(one, rulebook, say)))
    left = tuple(Left(in_words.not_ranked(status, rulebook, say), tuple(who)) for status, who in reasons.items())
    return Board(code, title, page, tuple(say.title(part.title) for part in top), lines, left)


def _near(one: Mapping[str, Any], rulebook: Rulebook, say: Speech) -> str:
    """Return the stages at whose cut a participant was near: the order there could be otherwise by little."""
    titles = {stage.code: say.title(stage.title) for stage in rulebook.stage}
    return "; ".join(
        say(
            "near the cut of the stage {stage}: {points} points",
            stage=titles[held["stage"]],
            points=say.signed(held["distance"], 2),
        )
        for held in one.get("stages", [])
        if held["near"] and held["distance"] is not None
    )


def _interval(one: Mapping[str, Any], ranked: int) -> Interval | None:
    low, high = one.get("rank_low"), one.get("rank_high")
    if low is None or high is None:
        return None

    def place(rank: int) -> float:
        return round(AXIS * (rank - 1) / max(ranked - 1, 1), 2)

    return Interval(low, high, place(low), round(place(high) - place(low), 2), place(one["rank"]))
