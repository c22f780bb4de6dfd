"""All sources of chance at once: complaints, judges and weights drawn together, part by part so that memory is bounded.

A category is drawn by itself, by a seed of its own, so that its draws do not depend on who is in another.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.certainty.complaints import complaint_leaves
from criteria.certainty.judges import judge_leaves
from criteria.certainty.nodes import LeafDraws, leaf_draws
from criteria.certainty.ranks import Certainty, certainty
from criteria.certainty.weights import draw_weights
from criteria.rank import NO_SCORE, RANKED
from criteria.rulebook import Percentile
from criteria.score import leaf_marks
from criteria.tree import TOTAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from criteria.certainty.nodes import Block
    from criteria.results import Indicators, Ranking, Scores
    from criteria.rounding import Floats
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn

_HELD = 2_000_000
"""Participants times draws that are held at once."""
_FOR_ERRORS = 1_000
"""Draws that a standard error is taken from."""


@dataclass
class _Joined:
    """Draws in parts, each made when it is asked for; only the last one is kept."""

    field_: _Field
    draws: int
    part: int
    made: Callable[[], None] = lambda: None
    _last: tuple[int, LeafDraws] | None = field(default=None, repr=False)

    def among(self, rows: NDArray[np.intp]) -> Block:
        """See ``NodeDraws``."""

        def block(nodes: Iterable[str], start: int, stop: int) -> dict[str, Floats]:
            wanted = list(nodes)
            pieces = []
            at = start
            while at < stop:
                number = at // self.part
                first, end = number * self.part, min(stop, (number + 1) * self.part)
                drawn = self._drawn(number).among(rows)(wanted, at - first, end - first)
                pieces.append({node: np.broadcast_to(drawn[node], (end - at, len(rows))) for node in wanted})
                at = end
            if len(pieces) == 1:
                return pieces[0]
            return {node: np.concatenate([piece[node] for piece in pieces]) for node in wanted}

        return block

    def _drawn(self, number: int) -> LeafDraws:
        if self._last is None or self._last[0] != number:
            size = min(self.part, self.draws - number * self.part)
            self._last = (number, self.field_.drawn(number, size))
            self.made()
        return self._last[1]


@dataclass(frozen=True)
class _Field:
    """Who competes in one category, with what their leaves are drawn from."""

    scores: Scores
    indicators: Indicators
    every: Indicators
    marks: pd.DataFrame
    rulebook: Rulebook
    place: int

    def drawn(self, part: int, draws: int) -> LeafDraws:
        """Draw a part; its numbers follow from the rulebook's seed, the category's place and the part's."""
        rules = self.rulebook.certainty
        entropy = np.random.SeedSequence([rules.seed, self.place, part]).generate_state(3)
        seeds = [int(state) for state in entropy]
        leaves: dict[str, Floats] = {}
        weights = None
        with ThreadPoolExecutor(1) as beside:  # each has a seed of its own: it does not matter which is first
            judged = None
            if "judges" in rules.sources and not self.marks.empty:
                judged = beside.submit(judge_leaves, self.marks, self.indicators, self.rulebook, seeds[1], draws)
            if "complaints" in rules.sources and not self.indicators.days.empty:
                leaves |= complaint_leaves(
                    self.indicators, self.indicators.days, self.rulebook, seeds[0], draws, among=self.every
                )
            if judged is not None:
                leaves |= judged.result()
        if "weights" in rules.sources:
            weights = draw_weights(self.rulebook, seeds[2], draws, rules.concentration)
        if not leaves and weights is None:  # nothing varies: every draw is the year itself
            first = self.rulebook.leaves[0].code
            leaves = {first: np.repeat(self.scores.nodes[[first]].to_numpy(dtype=np.float64), draws, axis=1)}
        return leaf_draws(self.scores, self.rulebook, leaves, weights)


