import json

import pytest
import small_folder


@pytest.fixture
def folder(tmp_path):
    return small_folder.build(tmp_path / "kecil")


def told(call, folder, *options):
    called = call("what-changes", folder, *options, "--json")
    assert called.code == 0, called.err
    return json.loads(called.out)


def of(document, code):
    return next(person for person in document["participants"] if person["code"] == code)


def test_a_mark_that_moves_somebody(call, folder):
    """A1 and A2 are equal at 81.60; one of two marks of 14 more is 40 % of 7 = 2.80."""
    files = small_folder.bytes_of(folder)
    document = told(call, folder, "--score", "J1,A2,judged=80")
    assert document["changes"] == [{"what": "mark of J1 on A2, judged", "before": "66", "after": "80"}]
    assert (of(document, "A2")["score_before"], of(document, "A2")["score_after"]) == (81.6, 84.4)
    assert (of(document, "A2")["moved"], of(document, "A1")["moved"]) == (False, True)
    assert (of(document, "A1")["rank_before"], of(document, "A1")["rank_after"]) == (1, 2)
    assert [award["award"] for award in document["awards"]] == ["best-agency"]
    assert [one["place"] for one in document["awards"][0]["before"]] == [1, 1]
    assert [(one["place"], one["code"]) for one in document["awards"][0]["after"]] == [(1, "A2"), (2, "A1")]
    assert small_folder.bytes_of(folder) == files
    assert not (folder / "results").exists()


def test_it_is_what_a_run_with_that_mark_would_give(call, folder):
    document = told(call, folder, "--score", "j2,Kota Tiga,judged=99", "--rule", "gate.enough.at_least=34")
    small_folder.replace(folder, small_folder.MARKS, "J2,A3,judged,72", "J2,A3,judged,99")
    small_folder.replace(folder, "rulebook.toml", "at_least = 10", "at_least = 34")
    call("run", folder, "--no-documents")
    ranking = {row["code"]: row for row in small_folder.table(folder, "ranking.csv")}
    for person in document["participants"]:
        row = ranking[person["code"]]
        assert str(person["rank_after"] or "") == row["rank"]
        assert person["status_after"] == row["status"]
        assert f"{person['score_after']:.2f}" == row["score"]
        assert ";".join(person["awards_after"]) == row["award"]


def test_nothing_changes_is_said(call, folder):
    assert told(call, folder, "--score", "J1,A2,judged=66")["nothing_changes"] is True
    called = call("what-changes", folder, "--score", "J1,A3,judged=72")
    assert "Nothing changes: every rank, status and award stays as it is." in called.out
    assert "72.24 → 72.44" in called.out  # 40 % of half a point


def test_a_judge_who_gave_no_mark_may_give_one_and_one_may_be_taken_away(call, folder):
    lines = (folder / small_folder.MARKS).read_text(encoding="utf-8").splitlines(keepends=True)
    lines = [line for line in lines if line != "J1,U1,judged,81\n"]
    (folder / small_folder.MARKS).write_text("".join(lines), encoding="utf-8")
    given = told(call, folder, "--score", "J1,U1,judged=2")
    assert given["changes"][0]["before"] == "none"
    # 82 alone, then the mean of 82 and 2: 40 % of 40 less
    assert of(given, "U1")["score_before"] - of(given, "U1")["score_after"] == pytest.approx(16)
    assert told(call, folder, "--score", "J2,U2,judged=absent")["changes"][0]["after"] == "absent"


def test_an_indicator(call, folder):
    """A1 answers all in time: 30 % of a half is 15 points, and it falls behind all others."""
    document = told(call, folder, "--indicator", "A1,answered_on_time_share=0,5")
    a1 = of(document, "A1")
    assert (a1["score_before"] - a1["score_after"], a1["rank_after"]) == (pytest.approx(15), 4)
    assert of(told(call, folder, "--indicator", "A1,complaints=9"), "A1")["status_after"] == "not ranked: enough"
    missing = told(call, folder, "--indicator", "A1,days_to_resolve_median=")
    assert missing["changes"] == [{"what": "days_to_resolve_median of A1", "before": "3", "after": "no value"}]


def test_a_rule(call, folder):
    """The weights 60 and 40 become 50 and 50: A1 has 95 and 61.5, that is 78.25."""
    document = told(call, folder, "--rule", "criterion.speed.weight=50", "--rule", "criterion[4].weight = 50")
    assert of(document, "A1")["score_after"] == 78.25
    assert [change["what"] for change in document["changes"]] == ["criterion.speed.weight", "criterion[4].weight"]


