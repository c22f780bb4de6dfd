"""One year decided twice: who stands elsewhere, counts otherwise, or wins or loses an award."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from criteria.results import Awards, Ranking

STANDING = ["category", "rank", "status", "score", "awards"]


def moves(before: tuple[Ranking, Awards], after: tuple[Ranking, Awards]) -> pd.DataFrame:
    """Put two rankings of the same year beside each other.

    Returns: one row per participant of either, index ``code`` (sorted); columns name, then for each of ``STANDING`` two
    (rank_before, rank_after, ...), then moved (category, rank, status or awards differ) and rescored (the rounded score
    differs). awards: codes in the rulebook's order, joined by ";". Who is in one ranking only has NaN, <NA> and "" in
    the other, and has moved.
    """
    sides = [_standings(*side) for side in (before, after)]
    codes = sides[0].index.union(sides[1].index).sort_values()
    first, second = (side.reindex(codes) for side in sides)
    table = pd.DataFrame({"name": second["name"].fillna(first["name"])}, index=codes)
    changed: dict[str, pd.Series[bool]] = {}
    for column in STANDING:
        figure = column in {"rank", "score"}
        pair = [side[column] if figure else side[column].fillna("") for side in (first, second)]
        table[f"{column}_before"], table[f"{column}_after"] = pair
        one, other = (side.fillna(-1) if figure else side for side in pair)  # no rank and no score is below 0
        changed[column] = (one != other).astype(bool)
    table["moved"] = np.logical_or.reduce([changed[column] for column in STANDING if column != "score"])
    table["rescored"] = changed["score"]
    return table


def _standings(ranking: Ranking, awards: Awards) -> pd.DataFrame:
    held = awards.table.groupby("code", sort=False)["award"].agg(";".join)
    table = ranking.table.set_index("code")
    return table.assign(awards=held.reindex(table.index).fillna(""))
