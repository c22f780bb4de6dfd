import math

import pandas as pd
import pytest
import xlsxwriter
from handing_in import cells, codes, places, put, workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from submissions.checklists import read_checklists
from submissions.names import Resolver
from submissions.questions import Questions, as_number
from submissions.sources import ChecklistSource, Question

QUESTIONS = (
    Question(code="1.1", points=10.0, evidence="required", titles=("Apakah ada SK?", "Is there a decree?")),
    Question(code="1.2", points=5.0, titles=("Apakah ada SOP?", "Is there a procedure?")),
    Question(code="2.10", points=2.5, evidence="none", titles=("Sama", "Alike")),
    Question(code="b", points=4.0, titles=("Sama", "Other")),
)
ROSTER = pd.DataFrame(
    {"name": ["Kota Satu", "Kota Dua", "Kota Tiga"]}, index=pd.Index(["A1", "A2", "A3"], name="code", dtype=object)
)
HEADER = ["Kode", "Pertanyaan", "Jawaban", "Poin Klaim", "Bukti"]
FULL = [
    ["1.1", "Apakah ada SK?", "Ada", "10", "SK.pdf"],
    ["1.2", "", "Ada", "2,5", ""],
    ["2.10", "", "Ya", "2.5", ""],
    ["b", "", "", "0", ""],
]


def read(folder, questions=QUESTIONS, **columns):
    table, problems, files = read_checklists(
        folder, ChecklistSource(columns=columns), questions, Resolver(ROSTER), ROSTER, folder
    )
    for problem in problems:
        assert problem.says("id")
        assert problem.mend("en")
    return table, problems, files


def listed(table) -> list[tuple]:
    return [tuple(None if isinstance(x, float) and math.isnan(x) else x for x in row) for row in table.to_numpy()]


def claimed(table) -> list[tuple]:
    return [(row[0], row[1], row[3]) for row in listed(table)]


def text(*rows) -> str:
    return "".join(";".join(row) + "\n" for row in rows)


def sheet(folder, name, *rows):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(folder / name) as book:
        page = book.add_worksheet("Isian")
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)


@pytest.mark.parametrize("above", [[], [["Daftar isian"], ["Peserta: Kota Satu"]], [["Kode", "", "A1"], []]])
def test_a_workbook_per_participant(tmp_path, above):
    name = "checklists/isian.xlsx" if above else "checklists/A1.xlsx"
    sheet(
        tmp_path,
        name,
        *above,
        HEADER,
        ["A. Komitmen"],
        [1.1, "Apakah ada SK?", "Ada", 10, "https://contoh.go.id/sk"],
        ["1.2", "Apakah ada SOP?", "Ada", 2.5, ""],
        [2.1, "Sama", "Ya", 2.5, ""],
        ["b", "Sama", "", 0, ""],
        ["", "Jumlah", "", 15],
    )
    table, problems, files = read(tmp_path)
    assert listed(table) == [
        ("A1", "1.1", "Ada", 10.0, None, "https://contoh.go.id/sk", "", ""),
        ("A1", "1.2", "Ada", 2.5, None, "", "", ""),
        ("A1", "2.10", "Ya", 2.5, None, "", "", ""),  # a spreadsheet makes 2.1 of it
        ("A1", "b", "", 0.0, None, "", "", ""),
    ]
    assert table.dtypes[["claimed", "verified"]].tolist() == ["float64", "float64"]
    assert problems == []
    assert [(file.path, file.rows) for file in files] == [(name, 6)]


def test_questions_are_found_by_code_or_by_a_title_of_their_own(tmp_path):
    rows = [["apakah ada SK?", "10", "a"], ["IS THERE A PROCEDURE?", "5", ""], ["Sama", "1", ""], ["B", "1", ""]]
    put(tmp_path, "checklists/a1.csv", text(["Pertanyaan", "Poin", "Bukti"], *rows))
    table, problems, _ = read(tmp_path)
    assert claimed(table) == [("A1", "1.1", 10.0), ("A1", "1.2", 5.0), ("A1", "b", 1.0)]
    assert places(problems)[:1] == [("question-unknown", "", 4, "Pertanyaan", "Sama")]


