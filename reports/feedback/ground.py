"""What all feedbacks of a year share, worked out once: weights, spreads, winners, months, and everybody's row of each.

Plain dictionaries by code, for a year has thousands of participants and each is looked up some hundred times.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.tree import TOTAL
from reports.tables import awards_held, ranking_rows

if TYPE_CHECKING:
    from criteria.rounding import Floats
    from criteria.rulebook import Criterion
    from reports.speech import Speech
    from reports.year import Year

QUARTER = 0.75
"""What one in four of a category reached or passed: a goal that is near enough to be met."""
Figures = dict[str, dict[str, float]]
"""By code, a figure for each leaf; NaN where there is none."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How the ranking has somebody; total as printed, NaN where there is none."""

    category: str
    rank: int | None
    name: str
    total: float
    status: str


@dataclass(frozen=True, slots=True)
class Spread:
    """A leaf in a category: quarter, half and three quarters of those compared, and the mean of the winners."""

    low: float
    median: float
    high: float
    winners: float


NOBODY = Spread(*(float("nan"),) * 4)
"""Where there is nobody to compare with."""


@dataclass(frozen=True, slots=True)
class Received:
    """One month of somebody: complaints, of those due how many were answered on time."""

    complaints: int
    on_time: int
    due: int

    @property
    def share(self) -> float:
        """The part 0..1 answered on time; NaN of none due."""
        return self.on_time / self.due if self.due else float("nan")


