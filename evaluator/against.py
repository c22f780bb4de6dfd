"""Why one participant stands before another: their totals compared, criterion by criterion, adding up exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.contrast.pairs import contrast
from criteria.indicators import INDICATORS
from criteria.rank import sort_keys
from criteria.tree import TOTAL
from evaluator.branches import Branch, branches, known

if TYPE_CHECKING:
    from criteria.rulebook import Rulebook
    from reports.year import Year


@dataclass(frozen=True, slots=True)
class Compared:
    """A node of the tree for two participants. ``difference``, in points of A less B, is by_score + by_weight.

    The differences of the leaves under a node add up to its own exactly, those of all leaves to that of the total.
    form: the unit of the values ("share", "days", "count", "mean"; "mark", "figure"; "" for an inner node). None: the
    criterion is left out for that participant, or has no value; differences are None where one has no total.
    """

    code: str
    title: str
    depth: int
    form: str
    value: float | None
    other_value: float | None
    score: float | None
    other_score: float | None
    weight: float | None
    other_weight: float | None
    difference: float | None
    by_score: float | None
    by_weight: float | None

    @property
    def leaf(self) -> bool:
        """Whether something feeds it."""
        return bool(self.form)


@dataclass(frozen=True, slots=True)
class Against:
    """One participant beside another. ahead: the code of who has more points, or whom the ties put first; "" if nobody.

    decided_by: the criterion that breaks an equal total; "" where none does; None where totals differ or are missing.
    """

    code: str
    other: str
    difference: float | None
    ahead: str
    decided_by: str | None
    same_category: bool
    criteria: list[Compared]


def against(year: Year, code: str, other: str, language: str) -> Against:
    """Compare the participants with these codes; titles in the language ("id" or "en")."""
    table = contrast(year.scores, year.rulebook, code, other)
    pairs = zip(branches(year, code, language), branches(year, other, language), strict=True)
    forms = {criterion.code: _form(year.rulebook, criterion.code) for criterion in year.rulebook.leaves}
    criteria = [
        Compared(
            mine.code, mine.title, mine.depth, forms.get(mine.code, ""), *_both(mine, theirs),
            *(known(table.loc[mine.code, column]) for column in ("difference", "by_score", "by_weight")),
        )
        for mine, theirs in pairs
    ]  # fmt: skip
    difference = known(table.loc[TOTAL, "difference"])
    tie = _tie(year, code, other) if difference == 0 else None
    leads = difference if difference else tie[1] if tie else 0.0
    categories = year.indicators.participants["category"]
    return Against(
        code=code,
        other=other,
        difference=difference,
        ahead=code if leads > 0 else other if leads < 0 else "",
        decided_by=tie[0] if tie else None,
        same_category=categories[code] == categories[other],
        criteria=criteria,
    )


def _both(mine: Branch, theirs: Branch) -> tuple[float | None, ...]:
    return mine.value, theirs.value, mine.score, theirs.score, mine.weight, theirs.weight


def _form(rulebook: Rulebook, code: str) -> str:
    leaf = next(leaf for leaf in rulebook.leaves if leaf.code == code)
    if leaf.indicator:
        return INDICATORS[leaf.indicator].form
    return "mark" if leaf.panel else "figure"


def _tie(year: Year, code: str, other: str) -> tuple[str, float]:
    """The first criterion of ``ranking.ties`` that tells them apart, and by how much; "" and 0 where none does."""
    keys = sort_keys(year.scores, year.rulebook).fillna(-1.0)  # as ranking does: no score is below any other
    mine, theirs = (keys.loc[one].to_numpy(dtype=float) for one in (code, other))
    distances = zip(keys.columns, (mine - theirs).tolist(), strict=True)
    return next(((str(criterion), distance) for criterion, distance in distances if distance), ("", 0.0))