def test_one_long_file_by_column(tmp_path):
    put(
        tmp_path,
        "checklists/all.csv",
        "participant,question,answer,claimed,evidence\nA2,1.1,x,1,e\nKota Satu,1.1,y,2,e\nA2,1.2,,,\nKota Sat,b,,1,\n"
        "Kota Sat,1.2,,1,\n,b,,1,\n",
    )
    table, problems, _ = read(tmp_path)
    assert claimed(table) == [("A1", "1.1", 2.0), ("A2", "1.1", 1.0), ("A2", "1.2", None)]
    assert places(problems)[:2] == [
        ("participant-unknown", "", 5, "participant", "Kota Sat"),
        ("participant-missing", "", 7, "participant", ""),
    ]
    assert problems[0].count == 2
    assert problems[0].details == {"suggestion": "Kota Satu"}
    told = [(p.kind.code, p.value, p.details["count"]) for p in problems[2:]]
    assert told == [("checklist-unanswered", "A1", "3"), ("checklist-unanswered", "A2", "3")]


@pytest.mark.parametrize(
    ("row", "problem", "value"),
    [
        (["1.2", "", "Ada", "5,1", ""], "points-above", 4),
        (["1.2", "", "Ada", "-1", ""], "points-negative", 4),
        (["1.2", "", "Ada", "lima", ""], "points-not-number", 4),
        (["1.2", "", "Ada", "1e1", ""], "points-not-number", 4),
        (["1.2", "", "Ada", "", ""], "claim-missing", 4),
    ],
)
def test_a_claim_that_cannot_be_is_missing_and_the_answer_stays(tmp_path, row, problem, value):
    put(tmp_path, "checklists/A1.csv", text(HEADER, FULL[0], row, *FULL[2:]))
    table, problems, _ = read(tmp_path)
    assert listed(table)[1] == ("A1", "1.2", "Ada", None, None, "", "", "")
    assert places(problems) == [
        (problem, "", 3, "Poin Klaim", row[3]),
        ("checklist-unanswered", "", None, "", "A1"),
    ]
    if problem.startswith("points"):
        assert problems[0].details == {"maximum": "5"}


@pytest.mark.parametrize("word", ["", "-", "Tidak ada"])
def test_evidence_that_is_required_and_missing_is_named(tmp_path, word):
    put(tmp_path, "checklists/A1.csv", text(HEADER, [*FULL[0][:4], word], *FULL[1:]))
    table, problems, _ = read(tmp_path)
    assert listed(table)[0] == ("A1", "1.1", "Ada", 10.0, None, "", "", "")
    assert places(problems) == [("evidence-missing", "", 2, "Bukti", "")]
    put(tmp_path, "checklists/A1.csv", text(HEADER, ["1.1", "", "Tidak", "0", word], *FULL[1:]))
    assert read(tmp_path)[1] == []  # nothing is claimed, so nothing needs to be shown


def test_code_and_wording_of_two_questions(tmp_path):
    put(tmp_path, "checklists/A1.csv", text(HEADER, *FULL[:3], ["b", "Apakah ada SOP?", "x", "1", ""]))
    table, problems, _ = read(tmp_path)
    assert len(table) == 3
    assert places(problems)[0] == ("question-two-ways", "", 5, "Kode", "b")


def test_a_question_answered_twice(tmp_path):
    put(
        tmp_path,
        "checklists/A1.csv",
        text(HEADER, *FULL, ["1.2", "", "Ada", "3", ""], FULL[0], ["1.2", "", "", "", ""]),
    )
    table, problems, _ = read(tmp_path)
    assert listed(table)[0][3] == 10  # the same twice counts once
    assert listed(table)[1] == ("A1", "1.2", "", None, None, "", "", "")  # which of the two holds, nobody knows
    assert places(problems) == [
        ("question-twice", "", 3, "Poin Klaim", "2,5"),
        ("question-twice", "", 6, "Poin Klaim", "3"),
        ("checklist-repeated", "", 7, "", "A1"),
        ("checklist-unanswered", "", None, "", "A1"),
    ]
    assert problems[0].details == {"other": "checklists/A1.csv 6"}


