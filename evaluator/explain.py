"""Why a participant has this score and rank: gates, the weighted tree, indicators, marks, rows, neighbours.

Everything is taken from the year's results; nothing is computed anew but the rounding that makes parts add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from criteria.indicators import INDICATORS
from evaluator.branches import Branch, branches, known
from reports.report_stages import outcome
from reports.speech import speaking
from submissions.handed_in import BINS

if TYPE_CHECKING:
    from criteria.rulebook import Gate
    from reports.year import Year

NEIGHBOURS = 2
CUTS = 10
"""Questions of a checklist that are listed, those first of which most of the claim did not count."""


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """A gate as it met the participant: the value (None when missing) and the limits."""

    code: str
    title: str
    value: float | None
    at_least: float | None
    at_most: float | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator with the whole numbers behind it, where it has some."""

    code: str
    title: str
    form: str
    value: float | None
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True, slots=True)
class Marks:
    """The judges' marks on one criterion."""

    criterion: str
    title: str
    marks: int
    mean: float | None
    median: float | None
    spread: float | None
    abstained: int
    absent: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A question of the self-assessment that brought less than was claimed; ``verified`` is None where nobody did."""

    question: str
    title: str
    claimed: float
    verified: float | None
    counted: float


@dataclass(frozen=True, slots=True)
class StageAnswer:
    """A stage that the participant took part in: its rank and total there, and what became of it, in words.

    ``distance`` is points from the cut, above it positive; None where there was none. ``tree``: how that total came
    about, with the stage's own weights and the criteria that were part of it; its points add up to it.
    """

    code: str
    title: str
    rank: int | None
    score: float | None
    outcome: str
    distance: float | None
    tree: list[Branch]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody next in rank; ``distance`` is their score less the participant's."""

    rank: int
    code: str
    name: str
    score: float
    distance: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """All of it, for one participant. ``of`` counts the ranked of the category."""

    code: str
    name: str
    category: str
    category_title: str
    status: str
    rank: int | None
    of: int
    score: float | None
    awards: list[str]
    gates: list[GateAnswer]
    stages: list[StageAnswer]
    tree: list[Branch]
    measures: list[Measure]
    marks: list[Marks]
    cuts: list[Cut]
    rows: dict[str, int]
    tie_broken_by: str | None
    neighbours: list[Neighbour]


def explain(year: Year, code: str, language: str) -> Explanation:
    """Explain the participant with this code; titles in the language ("id" or "en")."""
    row = year.ranking.table.set_index("code").loc[code]
    category = str(row["category"])
    titles = {c.code: c.title.model_dump()[language] for c in year.rulebook.category}
    table = year.ranking.table
    return Explanation(
        code=code,
        name=str(row["name"]),
        category=category,
        category_title=titles.get(category, ""),
        status=str(row["status"]),
        rank=None if pd.isna(row["rank"]) else int(row["rank"]),
        of=int(table["rank"][table["category"] == category].notna().sum()),
        score=known(row["score"]),
        awards=_awards(year, code, language),
        gates=_gates(year, code, language),
        stages=_stages(year, code, language),
        tree=list(branches(year, code, language)),
        measures=_measures(year, code, language),
        marks=_marks(year, code, language),
        cuts=_cuts(year, code, language),
        rows=_rows(year, code),
        tie_broken_by=_tie(year, code),
        neighbours=_neighbours(table, code),
    )


def _awards(year: Year, code: str, language: str) -> list[str]:
    titles = {award.code: award.title.model_dump()[language] for award in year.rulebook.award}
    given = year.awards.table
    return [titles[str(award)] for award in given.loc[given["code"] == code, "award"]]


def _gates(year: Year, code: str, language: str) -> list[GateAnswer]:
    rules: dict[str, Gate] = {gate.code: gate for gate in year.rulebook.gate}
    met = year.ranking.gates
    return [
        GateAnswer(
            code=gate,
            title=rules[gate].title.model_dump()[language],
            value=known(value),
            at_least=rules[gate].at_least,
            at_most=rules[gate].at_most,
            passed=bool(passed),
        )
        for gate, value, passed in met.loc[met["code"] == code, ["gate", "value", "passed"]].itertuples(index=False)
    ]


