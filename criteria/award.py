"""Awards: the best of a category by the total or by any criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from criteria.rank import RANKED, competition_ranks, sort_keys
from criteria.results import Awards, Ranking, Scores
from criteria.rounding import rounded
from criteria.tree import leaves_below

if TYPE_CHECKING:
    from criteria.rulebook import Award, Rulebook

TIED = "tied at the cut"
FEWER = "fewer participants than winners"
COLUMNS = ["award", "category", "place", "code", "name", "score", "rank"]


def award(ranking: Ranking, scores: Scores, rulebook: Rulebook) -> Awards:
    """Give the rulebook's awards in the order in which they are written (see ``Awards``).

    The candidates of an award are the ranked of its category with a score on its node; an exclusive award passes over
    who already holds any. They are ordered by that rounded score, then by the total, then by the criteria that break
    ties. Who is still equal at the last place to give is awarded too, with a remark. Nobody is awarded for what nothing
    is known of: at least one leaf under the node must have a value that was measured or marked, not filled in.
    """
    keys = sort_keys(scores, rulebook)
    given: list[pd.DataFrame] = []
    remarks: list[tuple[str, str, str]] = []
    holders: set[str] = set()
    for rule in rulebook.award:
        able = candidates(rule, ranking, scores, rulebook, holders)
        winners = _winners(rule, able, keys)
        holders.update(winners["code"])
        given.append(winners)
        remarks.extend(_remarks(rule, winners))
    return Awards(
        table=_table(given), remarks=pd.DataFrame(remarks, columns=["award", "remark", "codes"], dtype=object)
    )


def candidates(rule: Award, ranking: Ranking, scores: Scores, rulebook: Rulebook, holders: set[str]) -> pd.DataFrame:
    """Return who may get an award, as rows of the ranking, ``score`` that of its node. holders: who has one already."""
    table = ranking.table
    by = rounded(scores.nodes[[rule.by]], rulebook.edition.decimals)[rule.by]
    table = table.assign(score=by.reindex(table["code"]).to_numpy())
    may = (table["status"] == RANKED) & (table["category"] == rule.category) & table["score"].notna()
    known = scores.inputs[leaves_below(rulebook.criterion, rule.by)].notna().any(axis=1)
    may &= known.reindex(table["code"], fill_value=False).to_numpy()
    if rule.exclusive:
        may &= ~table["code"].isin(holders)
    return table[may]


def _winners(rule: Award, able: pd.DataFrame, keys: pd.DataFrame) -> pd.DataFrame:
    order = keys.reindex(able["code"])
    order.insert(0, "by", able["score"].to_numpy())
    placed = able.assign(award=rule.code, place=competition_ranks(order).to_numpy())
    return placed[placed["place"] <= rule.winners].sort_values(["place", "code"])


def _remarks(rule: Award, winners: pd.DataFrame) -> list[tuple[str, str, str]]:
    if len(winners) > rule.winners:
        at_the_cut = winners.loc[winners["place"] == winners["place"].max(), "code"]
        return [(rule.code, TIED, ";".join(at_the_cut))]
    if len(winners) < rule.winners:
        return [(rule.code, FEWER, ";".join(winners["code"]))]
    return []


def _table(given: list[pd.DataFrame]) -> pd.DataFrame:
    table = pd.concat(given, ignore_index=True) if given else pd.DataFrame(columns=COLUMNS, dtype=object)
    return table[COLUMNS].astype({"place": "Int64", "score": "float64", "rank": "Int64"})
