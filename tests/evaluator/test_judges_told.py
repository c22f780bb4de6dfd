"""What a run tells of the judges: published figures through the whole way, and clear words where there are none."""

import json
from pathlib import Path

import pytest
import small_folder as small

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Shrout and Fleiss 1979, table 2: six targets by four judges."""
NAMES = ["Ani Rahasia", "Budi Rahasia", "Citra Rahasia", "Dewi Rahasia"]
TRUE = {"A1": 80, "A2": 70, "A3": 60, "A4": 50}
RECOVERY = [("J3", "A1", 75), ("J3", "A2", 65), ("J1", "A2", 75), ("J1", "A3", 65), ("J2", "A3", 60), ("J2", "A4", 50),
            ("J2", "A1", 80)]  # fmt: skip
"""Marks of J1, 5 above, J2, level, and J3, 5 below the true values."""


def handed_in(folder: Path, marks, panel: str = "panel = { min = 0, max = 100 }") -> Path:
    """The small folder with these marks: judge, participant, mark."""
    small.build(folder)
    rows = [[judge, participant, "judged", str(mark)] for judge, participant, mark in marks]
    text = small.as_csv(rows, header=("judge", "participant", "criterion", "mark"))
    (folder / small.MARKS).write_text(text, encoding="utf-8")
    small.replace(folder, "rulebook.toml", "panel = { min = 0, max = 100 }", panel)
    return folder


def results(folder: Path):
    return json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))


@pytest.fixture
def four_judges(tmp_path):
    people = list(small.PEOPLE)
    marks = [(NAMES[j], people[p], mark) for p, row in enumerate(SHROUT_FLEISS) for j, mark in enumerate(row)]
    return handed_in(tmp_path / "kecil", marks)


def test_published_agreement_through_the_whole_way(call, four_judges):
    ran = call("run", four_judges, "--no-documents")
    assert ran.code == 0, ran.err
    rows = {row["measure"]: row for row in small.table(four_judges, "judges-agreement.csv")}
    forms = ["icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"]
    assert [round(float(rows[form]["value"]), 2) for form in forms] == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    assert float(rows["kendall-w"]["value"]) == pytest.approx(0.8870, abs=5e-5)
    assert "24 marks on 1 criterion by 4 judges." in ran.out
    assert "Agreement (Krippendorff's alpha): 0.15." in ran.out  # 0.1473 by krippendorff 0.9.0
    assert [row["measure"] for row in results(four_judges)["judges"]["agreement"]] == list(rows)


def test_judges_are_named_by_numbers_alone(call, four_judges):
    assert call("run", four_judges).code == 0
    assert [row["judge"] for row in small.table(four_judges, "judges.csv")] == ["1", "2", "3", "4"]
    # means 7.67, 2.5, 4.33 and 6.67 around 5.29: everybody has marked everybody, so that these are the severities
    assert [float(row["severity"]) for row in small.table(four_judges, "judges.csv")] == pytest.approx(
        [46 / 6 - 127 / 24, 15 / 6 - 127 / 24, 26 / 6 - 127 / 24, 40 / 6 - 127 / 24], abs=1e-6
    )
    for path in (four_judges / "results").rglob("*.*"):
        assert b"Rahasia" not in path.read_bytes(), path


def test_severity_is_recovered_and_stands_beside_the_marks_as_given(call, tmp_path):
    folder = handed_in(tmp_path / "kecil", RECOVERY, "panel = { severity_at_least = 2 }")
    assert call("run", folder, "--no-documents").code == 0
    assert [float(row["severity"]) for row in small.table(folder, "judges.csv")] == pytest.approx([5, 0, -5], abs=1e-6)
    rows = {row["code"]: row for row in small.table(folder, "judges-ranks.csv") if row["criterion"] == "judged"}
    assert {code: float(row["adjusted"]) for code, row in rows.items()} == pytest.approx(TRUE)
    assert [float(rows[code]["given"]) for code in TRUE] == [77.5, 70, 62.5, 50]


def test_a_rank_that_hangs_on_the_judge_that_was_drawn(call, tmp_path):
    """A1 has the lenient judge, A2 the severe one, and both have A3 and A4 in common: A2 is the better."""
    marks = [("J1", "A1", 80), ("J2", "A2", 70), *((judge, code, mark + lenient) for judge, lenient in
             (("J1", 15), ("J2", -15)) for code, mark in (("A3", 50), ("A4", 55)))]  # fmt: skip
    folder = handed_in(tmp_path / "kecil", marks, "panel = { severity_at_least = 2 }")
    small.replace(folder, "rulebook.toml", "weight = 60", "weight = 1")
    small.replace(folder, "rulebook.toml", "weight = 40", "weight = 99")
    ran = call("run", folder, "--no-documents")
    whole = {row["code"]: row for row in small.table(folder, "judges-ranks.csv") if row["criterion"] == "total"}
    assert [(whole[code]["rank_given"], whole[code]["rank_adjusted"]) for code in ("A1", "A2")] == [
        ("1", "2"), ("2", "1"),
    ]  # fmt: skip
    assert "with it taken off, 2 of 6 ranked would stand elsewhere" in " ".join(ran.out.split())
    small.replace(folder, "rulebook.toml", "severity_at_least = 2", 'severity_at_least = 2, severity = "additive"')
    assert call("run", folder, "--no-documents").code == 0
    again = {row["code"]: row for row in small.table(folder, "judges-ranks.csv") if row["criterion"] == "total"}
    assert again == whole  # either way both stand there
    assert {row["code"]: row["rank"] for row in small.table(folder, "ranking.csv")}["A2"] == "1"


@pytest.mark.parametrize(
    ("marks", "reason", "words"),
    [
        ([("J1", code, 60 + at) for at, code in enumerate(small.PEOPLE)], "one-judge",
         "one judge alone: there is nobody to compare with"),
        ([(judge, code, 70) for judge in ("J1", "J2") for code in small.PEOPLE], "all-equal",
         "all marks are equal, and so say nothing of agreement"),
        ([("J1", "A1", 60), ("J2", "A2", 70), ("J1", "A3", 80)], "missing-marks",
         "too few participants were marked by two judges"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_said_and_the_rest_works(call, tmp_path, marks, reason, words):
    folder = handed_in(tmp_path / "kecil", marks)
    ran = call("run", folder)
    assert ran.code == 0, ran.err
    listed = [row["code"] for row in small.table(folder, "problems.csv")]
    assert [code in listed for code in ("panel-one-judge", "marks-all-equal")] == [
        reason == "one-judge", reason == "all-equal"
    ]  # fmt: skip
    assert f"Nothing can be told of Judged: {words}." in " ".join(ran.out.split())
    alpha = next(row for row in small.table(folder, "judges-agreement.csv") if row["measure"] == "alpha-interval")
    assert (alpha["value"], alpha["reason"]) == ("", reason)
    assert "nan" not in (folder / "results" / "judges.csv").read_text(encoding="utf-8").lower()
    assert (folder / "results" / "report.pdf").is_file()
    assert {row["rank"] for row in small.table(folder, "ranking.csv")} != {""}


def test_without_marks_there_is_nothing_to_tell(call, tmp_path):
    folder = handed_in(tmp_path / "kecil", [])
    ran = call("run", folder)
    assert ran.code == 0, ran.err
    assert results(folder)["judges"] is None
    assert not list((folder / "results").glob("judges*"))
    assert "The judges" not in ran.out


def test_the_judge_on_whom_a_rank_hangs_is_found(call, tmp_path):
    """Means of A1 to A3 are 60, 55 and 50; without the first judge 40, 50 and 60, without the second 80, 60 and 40."""
    sheets = {"Ani": (80, 60, 40), "Budi": (40, 50, 60)}
    marks = [(judge, who, mark) for judge, row in sheets.items() for who, mark in zip(TRUE, row, strict=False)]
    folder = handed_in(tmp_path / "kecil", marks)
    small.replace(folder, "rulebook.toml", "weight = 40", "weight = 99")
    small.replace(folder, "rulebook.toml", "weight = 60", "weight = 1")
    assert call("run", folder, "--no-documents").code == 0
    rows = {row["code"]: row for row in small.table(folder, "judges-left-out.csv")}
    told = {code: (rows[code]["rank_low"], rows[code]["rank_high"], rows[code]["judge"]) for code in ("A1", "A2", "A3")}
    assert told == {"A1": ("1", "3", "1"), "A2": ("2", "2", ""), "A3": ("1", "3", "1")}
    assert results(folder)["judges"]["left_out"][0]["code"] == "A1"