def test_two_workbooks_of_one_participant(tmp_path):
    put(tmp_path, "checklists/A1.csv", text(HEADER, *FULL))
    put(tmp_path, "checklists/baru.csv", text(["Peserta: A1", "", "", "", ""], HEADER, *FULL))
    table, problems, _ = read(tmp_path)
    assert [row[3] for row in listed(table)] == [10, 2.5, 2.5, 0]
    assert [(p.kind.code, p.file, p.details["count"]) for p in problems] == [
        ("checklist-repeated", "checklists/baru.csv", "4")
    ]
    changed = [FULL[0], ["1.2", "", "Ada", "5", ""], ["2.10", "", "Ya", "1", ""], FULL[3]]
    put(tmp_path, "checklists/baru.csv", text(["Peserta: A1", "", "", "", ""], HEADER, *changed))
    table, problems, _ = read(tmp_path)
    assert [row[3] for row in listed(table)] == [10, None, None, 0]
    differ = next(p for p in problems if p.kind.code == "checklists-differ")
    assert (differ.file, differ.row, differ.value) == ("checklists/baru.csv", 4, "A1")
    assert differ.details == {"participant": "A1", "other": "checklists/A1.csv", "count": "2", "questions": "1.2, 2.10"}
    assert codes(problems).count("checklist-repeated") == 1


def test_a_checklist_in_two_parts_is_one(tmp_path):
    put(tmp_path, "checklists/A1.csv", text(HEADER, *FULL[:2]))
    put(tmp_path, "checklists/bagian 2.csv", text(["Peserta: A1", "", "", "", ""], HEADER, *FULL[2:]))
    table, problems, _ = read(tmp_path)
    assert len(table) == 4
    assert problems == []


def test_a_workbook_of_another_year_is_one_problem(tmp_path):
    rows = [[f"x{number}", "", "Ada", "1", ""] for number in range(50)]
    put(tmp_path, "checklists/A1.csv", text(HEADER, *rows, FULL[0]))
    table, problems, _ = read(tmp_path)
    assert table.empty
    assert places(problems) == [
        ("checklist-other-year", "", 2, "Kode", "x0"),
        ("checklists-none", "", None, "", ""),
    ]
    assert problems[0].details == {"unknown": "50", "asked": "51"}
    put(tmp_path, "checklists/A1.csv", text(HEADER, *rows[:3], *FULL))  # three slips of seven are slips
    assert codes(read(tmp_path)[1]) == ["question-unknown"] * 3


def test_nobody_and_misnamed(tmp_path):
    put(tmp_path, "checklists/isian.csv", text(HEADER, *FULL))
    put(tmp_path, "checklists/A2.csv", text(["Peserta: A1", "", "", "", ""], HEADER, *FULL))
    table, problems, _ = read(tmp_path)
    assert {row[0] for row in listed(table)} == {"A1"}
    assert [(p.kind.code, p.file, p.row, p.value) for p in problems] == [
        ("checklist-misnamed", "checklists/A2.csv", None, "A2"),
        ("participant-unknown", "checklists/isian.csv", None, "isian"),
    ]
    assert problems[1].count == 4


def test_empty_templates_of_two_participants_are_two_checklists(tmp_path):
    blank = text(HEADER, *([code, "", "", "", ""] for code in ("1.1", "1.2", "2.10", "b")))
    for code in ("A1", "A2"):
        put(tmp_path, f"checklists/{code}.csv", blank)
    table, problems, _ = read(tmp_path)
    assert table.groupby("participant").size().to_dict() == {"A1": 4, "A2": 4}
    assert table["claimed"].isna().all()
    assert [(p.kind.code, p.details["count"]) for p in problems] == [("checklist-unanswered", "4")] * 2


