"""The self-assessment itself: how a participant stands by the judges' own arithmetic, as far as it can be known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from criteria.indicators import INDICATORS
from criteria.loading import fingerprint
from criteria.rounding import half_up
from criteria.tree import TOTAL
from evaluator.assess import known, last_year
from evaluator.assess.asked import Asked, indicators_of
from evaluator.assess.levers import Ground, figure_of, levers
from evaluator.assess.mend import lacking, last_seen, to_mend
from evaluator.assess.model import model
from evaluator.assess.nodes import nodes
from evaluator.assess.work import work
from evaluator.assess.year import OneYear, one_year
from evaluator.branches import known as present
from reports.assessment import Assessment, Figure, GateMet, StageAhead, Supposition, WhatIf
from reports.speech import Speech, speaking
from submissions.handed_in import BINS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from criteria.outlook import Bounds, Outlook
    from criteria.results import Indicators
    from reports.work import Work
    from reports.year import Year
    from submissions.handed_in import HandedIn
    from submissions.progress import Progress


def assess(asked: Asked, language: str, progress: Progress) -> Assessment:
    """Return the self-assessment; nothing of it is written anywhere. Refusal or WrongUse, in words, where it cannot be.

    language: of titles and sentences, "id" or "en".
    """
    last = last_year.read_last_year(asked.last_year) if asked.last_year else None
    with one_year(asked, progress) as read:
        return stand(reading(asked, read, last, speaking(language)))


@dataclass(frozen=True)
class Reading:
    """What an assessment is made of."""

    asked: Asked
    read: OneYear
    last: last_year.LastYear | None
    say: Speech
    year: Year
    handed_in: HandedIn
    indicators: Indicators

    @property
    def category(self) -> str:
        """The code of the participant's category, "" where it fits none."""
        return str(self.indicators.participants.loc[self.read.code, "category"])

    @property
    def compared(self) -> bool:
        """Whether participants of last year stand for this year's others."""
        given = self.last is not None and self.last.indicators is not None and bool(self.category)
        return given and int((self.indicators.participants["category"] == self.category).sum()) > 1

    def ground(self, supposed: Mapping[str, float]) -> tuple[Ground, dict[str, str]]:
        """What improvements are tried on, and why each leaf is known or not."""
        code, rules = self.read.code, self.read.rules
        bases = known.bases(rules, self.indicators, self.handed_in, code, supposed, last_year=self.compared)
        open_ = frozenset(leaf for leaf, basis in bases.items() if basis in known.OPEN)
        return Ground(rules, self.indicators, self.handed_in, code, open_, supposed), bases


def reading(asked: Asked, read: OneYear, last: last_year.LastYear | None, say: Speech) -> Reading:
    """Return what an assessment is made of."""
    if read.outcome.year is None or read.outcome.handed_in is None:
        raise ValueError("a year that was refused cannot be assessed")
    measured = read.outcome.year.indicators
    indicators = last_year.with_last_year(measured, last, read.code) if last else measured
    return Reading(asked, read, last, say, read.outcome.year, read.outcome.handed_in, indicators)


def stand(mine: Reading) -> Assessment:
    """Return the self-assessment of a year that was read."""
    asked, read, last, say, indicators = mine.asked, mine.read, mine.last, mine.say, mine.indicators
    ground, bases = mine.ground({})
    now = ground.with_({})
    rules, code = read.rules, read.code
    titles = {one.code: say.title(one.title) for one in rules.category}
    decimals = rules.edition.decimals
    placed = last_year.placed(last, mine.category, _rounded(now.total, decimals), rules, code) if last else None
    return Assessment(
        code=code,
        name=str(indicators.participants.loc[code, "name"]),
        category=titles.get(mine.category, ""),
        edition=rules.edition.code,
        edition_title=say.title(rules.edition.title),
        decimals=decimals,
        fingerprint=fingerprint(asked.rulebook),
        period=(rules.period.from_, rules.period.to),
        cutoff=rules.period.cutoff,
        as_of=asked.as_of is not None,
        last_seen=last_seen(mine.handed_in, code),
        known_weight=sum(
            now.weights.get(leaf.code, 0.0) for leaf in rules.leaves if bases[leaf.code] not in known.OPEN
        ),
        nodes=tuple(nodes(rules, now, bases, say)),
        figures=tuple(_figures(mine)),
        gates=tuple(_gates(mine, now)),
        stages=tuple(_stages(mine, now)),
        rows=_rows(mine),
        mend=tuple(to_mend(read, say)),
        levers=tuple(levers(ground, now, say)),
        what_if=_what_if(mine, now) if asked.supposed else None,
        placed=replace(placed, category=titles.get(mine.category, "")) if placed else None,
        files=tuple(
            (read.given[file.path].name, file.sha256, file.rows)
            for file in mine.handed_in.files
            if "/" in file.path and file.path in read.given
        ),
        others=read.others,
        warnings=tuple(lacking(read, say)),
        work=_work(mine, ground, now) if asked.with_work else None,
        model=model(ground, now, last_year=mine.compared),
        platform=read.layout.platform,
        columns=read.layout.taken,
    )


