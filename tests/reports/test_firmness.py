"""How firm an award is, by hand: the sentence that its shares, its distance and its tests give."""

import math

import pytest

from criteria.certainty_rules import Resampling
from criteria.editions import edition_text
from criteria.loading import loads
from reports.firmness import Best, Drawn, drawn_how, firm
from reports.site.boards import _near
from reports.speech import Speech

SAY = Speech("en")
RULES = loads(edition_text("anggakara-2020"), "anggakara-2020")
NAMES = {code: f"Kota {code}" for code in "ABCDEFGH"}
AWARD = next(award for award in RULES.award if award.by == "total").model_copy(update={"winners": 2})


def told(shares, *, last=None, best=None, award=AWARD, level=0.9):
    return firm(Drawn(award, ["A", "B"], shares, last, best), NAMES, level, SAY)


def test_who_holds_it_in_as_many_draws_as_an_interval_holds_is_firm():
    found = told({"A": 0.97, "B": 0.9, "C": 0.13})
    assert found.firm
    assert found.verdict.startswith("Firm")
    assert [(one.code, one.share) for one in found.winners] == [("A", 0.97), ("B", 0.9)]
    assert (found.other.code, found.other.share) == ("C", 0.13)


def test_the_weakest_winner_stands_beside_whoever_comes_nearest():
    found = told({"A": 0.97, "B": 0.55, "C": 0.31, "D": 0.17})
    assert not found.firm
    assert found.verdict == "Within the noise: Kota B would hold it in 55% of the draws, Kota C in 31%."
    alone = told({"A": 0.97, "B": 0.55, "C": 0.0})
    assert alone.other is None
    assert alone.verdict == "Kota B would hold it in 55% of the draws."


@pytest.mark.parametrize(
    ("distance", "says"),
    [
        (3.0, "Moving 1.5 points of weight would put Kota C level with the last winner."),  # taken here, given there
        (0.0, "Kota C is level with the last winner; the tie was broken."),
        (math.inf, "No other weights would put Kota C level with the last winner."),
        (math.nan, ""),
    ],
)
def test_what_it_would_take_in_weights(distance, says):
    assert told({"A": 1.0, "B": 1.0}, last=(distance, "Kota C")).weights == says


def test_who_else_may_be_among_the_best_is_named_without_the_winners():
    best = Best(top=2, level=0.95, ranked=40, may_be="ABCDEFGH")
    says = told({"A": 1.0, "B": 1.0}, best=best).best
    assert says == (
        "Who else may truly be among the best 2 of 40 ranked, so tests say with 95% probability:"
        " Kota C; Kota D; Kota E; Kota F; Kota G; 1 more (certainty.csv)."
    )
    nobody = told({"A": 1.0, "B": 1.0}, best=Best(top=2, level=0.95, ranked=40, may_be="AB")).best
    assert nobody.startswith("Nobody else may truly be among the best 2")


@pytest.mark.parametrize("other", [{"winners": 3}, {"by": "change"}])
def test_nothing_is_said_of_an_award_that_the_test_was_not_about(other):
    best = Best(top=2, level=0.95, ranked=40, may_be="ABC")
    assert told({"A": 1.0, "B": 1.0}, best=best, award=AWARD.model_copy(update=other)).best == ""


def test_what_was_drawn_and_how_often():
    says = drawn_how(Resampling(sources=["weights", "judges"], level=0.8), 4_300, SAY)
    assert says.startswith(
        "The year was drawn anew 4,300 times: the weights, near those of the rules, each panel's marks."
    )
    assert "80% of the ranks" in says


def test_near_a_cut_is_who_was_near_it_and_no_other():
    stages = [
        {"stage": "documents", "near": True, "distance": -0.14},
        {"stage": "interview", "near": False, "distance": 9.0},
        {"stage": "decision", "near": False, "distance": None},
    ]
    says = _near({"stages": stages}, RULES, SAY)
    assert says == "near the cut of the stage Evaluation of Documents: −0.14 points"
    assert _near({}, RULES, SAY) == ""
