"""The year drawn anew, all sources together: what must hold whatever the draws."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from resampled_years import a_year, judged, the_rules
from small_year import TITLE, award_of, handed_in, leaf, rulebook

from criteria import award, rank, score
from criteria.certainty import joint
from criteria.certainty.joint import drawn_ranks, total_errors
from criteria.certainty.sureness import how_sure
from criteria.certainty.tops import top_sets
from criteria.certainty_rules import Resampling
from criteria.indicators import INDICATORS
from criteria.results import Indicators

SHARE = {"type": "linear", "zero": 0.0, "full": 1.0}


def shares(counts, category=None):
    """Indicators of participants whose complaints were answered ``part`` times of ``of``; every answer in a day."""
    codes = pd.Index(sorted(counts), name="code")
    table = pd.DataFrame(np.nan, index=codes, columns=list(INDICATORS))
    parts, wholes = table.copy(), table.copy()
    rows = []
    for code, (part, of) in counts.items():
        parts.loc[code, "answered_share"], wholes.loc[code, "answered_share"] = part, of
        parts.loc[code, "acknowledged_share"], wholes.loc[code, "acknowledged_share"] = of, of
        parts.loc[code, "resolved_share"], wholes.loc[code, "resolved_share"] = 0, of
        rows.append((code, "answer", 1, part, of - part))
    table = parts / wholes
    people = pd.DataFrame({"name": codes, "category": category or "all"}, index=codes)
    days = pd.DataFrame(rows, columns=["participant", "step", "t", "events", "censored"])
    return Indicators(table, parts, wholes, people, pd.DataFrame(), days)


def book(sources, draws=400, estimate="ratio", **more):
    rules = rulebook(
        [leaf("a", 100, indicator="answered_share", scale=SHARE, estimate=estimate)], awards=[award_of("best")], **more
    )
    certain = rules.certainty.model_copy(update={"sources": sources, "draws": draws})
    return rules.model_copy(update={"certainty": certain})


def drawn(year, rules):
    scores = score(year, handed_in(), rules)
    ranking = rank(scores, year, rules)
    return drawn_ranks(year, handed_in(), scores, ranking, rules)


def test_few_complaints_leave_a_wider_interval_than_many():
    counts = {f"P{n}": (10 * (n + 40), 1_000) for n in range(0, 50, 5)}
    found = drawn(shares({**counts, "few": (12, 20)}), book(["complaints"])).ranks
    width = found["rank_high"] - found["rank_low"]
    assert width["few"] > width.drop("few").max()


def test_a_lead_of_a_standard_error_is_a_matter_of_chance_and_one_of_ten_is_none():
    # two of 400 complaints each, 60 and 62 percent: standard error of the difference 3.4 points, so ahead in 72 %
    close = drawn(shares({"A": (240, 400), "B": (248, 400)}), book(["complaints"], draws=4_000))
    assert close.awarded["B"] == pytest.approx(0.72, abs=0.03)
    far = drawn(shares({"A": (200, 400), "B": (360, 400)}), book(["complaints"]))
    assert far.awarded.to_dict() == {"A": 0.0, "B": 1.0}
    assert far.ranks[["rank_low", "rank_high"]].to_numpy().tolist() == [[2, 2], [1, 1]]


def test_where_nothing_varies_every_draw_is_the_year():
    found = drawn(shares({"A": (1, 4), "B": (3, 4), "C": (2, 4)}), book([]))
    assert found.ranks[["rank_low", "rank_high", "ranked"]].to_numpy().tolist() == [[3, 3, 1], [1, 1, 1], [2, 2, 1]]


def test_no_draws_no_answer():
    assert drawn(shares({"A": (1, 4), "B": (3, 4)}), book(["complaints"], draws=0)) is None


def test_the_seed_decides_and_the_order_of_participants_does_not():
    counts = {f"P{n}": (20 + n, 50) for n in range(12)}
    rules = book(["complaints", "weights"])
    first, again = (drawn(shares(counts), rules) for _ in range(2))
    pd.testing.assert_frame_equal(first.ranks, again.ranks)
    turned = drawn(shares(dict(reversed(counts.items()))), rules)
    pd.testing.assert_frame_equal(first.ranks, turned.ranks)
    other = rules.model_copy(update={"certainty": rules.certainty.model_copy(update={"seed": 2})})
    assert not drawn(shares(counts), other).awards.equals(first.awards)


def test_draws_are_joined_from_parts():
    rules = book(["complaints"], draws=31)
    year = shares({"A": (5, 9), "B": (4, 9)})
    scores = score(year, handed_in(), rules)
    field = joint._Field(scores, year, year, handed_in().marks, rules, 0)
    rows = np.arange(2, dtype=np.intp)
    whole = joint._Joined(field, 31, 7).among(rows)(["total"], 0, 31)["total"]
    pieces = [
        joint._Joined(field, 31, 7).among(rows)(["total"], at, min(at + 5, 31))["total"] for at in range(0, 31, 5)
    ]
    assert whole.shape == (31, 2)
    assert np.array_equal(np.concatenate(pieces), whole)
    assert len(np.unique(whole[:7], axis=0)) > 1
    assert not np.array_equal(whole[:7], whole[7:14])


@pytest.mark.parametrize("estimate", ["wilson", "shrunk", "standardised"])
def test_estimated_shares_are_drawn_around_their_estimate(estimate):
    counts = {f"P{n}": (n + 50, 100 + n) for n in range(9)}
    rules = book(["complaints"], draws=1_000, estimate=estimate)
    year = shares(counts)
    scores = score(year, handed_in(), rules)
    field = joint._Field(scores, year, year, handed_in().marks, rules, 0)
    totals = joint._Joined(field, 1_000, 1_000).among(np.arange(9, dtype=np.intp))(["total"], 0, 1_000)["total"]
    assert totals.mean(axis=0) == pytest.approx(scores.nodes["total"].to_numpy(), abs=1.0)


def test_standard_errors_are_those_of_a_binomial_share():
    year = shares({"A": (240, 400), "B": (50, 100)})
    rules = book(["complaints", "weights"], draws=1_000)
    scores = score(year, handed_in(), rules)
    errors = total_errors(year, handed_in(), scores, year.table.index, rules)
    expected = [100 * np.sqrt(0.6 * 0.4 / 400), 100 * np.sqrt(0.5 * 0.5 / 100)]
    assert errors == pytest.approx(expected, rel=0.1)


def test_another_category_changes_nothing():
    people = [{"a": 50.0 + n, "b": 60.0 - n, "size": 1, "category": "x"} for n in range(4)]
    rules = the_rules()
    rules = rules.model_copy(
        update={"certainty": rules.certainty.model_copy(update={"sources": ["weights"], "draws": 50})}
    )
    found = []
    for others in ([], [{"a": 10.0, "b": 90.0, "size": 1, "category": "y"}]):
        year = a_year([*people, *others])
        scores, ranking, awards = judged(year, rules)
        sure = how_sure(year, handed_in(), scores, ranking, awards, rules)
        mine = sure.drawn.ranks
        found.append(mine[mine["category"] == "x"])
    pd.testing.assert_frame_equal(*found)


def test_a_year_where_nobody_is_ranked_has_nothing_to_draw():
    year = shares({"A": (1, 4)})
    rules = book(["complaints"])
    scores = score(year, handed_in(), rules)
    ranking = rank(scores, year, rules)
    gone = replace(ranking, table=ranking.table.assign(status="not ranked: x", rank=pd.array([pd.NA], dtype="Int64")))
    assert drawn_ranks(year, handed_in(), scores, gone, rules) is None
    awards = award(gone, scores, rules)
    assert how_sure(year, handed_in(), scores, gone, awards, rules).boundaries.empty


def test_who_is_best_is_counted_by_each_categorys_own_award():
    """Ten of 400 complaints apart and a standard error of two points: nobody is near in y, all are in x."""
    far, near = {"A": (200, 400), "B": (300, 400), "C": (390, 400)}, {"D": (200, 400), "E": (201, 400), "F": (202, 400)}
    year = shares({**far, **near}, category=["y"] * 3 + ["x"] * 3)
    awards = [award_of("first", category="y", winners=2), award_of("by-leaf", category="x", by="a", winners=1)]
    rules = rulebook(
        [leaf("a", 100, indicator="answered_share", scale=SHARE)],
        awards=awards, categories=[{"code": code, "title": TITLE, "where": {"category": [code]}} for code in "xy"],
    )  # fmt: skip
    scores = score(year, handed_in(), rules)
    ranking = rank(scores, year, rules)
    found = {one.category: one for one in top_sets(year, handed_in(), scores, ranking, rules)}
    assert (found["x"].top, found["y"].top) == (3, 2)  # where no award goes by the total, the best are three
    assert found["y"].table["among"].tolist() == [False, True, True]
    assert found["y"].table[["low", "high"]].to_numpy().tolist() == [[3, 3], [2, 2], [1, 1]]
    assert found["x"].table[["low", "high"]].to_numpy().tolist() == [[1, 3]] * 3
    first = {one.category: one for one in top_sets(year, handed_in(), scores, ranking, rules, top=1)}
    assert first["x"].table["among"].all()
    assert first["y"].table["among"].tolist() == [False, False, True]
    assert top_sets(year, handed_in(), scores, ranking, rules, most=2) == []


def test_the_drawing_says_how_far_it_is(monkeypatch):
    monkeypatch.setattr(joint, "_HELD", 30)
    year, rules = shares({"A": (1, 4), "B": (3, 4), "C": (2, 4)}), book(["complaints"], draws=45)
    scores, told = score(year, handed_in(), rules), []
    drawn_ranks(
        year, handed_in(), scores, rank(scores, year, rules), rules, progress=lambda done, of: told.append((done, of))
    )
    assert told[0] == (1, 5)
    assert told[-1] == (5, 5)


@pytest.mark.parametrize(
    ("asked", "participants", "draws"),
    [(None, 0, 10_000), (None, 260, 10_000), (None, 600, 4_300), (None, 9_000, 1_000), (7, 9_000, 7), (0, 12, 0)],
)
def test_by_default_few_are_drawn_more_often_than_many(asked, participants, draws):
    assert Resampling(draws=asked).draws_among(participants) == draws
