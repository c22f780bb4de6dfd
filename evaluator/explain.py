"""Why a participant has this score and rank: gates, the weighted tree, indicators, marks, rows, neighbours.

Everything is taken from the year's results; nothing is computed anew but the rounding that makes parts add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.indicators import INDICATORS
from criteria.rounding import apportion, half_up
from criteria.tree import TOTAL
from evaluator.refusals import WrongUse
from evaluator.words import _
from submissions.handed_in import BINS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from criteria.rulebook import Criterion, Gate
    from reports.year import Year

NEIGHBOURS = 2
_ALIKE = 60.0  # percent of rapidfuzz.fuzz.WRatio from which a name is suggested


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
class Branch:
    """A node of the tree: ``weight`` is its share in percent of the total, ``points`` = weight x score / 100.

    The points of the leaves, and of the branches under any branch, add up exactly as printed. ``depth`` is 0 at the
    total. ``value`` is what a leaf was fed with. None: the criterion is left out for this participant.
    """

    code: str
    title: str
    depth: int
    weight: float | None
    score: float | None
    points: float | None
    fed_by: str
    value: float | None


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
    tree: list[Branch]
    measures: list[Measure]
    marks: list[Marks]
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
        rank=_whole(row["rank"]),
        of=int(table["rank"][table["category"] == category].notna().sum()),
        score=_known(row["score"]),
        awards=_awards(year, code, language),
        gates=_gates(year, code, language),
        tree=list(_tree(year, code, language)),
        measures=_measures(year, code, language),
        marks=_marks(year, code, language),
        rows=_rows(year, code),
        tie_broken_by=_tie(year, code),
        neighbours=_neighbours(table, code),
    )


def resolve(year: Year, asked: str) -> str:
    """Return the code that is asked for by code or exact name, trimmed and case-folded; WrongUse names near misses."""
    names = year.indicators.participants["name"]
    folded = _fold(asked)
    found = [str(code) for code in names.index if _fold(code) == folded]
    found = found or [str(code) for code, name in names.items() if _fold(name) == folded]
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUse(
            _("{asked} is the name of several participants: use one of the codes {codes}.").format(
                asked=asked, codes=", ".join(found)
            )
        )
    raise WrongUse(_unknown(asked, names))


def _unknown(asked: str, names: pd.Series[str]) -> str:
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 (only on a miss)

    choices = {f"{code} ({name})": f"{code} {name}" for code, name in names.items()}
    near = process.extract(
        asked, choices, scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=_ALIKE
    )
    if not near:
        return _("No participant is called {asked}.").format(asked=asked)
    suggestions = "; ".join(str(key) for *_score, key in near)
    return _("No participant is called {asked}. Did you mean: {suggestions}?").format(
        asked=asked, suggestions=suggestions
    )


def _fold(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def _known(value: float) -> float | None:
    return None if value != value else float(value)  # noqa: PLR0124 (NaN)


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int) else None


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
            value=_known(value),
            at_least=rules[gate].at_least,
            at_most=rules[gate].at_most,
            passed=bool(passed),
        )
        for gate, value, passed in met.loc[met["code"] == code, ["gate", "value", "passed"]].itertuples(index=False)
    ]


def _tree(year: Year, code: str, language: str) -> Iterable[Branch]:
    """The total first, then every criterion under its parent, in the rulebook's order."""
    decimals = year.rulebook.edition.decimals
    scores = half_up(year.scores.nodes.loc[code].to_numpy(dtype=float), decimals)
    printed = dict(zip(year.scores.nodes.columns, scores, strict=True))
    points = _points(year, code, float(printed[TOTAL]))
    shares = year.scores.weights.loc[code]
    total = _known(printed[TOTAL])
    yield Branch(TOTAL, _("Total"), 0, None if total is None else 100.0, total, total, "", None)

    def below(parent: str, share: float, depth: int) -> Iterable[Branch]:
        for criterion in year.rulebook.tree.get(parent, []):
            weight = share * float(shares[criterion.code]) / 100
            leaf = criterion.code in year.scores.inputs.columns
            yield Branch(
                code=criterion.code,
                title=criterion.title.model_dump()[language],
                depth=depth,
                weight=_known(weight),
                score=_known(printed[criterion.code]),
                points=_known(points.get(criterion.code, float("nan"))),
                fed_by=_fed_by(criterion),
                value=_known(year.scores.inputs.loc[code, criterion.code]) if leaf else None,
            )
            yield from below(criterion.code, weight, depth + 1)

    yield from below(TOTAL, 100.0, 1)


def _points(year: Year, code: str, total: float) -> dict[str, float]:
    """Points of every criterion as printed: leaves add up to the printed total, and each branch to its leaves."""
    decimals = year.rulebook.edition.decimals
    row = year.scores.parts.loc[code]
    leaves = dict(zip(row.index, apportion(row.to_numpy(dtype=float), total, decimals), strict=True))
    points = {str(leaf): float(value) for leaf, value in leaves.items()}

    def gather(parent: str) -> float:
        children = [child.code for child in year.rulebook.tree.get(parent, [])]
        if not children:
            return points[parent]
        known = [value for value in map(gather, children) if value == value]  # noqa: PLR0124 (not NaN)
        points[parent] = round(sum(known), decimals) if known else float("nan")
        return points[parent]

    gather(TOTAL)
    return points


def _fed_by(criterion: Criterion) -> str:
    return criterion.indicator or criterion.field or ("panel" if criterion.panel else "")


def _measures(year: Year, code: str, language: str) -> list[Measure]:
    found = year.indicators
    return [
        Measure(
            code=str(name),
            title=INDICATORS[str(name)].title[language],
            form=INDICATORS[str(name)].form,
            value=_known(found.table.loc[code, name]),
            numerator=_known(found.numerators.loc[code, name]),
            denominator=_known(found.denominators.loc[code, name]),
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
            mean=_known(row["mean"]),
            median=_known(row["median"]),
            spread=_known(row["spread"]),
            abstained=int(row["abstained"]),
            absent=int(row["absent"]),
            conflict=int(row["conflict"]),
        )
        for (_code, criterion), row in mine.iterrows()
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
