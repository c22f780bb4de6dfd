"""The page on how sure the ranking is: per award who holds it how often, what it would take to lose it, and methods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from criteria.tree import TOTAL

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from criteria.rulebook import Award
    from reports.speech import Speech
    from reports.year import Year

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


def firmness(year: Year, say: Speech) -> list[Firmness]:
    """Return the awards that somebody holds, in the rulebook's order; none where nothing was drawn."""
    sure = year.sure
    if sure is None or sure.drawn is None:
        return []
    names = year.ranking.table.set_index("code")["name"].astype(str).to_dict()
    level = year.rulebook.certainty.level
    lasts = {
        str(row["award"]): (float(row["distance"]), names[str(row["other"])])
        for row in sure.boundaries[["award", "distance", "other"]].to_dict("records")
    }
    found = []
    for award in year.rulebook.award:
        held = year.awards.table.loc[year.awards.table["award"] == award.code, "code"].astype(str)
        if held.empty:
            continue
        shares = sure.drawn.awards[award.code].dropna().astype(float)
        shared = {str(code): float(share) for code, share in shares.items()}
        winners = tuple(Holder(code, names[code], shared.get(code, 0.0)) for code in held)
        rest = shares.drop(list(held), errors="ignore")
        best = str(rest.idxmax()) if len(rest) and rest.max() > 0 else None
        other = Holder(best, names[best], float(rest.max())) if best is not None else None
        firm = min(one.share for one in winners) >= level
        last = lasts.get(award.code)
        found.append(
            Firmness(
                award=award.code,
                title=say.title(award.title),
                winners=winners,
                other=other,
                firm=firm,
                verdict=_verdict(winners, other, say, firm=firm),
                weights="" if last is None else _weights(*last, say),
                best=_best(year, award, winners, names, say),
            )
        )
    return found


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
    if np.isnan(distance):
        return ""
    if np.isinf(distance):
        return say("No other weights would put {other} level with the last winner.", other=other)
    if distance == 0:
        return say("{other} is level with the last winner; the tie was broken.", other=other)
    return say(
        "Moving {points} points of weight would put {other} level with the last winner.",
        points=say.number(distance / 2, 1),
        other=other,
    )


def _best(year: Year, award: Award, winners: tuple[Holder, ...], names: Mapping[Hashable, str], say: Speech) -> str:
    """Say who else may truly be among the best that this award is for; nothing where it goes by something else."""
    found = [one for one in year.sure.tops if one.category == award.category] if year.sure else []
    if award.by != TOTAL or not found or found[0].top != award.winners:
        return ""
    one, held = found[0], {holder.code for holder in winners}
    others = one.table[one.table["among"] & ~one.table.index.isin(held)].sort_values("rank", kind="stable")
    level = say.percent(one.level, 0)
    if others.empty:
        return say(
            "Nobody else may truly be among the best {top}, so tests say with {level} probability.",
            top=say.number(one.top),
            level=level,
        )
    shown = [names[code] for code in others.index[:NAMED]]
    more = len(others) - len(shown)
    who = "; ".join([*shown, *([say("{more} more (certainty.csv)", more=say.number(more))] if more else [])])
    return say(
        "Who else may truly be among the best {top} of {ranked} ranked, so tests say with {level} probability: {who}.",
        top=say.number(one.top), ranked=say.number(len(one.table)), level=level, who=who,
    )  # fmt: skip


def drawn_how(year: Year, say: Speech) -> str:
    """Say in one sentence what was drawn anew."""
    rules = year.rulebook.certainty
    kinds = {
        "complaints": say("each participant's complaints"),
        "judges": say("each panel's marks"),
        "weights": say("the weights, near those of the rules"),
    }
    return say(
        "The year was drawn anew {draws} times: {what}. An interval holds {level} of the ranks that came out.",
        draws=say.number(year.sure.drawn.draws if year.sure and year.sure.drawn else 0),
        what=", ".join(kinds[source] for source in dict.fromkeys(rules.sources)),
        level=say.percent(rules.level, 0),
    )


def agreement(year: Year, say: Speech) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return per category how far each other method agrees with ours (Kendall's tau), as written."""
    if year.sure is None:
        return []
    table = year.sure.methods.agreement
    titles = {category.code: say.title(category.title) for category in year.rulebook.category}
    found = []
    for category, own in table.groupby("category", sort=False):
        taus = [
            (_method(str(method), say), say.number(float(tau), 2))
            for method, tau in own[["method", "tau"]].itertuples(index=False)
            if method != "weighted_sum"
        ]
        found.append((titles[str(category)], taus))
    return found


def _method(method: str, say: Speech) -> str:
    return NAMES[method] if method in NAMES else say("weighted product")