def _stages(year: Year, code: str, language: str) -> list[StageAnswer]:
    say = speaking(language)
    rules = {stage.code: stage for stage in year.rulebook.stage}
    mine = year.stages.table[year.stages.table["code"] == code]
    return [
        StageAnswer(
            code=str(stage),
            title=say.title(rules[str(stage)].title),
            rank=None if pd.isna(rank) else int(rank),
            score=known(score),
            outcome=outcome(str(status), str(why), year.rulebook, say),
            distance=known(distance),
            tree=[] if pd.isna(score) else list(branches(year, code, language, rules[str(stage)])),
        )
        for stage, rank, score, status, why, distance in mine[
            ["stage", "rank", "score", "status", "why", "distance"]
        ].itertuples(index=False)
    ]


def _measures(year: Year, code: str, language: str) -> list[Measure]:
    found = year.indicators
    return [
        Measure(
            code=str(name),
            title=INDICATORS[str(name)].title[language],
            form=INDICATORS[str(name)].form,
            value=known(found.table.loc[code, name]),
            numerator=known(found.numerators.loc[code, name]),
            denominator=known(found.denominators.loc[code, name]),
        )
        for name in found.table.columns
    ]


def _marks(year: Year, code: str, language: str) -> list[Marks]:
    given = year.scores.marks
    titles = {c.code: c.title.model_dump()[language] for c in year.rulebook.criterion}
    mine = given[given.index.get_level_values("code") == code]
    return [
        Marks(
            criterion=str(criterion),
            title=titles.get(str(criterion), str(criterion)),
            marks=int(row["marks"]),
            mean=known(row["mean"]),
            median=known(row["median"]),
            spread=known(row["spread"]),
            abstained=int(row["abstained"]),
            absent=int(row["absent"]),
            conflict=int(row["conflict"]),
        )
        for criterion, row in mine.droplevel("code").iterrows()
    ]


def _cuts(year: Year, code: str, language: str) -> list[Cut]:
    """The questions on which the participant lost most of its claim, at most ``CUTS``."""
    if year.checklists is None:
        return []
    titles = {question.code: question.title.model_dump()[language] for question in year.rulebook.question}
    mine = year.checklists[year.checklists["participant"] == code]
    lost = (mine["claimed"] - mine["counted"]).sort_values(ascending=False, kind="stable")
    first = mine.loc[lost[lost > 0].index[:CUTS]]
    return [
        Cut(str(question), titles[str(question)], float(claimed), known(verified), float(counted))
        for question, claimed, verified, counted in first[["question", "claimed", "verified", "counted"]].itertuples(
            index=False
        )
    ]


def _rows(year: Year, code: str) -> dict[str, int]:
    mine = year.bins[year.bins["participant"] == code].groupby("bin")["rows"].sum()
    return {name: int(mine.get(name, 0)) for name in BINS}


def _tie(year: Year, code: str) -> str | None:
    """The criterion that broke an equal total; "" where the rank is shared; None without an equal."""
    ties = year.ranking.ties
    mine = ties.loc[ties["code"] == code, "broken_by"]
    return None if mine.empty else str(mine.iloc[0])


def _neighbours(table: pd.DataFrame, code: str) -> list[Neighbour]:
    """The ranked before and after, at most ``NEIGHBOURS`` on either side; none for who is not ranked."""
    ranked = table[table["rank"].notna()]
    mine = ranked[ranked["code"] == code]
    if mine.empty:
        return []
    group = ranked[ranked["category"] == mine["category"].iloc[0]].reset_index(drop=True)
    place = int(group.index[group["code"] == code][0])
    near = group.iloc[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS + 1]
    own = float(mine["score"].iloc[0])
    return [
        Neighbour(int(rank), str(other), str(name), float(score), float(score) - own)
        for rank, other, name, score in near[["rank", "code", "name", "score"]].itertuples(index=False)
        if other != code
    ]
