"""Ranks: who may be ranked, in which order, and how equal totals are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria import gates
from criteria.results import Indicators, Ranking, Scores, Stages
from criteria.rounding import rounded
from criteria.tree import TOTAL

if TYPE_CHECKING:
    from criteria.rulebook import Rulebook

RANKED = "ranked"
NO_CATEGORY = "not ranked: no-category"
NO_SCORE = "not ranked: no-score"
ADVANCED, AT_GATE, WITHOUT_SCORE, CUT = "advanced", "gate", "no score", "cut"
"""What became of a participant at a stage (``Stages``)."""


def rank(scores: Scores, indicators: Indicators, rulebook: Rulebook, stages: Stages | None = None) -> Ranking:
    """Rank the participants of each category by their rounded totals (see ``Ranking``).

    Not ranked is, in this order, who fits no category, who fails a gate (the first in the rulebook's order is named),
    who went no further than a stage (it is named), and who has no total. Equal totals are broken by the rounded scores
    of ``ranking.ties``, where no score is below any other; who is still equal shares the rank (1, 2, 2, 4).
    """
    checked = gates.check(indicators, rulebook)
    keys = sort_keys(scores, rulebook).reindex(indicators.participants.index)
    table = indicators.participants[["category", "name"]].assign(score=keys[TOTAL])
    held = {gate for stage in rulebook.stage for gate in stage.gates}
    table["status"] = _status(table, checked[~checked["gate"].isin(held)], _out(stages))
    table["rank"] = _ranks(keys[table["status"] == RANKED], table["category"]).reindex(table.index)
    table = _ordered(table, rulebook)[["category", "rank", "code", "name", "score", "status"]]
    return Ranking(table=table, gates=checked, ties=_ties(table, keys))


def sort_keys(scores: Scores, rulebook: Rulebook) -> pd.DataFrame:
    """Return what decides the order, most important first: the total, then the criteria that break ties; rounded."""
    columns = list(dict.fromkeys([TOTAL, *rulebook.ranking.ties]))
    return rounded(scores.nodes[columns], rulebook.edition.decimals)


def competition_ranks(keys: pd.DataFrame) -> pd.Series[int]:
    """Ranks 1, 2, 2, 4: the largest first by the first column, equals by the next; equal in all share the rank.

    NaN is below every number and equal to NaN.
    """
    descending = -keys.fillna(-np.inf).to_numpy(dtype=np.float64)
    order = np.lexsort(descending.T[::-1])
    ordered = descending[order]
    changes = np.ones(len(ordered), dtype=bool)
    changes[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    places = np.where(changes, np.arange(1, len(ordered) + 1), 0)
    ranks = np.empty(len(ordered), dtype=np.int64)
    ranks[order] = np.maximum.accumulate(places)
    return pd.Series(ranks, index=keys.index, dtype="Int64")


def _ranks(keys: pd.DataFrame, category: pd.Series[str]) -> pd.Series[int]:
    by_category = [competition_ranks(group) for _, group in keys.groupby(category.reindex(keys.index), sort=False)]
    return pd.concat(by_category) if by_category else pd.Series(dtype="Int64")


def _out(stages: Stages | None) -> pd.Series[str]:
    """Return the status of who did not go on at a stage, by code: its gate's code, or the stage's own."""
    if stages is None:
        return pd.Series(dtype=object)
    out = stages.table[stages.table["status"] != ADVANCED].set_index("code")
    status = ("not ranked: " + out["stage"]).mask(out["status"] == WITHOUT_SCORE, NO_SCORE)
    return status.mask(out["status"] == AT_GATE, "not ranked: " + out["why"])


def _status(table: pd.DataFrame, checked: pd.DataFrame, out: pd.Series[str]) -> pd.Series[str]:
    status = pd.Series(RANKED, index=table.index, dtype=object)
    status = status.mask(table["score"].isna(), NO_SCORE)
    status = out.reindex(table.index).fillna(status)
    failed = checked[~checked["passed"]].drop_duplicates("code").set_index("code")["gate"]
    status = status.mask(status.index.isin(failed.index), "not ranked: " + failed.reindex(table.index).fillna(""))
    return status.mask(table["category"] == "", NO_CATEGORY)


def _ordered(table: pd.DataFrame, rulebook: Rulebook) -> pd.DataFrame:
    place = {category.code: position for position, category in enumerate(rulebook.category)}
    table = table.rename_axis("code").reset_index()
    table["place"] = table["category"].map(place).fillna(len(place))
    return table.sort_values(["place", "rank", "code"], na_position="last", ignore_index=True)


def _ties(table: pd.DataFrame, keys: pd.DataFrame) -> pd.DataFrame:
    """List who had an equal total, each with the criterion after which nobody equals it, "" where it shares."""
    ranked = table[table["status"] == RANKED]
    by = [ranked["category"]]
    broken_by = pd.Series("", index=ranked.index, dtype=object)
    alone = tied = pd.Series(False, index=ranked.index)
    for column, key in keys.reindex(ranked["code"]).fillna(-np.inf).items():
        by.append(pd.Series(key.to_numpy(), index=ranked.index))
        unique = ranked.groupby(by)["code"].transform("size") == 1
        if column == TOTAL:
            tied = ~unique
        broken_by = broken_by.mask(unique & ~alone, str(column))
        alone = unique
    result = ranked[["category", "rank", "code"]].assign(broken_by=broken_by)
    return result[tied].reset_index(drop=True)
