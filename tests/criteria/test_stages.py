"""Stages: who goes on, what a total is made of at each, quotas, and ties at the cut; worked out by hand."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_year import TITLE, award_of, fielded, gate_of, handed_in, leaf, rulebook

from criteria import decide
from criteria.rulebook import Rulebook

PAIR = [leaf("papers", 40), leaf("talk", 60)]
FIGURES = {
    "A": {"papers": "90", "talk": "10", "kind": "city"},
    "B": {"papers": "80", "talk": "80", "kind": "city"},
    "C": {"papers": "70", "talk": "100", "kind": "city"},
    "D": {"papers": "60", "talk": "95", "kind": "province"},
    "E": {"papers": "50", "talk": "99", "kind": "Province "},
}


def stage(code, **keys):
    return {"code": code, "title": TITLE, **keys}


def decided(stages, figures=FIGURES, *, until=None, lot=None, tree=PAIR, **rules):
    book = rulebook(tree, **rules).model_dump(by_alias=True, exclude_none=True)
    book = Rulebook.model_validate({**book, "stage": stages, **({"lot": lot} if lot else {})})
    return decide(fielded(figures), handed_in(), book.until(until) if until else book)


def rows(found, *columns):
    table = found.stages.table[list(columns)].astype(object)
    return [tuple(row) for row in table.where(table.notna(), None).to_numpy()]


def standing(found):
    table = found.ranking.table[["code", "rank", "score", "status"]].astype(object)
    return [tuple(row) for row in table.where(table.notna(), None).to_numpy()]


def test_a_stage_that_starts_afresh_and_one_that_carries_scores_on():
    stages = [stage("papers-read", weights={"papers": 100}, top=3), stage("interview", weights={"talk": 100})]
    assert standing(decided(stages)) == [
        ("C", 1, 100, "ranked"), ("B", 2, 80, "ranked"), ("A", 3, 10, "ranked"),
        ("D", None, 60, "not ranked: papers-read"), ("E", None, 50, "not ranked: papers-read"),
    ]  # fmt: skip
    stages[1]["weights"] = {"papers": 40, "talk": 60}
    # C 0.4 x 70 + 60 = 88; B 80; A 36 + 6 = 42
    assert [row[:3] for row in standing(decided(stages))[:3]] == [("C", 1, 88), ("B", 2, 80), ("A", 3, 42)]


def test_what_nobody_has_judged_is_no_score_and_points_add_up_to_the_stages_total():
    stages = [stage("papers-read", weights={"papers": 100}, top=3), stage("interview", weights={"talk": 100})]
    scores = decided(stages).scores
    assert np.isnan(scores.nodes.loc["D", "talk"])
    assert scores.nodes.loc["C", ["papers", "talk"]].tolist() == [70, 100]
    assert scores.parts.loc["D"].fillna(0).tolist() == [60, 0]
    assert scores.parts.loc["C"].fillna(0).tolist() == [0, 100]
    assert scores.weights.loc["C"].fillna(0).tolist() == [0, 100]


def test_until_a_stage_nothing_is_awarded_and_the_ranking_is_that_of_the_stage():
    stages = [stage("papers-read", weights={"papers": 100}, top=4), stage("interview", weights={"talk": 100}, top=1)]
    found = decided(stages, until="papers-read", awards=[award_of("best")])
    assert [row[:3] for row in standing(found)] == [
        ("A", 1, 90),
        ("B", 2, 80),
        ("C", 3, 70),
        ("D", 4, 60),
        ("E", None, 50),
    ]
    assert found.awards.table.empty
    assert found.awards.remarks.empty
    whole = decided(stages, awards=[award_of("best")])
    assert whole.awards.table["code"].tolist() == ["C"]
    assert [row[0] for row in standing(whole) if row[3] == "not ranked: interview"] == ["A", "B", "D"]


def test_distance_is_from_the_nearest_on_the_other_side_of_the_cut():
    found = decided([stage("papers-read", weights={"papers": 100}, top=3, near=10)])
    # the last who goes on has 70, the best who stays 60
    assert rows(found, "code", "status", "distance", "near") == [
        ("A", "advanced", 30, False), ("B", "advanced", 20, False), ("C", "advanced", 10, True),
        ("D", "cut", -10, True), ("E", "cut", -20, False),
    ]  # fmt: skip


def test_a_minimum_and_a_gate_each_say_why():
    stages = [
        stage("administration", gates=["papers-there"]),
        stage("papers-read", weights={"papers": 100}, at_least=60.0),
    ]
    found = decided(stages, gates=[gate_of("papers-there", field="papers", at_most=85.0)])
    assert rows(found, "stage", "code", "status", "why") == [
        ("administration", "B", "advanced", ""), ("administration", "C", "advanced", ""),
        ("administration", "D", "advanced", ""), ("administration", "E", "advanced", ""),
        ("administration", "A", "gate", "papers-there"),
        ("papers-read", "B", "advanced", ""), ("papers-read", "C", "advanced", ""),
        ("papers-read", "D", "advanced", ""), ("papers-read", "E", "cut", "below the minimum"),
    ]  # fmt: skip
    status = {row[0]: row[3] for row in standing(found)}
    assert (status["A"], status["E"]) == ("not ranked: papers-there", "not ranked: papers-read")


def test_a_quota_keeps_places_for_the_best_of_a_kind_whatever_the_case_of_its_word():
    quota = {"field": "kind", "least": {"PROVINCE": 2}}
    found = decided([stage("papers-read", weights={"papers": 100}, top=3, quota=quota)])
    assert rows(found, "code", "status", "why") == [
        ("A", "advanced", ""), ("B", "cut", ""), ("C", "cut", ""),
        ("D", "advanced", "place kept by quota"), ("E", "advanced", "place kept by quota"),
    ]  # fmt: skip
    # by their scores the last place is A's, and the best that stayed is B, with 80
    assert rows(found, "code", "distance") == [("A", 10), ("B", -10), ("C", -20), ("D", -20), ("E", -30)]
    one = decided([stage("s", weights={"papers": 100}, top=4, quota={"field": "kind", "least": {"province": 1}})])
    assert rows(one, "code", "why") == [("A", ""), ("B", ""), ("C", ""), ("D", ""), ("E", "")]
    unmet = decided([stage("s", weights={"papers": 100}, top=4, quota={"field": "kind", "least": {"regency": 1}})])
    assert unmet.stages.remarks.to_numpy().tolist() == [["s", "all", "quota not met", "regency: 0/1"]]
    assert [code for code, status in rows(unmet, "code", "status") if status == "advanced"] == list("ABCD")


EQUAL = {
    "P": {"papers": "50", "talk": "1"}, "Q": {"papers": "50", "talk": "2"}, "R": {"papers": "50", "talk": "3"},
    "Z": {"papers": "60", "talk": "0"},
}  # fmt: skip


def test_equals_at_the_cut_are_told_apart_by_criteria_else_all_go_on():
    cut = stage("s", weights={"papers": 100}, top=2)
    shared = decided([cut], EQUAL)
    assert [code for code, status in rows(shared, "code", "status") if status == "advanced"] == ["Z", "P", "Q", "R"]
    assert shared.stages.remarks["remark"].tolist() == ["tied at the cut"]
    by_talk = decided([stage("s", weights={"papers": 99, "talk": 1}, top=2)], EQUAL, decimals=1, ties=["talk"])
    assert [code for code, status in rows(by_talk, "code", "status") if status == "advanced"] == ["Z", "R"]


@pytest.mark.parametrize("seed", ["bola 2019-11-01", "undian umum"])
def test_a_lot_can_be_drawn_again_by_anybody(seed):
    cut = stage("seleksi", weights={"papers": 100}, top=2, ties="lot")
    found = decided([cut], EQUAL, lot={"seed": seed, "published": "berita negara"})
    first = min("PQR", key=lambda code: hashlib.sha256(f"{seed}/seleksi/{code}".encode()).hexdigest())
    went_on = [(code, why) for code, status, why in rows(found, "code", "status", "why") if status == "advanced"]
    assert went_on == [("Z", ""), (first, "by lot")]
    assert found.stages.remarks.to_numpy().tolist() == [["seleksi", "all", "by lot", "P;Q;R"]]


def test_a_cut_larger_than_the_field_keeps_nobody_back_and_says_so():
    found = decided([stage("s", weights={"papers": 100}, top=99)])
    assert {status for (status,) in rows(found, "status")} == {"advanced"}
    size = len(found.stages.table)
    assert found.stages.remarks[["remark", "codes"]].to_numpy().tolist() == [
        ["more places than participants", f"{size}/99"],
    ]  # fmt: skip


def test_a_place_in_each_category():
    categories = [
        {"code": "city", "title": TITLE, "where": {"kind": ["city"]}}, {"code": "rest", "title": TITLE},
    ]  # fmt: skip
    placed = {k: v | {"category": "city" if v["kind"] == "city" else "rest"} for k, v in FIGURES.items()}
    found = decided([stage("s", weights={"papers": 100}, top={"city": 2})], placed, categories=categories)
    assert [code for code, status in rows(found, "code", "status") if status == "cut"] == ["C"]


MARKS = st.lists(st.integers(0, 20), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None)
@given(MARKS, st.integers(1, 12), st.sampled_from(["share", "lot"]), st.randoms(use_true_random=False))
def test_nobody_goes_on_below_one_who_stays_and_order_of_rows_never_matters(values, places, ties, chance):
    figures = {f"P{n}": {"papers": str(value), "talk": "0"} for n, value in enumerate(values)}
    cut = [stage("s", weights={"papers": 100}, top=places, ties=ties)]
    lot = {"seed": "sudah diumumkan", "published": "x"}
    found = decided(cut, figures, lot=lot)
    table = found.stages.table.set_index("code")
    on = table["status"] == "advanced"
    if (~on).any():
        assert table.loc[on, "score"].min() >= table.loc[~on, "score"].max()
    counts = int(on.sum())
    assert counts >= min(places, len(values))
    if ties == "lot":
        assert counts == min(places, len(values))
    mixed = list(figures.items())
    chance.shuffle(mixed)
    again = decided(cut, dict(mixed), lot=lot).stages.table
    assert again.equals(found.stages.table)