def test_formulas_without_values_are_named_by_cell(tmp_path):
    (tmp_path / "checklists").mkdir()
    inside = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Kode</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Klaim</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>1.2</t></is></c><c r="B2"><f>1+1</f></c></row>'
    )
    workbook(tmp_path / "checklists" / "A1.xlsx", cells(inside))
    table, problems, _ = read(tmp_path)
    assert claimed(table) == [("A1", "1.2", None)]
    assert codes(problems) == ["cell-formula", "points-not-number", "checklist-unanswered"]
    assert [(p.row, p.column, p.value) for p in problems[1:2]] == [(2, "Klaim", "=1+1")]
    assert problems[0].row == 2


def test_what_evaluators_verified_stands_beside_the_claim(tmp_path):
    put(tmp_path, "checklists/A1.csv", text(HEADER, *FULL))
    put(
        tmp_path,
        "checklists/verified/tim.csv",
        "participant,question,points,remark,verifier\nA1,1.1,7,SK lama,Ani\nA1,1.2,5,,Ani\nA1,b,,,Ani\n",
    )
    table, problems, files = read(tmp_path)
    assert listed(table) == [
        ("A1", "1.1", "Ada", 10.0, 7.0, "SK.pdf", "Ani", "SK lama"),
        ("A1", "1.2", "Ada", 2.5, 5.0, "", "Ani", ""),
        ("A1", "2.10", "Ya", 2.5, None, "", "", ""),
        ("A1", "b", "", 0.0, None, "", "", ""),
    ]
    assert places(problems) == [("verified-empty", "", 4, "points", "")]
    assert [file.path for file in files] == ["checklists/A1.csv", "checklists/verified/tim.csv"]


def test_a_participants_workbook_with_a_verified_column_added(tmp_path):
    put(tmp_path, "checklists/A1.csv", text(HEADER, *FULL[:3]))
    header = [*HEADER, "Poin Verifikasi", "Verifikator", "Catatan"]
    rows = [[*row, points, "Ani", ""] for row, points in zip(FULL, ["9", "", "0", "4"], strict=True)]
    sheet(tmp_path, "checklists/verified/A1.xlsx", header, *rows)
    table, problems, _ = read(tmp_path)
    assert [(row[1], row[3], row[4]) for row in listed(table)] == [
        ("1.1", 10, 9), ("1.2", 2.5, None), ("2.10", 2.5, 0), ("b", None, 4),
    ]  # fmt: skip
    assert codes(problems) == ["checklist-unanswered", "verified-empty"]


def test_nobody_verifies_in_their_own_file(tmp_path):
    put(tmp_path, "checklists/A1.csv", text([*HEADER, "Verified"], *([*row, "2"] for row in FULL)))
    table, problems, _ = read(tmp_path)
    assert table["verified"].isna().all()
    assert places(problems) == [("checklist-self-verified", "", 2, "Verified", "2")]
    assert problems[0].details == {"count": "4"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A1,1.2,6,Ani", ("points-above", 2, "points", "6")),
        ("A1,1.2,-1,Ani", ("points-negative", 2, "points", "-1")),
        ("A1,1.2,baik,Ani", ("points-not-number", 2, "points", "baik")),
        ("A2,1.2,5,Ani", ("verified-without-checklist", 2, "participant", "A2")),
        ("X9,1.2,5,Ani", ("participant-unknown", 2, "participant", "X9")),
        ("A1,9.9,5,Ani", ("question-unknown", 2, "question", "9.9")),
        ("A1,,5,Ani", ("question-missing", 2, "question", "")),
    ],
)
def test_verified_points_that_do_not_count(tmp_path, row, said):
    put(tmp_path, "checklists/A1.csv", text(HEADER, *FULL))
    put(tmp_path, "checklists/verified/v.csv", f"participant,question,points,verifier\n{row}\n")
    table, problems, _ = read(tmp_path)
    assert table["verified"].isna().all()
    assert places(problems) == [(said[0], "", *said[1:])]


