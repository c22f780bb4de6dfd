import datetime as dt
import gzip
import math

import pandas as pd
import pytest
import xlsxwriter
from handing_in import codes, places, put

from submissions.marks import called, read_marks
from submissions.names import Resolver
from submissions.sources import MarkSource, Panel, Participants, Period, Sources, Terms

PANELS = (Panel(criterion="impact", minimum=0.0, maximum=100.0), Panel(criterion="change", minimum=1.0, maximum=5.0))
PERIOD = Period.model_validate(
    {"from": dt.date(2021, 1, 1), "to": dt.date(2021, 12, 31), "cutoff": dt.date(2022, 4, 14)}
)
ROSTER = pd.DataFrame(
    {"name": ["Kota A", "Kota B", "Dinas C"]}, index=pd.Index(["007", "b", "c"], name="code", dtype=object)
)


def read(folder, panels=PANELS, stages=(), **columns):
    terms = Terms(
        period=PERIOD, participants=Participants.model_validate({"from": "roster"}), panels=panels, stages=stages,
        sources=Sources(scores=MarkSource(columns=columns)),
    )  # fmt: skip
    marks, problems, files = read_marks(folder, terms, Resolver(ROSTER), ROSTER, folder)
    for problem in problems:
        assert problem.says("id")
        assert problem.mend("en")
    return marks, problems, files


def listed(marks) -> list[tuple]:
    return [tuple(None if isinstance(x, float) and math.isnan(x) else x for x in row) for row in marks.to_numpy()]


def sheet(folder, name, *rows, title="Nilai"):
    (folder / "scores").mkdir(exist_ok=True)
    with xlsxwriter.Workbook(folder / "scores" / name) as book:
        page = book.add_worksheet(title)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)


def test_long_marks_as_the_contract_has_them(tmp_path):
    put(
        tmp_path,
        "scores/all.csv",
        "stage,judge,participant,criterion,mark,status,comment\n"
        "final,Ani,007,impact,87.5,,good\n"
        'final,Ani,Kota B,IMPACT,"90,25",scored,\n'
        "final,Ani,c,impact,,benturan kepentingan,\n"
        "final,Budi,c,impact,,Tidak Hadir,\n"
        "final,Budi,b,impact,abstain,,\n"
        "final,Budi,007,impact,0,,\n"
        "final,Budi,007,change,,,\n",
    )
    marks, problems, files = read(tmp_path)
    assert list(marks.columns) == ["stage", "judge", "participant", "criterion", "mark", "status", "comment"]
    assert marks["mark"].dtype == "float64"
    assert listed(marks) == [
        ("final", "Ani", "007", "impact", 87.5, "scored", "good"),
        ("final", "Ani", "b", "impact", 90.25, "scored", ""),
        ("final", "Ani", "c", "impact", None, "conflict", ""),
        ("final", "Budi", "007", "impact", 0.0, "scored", ""),
        ("final", "Budi", "b", "impact", None, "abstained", ""),
        ("final", "Budi", "c", "impact", None, "absent", ""),
    ]
    assert codes(problems) == ["marks-empty"]
    assert problems[0].details == {"count": "1"}
    assert [(file.path, file.rows) for file in files] == [("scores/all.csv", 7)]


def test_four_columns_are_enough_and_three_with_the_judge_in_the_files_name(tmp_path):
    put(tmp_path, "scores/a.csv", "participant,criterion,judge,mark\n007,impact,Ani,80\n")
    put(tmp_path, "scores/Budi.csv.gz", gzip.compress(b"peserta;kriteria;nilai\nKota B;change;4\n"))
    marks, problems, _ = read(tmp_path)
    assert problems == []
    assert listed(marks) == [
        ("", "Ani", "007", "impact", 80.0, "scored", ""),
        ("", "Budi", "b", "change", 4.0, "scored", ""),
    ]


@pytest.mark.parametrize(
    ("above", "judge", "stage"),
    [
        ([], "Lembar 1", ""),
        ([["Juri: Ani"], ["Tahap: final"]], "Ani", "final"),
        ([["Lembar Penilaian"], ["Nama Juri", "", "Ani"], ["Stage", ": final"], []], "Ani", "final"),
    ],
)
def test_a_judges_own_sheet_has_participants_down_and_criteria_across(tmp_path, above, judge, stage):
    sheet(
        tmp_path,
        "Lembar 1.xlsx",
        *above,
        ["No", "Kode", "Nama", "impact", "change", "Total", "Catatan"],
        [1, "007", "Kota A", 80, 4.5, 84.5, "baik"],
        [2, "", "Kota B", "tidak menilai", "", "", ""],
        [3, "c", "", "", "3,5", "", ""],
    )
    marks, problems, _ = read(tmp_path)
    assert listed(marks) == [
        (stage, judge, "007", "change", 4.5, "scored", "baik"),
        (stage, judge, "007", "impact", 80.0, "scored", "baik"),
        (stage, judge, "b", "impact", None, "abstained", ""),
        (stage, judge, "c", "change", 3.5, "scored", ""),
    ]
    assert codes(problems) == ["marks-empty"]
    assert (problems[0].sheet, problems[0].details) == ("Nilai", {"count": "2"})


