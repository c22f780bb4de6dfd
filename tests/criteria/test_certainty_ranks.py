import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resampled_years import PEOPLE, TREE, a_year, assert_same, judged, reweighted, the_rules

from criteria.certainty.nodes import LeafDraws
from criteria.certainty.places import places, tie_order
from criteria.certainty.ranks import _last_place, certainty, intervals
from criteria.certainty.weights import WeightDraws, draw_weights
from criteria.rank import competition_ranks
from criteria.rounding import rounded

LEVEL = 0.75  # no multiple of a whole draw falls on its ends


@settings(deadline=None, max_examples=20)
@given(PEOPLE, st.integers(0, 2**32), st.sampled_from([(), ("b", "low"), ("deep", "a", "c")]), st.integers(0, 6))
def test_brute_force_equals_resampled_weights(people, seed, ties, decimals):
    book = the_rules(ties, decimals)
    year = a_year(people)
    scores, ranking, _ = judged(year, book)
    drawn = draw_weights(book, seed, draws=7, concentration=20)
    slow = [judged(year, reweighted(book, {c: w[d] for c, w in drawn.items()}))[1:] for d in range(7)]
    assert_same(certainty(WeightDraws(book, scores, drawn), scores, ranking, book, LEVEL), slow, book, LEVEL)
    leaves = {leaf.code: scores.nodes[[leaf.code]].to_numpy() for leaf in book.leaves}
    assert_same(certainty(LeafDraws(book, leaves, 7, drawn), scores, ranking, book, LEVEL), slow, book, LEVEL)


@settings(deadline=None, max_examples=15)
@given(PEOPLE, st.integers(0, 2**32))
def test_nodes_under_drawn_weights_are_those_of_the_tree(people, seed):
    book = the_rules()
    scores, _, _ = judged(a_year(people), book)
    drawn = draw_weights(book, seed, draws=3, concentration=20)
    nodes = scores.nodes.columns
    found = WeightDraws(book, scores, drawn).among(np.arange(len(people)))(nodes, 0, 3)
    for draw in range(3):
        slow, _, _ = judged(a_year(people), reweighted(book, {c: w[draw] for c, w in drawn.items()}))
        for node in nodes:
            np.testing.assert_allclose(found[node][draw % len(found[node])], slow.nodes[node], atol=1e-9)


@settings(deadline=None, max_examples=12)
@given(PEOPLE, st.integers(0, 2**32))
def test_the_size_of_blocks_and_the_order_of_participants_do_not_matter(people, seed):
    book = the_rules()
    drawn = draw_weights(book, seed, draws=11)
    scores, ranking, _ = judged(a_year(people), book)
    found = certainty(WeightDraws(book, scores, drawn), scores, ranking, book)
    turned, turned_ranking, _ = judged(a_year(people[::-1]), book)
    blocks = certainty(WeightDraws(book, turned, drawn), turned, turned_ranking, book, cells=3)
    names = {f"P{i}": f"P{len(people) - 1 - i}" for i in range(len(people))}
    pd.testing.assert_frame_equal(blocks.ranks.rename(index=names).sort_index(), found.ranks)
    pd.testing.assert_frame_equal(blocks.awards.rename(index=names).sort_index(), found.awards)


def test_a_participant_without_a_total_in_some_draws_is_ranked_in_the_others():
    book = the_rules(tree=[{**c, "weight": 100} for c in TREE if c["code"] == "e"], ties=())
    book = book.model_copy(update={"award": []})
    year = a_year([{"e": e, "size": 1, "category": "x"} for e in (50.0, np.nan, 10.0)])
    scores, ranking, _ = judged(year, book)
    leaves = {"e": np.array([[50.0, 50.0, 50.0, 50.0], [np.nan, 60.0, 40.0, np.nan], [10.0, 70.0, 10.0, 10.0]])}
    found = certainty(LeafDraws(book, leaves, 4), scores, ranking, book, level=1.0).ranks
    # draw by draw: 1 - 2; 3 2 1; 1 2 3; 1 - 2
    assert found[["rank_low", "rank_high", "ranked"]].to_numpy().tolist() == [[1, 3, 1.0], [2, 2, 0.5], [1, 3, 1.0]]


