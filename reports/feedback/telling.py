"""A participant's feedback in words and figures, out of the year's results."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from criteria.rank import ADVANCED
from reports import in_words
from reports.feedback import by_month
from reports.feedback.advice import lifts, measured, peers
from reports.feedback.ground import NOBODY
from reports.feedback.told import Bin, Feedback, Leaf
from reports.report_glance import bin_titles
from reports.report_stages import outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.feedback.ground import Ground
    from reports.feedback.told import Fault

FAULTS, LEAVES = 6, 28
"""Kinds of problems, and criteria, that there is room for; of the others it is said how many there are."""
_MISSING = float("nan")


def tell(ground: Ground, code: str, faults: Sequence[Fault]) -> Feedback:
    """Return what the two pages say to a participant. faults: what is wrong in its rows, the gravest first."""
    say, rules = ground.say, ground.year.rulebook
    categories = {category.code: say.title(category.title) for category in rules.category}
    better, kind = peers(ground, code)
    months = tuple(by_month.months(ground, code))
    edition = rules.edition
    return Feedback(
        language=edition.language,
        decimals=edition.decimals,
        code=code,
        name=ground.placed[code].name,
        category=categories.get(ground.placed[code].category, say("Without a category")),
        edition=say.title(edition.title),
        organiser=say.title(edition.organiser) if edition.organiser else "",
        period=say(
            "Complaints received from {first} to {last}; events known up to {cutoff}.",
            first=say.date(rules.period.from_), last=say.date(rules.period.to), cutoff=say.date(rules.period.cutoff),
        ),
        label=say("SYNTHETIC DATA: everything here is made up") if edition.synthetic else "",
        foot=say("{edition} · rules {fingerprint}", edition=edition.code, fingerprint=ground.year.fingerprint[:12]),
        ranked=ground.placed[code].rank is not None,
        standing=tuple(_standing(ground, code)),
        leaves=heaviest(list(_leaves(ground, code))),
        more_leaves=max(len(ground.leaves) - LEAVES, 0),
        months=months,
        trend=by_month.trend(ground, code),
        lifts=lifts(ground, code),
        peers=better,
        kind=kind,
        bins=tuple(_bins(ground, code)),
        faults=tuple(faults[:FAULTS]),
        more_faults=max(len(faults) - FAULTS, 0),
    )  # fmt: skip


def _standing(ground: Ground, code: str) -> Iterator[str]:
    say, rules = ground.say, ground.year.rulebook
    decimals = rules.edition.decimals
    mine = ground.placed[code]
    title = next((say.title(one.title) for one in rules.category if one.code == mine.category), "")
    totals = ground.totals.get(mine.category, np.array([]))
    total = say.number(mine.total, decimals)
    if mine.rank is not None:
        yield " ".join([
            say("Rank {rank} of {count} in {category}, with a total of {total} of 100.", rank=mine.rank,
                count=say.number(len(totals)), category=title, total=total),
            *_interval(ground, code),
        ])  # fmt: skip
    else:
        yield say("Not ranked: {reason}.", reason=_reason(ground, code, mine.status))
        if not np.isnan(mine.total):
            yield say("What is known gives a total of {total} of 100.", total=total)
    yield from _stages(ground, code)
    if held := ground.awards.get(code):
        titles = {award.code: say.title(award.title) for award in rules.award}
        yield say("Awarded: {awards}.", awards="; ".join(titles[award] for award in held))
    if len(totals):
        yield say("The middle total of those ranked is {median}, the best {best}.",
                  median=say.number(float(np.median(totals)), decimals),
                  best=say.number(float(totals.max()), decimals))  # fmt: skip
    if mine.rank is None and mine.status.removeprefix("not ranked: ") not in {stage.code for stage in rules.stage}:
        yield say("Not being ranked says nothing about how well complaints are handled; it says that this year's data "
                  "do not allow a fair comparison.")  # fmt: skip


def _interval(ground: Ground, code: str) -> list[str]:
    """Say between which ranks the data allow it to be; nothing where that was not worked out."""
    if code not in ground.intervals:
        return []
    (low, high), say = ground.intervals[code], ground.say
    if low == high:
        return [say("With these data the rank is {rank}: chance hardly changes it.", rank=low)]
    return [say("With these data the rank lies between {low} and {high}.", low=low, high=high)]


def _reason(ground: Ground, code: str, status: str) -> str:
    """Say why somebody is not ranked, with what was measured where a gate asks it."""
    gate = next((g for g in ground.year.rulebook.gate if g.code == status.removeprefix("not ranked: ")), None)
    words = in_words.not_ranked(status, ground.year.rulebook, ground.say)
    value = ground.gate_values.get((code, gate.code), _MISSING) if gate else _MISSING
    if gate is None or np.isnan(value):
        return words
    return ground.say("{reason} (measured: {value})", reason=words,
                      value=in_words.found(value, gate.indicator, ground.say))  # fmt: skip


def _stages(ground: Ground, code: str) -> Iterator[str]:
    """Say of the last stage that somebody took part in what became of it, and how near it was."""
    if code not in ground.last_stages:
        return
    (stage, status, why, distance), say = ground.last_stages[code], ground.say
    title = next(say.title(one.title) for one in ground.year.rulebook.stage if one.code == stage)
    words = outcome(status, why, ground.year.rulebook, say)
    if np.isnan(distance):
        yield say("Last stage: {stage}; {outcome}.", stage=title, outcome=words)
        return
    far = say.number(abs(distance), ground.year.rulebook.edition.decimals)
    above, below = say("{points} points above the cut", points=far), say("{points} points below the cut", points=far)
    near = above if status == ADVANCED else below
    yield say("Last stage: {stage}; {outcome}, {near}.", stage=title, outcome=words, near=near)


def _leaves(ground: Ground, code: str) -> Iterator[Leaf]:
    spread = ground.spread.get(ground.placed[code].category, {})
    for leaf, rule in ground.leaves.items():
        found = spread.get(leaf, NOBODY)
        yield Leaf(
            title=ground.say.title(rule.title),
            weight=100 * ground.weights[code][leaf],
            own=ground.scores[code][leaf],
            low=found.low,
            median=found.median,
            high=found.high,
            winners=found.winners,
            value=measured(ground, rule, code),
        )


def heaviest(leaves: list[Leaf]) -> tuple[Leaf, ...]:
    """Return those that there is room for, of the greatest weight, in their order."""
    order = sorted(range(len(leaves)), key=lambda place: (-np.nan_to_num(leaves[place].weight), place))
    return tuple(leaves[place] for place in sorted(order[:LEAVES]))


def _bins(ground: Ground, code: str) -> Iterator[Bin]:
    for name, (title, meaning) in bin_titles(ground.say).items():
        yield Bin(title, meaning, ground.rows.get((code, name), 0))
