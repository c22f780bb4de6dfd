"""Marks that were not asked for, that came too late, or that one judge gave under two names."""

import datetime as dt

import pytest
from handing_in import codes, places, put
from test_marks import listed, read, sheet

from submissions.sources import Stage

STAGES = (
    Stage(code="documents", titles=("Dokumen", "Documents"), closes=dt.date(2022, 5, 20)),
    Stage(code="interview", titles=("Wawancara", "Interview"), closes=dt.date(2022, 5, 30)),
)
MARKS = (
    "stage,judge,participant,criterion,mark\n"
    "documents,Ani,007,impact,80\n"
    "documents,Ani,b,impact,70\n"
    "documents,Budi,b,impact,60\n"
    "interview,Budi,007,change,4\n"
)


def judged(marks):
    return {(row[1], row[2], row[3]) for row in listed(marks)}


def test_without_a_list_everybody_may_mark_everybody(tmp_path):
    put(tmp_path, "scores/all.csv", MARKS)
    marks, problems, _ = read(tmp_path)
    assert (len(marks), problems) == (4, [])


def test_what_a_judge_was_not_asked_is_set_aside_and_the_rest_counts(tmp_path):
    put(tmp_path, "scores/all.csv", MARKS)
    put(tmp_path, "assignments.csv", "judge,participant\nani,007\nBUDI,Kota B\nBudi,007\n")
    marks, problems, files = read(tmp_path)
    assert judged(marks) == {("Ani", "007", "impact"), ("Budi", "b", "impact"), ("Budi", "007", "change")}
    assert places(problems) == [("mark-unassigned", "", 3, "mark", "70")]
    assert "assignments.csv" in problems[0].says("en")
    assert [file.path for file in files] == ["scores/all.csv", "assignments.csv"]


def test_an_assignment_may_hold_for_a_stage_and_a_criterion_alone(tmp_path):
    put(tmp_path, "scores/all.csv", MARKS)
    put(
        tmp_path,
        "assignments.csv",
        "Tahap;Juri;Peserta;Kriteria\n"
        "Dokumen;Ani;007;impact\n"
        "Wawancara;Ani;b;\n"  # not at this stage
        "Dokumen;Budi;b;change\n"  # not on this criterion
        ";Budi;007;\n",
    )
    marks, problems, _ = read(tmp_path, stages=STAGES)
    assert judged(marks) == {("Ani", "007", "impact"), ("Budi", "007", "change")}
    told = [p for p in places(problems) if p[0] != "marks-undated"]
    assert told == [
        ("mark-unassigned", "", 3, "mark", "70"), ("mark-unassigned", "", 4, "mark", "60"),
        ("assignment-unmarked", "", 3, "Peserta", "b"), ("assignment-unmarked", "", 4, "Peserta", "b"),
    ]  # fmt: skip


def test_who_says_why_there_is_no_mark_needs_no_assignment(tmp_path):
    put(tmp_path, "scores/all.csv", "judge,participant,criterion,mark\nAni,007,impact,konflik\nAni,b,impact,70\n")
    put(tmp_path, "assignments.csv", "judge,participant\nAni,b\n")
    marks, problems, _ = read(tmp_path)
    assert [row[5] for row in listed(marks)] == ["conflict", "scored"]
    assert problems == []


def test_marks_that_are_awaited_are_counted_by_judge(tmp_path):
    put(tmp_path, "scores/all.csv", "judge,participant,criterion,mark\nAni,007,impact,70\n")
    put(tmp_path, "assignments.csv", "judge,participant\nAni,007\nBudi,007\nAni,b\nAni,c\n")
    _, problems, _ = read(tmp_path)
    assert [(p.kind.code, p.row, p.details["count"]) for p in problems] == [
        ("assignment-unmarked", 3, "1"), ("assignment-unmarked", 4, "2"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",,007,", "assignment-incomplete", "judge"),
        (",Ani,Kota Z,", "participant-unknown", "participant"),
        (",Ani,,", "participant-missing", "participant"),
        (",Ani,007,beauty", "criterion-unknown", "criterion"),
        ("final,Ani,007,", "assignment-stage-unknown", "stage"),
    ],
)
def test_a_row_that_assigns_nothing_is_named_and_the_others_hold(tmp_path, row, code, column):
    put(tmp_path, "scores/all.csv", MARKS)
    rows = ",Ani,007,\n,Ani,b,\n,Budi,007,\n,Budi,b,"
    put(tmp_path, "assignments.csv", f"stage,judge,participant,criterion\n{row}\n{rows}\n")
    marks, problems, _ = read(tmp_path, stages=STAGES)
    assert len(marks) == 4
    assert [(p.kind.code, p.row, p.column) for p in problems if p.kind.code != "marks-undated"] == [(code, 2, column)]
    assert "Ani" not in problems[0].says("en") + problems[0].value


def test_a_list_that_cannot_be_used_is_said(tmp_path):
    put(tmp_path, "scores/all.csv", MARKS)
    put(tmp_path, "assignments.csv", "judge,participant\n")
    marks, problems, _ = read(tmp_path)
    assert (len(marks), codes(problems)) == (4, ["assignments-empty"])
    put(tmp_path, "assignments.csv", "who,whom\nAni,007\n")
    assert codes(read(tmp_path)[1]) == ["columns-missing"]
    (tmp_path / "assignments.xlsx").write_bytes(b"")
    assert codes(read(tmp_path)[1]) == ["assignments-twice"]


