"""What is said of a cut, and how a flag's figures are written."""

import pytest

from criteria.editions import edition_text
from criteria.loading import loads
from reports.report_stages import figures, outcome, remark
from reports.speech import Speech

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


def test_a_share_is_a_percentage_and_a_multiple_is_times():
    assert figures("no-delay", 0.985, "", EN) == "98.5%"
    assert figures("month-break", 4.25, "2019-02", ID) == "4,2 kali (2019-02)"
