"""Small years for tests of resampling, and the slow way: every draw ranked and awarded by the ordinary functions."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from small_year import TITLE, award_of, gate_of, handed_in, indicators, leaf, node, rulebook

from criteria import award, rank, score

TREE = [
    node("top", 55, children=["a", "b"]),
    leaf("a", 30, missing="exclude"),
    leaf("b", 70, scale={"type": "percentile"}, missing="exclude"),
    node("low", 25, children=["c", "deep"]),
    leaf("c", 60, missing="median"),
    node("deep", 40, children=["e", "f"]),
    leaf("e", 50, missing="exclude"),
    leaf("f", 50, missing="exclude"),
    leaf("d", 20, missing="zero"),
]
CATEGORIES = [{"code": c, "title": TITLE, "where": {"category": [c]}} for c in ("x", "y")]
AWARDS = [
    award_of("best-deep", category="x", by="deep", winners=2),
    award_of("best", category="x", winners=2),
    award_of("open", category="x", by="c", exclusive=False),
    award_of("best-y", category="y", winners=3),
]
GATES = [gate_of("enough", field="size", at_least=1)]
FIGURE = st.one_of(
    st.just(np.nan), st.sampled_from([0.0, 30.0, 60.0, 60.1]), st.floats(0, 100).map(lambda x: round(x, 1))
)
ROW = st.fixed_dictionaries(
    {
        **dict.fromkeys(["a", "b", "c", "d", "e", "f"], FIGURE),
        "size": st.sampled_from([0.0, 1.0, 1.0, 1.0]),
        "category": st.sampled_from(["x", "x", "x", "y", ""]),
    }
)
PEOPLE = st.lists(ROW, min_size=1, max_size=9)


def the_rules(ties=("b", "low"), decimals=1, tree=TREE):
    return rulebook(tree, categories=CATEGORIES, gates=GATES, awards=AWARDS, ties=ties, decimals=decimals)


def a_year(people):
    roster = pd.DataFrame(people, index=[f"P{i}" for i in range(len(people))])
    return indicators(pd.DataFrame({"complaints": 1.0}, index=roster.index), roster)


def judged(year, book, scores=None):
    scores = score(year, handed_in(), book) if scores is None else scores
    ranking = rank(scores, year, book)
    return scores, ranking, award(ranking, scores, book)


def reweighted(book, weights):
    """The same rulebook with other weights, by code."""
    criteria = [c.model_copy(update={"weight": float(weights[c.code])}) for c in book.criterion]
    return book.model_copy(update={"criterion": criteria})


def counted(outcomes, codes, book):
    """Ranks (NaN where not ranked) and shares of awards over a list of (ranking, awards)."""
    ranks = pd.DataFrame(
        [found.table.set_index("code")["rank"].astype("float64").reindex(codes) for found, _ in outcomes]
    )
    shares = pd.DataFrame(0.0, index=codes, columns=[rule.code for rule in book.award])
    for _, given in outcomes:
        for rule, code in zip(given.table["award"], given.table["code"], strict=True):
            shares.loc[code, rule] += 1 / len(outcomes)
    return ranks.to_numpy(), shares


def assert_same(found, outcomes, book, level):
    """What was found at once is what the slow way counts; quantiles by numpy's own first definition."""
    ranks, shares = counted(outcomes, found.ranks.index, book)
    for position, code in enumerate(found.ranks.index):
        own = ranks[:, position]
        own = own[~np.isnan(own)]
        row = found.ranks.loc[code]
        assert row["ranked"] == len(own) / len(outcomes)
        if len(own):
            ends = np.quantile(own, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
            assert [row["rank_low"], row["rank_high"]] == ends.tolist()
        else:
            assert row["rank_low"] is pd.NA
    for rule in book.award:
        own = found.ranks["category"] == rule.category
        np.testing.assert_allclose(found.awards.loc[own, rule.code], shares.loc[own, rule.code], atol=1e-12)
        assert found.awards.loc[~own, rule.code].isna().all()
    assert not set(shares.index[(shares > 0).any(axis=1)]) - set(found.ranks.index)
