"""How one participant beside another looks on the screen: what decided, in a sentence, then criterion by criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluator.cli import screen
from evaluator.cli.explained import standing
from evaluator.cli.figures import figure, signed, worth
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evaluator.against import Against, Compared

MOST = 3
"""Criteria that the sentence names on either side."""


def tell(first: Mapping[str, Any], second: Mapping[str, Any], found: Against) -> None:
    """Print the comparison. first, second: the explanations of the two (``evaluator.explain``) as dictionaries."""
    for letter, document in (("A", first), ("B", second)):
        screen.say(f"{letter}: {_called(document)}", "bold")
        if document["category_title"]:
            screen.indented(_("Category: {title}").format(title=screen.safe(document["category_title"])))
        screen.indented(standing(document))
    screen.say()
    for sentence in verdict(first, second, found):
        screen.say(sentence)
    if found.difference is not None:
        screen.heading(_("Points of A less points of B; those of the criteria add up to the total"))
        _table(found, int(first["decimals"]))


def verdict(first: Mapping[str, Any], second: Mapping[str, Any], found: Against) -> list[str]:
    """Say what decided between the two, and what else must be known."""
    sentences = [_decided(first, second, found)]
    if not found.same_category:
        sentences.append(_("They are in different categories and do not compete with each other."))
    else:
        out = [_called(document) for document in (first, second) if document["rank"] is None]
        sentences += [_("{name} is not ranked, whatever its points: see above.").format(name=name) for name in out]
    return sentences


def _decided(first: Mapping[str, Any], second: Mapping[str, Any], found: Against) -> str:
    names = {document["code"]: _called(document) for document in (first, second)}
    if found.difference is None:
        lacking = next(document for document in (first, second) if document["score"] is None)
        return _("{name} has no score, so there is nothing to compare.").format(name=_called(lacking))
    if found.code == found.other:
        return _("A and B are the same participant.")
    points = figure(abs(found.difference), int(first["decimals"]))
    if found.difference == 0:
        return _tied(names, found, figure(first["score"], int(first["decimals"])), int(first["decimals"]))
    behind = found.other if found.ahead == found.code else found.code
    sentence = _("{ahead} has {points} points more than {behind}").format(
        ahead=names[found.ahead], points=points, behind=names[behind]
    )
    won, lost = _reasons(found, int(first["decimals"]))
    sentence += _(": mostly {reasons}.").format(reasons=", ".join(won))
    if lost:
        sentence += " " + _("{behind} was better in {reasons}.").format(behind=names[behind], reasons=", ".join(lost))
    return sentence


def _tied(names: Mapping[str, str], found: Against, score: str, decimals: int) -> str:
    if not found.decided_by:
        return _("Both have {score} points, and nothing that the rules look at tells them apart.").format(score=score)
    decisive = next(criterion for criterion in found.criteria if criterion.code == found.decided_by)
    scores = [decisive.score, decisive.other_score]
    higher, lower = scores if found.ahead == found.code else reversed(scores)
    return _(
        "Both have {score} points; by the rules the criterion “{criterion}” decides, where {ahead} is better: score"
        " {higher} against {lower}."
    ).format(
        score=score,
        criterion=screen.safe(decisive.title),
        ahead=names[found.ahead],
        higher=figure(higher, decimals),
        lower=figure(lower, decimals),
    )


def _reasons(found: Against, decimals: int) -> tuple[list[str], list[str]]:
    """What speaks for who is ahead, until it makes up the difference, and what for the other: the largest first.

    Of two values the first is of whom the criterion speaks for.
    """
    sign = 1 if found.ahead == found.code else -1
    effects = [(leaf, sign * (leaf.by_score or 0.0)) for leaf in found.criteria if leaf.leaf]
    moved = sign * (found.criteria[0].by_weight or 0.0)
    gains = [(_reason(leaf, swapped=sign * points < 0), points) for leaf, points in effects if points]
    if moved:
        gains.append((_("weights that moved to other criteria"), moved))
    needed, won = abs(found.difference or 0.0), []
    for text, points in _largest((text, points) for text, points in gains if points > 0):
        if needed > 0:
            won.append(f"{text} {signed(points, decimals)}")
        needed -= points
    lost = _largest((text, -points) for text, points in gains if points < 0)
    return won, [f"{text} {signed(points, decimals)}" for text, points in lost]


def _largest(effects: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    return sorted(effects, key=lambda effect: -effect[1])[:MOST]


def _reason(leaf: Compared, *, swapped: bool) -> str:
    values = [worth(v, leaf.form) if v is not None else _("no value") for v in (leaf.value, leaf.other_value)]
    mine, theirs = reversed(values) if swapped else values
    return _("“{criterion}” ({mine} against {theirs})").format(
        criterion=screen.safe(leaf.title), mine=mine, theirs=theirs
    )


def _table(found: Against, decimals: int) -> None:
    weighed = any(criterion.by_weight for criterion in found.criteria)
    rows = []
    for node in found.criteria:
        values = [worth(value, node.form) if node.leaf else "" for value in (node.value, node.other_value)]
        row = [
            "  " * node.depth + screen.safe(node.title), *values,
            figure(node.score, decimals), figure(node.other_score, decimals),
        ]  # fmt: skip
        if weighed:
            row += [figure(node.weight, 1), figure(node.other_weight, 1), signed(node.by_score, decimals)]
            row += [signed(node.by_weight, decimals)]
        rows.append([*row, signed(node.difference, decimals)])
    names = [_("criterion"), _("value A"), _("value B"), _("score A"), _("score B")]
    if weighed:
        names += [_("weight A"), _("weight B"), _("by score"), _("by weight")]
    screen.table([*names, "A − B"], rows, right=range(1, len(names) + 1))
    if weighed:
        screen.say(
            _(
                "A criterion without a value is left out where the rules say so, and its weight goes to its siblings;"
                " “by weight” is what that brings."
            )
        )


def _called(document: Mapping[str, Any]) -> str:
    name, code = screen.safe(document["name"]), screen.safe(document["code"])
    return name if name == code else f"{name} ({code})"
