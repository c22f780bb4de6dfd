"""Honourable mentions: who stands next after the awards, by the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from criteria.rank import RANKED

if TYPE_CHECKING:
    import pandas as pd

    from criteria.results import Awards, Ranking


def honourable(ranking: Ranking, awards: Awards, number: int) -> pd.DataFrame:
    """Return the first ``number`` of each category that are ranked and hold no award, as rows of the ranking.

    Whoever is equal to the last of them is among them too.
    """
    table = ranking.table
    able = table[(table["status"] == RANKED) & ~table["code"].isin(awards.table["code"])]
    places = able.groupby("category")["rank"].rank(method="min")
    return able[places <= number]
