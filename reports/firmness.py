"""How firm an award is, in words: who holds it in how many draws, and what it would take to lose it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.tree import TOTAL
from reports.beside import DIGITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from criteria.certainty_rules import Resampling
    from criteria.rulebook import Award
    from reports.speech import Speech

NAMES = {
    "topsis": "TOPSIS",
    "vikor": "VIKOR",
    "promethee_ii": "PROMETHEE II",
}
"""Methods that have a name of their own; the weighted sum is ours, up to what is missing."""
NAMED = 5
"""How many who may be among the best are named in a sentence."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody and the share of draws (0..1) in which it holds the award."""

    code: str
    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Firmness:
    """An award: its winners and the first who goes without, each with its share of draws, and three sentences.

    firm: every winner holds it in at least as many draws as a rank interval holds.
    """

    award: str
    title: str
    winners: tuple[Holder, ...]
    other: Holder | None
    firm: bool
    verdict: str
    weights: str
    best: str


@dataclass(frozen=True, slots=True)
class Best:
    """Who may truly be among the best ``top`` of a category, with probability ``level``: codes by rank."""

    top: int
    level: float
    ranked: int
    may_be: Sequence[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is known of one award that somebody holds: its winners' codes in order, and the share of draws by code.

    last: how far weights must move, in percentage points, until the named one is level with the last winner; NaN where
    it cannot be said. best: of the award's category, where that was tested.
    """

    award: Award
    held: Sequence[str]
    shares: Mapping[str, float]
    last: tuple[float, str] | None
    best: Best | None


def firm(drawn: Drawn, names: Mapping[str, str], level: float, say: Speech) -> Firmness:
    """Return it in words. names: of participants, by code. level: the share of draws that an interval holds."""
    shares = {code: round(share, DIGITS) for code, share in drawn.shares.items()}  # as certainty.csv has them
    winners = tuple(Holder(code, names[code], shares.get(code, 0.0)) for code in drawn.held)
    rest = {code: share for code, share in shares.items() if code not in set(drawn.held) and share > 0}
    first = max(rest, key=rest.__getitem__, default=None)
    other = None if first is None else Holder(first, names[first], rest[first])
    holds = min(one.share for one in winners) >= level
    return Firmness(
        award=drawn.award.code,
        title=say.title(drawn.award.title),
        winners=winners,
        other=other,
        firm=holds,
        verdict=_verdict(winners, other, say, firm=holds),
        weights="" if drawn.last is None else _weights(*drawn.last, say),
        best=_best(drawn, names, say),
    )


def _verdict(winners: tuple[Holder, ...], other: Holder | None, say: Speech, *, firm: bool) -> str:
    if firm:
        return say("Firm: chance alone hardly changes who holds it.")
    weakest = min(winners, key=lambda one: one.share)
    if other is None:
        return say(
            "{name} would hold it in {share} of the draws.", name=weakest.name, share=say.percent(weakest.share, 0)
        )
    return say(
        "Within the noise: {name} would hold it in {share} of the draws, {other} in {others}.",
        name=weakest.name,
        share=say.percent(weakest.share, 0),
        other=other.name,
        others=say.percent(other.share, 0),
    )


def _weights(distance: float, other: str, say: Speech) -> str:
    """Say what it would take in weights; a change is counted once, not where it is taken and where it is given."""
    if math.isnan(distance):
        return ""
    if math.isinf(distance):
        return say("No other weights would put {other} level with the last winner.", other=other)
    if distance == 0:
        return say("{other} is level with the last winner; the tie was broken.", other=other)
    return say(
        "Moving {points} points of weight would put {other} level with the last winner.",
        points=say.number(distance / 2, 1),
        other=other,
    )


def _best(drawn: Drawn, names: Mapping[str, str], say: Speech) -> str:
    """Say who else may truly be among the best that this award is for; nothing where it goes by something else."""
    best = drawn.best
    if best is None or drawn.award.by != TOTAL or best.top != drawn.award.winners:
        return ""
    others = [code for code in best.may_be if code not in set(drawn.held)]
    level = say.percent(best.level, 0)
    if not others:
        return say(
            "Nobody else may truly be among the best {top}, so tests say with {level} probability.",
            top=say.number(best.top),
            level=level,
        )
    shown = [names[code] for code in others[:NAMED]]
    more = len(others) - len(shown)
    who = "; ".join([*shown, *([say("{more} more (certainty.csv)", more=say.number(more))] if more else [])])
    return say(
        "Who else may truly be among the best {top} of {ranked} ranked, so tests say with {level} probability: {who}.",
        top=say.number(best.top), ranked=say.number(best.ranked), level=level, who=who,
    )  # fmt: skip


def drawn_how(rules: Resampling, draws: int, say: Speech) -> str:
    """Say in one sentence what was drawn anew."""
    kinds = {
        "complaints": say("each participant's complaints"),
        "judges": say("each panel's marks"),
        "weights": say("the weights, near those of the rules"),
    }
    return say(
        "The year was drawn anew {draws} times: {what}. An interval holds {level} of the ranks that came out.",
        draws=say.number(draws),
        what=", ".join(kinds[source] for source in dict.fromkeys(rules.sources)),
        level=say.percent(rules.level, 0),
    )


def method(name: str, say: Speech) -> str:
    """Return a method of ranking by its name."""
    return NAMES[name] if name in NAMES else say("weighted product")
