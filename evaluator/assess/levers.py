"""What would help most: for each figure the points that a realistic improvement brings, worked out by the engine."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.categories import figures
from criteria.indicators import INDICATORS
from criteria.outlook import Outlook, cell, outlook
from reports.assessment import Lever

if TYPE_CHECKING:
    from collections.abc import Mapping

    from criteria.results import Indicators
    from criteria.rulebook import Criterion, Rulebook
    from reports.speech import Speech
    from submissions.handed_in import HandedIn

STEP = 0.1
"""One in ten: of the complaints, of the days, of the range of a mark; what a year's work can move."""
BEST_RATING = 5.0
LEAST_GAIN = 0.005
"""Points below which an improvement is none."""


@dataclass(frozen=True)
class Ground:
    """What improvements are tried on: the year as measured, whose it is, which leaves are open, what is supposed."""

    rulebook: Rulebook
    indicators: Indicators
    handed_in: HandedIn
    code: str
    open_: frozenset[str]
    supposed: Mapping[str, float]

    def with_(self, more: Mapping[str, float]) -> Outlook:
        """Return how the participant stands with further figures supposed."""
        supposed = {**self.supposed, **more}
        return outlook(self.indicators, self.handed_in, self.rulebook, self.code, open_=self.open_, supposed=supposed)


def levers(ground: Ground, now: Outlook, say: Speech) -> list[Lever]:
    """Return the improvements that bring something, the most first; those that are not in one's own hand last."""
    sources: dict[str, list[Criterion]] = {}
    for leaf in ground.rulebook.leaves:
        sources.setdefault(str(leaf.indicator or leaf.field or leaf.code), []).append(leaf)
    found = [
        lever for source, leaves in sources.items() if (lever := _lever(ground, now, source, leaves, say)) is not None
    ]
    found = [lever for lever in found if lever.gain >= LEAST_GAIN or lever.opens]
    return sorted(found, key=lambda lever: (not lever.mine, -lever.gain, lever.code))


def _lever(ground: Ground, now: Outlook, source: str, leaves: list[Criterion], say: Speech) -> Lever | None:
    judged = leaves[0].panel is not None or leaves[0].checklist
    before = now.inputs[leaves[0].code] if judged else figure_of(ground, source)
    step = _judged(leaves[0], before) if judged else _better(ground, source, leaves, before)
    if step is None:
        return None
    base = now
    if judged and leaves[0].code in ground.open_:  # nobody knows the mark: what a tenth of its range is worth
        base = ground.with_({source: step[0]})
        before = step[0]
    after, more, out_of = step[1:]
    then = ground.with_({source: after})
    return Lever(
        code=source,
        criteria=tuple(say.title(leaf.title) for leaf in leaves),
        form=INDICATORS[source].form if source in INDICATORS else "",
        before=None if math.isnan(before) else before,
        after=after,
        more=more,
        out_of=out_of,
        gain=then.total[0] - base.total[0],
        opens=_opened(ground.rulebook, base, then, say),
        mine=not judged,
    )


Step = tuple[float, float, int | None, int | None]
"""The figure before, as it would be, by how many of a count, and of how many; None where it is no count."""


def _better(ground: Ground, source: str, leaves: list[Criterion], before: float) -> Step | None:
    """Return the figure one tenth better, in whole complaints, units or days; None where it cannot be better."""
    if all(leaf.code in ground.open_ for leaf in leaves):
        return None
    if source not in INDICATORS:
        return _field(leaves[0], before)
    form = INDICATORS[source].form
    if form == "days":
        return _days(ground, source, before)
    if form == "share":
        return _share(ground, source, before)
    better = form == "mean" and before < BEST_RATING  # NaN is not
    return (before, min(BEST_RATING, before + STEP * 4), None, None) if better else None


def _share(ground: Ground, source: str, before: float) -> Step | None:
    """Return a tenth of all more (or fewer), as far as there are any."""
    bottom = cell(ground.indicators.denominators, ground.code, source)
    if math.isnan(before) or not bottom > 0:
        return None
    top = cell(ground.indicators.numerators, ground.code, source)
    top = round(ground.supposed[source] * bottom) if source in ground.supposed else top
    higher = INDICATORS[source].better == "higher"
    more = int(min(math.ceil(STEP * bottom), bottom - top if higher else top))
    after = (top + more if higher else top - more) / bottom
    return (before, after, more, int(bottom)) if more > 0 else None


def _days(ground: Ground, source: str, before: float) -> Step | None:
    """Return a tenth fewer days, one at least; where the curve never comes down, the standard of the step."""
    if math.isnan(before):
        step = source.removeprefix("days_to_").rsplit("_", 1)[0]
        standard = getattr(ground.rulebook.standards, step)
        complaints = cell(ground.indicators.table, ground.code, "complaints")
        allowed = standard if isinstance(standard, int) else standard["default"]
        return (before, float(allowed), None, None) if complaints > 0 else None
    fewer = min(before, max(1.0, round(STEP * before)))
    return (before, before - fewer, None, None) if fewer > 0 else None


def _field(leaf: Criterion, before: float) -> Step | None:
    """Return a roster figure better by a tenth of its scale's range, as far as the scale goes."""
    scale = leaf.scale
    if scale is None or scale.type != "linear" or math.isnan(before):
        return None
    after = before + STEP * (scale.full - scale.zero)
    after = min(after, scale.full) if scale.full > scale.zero else max(after, scale.full)
    better = (after - before) * (scale.full - scale.zero) > 0
    return (before, after, None, None) if better else None


def _judged(leaf: Criterion, before: float) -> Step | None:
    """Return a tenth of what judges or a checklist can give more; from the middle where nobody has given anything."""
    low, high = (leaf.panel.min, leaf.panel.max) if leaf.panel else (0.0, 100.0)
    start = (low + high) / 2 if math.isnan(before) else before
    after = min(high, start + STEP * (high - low))
    return (start, after, None, None) if after > start else None


def figure_of(ground: Ground, source: str) -> float:
    """Return a figure as it is supposed, else as it is; NaN where it is missing."""
    if source in ground.supposed:
        return ground.supposed[source]
    if source in INDICATORS:
        return cell(ground.indicators.table, ground.code, source)
    return float(figures(ground.indicators.participants, source)[ground.code])


def _opened(rulebook: Rulebook, before: Outlook, after: Outlook, say: Speech) -> tuple[str, ...]:
    """Return the titles of gates that are passed afterwards and were not before."""
    titles = {gate.code: say.title(gate.title) for gate in rulebook.gate}
    passed = [
        set(one.gates.loc[one.gates["passed"].to_numpy(dtype=bool), "gate"].astype(str)) for one in (before, after)
    ]
    return tuple(titles[code] for code in titles if code in passed[1] - passed[0])
