"""The participants of one year as the rules of a year see them: what two years are compared by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from criteria import gates
from criteria.rank import ADVANCED
from criteria.score import score
from criteria.stages import advance

if TYPE_CHECKING:
    from criteria.results import Indicators, Scores
    from criteria.rulebook import Criterion, Rulebook
    from submissions.handed_in import HandedIn


@dataclass(frozen=True)
class Population:
    """Participants of one year under one rulebook.

    values: index ``code``, one float64 column per leaf: what is scaled, NaN where missing.
    categories: by code, "" where none fits.
    passed: by code, whether every gate that applies is passed and, where there are stages, the last cut as well.
    unchecked: codes of gates that this year knows no value for; they are passed by all.
    """

    rulebook: Rulebook
    values: pd.DataFrame
    categories: pd.Series[str]
    passed: pd.Series[bool]
    unchecked: tuple[str, ...] = ()


def under(own: Rulebook, rules: Rulebook) -> Rulebook:
    """The rules of another year for the records of this one.

    The period, the days off, where participants and complaints come from and what counts as a complaint stay the
    year's own; standards, categories, gates, criteria, ties and rounding are the other's.
    """
    kept = {name: getattr(own, name) for name in ("period", "calendar", "participants", "sources", "engine")}
    return rules.model_copy(update=kept)


def same_rules(one: Rulebook, other: Rulebook) -> bool:
    """Whether two rulebooks decide alike, whatever their records, words and awards."""
    parts = ("standards", "category", "gate", "criterion", "ranking", "stage", "lot", "question", "checklists")
    alike = all(getattr(one, part) == getattr(other, part) for part in parts)
    return alike and one.edition.decimals == other.edition.decimals


def population(indicators: Indicators, handed_in: HandedIn, own: Rulebook, rules: Rulebook) -> Population:
    """The year of the rulebook ``own`` as ``rules`` see it; the same object twice is the year as published.

    indicators: measured by ``rules``. A mark keeps its place within the panel's range where the two ranges differ. A
    gate by something that nobody of the year has a value for is left out, unless the rules are its own.
    """
    marks = handed_in.marks if own is rules else translated(handed_in.marks, own, rules)
    scores = score(indicators, replace(handed_in, marks=marks), rules)
    values = scores.inputs
    checked = gates.check(indicators, rules)
    known = checked.groupby("gate")["value"].count()
    unchecked = () if own is rules else tuple(gate.code for gate in rules.gate if known.get(gate.code, 1) == 0)
    failed = checked.loc[~checked["passed"] & ~checked["gate"].isin(unchecked), "code"]
    passed = pd.Series(~values.index.isin(failed), index=values.index)
    if rules.stage:
        passed &= values.index.isin(_went_through(scores, indicators, rules, unchecked))
    categories = indicators.participants["category"].reindex(values.index)
    return Population(rules, values, categories, passed, unchecked)


def _went_through(scores: Scores, indicators: Indicators, rules: Rulebook, unchecked: tuple[str, ...]) -> pd.Index[str]:
    """Return who is still there after the last stage; gates that the year knows nothing of stop nobody."""
    asked = [gate for gate in rules.gate if gate.code not in unchecked]
    stages = [
        stage.model_copy(update={"gates": [gate for gate in stage.gates if gate not in unchecked]})
        for stage in rules.stage
    ]
    held, _scores = advance(scores, indicators, rules.model_copy(update={"gate": asked, "stage": stages}))
    last = held.table[(held.table["stage"] == stages[-1].code) & (held.table["status"] == ADVANCED)]
    through: pd.Index[str] = pd.Index(last["code"])
    return through


def translated(marks: pd.DataFrame, given: Rulebook, wanted: Rulebook) -> pd.DataFrame:
    """Marks given within one rulebook's ranges in those of another: 8 of 0..10 is 80 of 0..100."""
    panels = {criterion.code: criterion.panel for criterion in given.criterion if criterion.panel}
    result = marks.copy()
    for criterion in wanted.criterion:
        old, new = panels.get(criterion.code), criterion.panel
        if old is not None and new is not None and (old.min, old.max) != (new.min, new.max):
            mine = result["criterion"] == criterion.code
            place = (result.loc[mine, "mark"] - old.min) / (old.max - old.min)
            result.loc[mine, "mark"] = new.min + place * (new.max - new.min)
    return result


def filled(crossed: Population, own: Rulebook, actual: Population) -> tuple[Population, list[str]]:
    """Fill the criteria that the year's own rulebook ``own`` did not ask for and its records cannot tell.

    crossed: the year under the other's rules; actual: the other year under those rules, from whose values the same
    participants are filled. That such a criterion exists is then a change of the rules alone, not of a participant.
    Returns the population and the codes of the criteria that were filled.
    """
    asked = {(leaf.code, _feed(leaf)) for leaf in own.leaves}
    found = crossed.values.notna().any()
    codes = [
        leaf.code
        for leaf in crossed.rulebook.leaves
        if (leaf.code, _feed(leaf)) not in asked and not found[leaf.code] and actual.values[leaf.code].notna().any()
    ]
    values = crossed.values.copy()
    values[codes] = actual.values[codes].reindex(values.index)
    return replace(crossed, values=values), codes


def _feed(leaf: Criterion) -> str:
    return leaf.indicator or leaf.field or "panel"