def test_a_sheet_without_a_header_over_its_participants(tmp_path):
    sheet(tmp_path, "Ani.xlsx", ["", "impact"], ["Kota A", 70])
    marks, problems, _ = read(tmp_path)
    assert listed(marks) == [("", "Ani", "007", "impact", 70.0, "scored", "")]
    assert problems == []


def test_a_judges_sheet_for_another_criterion_is_set_aside_column_by_column(tmp_path):
    sheet(tmp_path, "Ani.xlsx", ["Kode", "Nama", "innovation"], ["007", "Kota A", 70], ["b", "Kota B", 80])
    marks, problems, _ = read(tmp_path)
    assert len(marks) == 0
    assert places(problems) == [
        ("criterion-unknown", "Nilai", 1, "innovation", "innovation"),
        ("marks-none", "", None, "", ""),
    ]
    assert "impact, change" in problems[0].says("en")


def test_sheets_that_are_none_are_passed_over_beside_one_that_is(tmp_path):
    (tmp_path / "scores").mkdir()
    with xlsxwriter.Workbook(tmp_path / "scores" / "Ani.xlsx") as book:
        book.add_worksheet("Catatan").write_row("A1", ["Isi", "nilai di lembar kedua"])
        page = book.add_worksheet("Nilai")
        page.write_row("A1", ["Kode", "impact"])
        page.write_row("A2", ["b", 1])
    marks, problems, _ = read(tmp_path)
    assert len(marks) == 1
    assert places(problems) == [("sheet-ignored", "Catatan", None, "", "")]
    sheet(tmp_path, "Budi.xlsx", ["Isi", "nilai di lembar kedua"], ["x", "y"])
    assert places(read(tmp_path)[1]) == [
        ("sheet-ignored", "Catatan", None, "", ""),
        ("columns-missing", "Nilai", 1, "", ""),
    ]


def test_what_may_be_wrong_with_a_mark(tmp_path):
    put(
        tmp_path,
        "scores/all.csv",
        "judge,participant,name,criterion,mark,status\n"
        "Ani,Kota Aa,,impact,80,\n"
        "Ani,,,impact,80,\n"
        "Ani,b,Kota A,impact,80,\n"
        "Ani,b,,innovation,80,\n"
        "Ani,b,,,80,\n"
        "Ani,b,,impact,delapan,\n"
        "Ani,b,,impact,=cmd(),\n"
        "Ani,b,,impact,1e2,\n"
        "Ani,b,,impact,nan,\n"
        "Ani,b,,impact,100.01,\n"
        "Ani,b,,change,0,\n"
        "Ani,b,,change,-1,\n"
        "Ani,b,,change,4,sakit\n"
        "Ani,b,,change,4,abstained\n"
        "Ani,b,,change,abstained,absent\n"
        "Ani,b,,change,,scored\n"
        ",b,,change,4,\n"
        "Ani,c,,impact,80,\n",
    )
    marks, problems, _ = read(tmp_path)
    assert listed(marks) == [("", "Ani", "c", "impact", 80.0, "scored", "")]
    assert places(problems) == [
        ("participant-unknown", "", 2, "participant", "Kota Aa"),
        ("participant-missing", "", 3, "participant", ""),
        ("participant-two-ways", "", 4, "participant", "b"),
        ("criterion-unknown", "", 5, "criterion", "innovation"),
        ("criterion-missing", "", 6, "criterion", ""),
        ("mark-not-number", "", 7, "mark", "delapan"),
        ("mark-not-number", "", 8, "mark", "=cmd()"),
        ("mark-not-number", "", 9, "mark", "1e2"),
        ("mark-not-number", "", 10, "mark", "nan"),
        ("mark-outside", "", 11, "mark", "100.01"),
        ("mark-outside", "", 12, "mark", "0"),
        ("mark-outside", "", 13, "mark", "-1"),
        ("status-unknown", "", 14, "status", "sakit"),
        ("mark-with-status", "", 15, "mark", "4"),
        ("mark-with-status", "", 16, "mark", "abstained"),
        ("mark-missing", "", 17, "mark", ""),
        ("judge-missing", "", 18, "judge", ""),
    ]
    assert {problem.kind.severity for problem in problems} == {"set aside"}
    assert "Kota A" in problems[0].says("id")
    assert "1 to 5" in problems[10].says("en")