@dataclass(frozen=True)
class Ground:
    """A year, and what is worked out of it for everybody."""

    year: Year
    say: Speech

    @cached_property
    def leaves(self) -> dict[str, Criterion]:
        """The measured and judged criteria by code, in the rulebook's order."""
        return {leaf.code: leaf for leaf in self.year.rulebook.leaves}

    @cached_property
    def placed(self) -> dict[str, Placed]:
        """Everybody as the ranking has it, by code, in its order."""
        rows = ranking_rows(self.year.ranking.table)
        return {code: Placed(category, rank, name, total, status) for category, rank, code, name, total, status in rows}

    @cached_property
    def scores(self) -> Figures:
        """Scores 0..100."""
        return self._figures(self.year.scores.nodes)

    @cached_property
    def inputs(self) -> Figures:
        """What was scaled."""
        return self._figures(self.year.scores.inputs)

    @cached_property
    def parts(self) -> Figures:
        """Points that each leaf brings to the total."""
        return self._figures(self.year.scores.parts)

    @cached_property
    def weights(self) -> Figures:
        """Each leaf's part (0..1) of everybody's total; NaN where it is no part."""
        weights, parents = self.year.scores.weights / 100, self.year.rulebook.parents
        found = {}
        for leaf in self.leaves:
            part, node = weights[leaf], parents[leaf]
            while node != TOTAL:
                part, node = part * weights[node], parents[node]
            found[leaf] = part
        return self._figures(pd.DataFrame(found))

    def _figures(self, table: pd.DataFrame) -> Figures:
        codes = list(self.leaves)
        rows = table[codes].to_numpy(dtype=np.float64).tolist()
        return {str(code): dict(zip(codes, row, strict=True)) for code, row in zip(table.index, rows, strict=True)}

    @cached_property
    def intervals(self) -> dict[str, tuple[int, int]]:
        """The lowest and highest rank that this year's data allow, by code; nothing where nobody drew the year anew."""
        drawn = self.year.sure.drawn if self.year.sure else None
        if drawn is None:
            return {}
        known = drawn.ranks[["rank_low", "rank_high"]].dropna()
        return {str(code): (int(low), int(high)) for code, low, high in known.itertuples(name=None)}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Everybody's kind (city, regency, ...) by code, as the roster has it; nothing where it has none."""
        people = self.year.indicators.participants
        return {str(code): str(kind) for code, kind in people["kind"].items()} if "kind" in people else {}

    @cached_property
    def awards(self) -> dict[str, list[str]]:
        """Codes of the awards of who holds any."""
        return awards_held(self.year.awards)

    @cached_property
    def compared(self) -> dict[str, list[str]]:
        """Whom others are compared with, by category: the ranked, and who was out at a stage; none out at a gate."""
        stages = {f"not ranked: {stage.code}" for stage in self.year.rulebook.stage}
        found: dict[str, list[str]] = {}
        for code, placed in self.placed.items():
            if placed.rank is not None or placed.status in stages:
                found.setdefault(placed.category, []).append(code)
        return found

    @cached_property
    def spread(self) -> dict[str, dict[str, Spread]]:
        """By category with anybody to compare with: every leaf."""
        scores, found = self.year.scores.nodes[list(self.leaves)], {}
        for category, codes in self.compared.items():
            low, median, high = scores.loc[codes].quantile([1 - QUARTER, 0.5, QUARTER]).to_numpy(dtype=np.float64)
            held = [code for code in self.awards if self.placed[code].category == category]
            first = [code for code in codes if self.placed[code].rank == 1]
            best = scores.loc[held or first].mean().to_numpy(dtype=np.float64)
            rows = zip(self.leaves, low.tolist(), median.tolist(), high.tolist(), best.tolist(), strict=True)
            found[category] = {leaf: Spread(*row) for leaf, *row in rows}
        return found

    @cached_property
    def ranked(self) -> dict[str, list[str]]:
        """The ranked of each category, the best first."""
        return {
            category: [code for code in codes if self.placed[code].rank is not None]
            for category, codes in self.compared.items()
        }

    @cached_property
    def totals(self) -> dict[str, Floats]:
        """By category: the totals of the ranked as printed."""
        return {
            category: np.array([self.placed[code].total for code in codes]) for category, codes in self.ranked.items()
        }

    @cached_property
    def months(self) -> list[str]:
        """The months of the period in order, as they are written in the table of months."""
        period = self.year.rulebook.period
        return [str(month) for month in pd.period_range(period.from_, period.to, freq="M")]

    @cached_property
    def received(self) -> dict[str, dict[str, Received]]:
        """By code and month."""
        found: dict[str, dict[str, Received]] = {}
        table = self.year.indicators.months[["code", "month", "complaints", "answered_on_time", "answered_due"]]
        for code, month, complaints, on_time, due in table.itertuples(index=False, name=None):
            found.setdefault(str(code), {})[str(month)] = Received(int(complaints), int(on_time), int(due))
        return found

    @cached_property
    def month_medians(self) -> dict[tuple[str, str], float]:
        """The median share answered on time of a category in a month."""
        shares: dict[tuple[str, str], list[float]] = {}
        for category, codes in self.compared.items():
            for code in codes:
                for month, received in self.received.get(code, {}).items():
                    if received.due:
                        shares.setdefault((category, month), []).append(received.share)
        return {place: float(np.median(found)) for place, found in shares.items()}

    @cached_property
    def rows(self) -> dict[tuple[str, str], int]:
        """Rows by participant and bin."""
        found = self.year.bins.groupby(["participant", "bin"], as_index=False)["rows"].sum()
        table = found[["participant", "bin", "rows"]].itertuples(index=False, name=None)
        return {(str(code), str(name)): int(rows) for code, name, rows in table}

    @cached_property
    def gate_values(self) -> dict[tuple[str, str], float]:
        """What a gate met, by code and gate; NaN where nothing was known."""
        table = self.year.ranking.gates[["code", "gate", "value"]].itertuples(index=False, name=None)
        return {(str(code), str(gate)): float(value) for code, gate, value in table}

    @cached_property
    def last_stages(self) -> dict[str, tuple[str, str, str, float]]:
        """Of who took part in a stage, the last one: its code, status, why, and points from the cut (NaN without)."""
        table = self.year.stages.table[["code", "stage", "status", "why", "distance"]]
        rows = table.itertuples(index=False, name=None)
        return {str(code): (str(stage), str(status), str(why), float(far)) for code, stage, status, why, far in rows}

    def place_of(self, category: str, total: float) -> int:
        """Return the rank that a printed total would have: one more than how many ranked are above it."""
        return 1 + int((self.totals.get(category, np.array([])) > total).sum())