def _work(mine: Reading, ground: Ground, now: Outlook) -> Work:
    """Return the work list; what it brings is worked out as everything else is."""
    rules, code = mine.read.rules, mine.read.code

    def gain(then: Indicators) -> float:
        indicators = last_year.with_last_year(then, mine.last, code) if mine.last else then
        return replace(ground, indicators=indicators).with_({}).total[0] - now.total[0]

    return work(mine.handed_in, rules, code, gain)


def _rounded(bounds: Bounds, decimals: int) -> Bounds:
    low, high = half_up(np.array(bounds), decimals)
    return float(low), float(high)


def _figures(mine: Reading) -> Iterator[Figure]:
    used = set(indicators_of(mine.read.rules))
    code, found = mine.read.code, mine.indicators
    for name, indicator in INDICATORS.items():
        yield Figure(
            code=name,
            title=indicator.title[mine.say.language],
            form=indicator.form,
            value=present(found.table.loc[code, name]),
            numerator=present(found.numerators.loc[code, name]),
            denominator=present(found.denominators.loc[code, name]),
            counts=name in used,
        )


def _gates(mine: Reading, now: Outlook) -> Iterator[GateMet]:
    rules = {gate.code: gate for gate in mine.read.rules.gate}
    for name, value, passed in now.gates[["gate", "value", "passed"]].itertuples(index=False):
        gate = rules[str(name)]
        yield GateMet(
            code=gate.code,
            title=mine.say.title(gate.title),
            form=INDICATORS[gate.indicator].form if gate.indicator else "",
            value=present(value),
            at_least=gate.at_least,
            at_most=gate.at_most,
            passed=bool(passed),
            told=gate.field is None or present(value) is not None,
            field=gate.field or "",
        )


def _stages(mine: Reading, now: Outlook) -> Iterator[StageAhead]:
    decimals = mine.read.rules.edition.decimals
    for stage in mine.read.rules.stage:
        low, high = _rounded(now.stages[stage.code], decimals)
        places = stage.places(mine.category) if mine.category else None
        title = mine.say.title(stage.title)
        yield StageAhead(stage.code, title, present(low), present(high), stage.at_least, places)


def _rows(mine: Reading) -> dict[str, int]:
    bins = mine.year.bins
    mine_ = bins[bins["participant"] == mine.read.code].groupby("bin")["rows"].sum()
    return {name: int(mine_.get(name, 0)) for name in BINS}


def _what_if(mine: Reading, now: Outlook) -> WhatIf:
    """Return what all suppositions together make of it."""
    rules, supposed = mine.read.rules, mine.asked.supposed
    ground, bases = mine.ground(supposed)
    then = ground.with_({})
    decimals = rules.edition.decimals
    low, high = _rounded(then.total, decimals)
    plain = mine.ground({})[0]
    changes = [
        Supposition(
            code=name,
            title=_title(name, mine),
            form=INDICATORS[name].form if name in INDICATORS else "",
            before=_before(plain, name, now),
            after=value,
        )
        for name, value in supposed.items()
    ]
    moved = [
        node
        for node, before in zip(nodes(rules, then, bases, mine.say), nodes(rules, now, bases, mine.say), strict=True)
        if (node.low, node.high) != (before.low, before.high) and node.code != TOTAL
    ]
    return WhatIf(tuple(changes), present(low), present(high), tuple(moved), tuple(_gates(mine, then)))


def _title(name: str, mine: Reading) -> str:
    if name in INDICATORS:
        return INDICATORS[name].title[mine.say.language]
    titles = {leaf.code: mine.say.title(leaf.title) for leaf in mine.read.rules.leaves}
    return titles.get(name, name)


def _before(ground: Ground, name: str, now: Outlook) -> float | None:
    return present(now.inputs[name] if name in now.inputs and name not in INDICATORS else figure_of(ground, name))
