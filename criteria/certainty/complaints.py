"""Resampling of complaints: what the indicators would be with other complaints like these, from counts alone.

The bootstrap of Efron (1979) over a participant's complaints. Drawing n complaints with replacement and counting them
is the same as drawing the counts from a multinomial distribution, so that a year of ten million complaints costs no
more than its table of counts. What is acknowledged, answered and resolved is drawn together, and whether it was on time
given that; whether two steps were late together is not known from counts, so these are drawn apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from criteria.certainty.days import day_draws
from criteria.certainty.nodes import score_draws
from criteria.fairness.shares import wilson
from criteria.fairness.shrinkage import shrink
from criteria.fairness.year import expected_shares
from criteria.indicators import INDICATORS

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from criteria.results import Indicators
    from criteria.rounding import Floats
    from criteria.rulebook import Criterion, Rulebook

    Whole = NDArray[np.int64]

DRAWS = 1_000
STEPS = {"acknowledge": "acknowledged", "answer": "answered", "resolve": "resolved"}
_SCALE = (1.0, 5.0)
"""The lowest and highest rating."""


def complaint_leaves(
    indicators: Indicators,
    days: pd.DataFrame,
    rulebook: Rulebook,
    seed: int,
    draws: int = DRAWS,
    among: Indicators | None = None,
) -> dict[str, Floats]:
    """Return draws of the scores of every leaf fed by complaints: by leaf, (participants, draws), for ``leaf_draws``.

    days: one row per participant (code), step ("acknowledge", "answer", "resolve") and t (working days): events and
        censored, whole; the same complaints that ``indicators`` counts.
    among: all participants, where ``indicators`` holds some of them: a share that is shrunk to its category is drawn
        to the same centre, by the same part, in every draw.
    Counts of complaints and what the roster says do not vary. Errors: ValueError where days and indicators differ.
    """
    wanted = {leaf.indicator for leaf in rulebook.leaves if leaf.indicator}
    values = indicator_draws(indicators, days, wanted, imply=rulebook.sources.complaints.imply, seed=seed, draws=draws)
    return {
        leaf.code: score_draws(leaf, _estimated(leaf, values[leaf.indicator], indicators, among), indicators)
        for leaf in rulebook.leaves
        if leaf.indicator in values
    }


def _estimated(leaf: Criterion, drawn: Floats, indicators: Indicators, among: Indicators | None) -> Floats:
    """Return draws of a share, (participants, draws), as the leaf estimates it (``criteria.fairness``)."""
    code = str(leaf.indicator)
    if leaf.estimate == "wilson":
        of = indicators.denominators[[code]].to_numpy(dtype=np.float64)
        low, high = wilson(drawn * of, np.broadcast_to(of, drawn.shape))
        return high if INDICATORS[code].better == "lower" else low
    if leaf.estimate == "shrunk":
        every = among or indicators
        found = shrink(
            every.numerators[code].to_numpy(dtype=np.float64),
            every.denominators[code].to_numpy(dtype=np.float64),
            every.participants["category"].reindex(every.table.index).to_numpy(dtype=object),
        )
        place = every.table.index.get_indexer(indicators.table.index)
        centre, kept = found.centres[place][:, None], found.kept[place][:, None]
        return np.clip(centre + kept * (drawn - centre), 0.0, 1.0)
    if leaf.estimate == "standardised":  # what was to be expected of its mix stays, and what its category achieves
        mix = expected_shares(among or indicators, code).reindex(indicators.table.index)
        overall, own = (np.asarray(mix[name], dtype=np.float64)[:, None] for name in ("overall", "expected"))
        return np.asarray(np.minimum(drawn * overall / np.where(own > 0, own, np.nan), 1.0))
    return drawn


def indicator_draws(
    indicators: Indicators, days: pd.DataFrame, wanted: set[str], *, imply: bool, seed: int, draws: int
) -> dict[str, Floats]:
    """Return draws of those indicators, (participants, draws), NaN where missing. See ``complaint_leaves``.

    imply: whether a later step proves the earlier, so that the resolved are among the answered. A mean of ratings is
    drawn as if every rating were the lowest or the highest: only the mean is known, and nothing varies more.
    """
    counts = _Counts(indicators, np.random.Generator(np.random.PCG64(seed)), draws)
    happened = counts.happened(imply=imply)
    every = counts.all_complaints
    found: dict[str, Floats] = {}
    for step, done in STEPS.items():
        seen = counts.whole(f"{done}_share")
        found[f"{done}_share"] = _share(happened[step], every)
        if wanted & ({f"{done}_on_time_share"} | ({"overdue_open_share"} if step == "resolve" else set())):
            on_time = counts.part_of(happened[step], f"{done}_on_time_share", seen)
            overdue = counts.draw(every - happened[step], counts.due(done) - seen, every - seen)
            found[f"{done}_on_time_share"] = _share(on_time, happened[step] + overdue)
            found["overdue_open_share"] = _share(overdue, every)  # the last step's stays
        levels = [name for name in ("median", "p90") if f"days_to_{step}_{name}" in wanted]
        if levels:
            own = days[days["step"] == step]
            drawn = day_draws(
                own, indicators.table.index, happened[step], (seen, every - seen), levels, counts.generator
            )
            found |= {f"days_to_{step}_{name}": values for name, values in drawn.items()}
    resolved, seen = happened["resolve"], counts.whole("resolved_share")
    others: dict[str, Callable[[], Floats]] = {
        "reopened_share": lambda: _share(counts.part_of(resolved, "reopened_share", seen), resolved),
        "rated_share": lambda: _share(counts.part_of(resolved, "rated_share", seen), resolved),
        "unsolved_share": lambda: _share(counts.part_of(every - resolved, "unsolved_share", every - seen), every),
        "set_aside_share": lambda: counts.share("set_aside_share"),
        "satisfaction_mean": lambda: counts.mean("satisfaction_mean"),
    }
    found |= {code: draw() for code, draw in others.items() if code in wanted}
    known = indicators.denominators
    return {
        code: np.where(known[[code]].notna().to_numpy(), values, np.nan)
        for code, values in found.items()
        if code in wanted
    }


class _Counts:
    """The whole numbers behind the indicators, (participants, 1), and draws of parts of them; 0 where there is none."""

    def __init__(self, indicators: Indicators, generator: np.random.Generator, draws: int) -> None:
        self.numerators, self.denominators = indicators.numerators, indicators.denominators
        self.generator, self.draws = generator, draws
        self.all_complaints = self.whole("acknowledged_share", of=self.denominators)

    def whole(self, code: str, of: pd.DataFrame | None = None) -> Whole:
        """Return the numerator of an indicator, or its part of another table."""
        table = self.numerators if of is None else of
        return table[[code]].fillna(0).round().to_numpy(dtype=np.int64)

    def due(self, done: str) -> Whole:
        """Return how many had taken a step or were late with it."""
        return self.whole(f"{done}_on_time_share", of=self.denominators)

    def draw(self, size: Whole, part: Whole, of: Whole) -> Whole:
        """Draw how many of ``size`` (per draw) are of the kind that ``part`` of ``of`` were."""
        chance = np.clip(np.divide(part, of, out=np.zeros(of.shape), where=of > 0), 0, 1)
        return self.generator.binomial(size, chance, size=(len(of), self.draws))

    def part_of(self, size: Whole, code: str, of: Whole) -> Whole:
        """Draw the numerator of an indicator."""
        return self.draw(size, self.whole(code), of)

    def happened(self, *, imply: bool) -> dict[str, Whole]:
        """Draw how many took each step."""
        found: dict[str, Whole] = {}
        size, of = self.all_complaints, self.all_complaints
        for step, done in STEPS.items():
            seen = self.whole(f"{done}_share")
            found[step] = self.draw(size, seen, of)
            if imply:
                size, of = found[step], seen
        return found

    def share(self, code: str) -> Floats:
        """Draw a share whose denominator stands still."""
        of = self.whole(code, of=self.denominators)
        return _share(self.part_of(of, code, of), of)

    def mean(self, code: str) -> Floats:
        """Draw a mean of ratings, each as the lowest or the highest."""
        low, high = _SCALE
        rated = self.whole(code, of=self.denominators)
        above = (self.numerators[[code]].fillna(0).to_numpy(dtype=np.float64) - low * rated) / (high - low)
        chance = np.clip(np.divide(above, rated, out=np.zeros(rated.shape), where=rated > 0), 0, 1)
        highest = self.generator.binomial(rated, chance, size=(len(rated), self.draws))
        return low + (high - low) * _share(highest, rated)


def _share(part: Whole, of: Whole) -> Floats:
    part, of = np.broadcast_arrays(part, of)
    shares: Floats = np.divide(part, of, out=np.full(part.shape, np.nan), where=of > 0)
    return shares
