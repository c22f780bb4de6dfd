"""What would have lifted a score most, and whom to learn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from criteria.rounding import half_up
from reports import in_words
from reports.feedback.told import Lift, Peer

if TYPE_CHECKING:
    from criteria.rulebook import Criterion
    from reports.feedback.ground import Ground

LIFTS, PEERS, AHEAD = 3, 3, 2
"""How many are told of each; ``AHEAD``: criteria named of a peer."""
LEAST = 0.05
"""Points below which nothing is worth telling."""


def lifts(ground: Ground, code: str) -> tuple[Lift, ...]:
    """Return the criteria on which what one in four of the category reached would have brought most points.

    All else stays as it is; who has a rank is told the rank that the points would have brought.
    """
    goals = ground.spread.get(ground.placed[code].category, {})
    own, weights = ground.scores[code], ground.weights[code]
    gains = {leaf: weights[leaf] * max(goal.high - own[leaf], 0.0) for leaf, goal in goals.items()}
    return tuple(_lift(ground, code, leaf, gain) for leaf, gain in _most(gains, LIFTS))


def _most(points: dict[str, float], count: int) -> list[tuple[str, float]]:
    """Return the leaves with most points, equals in the rulebook's order; none that are not worth telling."""
    worth = [(leaf, gain) for leaf, gain in points.items() if gain >= LEAST]  # NaN is not
    return sorted(worth, key=lambda one: -one[1])[:count]


def _lift(ground: Ground, code: str, leaf: str, gain: float) -> Lift:
    say, decimals = ground.say, ground.year.rulebook.edition.decimals
    mine, rule, place = ground.placed[code], ground.leaves[leaf], None
    own, goal = ground.scores[code][leaf], ground.spread[mine.category][leaf].high
    if mine.rank is not None:
        then = float(half_up(np.array([mine.total + gain]), decimals)[0])
        place = min(mine.rank, ground.place_of(mine.category, then))
    value = measured(ground, rule, code)
    now = say("score {score}", score=say.number(own, 1))
    return Lift(
        title=say.title(rule.title),
        now=f"{now} ({value})" if value else now,
        then=say("score {score}", score=say.number(goal, 1)),
        points=gain,
        rank=place,
    )


def measured(ground: Ground, leaf: Criterion, code: str) -> str:
    """Return what was measured for a leaf in the unit of its indicator; "" where nothing was."""
    value = ground.inputs[code][leaf.code]
    return "" if np.isnan(value) else in_words.found(value, leaf.indicator, ground.say)


def peers(ground: Ground, code: str) -> tuple[tuple[Peer, ...], str]:
    """Return the nearest better ones of the same kind, the nearest first, and what that kind is ("" for the category).

    Who is not ranked has its peers above the middle of the category.
    """
    mine = ground.placed[code]
    kinds, kind = ground.kinds, ground.kinds.get(code, "")
    better = [other for other in ground.ranked.get(mine.category, []) if not kind or kinds[other] == kind]
    if mine.rank is None:
        better = better[: (len(better) + 1) // 2]
    else:
        better = [other for other in better if (ground.placed[other].rank or 0) < mine.rank]
    return tuple(_peer(ground, code, other) for other in better[: -PEERS - 1 : -1]), kind


def _peer(ground: Ground, code: str, other: str) -> Peer:
    say, theirs, placed = ground.say, ground.parts[other], ground.placed[other]
    ahead = {
        leaf: float(np.nan_to_num(points) - np.nan_to_num(ground.parts[code][leaf])) for leaf, points in theirs.items()
    }
    words = []
    for leaf, points in _most(ahead, AHEAD):
        rule = ground.leaves[leaf]
        value = measured(ground, rule, other)
        told = say("{criterion}: {points} points more", criterion=say.title(rule.title), points=say.number(points, 1))
        words.append(f"{told} ({value})" if value else told)
    return Peer(placed.rank or 0, placed.name, other, placed.total, tuple(words))