def test_a_judge_who_marks_twice(tmp_path):
    put(
        tmp_path,
        "scores/a.csv",
        "judge,participant,criterion,mark\nAni,b,impact,80\n"
        'ani ,Kota B,impact,"80,0"\nAni,c,impact,70\nAni,c,change,3\n',
    )
    put(tmp_path, "scores/b.csv", "judge,participant,criterion,mark,stage\nAni,c,impact,71,\nAni,c,change,4,final\n")
    marks, problems, _ = read(tmp_path)
    assert [(row[0], row[2], row[3], row[4]) for row in listed(marks)] == [
        ("", "b", "impact", 80.0),
        ("", "c", "change", 3.0),
        ("final", "c", "change", 4.0),
    ]
    assert [(p.kind.code, p.file, p.row, p.details["other"]) for p in problems] == [
        ("mark-repeated", "scores/a.csv", 3, "scores/a.csv 2"),
        ("mark-twice", "scores/a.csv", 4, "scores/b.csv 2"),
        ("mark-twice", "scores/b.csv", 2, "scores/a.csv 4"),
    ]


def test_one_file_under_two_names_is_one_judge(tmp_path):
    for name in ("Ani.csv", "Ani (2).csv"):
        put(tmp_path, f"scores/{name}", "participant,criterion,mark\nb,impact,80\n")
    marks, problems, files = read(tmp_path)
    assert len(marks) == 1
    assert [(p.kind.code, p.file, p.details) for p in problems] == [
        ("file-repeated", "scores/Ani.csv", {"other": "scores/Ani (2).csv"})
    ]
    assert [file.rows for file in files] == [1, 0]


def test_an_error_in_a_cell_is_no_missing_mark(tmp_path):
    (tmp_path / "scores").mkdir()
    with xlsxwriter.Workbook(tmp_path / "scores" / "Ani.xlsx") as book:
        page = book.add_worksheet("Nilai")
        page.write_row("A1", ["Kode", "impact"])
        page.write("A2", "b")
        page.write_formula("B2", "=NA()", None, "#N/A")
    marks, problems, _ = read(tmp_path)
    assert len(marks) == 0
    assert places(problems)[:2] == [
        ("cell-error", "Nilai", 2, "B", "#N/A"),
        ("mark-not-number", "Nilai", 2, "impact", "#N/A"),
    ]


def test_columns_under_the_rulebooks_names(tmp_path):
    put(tmp_path, "scores/a.csv", "Oleh,Untuk,Butir,Angka\nAni,b,impact,9\n")
    marks, problems, _ = read(tmp_path, judge="Oleh", participant="Untuk", criterion="Butir", mark="Angka")
    assert len(marks) == 1
    assert problems == []


def test_no_marks_are_a_warning_only_where_judges_mark(tmp_path):
    marks, problems, files = read(tmp_path)
    assert (len(marks), codes(problems), files) == (0, ["marks-none"], [])
    assert read(tmp_path, panels=())[1] == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "file-empty"),
        ("a.csv", b"x,y\n1,2\n", "columns-missing"),
        ("a.csv", b"participant,criterion,mark\nb,\x00impact,1\n", "nul-bytes"),
        ("a.xlsx", b"no workbook", "workbook-unreadable"),
        ("a.docx", b"PK\x03\x04", "file-type-unknown"),
        ("~$a.xlsx", b"lock", "file-ignored"),
    ],
)
def test_files_that_give_no_marks_are_named_and_the_rest_is_read(tmp_path, name, content, code):
    put(tmp_path, f"scores/{name}", content)
    put(tmp_path, "scores/b.csv", "judge,participant,criterion,mark\nAni,b,impact,80\n")
    marks, problems, _ = read(tmp_path)
    assert len(marks) == 1
    assert [(p.kind.code, p.file) for p in problems] == [(code, f"scores/{name}")]


def test_what_judges_say_of_themselves_is_never_shown(tmp_path):
    put(tmp_path, "scores/a.csv", "judge,participant,criterion,mark,comment\nAni Rahasia,b,impact,x,teks rahasia\n")
    shown = str([(p.value, p.details, p.column) for p in read(tmp_path)[1]])
    assert "ahasia" not in shown


def test_judges_may_write_the_title_of_a_criterion():
    panels = (
        Panel(criterion="innovation", minimum=0, maximum=100, titles=("Inovasi", "Innovation")),
        Panel(criterion="impact", minimum=0, maximum=100, titles=("Dampak", "Impact")),
        Panel(criterion="impact-judged", minimum=0, maximum=100, titles=("Dampak", "Impact as judged")),
    )
    # a title that two criteria share means neither; a code always means its criterion
    assert called(panels) == {
        "inovasi": "innovation", "innovation": "innovation", "impact": "impact",
        "impact as judged": "impact-judged", "impact-judged": "impact-judged",
    }  # fmt: skip
