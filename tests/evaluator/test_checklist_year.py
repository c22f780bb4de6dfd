"""A whole year with a self-assessment: from the workbooks to the ranking, checklists.csv and the explanation."""

import json

import pytest
from small_folder import PEOPLE, RULEBOOK, add, build, replace, table

QUESTION = """\
[[question]]
code = "{code}"
title = {{ id = "Tanya {code}", en = "Question {code}" }}
points = {points}
criterion = "listed"
evidence = "{evidence}"
"""
JUDGED = 'code = "judged"\ntitle = { id = "Juri", en = "Judged" }\nweight = 40\n'
LISTED = """\
[[criterion]]
code = "listed"
title = { id = "Isian", en = "Self-assessment" }
weight = 20
checklist = true
"""
HEADER = "question,answer,claimed,evidence"


@pytest.fixture
def year(tmp_path):
    """Everybody claims all 10 + 5 points, with evidence; A1 was verified at 4 + 5, A2 at 10 for the first question."""
    folder = build(tmp_path / "year")
    assert JUDGED in RULEBOOK
    replace(folder, "rulebook.toml", JUDGED, JUDGED.replace("40", "20"))
    more = [LISTED, QUESTION.format(code="q1", points=10, evidence="required")]
    add(folder, "rulebook.toml", *more, QUESTION.format(code="q2", points=5, evidence="optional"))
    (folder / "checklists" / "verified").mkdir(parents=True)
    for code in list(PEOPLE)[:-1]:  # U2 hands in nothing
        add(folder, f"checklists/{code}.csv", HEADER, "q1,yes,10,decree.pdf", "q2,yes,5,")
    verified = ["A1,q1,4,=too old,Ani", "A1,q2,5,,Ani", "A2,q1,10,,Ani"]
    add(folder, "checklists/verified/team.csv", "participant,question,points,remark,verifier", *verified)
    return folder


def test_the_ranking_holds_what_the_checklists_bring(year, call):
    assert call("run", year, "--no-documents").code == 0
    found = {row["code"]: row["listed"] for row in table(year, "ranking.csv")}
    # A1: 9 of 15; A2: 10 verified and 5 claimed; the others: 5 claimed of 15, for q1 asks for evidence
    assert found == {"A1": "60.00", "A2": "100.00", "A3": "33.33", "A4": "33.33", "U1": "33.33", "U2": "0.00"}
    first = table(year, "checklists.csv")[0]
    assert first == {
        "participant": "A1", "question": "q1", "claimed": "10", "verified": "4", "counted": "4", "difference": "-6",
        "remark": "'=too old",
    }  # fmt: skip
    manifest = json.loads((year / "results" / "manifest.json").read_text(encoding="utf-8"))
    assert "checklists.csv" in {file["path"] for file in manifest["outputs"]}
    assert {"checklists/A1.csv", "checklists/verified/team.csv"} <= {file["path"] for file in manifest["inputs"]}


def test_the_documents_say_what_feeds_the_criterion(year, call):
    assert call("run", year).code == 0
    assert (year / "results" / "report.pdf").stat().st_size > 1000


def test_explain_lists_the_largest_cuts(year, call):
    told = json.loads(call("explain", year, "A1", "--json").out)
    assert told["cuts"] == [
        {"question": "q1", "title": "Question q1", "claimed": 10.0, "verified": 4.0, "counted": 4.0}
    ]
    assert "Question q1" in call("explain", year, "A1").out
    assert json.loads(call("explain", year, "A3", "--json").out)["cuts"][0]["verified"] is None
    assert json.loads(call("explain", year, "U2", "--json").out)["cuts"] == []


def test_a_year_without_checklists_has_no_table_of_them(tmp_path, call):
    folder = build(tmp_path / "year")
    assert call("run", folder, "--no-documents").code == 0
    assert not (folder / "results" / "checklists.csv").exists()
