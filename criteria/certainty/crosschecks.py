"""Other methods on the same scores, only to show where methods disagree; no rank of ours is changed.

TOPSIS (Hwang and Yoon 1981), VIKOR (Opricovic and Tzeng 2004), the weighted product and the weighted sum (Fishburn
1967) by pymcdm (MIT), each with the normalisation of its authors: vectors for TOPSIS, ranges for VIKOR, none for the
others, since every criterion is a score of 0..100 already. PROMETHEE II (Brans and Vincke 1985) with the usual
preference function.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pymcdm.methods import TOPSIS, VIKOR, WPM, WSM
from pymcdm.normalizations import vector_normalization
from scipy.stats import kendalltau, rankdata

from criteria.certainty.nodes import weights_under
from criteria.rank import RANKED
from criteria.tree import TOTAL

if TYPE_CHECKING:
    from criteria.results import Ranking, Scores
    from criteria.rounding import Floats
    from criteria.rulebook import Rulebook

METHODS = ["weighted_sum", "weighted_product", "topsis", "vikor", "promethee_ii"]


@dataclass(frozen=True)
class Crosschecks:
    """What other methods say.

    ranks: index ``code`` (ranked, with a score on every leaf: these methods know no missing one), columns category,
        ours (among these), then one per method, Int64; shared ranks as 1, 2, 2, 4; <NA> where a method has no answer.
    agreement: one row per category and method: category, method, participants (compared), tau (Kendall's tau-b with
        ours, -1..1; NaN where all are equal or fewer than two).
    """

    ranks: pd.DataFrame
    agreement: pd.DataFrame


def crosschecks(scores: Scores, ranking: Ranking, rulebook: Rulebook) -> Crosschecks:
    """Rank each category by every method on the scores of the leaves, under the rulebook's weights."""
    weights = weights_under(rulebook, TOTAL, "leaves")
    leaves = scores.nodes[list(weights)]
    ranked = ranking.table[ranking.table["status"] == RANKED].set_index("code")[["category", "rank"]]
    ranked = ranked[leaves.reindex(ranked.index).notna().all(axis=1)].sort_index()
    tables = []
    for category, own in ranked.groupby("category", sort=True):
        table = pd.DataFrame({"category": category, "ours": own["rank"].rank(method="min")}, index=own.index)
        found = method_scores(leaves.loc[own.index].to_numpy(dtype=np.float64), np.array(list(weights.values())))
        for method, values in found.items():
            table[method] = pd.Series(-values, index=own.index).round(9).rank(method="min")
        tables.append(table)
    ranks = pd.concat(tables).sort_index() if tables else pd.DataFrame(columns=["category", "ours", *METHODS])
    ranks = ranks.astype(dict.fromkeys(["ours", *METHODS], "Int64"))
    return Crosschecks(ranks=ranks, agreement=_agreement(ranks))


def method_scores(matrix: Floats, weights: Floats) -> dict[str, Floats]:
    """Return what each method gives each participant, the larger the better; NaN where it has no answer.

    matrix: (participants, criteria), the larger the better, none missing or negative. weights: one per criterion,
    positive. A criterion on which all are equal says nothing and is left out; where none is left, all are level at 0.
    VIKOR has no answer where its measures do not tell anybody apart.
    """
    telling = np.ptp(matrix, axis=0) > 0
    if not telling.any():
        return {method: np.zeros(len(matrix)) for method in METHODS}
    problem = (matrix[:, telling], weights[telling] / weights[telling].sum(), np.ones(telling.sum()))
    identity = {"normalization_function": _as_it_is}
    with np.errstate(divide="ignore", invalid="ignore"):  # 0 / 0 is NaN: no answer
        compromise = -VIKOR()(*problem, validation=False)
    return {
        "weighted_sum": WSM(**identity)(*problem, validation=False),
        "weighted_product": WPM(**identity)(*problem, validation=False),
        "topsis": TOPSIS(vector_normalization)(*problem, validation=False),
        "vikor": compromise,
        "promethee_ii": net_flows(*problem[:2]),
    }


def _as_it_is(values: Floats, cost: bool = False) -> Floats:
    return values


def net_flows(matrix: Floats, weights: Floats) -> Floats:
    """Return PROMETHEE II net flows, -1..1, of the usual preference function: any lead is a full preference.

    Whom one beats minus by whom one is beaten is twice the distance of the middle rank from the middle, so that no
    table of all pairs is needed (the library keeps one per criterion).
    """
    size = len(matrix)
    middle = rankdata(matrix, axis=0) - (size + 1) / 2
    flows: Floats = 2 * middle @ weights / max(size - 1, 1)
    return flows


def _agreement(ranks: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for category, own in ranks.groupby("category", sort=True):
        for method in METHODS:
            both = own[["ours", method]].dropna().to_numpy(dtype=np.float64)
            differ = len(both) > 1 and (np.ptp(both, axis=0) > 0).all()
            tau = kendalltau(both[:, 0], both[:, 1]).statistic if differ else np.nan
            rows.append((category, method, len(both), tau))
    return pd.DataFrame(rows, columns=["category", "method", "participants", "tau"])
