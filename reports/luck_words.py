"""How the rules keep luck with few complaints from deciding, and why so: said in the words of the report's method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from criteria.fairness.shares import wilson
from criteria.indicators import SHARES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from criteria.rulebook import Criterion, Rulebook
    from reports.speech import Speech

FEW, MANY = 30, 2000
"""Complaints of the two participants of the example."""


def luck(rulebook: Rulebook, say: Speech) -> list[str]:
    """Return a paragraph for each way in which the rules take a share of complaints; none where there is no share."""
    shares = [leaf for leaf in rulebook.leaves if leaf.indicator in SHARES]
    if not shares:
        return []
    return [*_ways(shares, rulebook, say), _kinds(shares, rulebook, say)]


def _ways(shares: list[Criterion], rulebook: Rulebook, say: Speech) -> Iterator[str]:
    said = {
        "wilson": _wilson(say),
        "shrunk": say(
            "drawn towards the share of the category, the more the fewer complaints there are: what is likely, given "
            "the others. Few complaints bring nobody to the top, nor to the bottom."
        ),
        "standardised": say(
            "as if everybody's complaints were of the kinds that the category gets, so that whoever gets the hard ones "
            "does not lose by it."
        ),
        "ratio": say("the plain share, whatever the number of complaints.") + " " + _guard(rulebook, say),
    }
    for way, words in said.items():
        titles = [say.title(leaf.title) for leaf in shares if leaf.estimate == way]
        if titles:
            yield say("{criteria}: {how}", criteria=", ".join(titles), how=words)


def _wilson(say: Speech) -> str:
    """Explain the bound by all of few and all of many; both are Wilson's."""
    few, many = wilson(np.array([FEW, MANY], dtype=float), np.array([FEW, MANY], dtype=float))[0]
    return say(
        "not the share itself counts, but the bound of its 95% interval that speaks against the participant. {few} of "
        "{few} on time count as {sure}, {many} of {many} as {surer}: a few good ones may be luck, two thousand are "
        "not. This way was chosen because a participant can work it out from its own complaints alone, no other "
        "participant can move it, and one more complaint on time never does harm. Its price: whoever has few "
        "complaints is rated with caution, even where all went well.",
        few=say.number(FEW),
        many=say.number(MANY),
        sure=say.percent(few),
        surer=say.percent(many),
    )


def _guard(rulebook: Rulebook, say: Speech) -> str:
    gates = [
        say.title(gate.title) for gate in rulebook.gate if gate.indicator == "complaints" and gate.at_least is not None
    ]
    if not gates:
        return say("Nothing in these rules keeps a few lucky complaints from winning.")
    return say("What keeps a few lucky complaints from winning is the gate: {gates}.", gates=", ".join(gates))


def _kinds(shares: list[Criterion], rulebook: Rulebook, say: Speech) -> str:
    """Say why hard kinds are, or are not, allowed for."""
    if any(leaf.estimate == "standardised" for leaf in shares):
        return say(
            "What is to be expected of everybody's kinds, beside what was observed, is on the pages of shares and in "
            "fairness.csv."
        )
    days = rulebook.standards
    differ = any(not isinstance(step, int) for step in (days.acknowledge, days.answer, days.resolve))
    words = say(
        "Harder kinds of complaints bring no points of their own: the kinds stand as they were handed in, and a score "
        "that paid for hard ones would pay for calling them hard. What was to be expected of everybody's kinds stands "
        "beside what was observed in fairness.csv, for the panel and for whoever asks."
    )
    return words + " " + say("Deadlines that differ by kind allow for part of it.") if differ else words
