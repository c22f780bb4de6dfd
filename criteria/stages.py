"""The stages: who goes on and who does not, each with the reason, and what makes up a total at the stage reached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria import cuts, gates
from criteria.rank import ADVANCED, AT_GATE, CUT, WITHOUT_SCORE, competition_ranks, sort_keys
from criteria.results import Stages
from criteria.rounding import reaches
from criteria.score import climb
from criteria.tree import TOTAL

if TYPE_CHECKING:
    from criteria.results import Indicators, Scores
    from criteria.rulebook import Rulebook
    from criteria.stage_rules import Stage

MINIMUM = "below the minimum"
COLUMNS = ["stage", "category", "rank", "code", "name", "score", "status", "why", "distance", "near"]


def advance(scores: Scores, indicators: Indicators, rulebook: Rulebook) -> tuple[Stages, Scores]:
    """Hold the stages in order; return who went on at each (see ``Stages``) and the scores at the stage one reached.

    A participant's total, weights and parts are those of the last stage it took part in; a criterion that was no part
    of its stages has no score, for nobody has judged it. Without stages the scores come back as they are.
    """
    failed = _failed(indicators, rulebook)
    named = {gate for stage in rulebook.stage for gate in stage.gates}
    staying = indicators.participants.index[(indicators.participants["category"] != "").to_numpy()]
    staying = staying.difference(pd.Index(failed.loc[~failed["gate"].isin(named), "code"]))
    whole, tables = scores, list[pd.DataFrame]()
    remarks: list[tuple[str, str, str, str]] = []
    seen: set[str] = set()
    for stage in rulebook.stage:
        seen |= _criteria_of(rulebook, stage)
        scores = _weighed(scores, whole, rulebook, stage, staying)
        scores.nodes.loc[staying, [c.code for c in rulebook.criterion if c.code not in seen]] = np.nan
        at_gate = failed[failed["gate"].isin(stage.gates)].drop_duplicates("code").set_index("code")["gate"]
        table = _field(stage, staying, scores, indicators, at_gate)
        remarks += _cut(stage, table, scores, indicators, rulebook)
        tables.append(table)
        staying = table.index[table["status"] == ADVANCED]
    return Stages(_table(tables, rulebook), _remarks(remarks)), scores


def _failed(indicators: Indicators, rulebook: Rulebook) -> pd.DataFrame:
    checked = gates.check(indicators, rulebook)
    return checked[~checked["passed"]]


def _weighed(scores: Scores, whole: Scores, rulebook: Rulebook, stage: Stage, codes: pd.Index[str]) -> Scores:
    """Return the scores, those of these participants anew: every criterion, and the total as the stage weighs them."""
    leaves = {leaf.code: whole.nodes.loc[codes, leaf.code].to_numpy() for leaf in rulebook.leaves}
    climbed = climb(leaves, rulebook.tree_in(stage))
    nodes, weights, parts = scores.nodes.copy(), scores.weights.copy(), scores.parts.copy()
    nodes.loc[codes] = whole.nodes.loc[codes]
    nodes.loc[codes, TOTAL] = climbed.nodes[TOTAL]
    for table, found in ((weights, climbed.weights), (parts, climbed.parts)):
        table.loc[codes, :] = np.nan
        for code, values in found.items():
            table.loc[codes, code] = values
    return replace(scores, nodes=nodes, weights=weights, parts=parts)


def _criteria_of(rulebook: Rulebook, stage: Stage) -> set[str]:
    """Return the criteria that are part of a stage: those under the total with its weights, at every level."""
    tree = rulebook.tree_in(stage)
    found: set[str] = set()
    waiting = [TOTAL]
    while waiting:
        children = [child.code for child in tree.get(waiting.pop(), [])]
        found |= set(children)
        waiting += children
    return found


def _field(
    stage: Stage, codes: pd.Index[str], scores: Scores, indicators: Indicators, at_gate: pd.Series[str]
) -> pd.DataFrame:
    """Return who takes part, index ``code``, with who is stopped before the cut: at a gate, or without a score."""
    table = indicators.participants.loc[codes, ["category", "name"]].assign(stage=stage.code)
    table["score"] = scores.nodes.loc[codes, TOTAL]
    table["status"], table["why"] = ADVANCED, ""
    stopped = table.index.isin(at_gate.index)
    table.loc[stopped, "status"] = AT_GATE
    table.loc[stopped, "why"] = at_gate.reindex(table.index[stopped]).to_numpy()
    table.loc[~stopped & table["score"].isna().to_numpy() & stage.cuts, "status"] = WITHOUT_SCORE
    table["rank"] = pd.Series(pd.NA, index=table.index, dtype="Int64")
    table["distance"], table["near"] = np.nan, False
    return table


def _cut(
    stage: Stage, table: pd.DataFrame, scores: Scores, indicators: Indicators, rulebook: Rulebook
) -> list[tuple[str, str, str, str]]:
    """Rank the participants of each category in the table and keep back who is below the cut; return remarks."""
    keys = sort_keys(scores, rulebook).reindex(table.index)
    table["score"] = keys[TOTAL]
    remarks: list[tuple[str, str, str, str]] = []
    for category in rulebook.category:
        mine = (table["category"] == category.code) & (table["status"] == ADVANCED) & table["score"].notna()
        field = table.index[mine]
        if field.empty:
            continue
        table.loc[field, "rank"] = competition_ranks(keys.loc[field])
        if stage.at_least is not None:
            low = field[~reaches(table.loc[field, "score"].to_numpy(), stage.at_least)]
            table.loc[low, ["status", "why"]] = [CUT, MINIMUM]
        able = field[(table.loc[field, "status"] == ADVANCED).to_numpy()]
        places = stage.places(category.code)
        if places is not None:
            found = cuts.seats(stage, places, keys.loc[able], indicators.participants, rulebook)
            table.loc[able.difference(list(found.taken)), "status"] = CUT
            table.loc[list(found.taken), "why"] = list(found.taken.values())
            remarks += [(stage.code, category.code, remark, codes) for remark, codes in found.remarks]
        if stage.cuts:
            advanced, kept = table.loc[field, "status"] == ADVANCED, table.loc[field, "why"] == cuts.QUOTA
            distance = cuts.distances(table.loc[field, "score"], advanced, kept, stage.at_least)
            table.loc[field, "distance"] = distance
            table.loc[field, "near"] = distance.abs() <= stage.near
    return remarks


def _table(tables: list[pd.DataFrame], rulebook: Rulebook) -> pd.DataFrame:
    if not tables:
        return pd.DataFrame(columns=COLUMNS, dtype=object)
    table = pd.concat(table.rename_axis("code").reset_index() for table in tables)
    codes = {"stage": [one.code for one in rulebook.stage], "category": [one.code for one in rulebook.category]}
    for column, known in codes.items():
        table[f"{column}_place"] = table[column].map({code: place for place, code in enumerate(known)})
    order = ["stage_place", "category_place", "rank", "code"]
    return table.sort_values(order, na_position="last", ignore_index=True)[COLUMNS]


def _remarks(remarks: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(remarks, columns=["stage", "category", "remark", "codes"], dtype=object)
