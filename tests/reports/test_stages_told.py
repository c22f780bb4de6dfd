"""What is said of a cut, and how a flag's figures are written."""

import datetime as dt

import pytest

from criteria.editions import edition_text
from criteria.loading import loads
from reports import in_words
from reports.report_stages import figures, outcome, remark
from reports.site.boards import boards
from reports.speech import Speech
from reports.stage_words import stages

RULES = loads(edition_text("anggakara-2022"), "x")
EN, ID = Speech("en"), Speech("id")


@pytest.mark.parametrize(
    ("what", "english"),
    [
        ("tied at the cut", "Equal at the last place, so that all of them went on: A, B."),
        ("by lot", "Equal at the last place and drawn by lot: A, B."),
        ("quota not met", "Fewer than the quota keeps places for: A, B."),
    ],
)
def test_remarks_name_who_they_are_about(what, english):
    assert remark(what, "A;B", EN) == english
    assert remark(what, "A;B", ID).endswith("A, B.")
    assert remark(what, "A;B", ID) != english


def test_outcomes_are_told_apart():
    cases = [
        ("advanced", ""), ("advanced", "place kept by quota"), ("advanced", "by lot"),
        ("cut", ""), ("cut", "below the minimum"),
    ]  # fmt: skip
    assert len({outcome(status, why, RULES, EN) for status, why in cases}) == len(cases)
    at_gate = outcome("gate", RULES.gate[0].code, RULES, EN)
    assert at_gate == f"does not meet: {RULES.gate[0].title.en}"
    assert outcome("no score", "", RULES, EN) == "has no score"


def test_stages_are_said_with_their_gates_totals_and_cuts():
    first, second, documents, places, *_ = stages(RULES, EN)
    assert first.gates[0] == "Complaint system in operation"
    assert (first.total, first.goes_on) == ("Self-assessment 100%", ("whoever passes its gates goes on",))
    assert second.goes_on == ("at least 50 points",)
    ties = "whoever equals the last one, in the criteria that break ties too, goes on as well"
    assert documents.goes_on == (
        "Outstanding Achievement: the best 6 go on", "General Agencies: everybody goes on",
        "Public Service Units: the best 15 go on", ties,
    )  # fmt: skip
    assert "the best 30 go on; places kept by kind: ministry 3" in places.goes_on[1]


def test_until_when_marks_count_is_part_of_a_stage():
    closing = RULES.stage[-1].model_copy(update={"closes": dt.date(2022, 6, 10)})
    rules = RULES.model_copy(update={"stage": [*RULES.stage[:-1], closing]})
    assert stages(rules, EN)[-1].goes_on[-1] == "marks count that were given until 10 June 2022"
    assert "until" not in " ".join(stages(RULES, EN)[-1].goes_on)


def test_how_a_share_is_estimated_and_marks_adjusted_is_part_of_the_method():
    leaf = next(leaf for leaf in RULES.leaves if leaf.estimate == "wilson")
    assert "the bound of its 95% interval" in in_words.feed(leaf, EN)
    assert "interval" not in in_words.feed(leaf.model_copy(update={"estimate": "ratio"}), EN)
    judged = next(leaf for leaf in RULES.leaves if leaf.panel)
    adjusted = judged.panel.model_copy(update={"severity": "mixed", "decimals": 2})
    said = in_words.feed(judged.model_copy(update={"panel": adjusted}), EN)
    assert "less what its judge is lenient" in said
    assert "rounded to 2 decimals" in said


def test_a_share_is_a_percentage_and_a_multiple_is_times():
    assert figures("no-delay", 0.985, "", EN) == "98.5%"
    assert figures("month-break", 4.25, "2019-02", ID) == "4,2 kali (2019-02)"


def test_the_public_page_says_who_was_near_which_cut():
    def participant(code, rank, *held):
        stages = [{"stage": stage, "near": near, "distance": distance} for stage, near, distance in held]
        score, parts = {"rounded": 80.0}, {leaf.code: {"rounded": 1.0} for leaf in RULES.criterion}
        status = "ranked" if rank else f"not ranked: {RULES.stage[-1].code}"
        return {
            "code": code, "name": code, "category": "general", "rank": rank, "status": status, "score": score,
            "awards": [], "criteria": parts, "stages": stages,
        }  # fmt: skip

    last, before = RULES.stage[-1], RULES.stage[-2]
    people = [
        participant("A", 1, (before.code, False, 30.0), (last.code, True, 0.14)),
        participant("B", 2, (last.code, False, None)),
        participant("C", None, (before.code, True, 0.5), (last.code, True, -1.25)),
    ]
    (board,) = boards({"participants": people}, RULES, EN)
    near = f"near the cut of the stage {last.title.en}: "
    assert [line.near for line in board.lines] == [near + "+0.14 points", ""]
    first = f"near the cut of the stage {before.title.en}: +0.50 points; "
    assert board.left[0].people == (("C", "C", first + near + "−1.25 points"),)