def test_two_verifiers_of_one_question(tmp_path):
    put(tmp_path, "checklists/A1.csv", text(HEADER, *FULL))
    rows = "A1,1.1,7,Budi\nA1,1.1,7,Ani\nA1,1.2,1,Ani\nA1,1.2,2,Budi\nA1,b,1,\n"
    put(tmp_path, "checklists/verified/v.csv", f"participant,question,points,verifier\n{rows}")
    table, problems, _ = read(tmp_path)
    assert [(row[4], row[6]) for row in listed(table)] == [(7, "Ani"), (None, ""), (None, ""), (1, "")]
    assert places(problems) == [
        ("verified-repeated", "", 3, "points", "7"),
        ("verified-twice", "", 4, "points", "1"),
        ("verified-twice", "", 5, "points", "2"),
        ("verifier-missing", "", 6, "verifier", ""),
    ]


def test_columns_by_the_rulebooks_names_and_columns_that_lack(tmp_path):
    put(tmp_path, "checklists/A1.csv", text(["Butir ke", "Bobot diri"], ["1.2", "5"]))
    assert claimed(read(tmp_path, code="Butir ke", claimed="Bobot diri")[0]) == [("A1", "1.2", 5.0)]
    problem = read(tmp_path)[1][0]
    assert (problem.kind.code, problem.details["columns"]) == ("columns-missing", "question, claimed")
    assert problem.details["table"] == "sources.checklists.columns"


def test_no_checklist_and_no_question(tmp_path):
    assert codes(read(tmp_path)[1]) == ["checklists-none"]
    assert read(tmp_path, questions=())[1] == []
    put(tmp_path, "checklists/A1.csv", text(HEADER, *FULL))
    table, problems, files = read(tmp_path, questions=())
    assert table.empty
    assert (codes(problems), [file.path for file in files]) == (["checklists-unruled"], ["checklists/A1.csv"])


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    put(tmp_path, "elsewhere/verified/v.csv", "participant,question,points\nA1,1.1,10\n")
    (tmp_path / "year").mkdir()
    (tmp_path / "year" / "checklists").symlink_to(tmp_path / "elsewhere")
    _, problems, files = read(tmp_path / "year")
    assert files == []
    assert codes(problems) == ["file-elsewhere", "file-elsewhere", "checklists-none"]


def test_codes_that_a_spreadsheet_changes():
    assert [as_number(code) for code in ("1.10", "1.1", "01", "7", "1a", "1.2.3", "1-2")] == [
        "1.1", "1.1", "1", "7", "", "", "",
    ]  # fmt: skip
    both = Questions([Question(code="1.1", points=1.0), Question(code="1.10", points=1.0)])
    assert [both.find(code).code for code in ("1.1", "1.10")] == ["1.1", "1.10"]
    assert Questions([Question(code="1.1", points=1.0)]).find("1.10") is None


@settings(deadline=None, max_examples=20)
@given(st.permutations(FULL), st.booleans())
def test_the_order_of_rows_does_not_matter(tmp_path_factory, rows, verified):
    folder = tmp_path_factory.mktemp("order")
    put(folder, "checklists/A1.csv", text(HEADER, *rows))
    if verified:
        marks = [["A1", row[0], "1", "Ani"] for row in rows]
        put(folder, "checklists/verified/v.csv", text(["participant", "question", "points", "verifier"], *marks))
    found = listed(read(folder)[0])
    assert [row[:4] for row in found] == [
        ("A1", "1.1", "Ada", 10.0), ("A1", "1.2", "Ada", 2.5), ("A1", "2.10", "Ya", 2.5), ("A1", "b", "", 0.0),
    ]  # fmt: skip
    assert [row[4] for row in found] == [1.0 if verified else None] * 4