def test_rules_of_measuring_and_of_reading_work_too(call, folder):
    measured = told(call, folder, "--rule", "standards.answer=1")
    assert measured["changes"] == [{"what": "standards.answer", "before": "5", "after": "1"}]
    assert of(measured, "A2")["score_after"] < 70
    read = told(call, folder, "--rule", "period.to=2019-01-31")  # thirty days of complaints are left out
    assert of(read, "A3")["score_before"] != of(read, "A3")["score_after"]
    assert told(call, folder, "--rule", "gate.enough=")["nothing_changes"] is True
    assert told(call, folder, "--rule", "criterion.judged.missing=exclude")["nothing_changes"] is True


def test_another_rulebook_and_a_change_of_it(call, folder, tmp_path):
    text = small_folder.RULEBOOK.replace("weight = 60", "weight = 40").replace(
        "weight = 40\npanel", "weight = 60\npanel"
    )
    (tmp_path / "draft.toml").write_text(text.replace("kecil-2019", "draft"), encoding="utf-8")
    options = ("--rulebook", tmp_path / "draft.toml", "--rule", "award.best-agency.winners=1")
    document = told(call, folder, *options)
    assert document["changes"][0] == {"what": "rulebook", "before": "kecil-2019", "after": "draft"}
    assert of(document, "A1")["score_after"] == 74.9  # 40 % of 95, 60 % of 61.5
    assert of(document, "A1")["awards_after"] == []


@pytest.mark.parametrize(
    ("option", "asked", "words", "code"),
    [
        ("--score", "J1,A2=80", "write JUDGE,PARTICIPANT,CRITERION=MARK", 2),
        ("--score", "J9,A2,judged=80", "No judge is called J9. There are: J1, J2.", 2),
        ("--score", "J1,A9,judged=80", "No participant is called A9", 2),
        ("--score", "J1,A2,days=80", "choose one of judged", 2),
        ("--score", "J1,A2,judged=101", "101 is no number within 0–100", 2),
        ("--score", "J1,A2,judged=", "is no number", 2),
        ("--indicator", "A2,speed=1", "There is no indicator speed", 2),
        ("--indicator", "A2,answered_share=82", "82 is no number within 0–1", 2),
        ("--indicator", "A2,complaints=-1", "-1 is no number from 0 upwards", 2),
        ("--indicator", "A2,complaints=nan", "nan is no number", 2),
        ("--rule", "criterion.judged.weight=50", "the weights under “total” add up to 110, expected 100", 1),
        ("--rule", "criterion.juged.weight=50", "There are: speed, answered, days, judged", 2),
        ("--rule", "criterion[9].weight=50", "the rulebook has no [9] there", 2),
        ("--rule", "gate.enough.least=5", "gate[1].least", 1),
        ("--rule", "gate enough=5", "write key.path=value", 2),
        ("--rule", "edition.code.x=5", "the rulebook has no", 2),
        ("--rule", "ranking.ties=", "the rulebook has no", 2),
        ("--rulebook", "nothing.toml", "There is no rulebook nothing.toml", 2),
        ("--rule", 'criterion.judged.field="size"', "With these changes", 1),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(call, folder, option, asked, words, code):
    called = call("what-changes", folder, option, asked)
    assert (called.code, words in " ".join(called.err.split())) == (code, True), called.err


def test_without_a_question_it_says_what_to_ask(call, folder):
    assert call("what-changes", folder).code == 2


def test_a_name_with_a_comma_stands_in_quotation_marks(call, folder):
    marks = folder / small_folder.MARKS
    marks.write_text(marks.read_text(encoding="utf-8").replace("J1,", '"Sari, M.Si.",'), encoding="utf-8")
    changes = told(call, folder, "--score", '"Sari, M.Si.",A2,judged=80')["changes"]
    assert changes == [{"what": "mark of Sari, M.Si. on A2, judged", "before": "66", "after": "80"}]


def test_marks_of_several_stages_need_the_stage(call, folder):
    rows = [[stage, *row] for stage in ("1", "2") for row in small_folder.marks()]
    text = small_folder.as_csv(rows, header=("stage", "judge", "participant", "criterion", "mark"))
    (folder / small_folder.MARKS).write_text(text, encoding="utf-8")
    assert "several stages (1, 2)" in call("what-changes", folder, "--score", "J1,A2,judged=80").err
    document = told(call, folder, "--score", "J1,A2,judged,2=80")
    assert of(document, "A2")["score_after"] == pytest.approx(81.6 + 0.4 * 14 / 4)


def test_it_speaks_indonesian(call, folder):
    out = call("what-changes", folder, "--score", "J1,A2,judged=66", "--lang", "id").out
    assert "Tidak ada yang berubah" in out
