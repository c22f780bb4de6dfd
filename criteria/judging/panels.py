"""All that a year's marks say of its judges: agreement, severity, outlying marks, and whose rank hangs on them.

A module of its own, imported where it is used: it decides the year once more, with the judges' severity taken off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from criteria.certainty.leave_out import largest_movements, without_judges
from criteria.decision import decide
from criteria.judging.additive import fit as additive
from criteria.judging.agreement import agreement
from criteria.judging.outlying import outlying
from criteria.judging.severity import Severity, severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from criteria.judging.severity import Model
    from criteria.results import Indicators, Ranking, Scores
    from criteria.rulebook import Criterion, Panel, Rulebook
    from submissions.handed_in import HandedIn


@dataclass(frozen=True)
class Judged:
    """What is known of the judges. Tables are ordered by stage, then criterion, as the rulebook has them.

    judges: everybody who handed in a mark or said why there is none, sorted; the others name them as these do.
    agreement: as ``agreement`` returns it. severity: as ``severity`` does, by the model that each criterion's panel
        names (the additive one where it names none), whether or not marks count less it. outlying: as ``outlying``.
    ranks: who is ranked, in the order of the ranking: code, category, rank (as it is), given (with every mark as it
        was given), adjusted (with every judge's severity taken off); Int64, <NA> where it would not be ranked.
    left_out: the same participants: code, category, rank, judge (without whom its rank moves most; "" where it hangs on
        nobody), rank_without, low and high (the best and the worst rank that leaving out one judge gives it); Int64.
    """

    judges: tuple[str, ...]
    agreement: pd.DataFrame
    severity: Severity
    outlying: pd.DataFrame
    ranks: pd.DataFrame
    left_out: pd.DataFrame


def judged(
    handed_in: HandedIn, indicators: Indicators, scores: Scores, ranking: Ranking, rulebook: Rulebook
) -> Judged | None:
    """Compare the judges of the year; None where nobody has marked. ranking: what these rules make of it."""
    participants = indicators.participants["category"]
    marks = handed_in.marks
    marks = marks[marks["participant"].isin(participants.index)]
    if marks.empty:
        return None
    found = [_compared(marks, leaf.code, leaf.panel, participants) for leaf in rulebook.leaves if leaf.panel]
    whole = Severity(
        judges=_ordered([one.judges for one in found], rulebook),
        participants=_ordered([one.participants for one in found], rulebook),
        sheets=_ordered([one.sheets for one in found], rulebook),
    )
    return Judged(
        judges=tuple(sorted(marks["judge"].unique())),
        agreement=_ordered([agreement(marks, participants.index)], rulebook),
        severity=whole,
        outlying=_ordered([outlying(marks, whole)], rulebook),
        ranks=_ranks(handed_in, indicators, ranking, rulebook),
        left_out=_left_out(replace(handed_in, marks=marks), indicators, scores, ranking, rulebook),
    )


def _compared(marks: pd.DataFrame, criterion: str, panel: Panel, participants: pd.Series[str]) -> Severity:
    mine = marks[marks["criterion"] == criterion]
    return severity(mine, participants, model=_model(panel), at_least=panel.severity_at_least)


def _model(panel: Panel) -> Model:
    if panel.severity != "mixed":
        return additive
    from criteria.judging.mixed import fit  # noqa: PLC0415 (start-up: few rulebooks need statsmodels)

    return fit


def _ordered(tables: list[pd.DataFrame], rulebook: Rulebook) -> pd.DataFrame:
    """Return the tables as one, by stage and criterion as the rulebook has them; stages it does not name come first."""
    table = pd.concat(tables, ignore_index=True)
    stages = {stage.code.casefold(): place for place, stage in enumerate(rulebook.stage)}
    leaves = {leaf.code: place for place, leaf in enumerate(rulebook.leaves)}
    places = pd.DataFrame({
        "held": table["stage"].str.casefold().map(stages).fillna(-1),
        "stage": table["stage"],
        "criterion": table["criterion"].map(leaves),
    })  # fmt: skip
    return table.loc[places.sort_values(["held", "stage", "criterion"], kind="stable").index].reset_index(drop=True)


def _ranks(handed_in: HandedIn, indicators: Indicators, ranking: Ranking, rulebook: Rulebook) -> pd.DataFrame:
    """Put the ranks side by side: as the rules make them, with marks as given, with severity taken off."""
    ranked = ranking.table[ranking.table["rank"].notna()]
    table = ranked[["code", "category", "rank"]].reset_index(drop=True)
    for name, keep in (("given", {"none"}), ("adjusted", {"additive", "mixed"})):
        rules = _with_severity(rulebook, keep, "none" if name == "given" else "additive")
        ranks = ranking if rules is rulebook else decide(indicators, handed_in, rules).ranking
        table[name] = table["code"].map(ranks.table.set_index("code")["rank"]).astype("Int64")
    return table


def _left_out(
    handed_in: HandedIn, indicators: Indicators, scores: Scores, ranking: Ranking, rulebook: Rulebook
) -> pd.DataFrame:
    """Return what each rank would be without the judge on whom it hangs most, and between which ranks it moves."""
    ranked = ranking.table[ranking.table["rank"].notna()]
    table = ranked[["code", "category", "rank"]].reset_index(drop=True)
    without = without_judges(scores, indicators, handed_in, pd.Index(sorted(ranked["code"])), rulebook)
    moved = largest_movements(ranking, without).reindex(table["code"])
    whole = without.assign(own=table.set_index("code")["rank"]).astype("Float64").reindex(table["code"])
    return table.assign(
        judge=moved["left_out"].to_numpy(),
        rank_without=moved["rank_without"].to_numpy(),
        low=whole.min(axis=1).astype("Int64").to_numpy(),
        high=whole.max(axis=1).astype("Int64").to_numpy(),
    )


def _with_severity(rulebook: Rulebook, keep: Iterable[str], other: Literal["none", "additive"]) -> Rulebook:
    """Return the rules with this severity at every panel that has none of those to keep; the same where all have."""
    changed = [_with(leaf, other) if leaf.panel and leaf.panel.severity not in keep else leaf
               for leaf in rulebook.criterion]  # fmt: skip
    same = all(before is after for before, after in zip(rulebook.criterion, changed, strict=True))
    return rulebook if same else rulebook.model_copy(update={"criterion": changed})


def _with(leaf: Criterion, severity_: Literal["none", "additive"]) -> Criterion:
    panel = leaf.panel and leaf.panel.model_copy(update={"severity": severity_})
    return leaf.model_copy(update={"panel": panel})