def test_intervals_by_hand():
    ranks = np.array([[1, 1, 2, 2, 3, 3, 4, 4, 5, 9], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 7, 7, 8, 8]])
    assert intervals(ranks, 0.8).tolist() == [[1, 5, 1.0], [0, 0, 0.0], [7, 8, 0.4]]
    assert intervals(ranks, 1.0).tolist() == [[1, 9, 1.0], [0, 0, 0.0], [7, 8, 0.4]]


def test_places_of_the_csranks_manual():
    scores = np.array([[1, 3, 4, 4, 4, 7, 7, 10], [1, 3, 4, 4, np.nan, 7, 7, 10]])
    assert places([scores], 2).tolist() == [[8, 7, 4, 4, 4, 2, 2, 1], [7, 6, 4, 4, 0, 2, 2, 1]]


SCORE = st.one_of(st.sampled_from([0.0, 50.0, 50.004, 50.005, 100.0, np.nan]), st.floats(0, 100))


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(SCORE, SCORE, SCORE), min_size=1, max_size=12), st.integers(0, 6))
def test_places_are_competition_ranks_of_rounded_scores(rows, decimals):
    table = pd.DataFrame(rows, columns=["total", "a", "b"])
    keys = [table[[column]].to_numpy().T for column in table]
    known = table["total"].notna()
    expected = competition_ranks(rounded(table, decimals)[known]).reindex(table.index, fill_value=0).tolist()
    order, ties = tie_order([key[0] for key in keys[1:]], decimals)
    found = np.empty(len(rows), dtype=int)
    found[order] = places([keys[0][:, order]], decimals, ties)[0]
    assert found.tolist() == expected  # the ties stand still
    twice = [np.vstack([key, key[:, ::-1]]) for key in keys]
    assert places(twice, decimals).tolist() == [expected, expected[::-1]]  # the ties are drawn


def test_weights_drawn_have_the_moments_of_the_dirichlet_distribution():
    drawn = draw_weights(the_rules(), seed=1, draws=40_000, concentration=50)
    total = drawn["top"] + drawn["low"] + drawn["d"]
    assert total == pytest.approx(100)
    for code, weight in {"top": 55, "low": 25, "d": 20, "e": 50, "a": 30}.items():
        assert drawn[code].mean() == pytest.approx(weight, abs=0.2)
        assert drawn[code].std() == pytest.approx(np.sqrt(weight * (100 - weight) / 51), rel=0.02)


@pytest.mark.parametrize("spread", [0, 50], ids=["always the same", "others each time"])
def test_the_winners_of_many_are_those_of_a_full_sort(spread):
    """Who is best in the first draw need not be in the others: 300 participants, five winners."""
    generator = np.random.default_rng(2)
    behind = (np.arange(300) * 2 + generator.integers(0, spread + 1, (40, 300)) * 10).astype(np.int32)
    behind[:, 7] = np.iinfo(np.int32).max  # out
    found = _last_place(behind, 5)
    assert found.tolist() == np.sort(behind, axis=1)[:, [4]].tolist()
    assert (behind[1:, np.argsort(behind[0])[:65]].min(axis=1) > behind[1:].min(axis=1)).any() == bool(spread)


def test_weights_do_not_vanish_however_loose():
    drawn = draw_weights(the_rules(), seed=1, draws=2_000, concentration=1e-3)
    assert min(weights.min() for weights in drawn.values()) > 0
    assert not np.isnan(np.array(list(drawn.values()))).any()


def test_concentrated_weights_leave_everyone_where_the_rulebook_puts_them():
    book = the_rules()
    people = [{"a": 10.0 * i, "b": 1, "c": 5, "d": 5, "e": 5, "f": 5, "size": 1, "category": "x"} for i in range(5)]
    scores, ranking, awards = judged(a_year(people), book)
    drawn = draw_weights(book, seed=3, draws=200, concentration=1e12)
    found = certainty(WeightDraws(book, scores, drawn), scores, ranking, book)
    ranks = ranking.table.set_index("code")["rank"].sort_index()
    assert found.ranks["rank_low"].tolist() == found.ranks["rank_high"].tolist() == ranks.tolist()
    for rule in ("best", "open"):
        winners = set(awards.table.loc[awards.table["award"] == rule, "code"])
        assert set(found.awards.index[found.awards[rule] == 1.0]) == winners