def test_a_mark_after_its_stage_had_closed_does_not_count(tmp_path):
    put(
        tmp_path,
        "scores/all.csv",
        "stage,judge,participant,criterion,mark,marked_at\n"
        "documents,Ani,007,impact,80,2022-05-20 23:59\n"
        "Documents,Ani,b,impact,70,2022-05-21\n"
        "dokumen,Ani,c,impact,60,21 Mei 2022\n"
        "documents,Budi,007,impact,50,20/05/2022\n"
        "documents,Budi,b,impact,40,\n"
        "interview,Budi,b,impact,40,2022-05-21\n"
        "documents,Budi,c,impact,45,2022-05-20T22:00:00Z\n",  # the next day in Jakarta
    )
    marks, problems, _ = read(tmp_path, stages=STAGES)
    assert [row[:4] for row in listed(marks)] == [
        ("documents", "Ani", "007", "impact"), ("documents", "Budi", "b", "impact"),
        ("interview", "Budi", "b", "impact"),
    ]  # fmt: skip
    assert places(problems) == [
        ("mark-late", "", 3, "marked_at", "2022-05-21"),
        ("mark-late", "", 4, "marked_at", "21 Mei 2022"),
        ("mark-day-unreadable", "", 5, "marked_at", "20/05/2022"),
        ("mark-late", "", 8, "marked_at", "2022-05-20T22:00:00Z"),
        ("marks-undated", "", None, "", ""),
    ]
    assert "2022-05-20" in problems[0].says("en")
    assert problems[-1].details == {"count": "1", "stage": "documents", "closes": "2022-05-20"}


def test_of_two_different_marks_the_late_one_does_not_spoil_the_other(tmp_path):
    put(
        tmp_path,
        "scores/all.csv",
        "stage,judge,participant,criterion,mark,marked_at\n"
        "documents,Ani,007,impact,80,2022-05-20\ndocuments,Ani,007,impact,95,2022-05-25\n",
    )
    marks, problems, _ = read(tmp_path, stages=STAGES)
    assert [row[4] for row in listed(marks)] == [80]
    assert codes(problems) == ["mark-late"]


def test_the_day_of_a_judges_own_sheet_stands_above_it_or_in_a_column(tmp_path):
    sheet(tmp_path, "Ani.xlsx", ["Tahap: Dokumen"], ["Tanggal Penilaian", "2022-05-21"], ["Kode", "impact"], ["b", 70])
    sheet(
        tmp_path, "Budi.xlsx", ["Tahap: Dokumen"], ["Kode", "Tanggal Penilaian", "impact"], ["b", "2022-05-20", 60]
    )  # fmt: skip
    marks, problems, _ = read(tmp_path, stages=STAGES)
    assert [row[:2] for row in listed(marks)] == [("documents", "Budi")]
    assert codes(problems) == ["mark-late"]


def test_where_no_stage_closes_no_day_is_looked_at(tmp_path):
    put(tmp_path, "scores/all.csv", "judge,participant,criterion,mark,marked_at\nAni,007,impact,80,kemarin\n")
    marks, problems, _ = read(tmp_path, stages=(Stage(code="documents"),))
    assert [row[0] for row in listed(marks)] == ["documents"]  # the only one there is
    assert problems == []


def test_a_stage_that_the_rulebook_does_not_have_is_named_once(tmp_path):
    put(tmp_path, "scores/all.csv", MARKS.replace("documents", "dokumentasi"))
    marks, problems, _ = read(tmp_path, stages=STAGES)
    assert len(marks) == 4
    assert [(p.kind.code, p.row, p.value, p.count) for p in problems if p.kind.code == "stage-unknown"] == [
        ("stage-unknown", 2, "dokumentasi", 3)
    ]


def test_a_judge_whose_name_is_written_in_two_ways_is_one(tmp_path):
    put(tmp_path, "scores/1.csv", "judge,participant,criterion,mark\nANI,007,impact,80\nAni,b,impact,70\n")
    put(tmp_path, "scores/2.csv", "judge,participant,criterion,mark\nani,007,impact,85\n")
    marks, problems, _ = read(tmp_path)
    assert [row[1:3] for row in listed(marks)] == [("Ani", "b")]
    assert codes(problems) == ["mark-twice", "mark-twice"]


def test_two_judges_with_the_same_marks_throughout_may_be_one(tmp_path):
    rows = [("007", "impact", 80), ("b", "impact", 70), ("c", "impact", 60), ("007", "change", 4), ("b", "change", 2)]
    header = "participant,criterion,mark\n"
    put(tmp_path, "scores/Ani.csv", header + "".join(f"{p},{c},{m}\n" for p, c, m in rows))
    put(tmp_path, "scores/Ani (2).csv", header + "".join(f"{p},{c},{m}\n" for p, c, m in reversed(rows)))
    put(tmp_path, "scores/Budi.csv", header + "".join(f"{p},{c},{m}\n" for p, c, m in rows[:4]) + "b,change,3\n")
    marks, problems, _ = read(tmp_path)
    assert len(marks) == 15
    assert [(p.kind.code, p.file, p.row, p.value) for p in problems] == [("judges-alike", "scores/Ani.csv", 2, "")]
    assert problems[0].details == {"count": "5", "other": "scores/Ani (2).csv 2"}