def drawn_ranks(
    indicators: Indicators,
    handed_in: HandedIn,
    scores: Scores,
    ranking: Ranking,
    rulebook: Rulebook,
    *,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Certainty | None:
    """Rank and award the year drawn anew, as ``[certainty]`` says; None where it asks for no draws.

    progress: told how many parts of the draws were made, and of how many.
    Who takes part is as in ``ranking``: who was stopped at a gate or an earlier stage stays out in every draw.
    """
    rules = rulebook.certainty
    table = ranking.table
    running = table[table["status"].isin([RANKED, NO_SCORE])]
    draws = rules.draws_among(len(running))
    if not draws or running.empty:
        return None
    marks = _counted_marks(indicators, handed_in, rulebook)
    fields = []
    for place, category in enumerate(category.code for category in rulebook.category):
        own = running[running["category"] == category]
        if own.empty:
            continue
        drawn_for = _all_that_count(indicators, rulebook, category, pd.Index(sorted(own["code"])))
        part = _Field(
            scores=scores_of(scores, drawn_for),
            indicators=indicators_of(indicators, drawn_for),
            every=indicators,
            marks=marks[marks["participant"].isin(drawn_for)],
            rulebook=rulebook,
            place=place,
        )
        fields.append((_Joined(part, draws, max(1, _HELD // len(drawn_for))), replace(ranking, table=own)))
    parts = sum(-(-draws // joined.part) for joined, _own in fields)
    done = iter(range(1, parts + 1))
    found = []
    for joined, own_ranking in fields:
        joined.made = lambda: progress(next(done), parts)
        found.append(certainty(joined, joined.field_.scores, own_ranking, rulebook, rules.level))
    return Certainty(
        ranks=pd.concat([one.ranks for one in found]).sort_index(),
        awards=pd.concat([one.awards for one in found]).sort_index(),
        awarded=pd.concat([one.awarded for one in found]).sort_index(),
        draws=draws,
    )


def total_errors(
    indicators: Indicators, handed_in: HandedIn, scores: Scores, codes: pd.Index[str], rulebook: Rulebook
) -> Floats:
    """Return the standard error of each total, by draws of complaints and judges under the rulebook's own weights.

    codes: participants of one category, sorted, all with a total. NaN where fewer than two draws give a total.
    """
    rules = rulebook.certainty.model_copy(update={"sources": ["complaints", "judges"]})
    book = rulebook.model_copy(update={"certainty": rules})
    marks = _counted_marks(indicators, handed_in, rulebook)
    category = str(indicators.participants.loc[codes[0], "category"])
    drawn_for = _all_that_count(indicators, rulebook, category, codes)
    own = _Field(
        scores_of(scores, drawn_for), indicators_of(indicators, drawn_for), indicators,
        marks[marks["participant"].isin(drawn_for)], book, 0,
    )  # fmt: skip
    rows = np.asarray(drawn_for.get_indexer(codes), dtype=np.intp)
    drawn = own.drawn(0, _FOR_ERRORS).among(rows)([TOTAL], 0, _FOR_ERRORS)[TOTAL]
    if len(drawn) < 2:
        return np.zeros(len(codes))
    with np.errstate(invalid="ignore"):
        errors: Floats = np.nanstd(drawn, axis=0, ddof=1)
    return errors


def _counted_marks(indicators: Indicators, handed_in: HandedIn, rulebook: Rulebook) -> pd.DataFrame:
    """Return the marks of every panel as they count: less the judge's severity where the rules say so."""
    panels = [leaf for leaf in rulebook.leaves if leaf.panel is not None]
    tables = [leaf_marks(leaf, indicators, handed_in) for leaf in panels]
    own = [table[table["criterion"] == leaf.code] for leaf, table in zip(panels, tables, strict=True)]
    return pd.concat(own, ignore_index=True) if own else handed_in.marks.iloc[:0]


def _all_that_count(indicators: Indicators, rulebook: Rulebook, category: str, running: pd.Index[str]) -> pd.Index[str]:
    """Return whose values are drawn: the whole category where a score is told by comparing with all of it."""
    compared = any(isinstance(leaf.scale, Percentile) or leaf.missing == "median" for leaf in rulebook.leaves)
    if not compared:
        return running
    every = indicators.participants["category"]
    members: pd.Index[str] = pd.Index(sorted(every.index[every == category]))
    return members


def scores_of(scores: Scores, codes: pd.Index[str]) -> Scores:
    """Return the scores of some participants."""
    return replace(
        scores,
        nodes=scores.nodes.loc[codes],
        inputs=scores.inputs.loc[codes],
        weights=scores.weights.loc[codes],
        parts=scores.parts.loc[codes],
    )


def indicators_of(indicators: Indicators, codes: pd.Index[str]) -> Indicators:
    """Return the indicators of some participants."""
    return replace(
        indicators,
        table=indicators.table.loc[codes],
        numerators=indicators.numerators.loc[codes],
        denominators=indicators.denominators.loc[codes],
        participants=indicators.participants.loc[codes],
        days=indicators.days[indicators.days["participant"].isin(codes)],
    )
