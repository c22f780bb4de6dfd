"""Two participants compared: worked out by hand, and adding up exactly whatever the figures."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_year import fielded, handed_in, leaf, node, rulebook

from criteria import score
from criteria.contrast.pairs import contrast, effects

TREE = [
    node("speed", 60, children=["answer", "resolve"]),
    leaf("answer", 50, missing="exclude"),
    leaf("resolve", 50, missing="exclude"),
    leaf("judged", 40, missing="exclude"),
]


def compared(figures, book, one="A", other="B"):
    return contrast(score(fielded(figures), handed_in(), book), book, one, other)


def test_with_equal_weights_all_is_by_score():
    figures = {
        "A": {"answer": 80.0, "resolve": 40.0, "judged": 70.0},
        "B": {"answer": 60.0, "resolve": 60.0, "judged": 65.0},
    }
    table = compared(figures, rulebook(TREE))
    # 30 % of 20, 30 % of -20, 40 % of 5
    assert table["difference"].to_dict() == {"total": 2.0, "speed": 0.0, "answer": 6.0, "resolve": -6.0, "judged": 2.0}
    assert (table["by_score"] == table["difference"]).all()
    assert not table["by_weight"].any()


def test_where_a_criterion_is_left_out_the_weights_have_a_part():
    figures = {
        "A": {"answer": 80.0, "resolve": 40.0, "judged": 50.0},
        "B": {"answer": 60.0, "resolve": np.nan, "judged": 50.0},
    }
    table = compared(figures, rulebook(TREE))
    # A: 30 % of 80 + 30 % of 40 + 40 % of 50 = 56; B, whose answer weighs 60 %: 60 % of 60 + 40 % of 50 = 56
    assert table.loc["total"].tolist() == [0, 9, -9]
    # answer: 24 - 36 = -12: the score's part is (30 + 60) / 2 % of 20 = 9, the weight's -30 % of (80 + 60) / 2 = -21
    assert table.loc["answer"].tolist() == [-12, 9, -21]
    assert table.loc["resolve"].tolist() == [12, 0, 12]  # nothing to compare it with: its weight alone
    assert table.loc["speed"].tolist() == [0, 9, -9]
    assert table.loc["judged"].tolist() == [0, 0, 0]


def test_thirds_are_printed_so_that_they_add_up():
    tree = [leaf("a", 1), leaf("b", 1), leaf("c", 1)]
    figures = {"A": dict.fromkeys("abc", 11.0), "B": dict.fromkeys("abc", 10.0)}
    table = compared(figures, rulebook(tree))
    assert table["difference"].to_dict() == {"total": 1.0, "a": 0.34, "b": 0.33, "c": 0.33}
    back = compared(figures, rulebook(tree), "B", "A")  # equal remainders must not depend on who is asked about
    assert back["difference"].to_dict() == {"total": -1.0, "a": -0.34, "b": -0.33, "c": -0.33}


def test_without_a_total_there_is_nothing_to_compare():
    figures = {
        "A": {"answer": 80.0, "resolve": 40.0, "judged": 50.0},
        "B": dict.fromkeys(("answer", "resolve", "judged"), np.nan),
    }
    assert compared(figures, rulebook(TREE)).isna().all(axis=None)


def test_effects_are_the_middle_of_both_orders():
    shares = np.array([[0.25], [0.75]])
    scores = np.array([[40.0], [80.0]])
    # 0.75 x 80 - 0.25 x 40 = 50 = 40 x 0.5 (middle share) + 0.5 x 60 (middle score)
    assert effects(*shares, *scores).ravel().tolist() == [20, 30]


FIGURE = st.one_of(st.sampled_from([0.0, 100.0, np.nan]), st.floats(0, 100))
ROW = st.fixed_dictionaries(dict.fromkeys(("answer", "resolve", "judged"), FIGURE))


def exact(value, decimals):
    return Decimal(f"{value:.{decimals}f}")


@settings(deadline=None, max_examples=40)
@given(ROW, ROW, st.integers(0, 4), st.integers(1, 99))
def test_it_adds_up_exactly_as_printed(one, other, decimals, weight):
    tree = [node("speed", weight, children=["answer", "resolve"]), *TREE[1:3], {**TREE[3], "weight": 100 - weight}]
    book = rulebook(tree, decimals=decimals)
    scores = score(fielded({"A": one, "B": other}), handed_in(), book)
    totals = scores.nodes["total"]
    assume(totals.notna().all())
    table = contrast(scores, book, "A", "B")
    printed = table.map(lambda value: exact(value, decimals))
    assert (printed["by_score"] + printed["by_weight"] == printed["difference"]).all()
    assert printed["difference"][["answer", "resolve"]].sum() == printed["difference"]["speed"]
    assert printed["difference"][["speed", "judged"]].sum() == printed["difference"]["total"]
    unit = 10.0**-decimals
    assert abs(table["difference"]["total"] - (totals["A"] - totals["B"])) <= unit * (1 + 1e-6)
    for name in ("answer", "resolve", "judged"):
        exactly = scores.parts.loc[["A", "B"], name].fillna(0)
        assert abs(table["difference"][name] - (exactly["A"] - exactly["B"])) < 2 * unit  # two figures, a unit each
        if exactly["A"] == exactly["B"] and scores.nodes.loc["A", name] == scores.nodes.loc["B", name]:
            assert table["difference"][name] == pytest.approx(0, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(ROW, ROW)
def test_the_other_way_round_only_the_signs_change(one, other):
    book = rulebook(TREE)
    scores = score(fielded({"A": one, "B": other}), handed_in(), book)
    forth, back = contrast(scores, book, "A", "B"), contrast(scores, book, "B", "A")
    np.testing.assert_array_equal(forth.to_numpy(), -back.to_numpy())
