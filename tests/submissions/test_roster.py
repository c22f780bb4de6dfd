import csv
import io
import math

import pandas as pd
import pytest
import xlsxwriter
from handing_in import codes, places, put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions.roster import read_roster
from submissions.sources import RosterSource


def read(folder, **columns) -> tuple[pd.DataFrame, list]:
    roster, problems, _ = read_roster(folder, RosterSource(columns=columns), folder)
    for problem in problems:
        assert problem.says("id")
        assert problem.mend("en")
    return roster, problems


def read_csv(folder, text, **columns) -> tuple[pd.DataFrame, list]:
    put(folder, "participants.csv", text)
    return read(folder, **columns)


def test_a_roster_as_the_contract_has_it(tmp_path):
    roster, problems = read_csv(
        tmp_path,
        "code,name,kind,parent,region,units,units_connected,Penduduk\n"
        "NA,Kota A,city,,Jawa,12,10,1e5\n"
        '007,"Dinas ""B"", Kota A",upp, na ,,,,\n'
        "1e5,Kabupaten C,regency,,Bali,3.0,,2\n",
    )
    assert problems == []
    assert list(roster.index) == ["007", "1e5", "NA"]
    assert roster.index.name == "code"
    assert list(roster.columns) == ["name", "kind", "parent", "region", "units", "units_connected", "Penduduk"]
    assert list(roster.loc["007"].astype(str)) == ['Dinas "B", Kota A', "upp", "NA", "", "nan", "nan", ""]
    assert list(roster.loc["NA"]) == ["Kota A", "city", "", "Jawa", 12.0, 10.0, "1e5"]
    assert roster.loc["1e5", "units"] == 3.0
    assert [str(kind) for kind in roster.dtypes] == ["object"] * 4 + ["float64"] * 2 + ["object"]


def test_the_file_is_told_with_hash_and_rows(tmp_path):
    put(tmp_path, "participants.csv", "code,name\na,A\n\nb,B\n")
    (file,) = read_roster(tmp_path, RosterSource(), tmp_path)[2]
    assert (file.path, file.size, file.rows) == ("participants.csv", 19, 2)


def test_columns_may_have_other_names(tmp_path):
    roster, problems = read_csv(tmp_path, "Kode;NAMA PESERTA;Asal\nk1;Kota;Bali\n", region="Asal")
    assert problems == []
    assert roster.loc["k1", "region"] == "Bali"


def test_an_xlsx_roster_of_several_sheets(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "participants.xlsx") as book:
        sheet = book.add_worksheet("Instansi")
        sheet.write_row("B2", ["Daftar Peserta 2019"])
        sheet.write_row("B4", ["Kode", "Nama", "Jenis", "Jumlah Unit"])
        sheet.write_row("B5", [12, "Kota A", "city", 7])
        sheet = book.add_worksheet("UPP")
        sheet.write_row("A1", ["Kode", "Nama", "Jenis", "Induk"])
        sheet.write_row("A2", ["007", "Dinas B", "UPP", "12"])
        sheet.write_row("A3", ["008", "Dinas C", "UPP", "13"])
        book.add_worksheet("Catatan").write_row("A1", ["hubungi", "kami"])
    roster, problems = read(tmp_path)
    assert list(roster.index) == ["007", "008", "12"]
    assert list(roster["parent"]) == ["12", "13", ""]
    assert roster.loc["12", "units"] == 7.0
    assert places(problems) == [
        ("sheet-ignored", "Catatan", None, "", ""),
        ("parent-unknown", "UPP", 3, "Induk", "13"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["file-empty", "roster-empty"]),
        ("code,name\n", ["roster-empty"]),
        ("kode saja\nx\n", ["columns-missing"]),
        ("code,name,name\na,A,B\n", ["columns-twice"]),
        ("a,b\n1,\x00\n", ["nul-bytes"]),
    ],
)
def test_a_roster_that_cannot_be_used_is_empty_and_blocking(tmp_path, text, expected):
    roster, problems = read_csv(tmp_path, text)
    assert codes(problems) == expected
    assert problems[-1].kind.severity == "blocking"
    assert list(roster.columns)[:6] == ["name", "kind", "parent", "region", "units", "units_connected"]


def test_no_roster_and_two_rosters(tmp_path):
    assert codes(read(tmp_path)[1]) == ["roster-missing"]
    put(tmp_path, "participants.xlsx", "x")
    assert codes(read(tmp_path)[1]) == ["workbook-unreadable"]
    assert codes(read_csv(tmp_path, "code,name\na,A\n")[1]) == ["roster-twice"]


def test_a_roster_outside_the_folder_is_not_followed(tmp_path):
    put(tmp_path, "secret.csv", "code,name\na,A\n")
    (tmp_path / "k").mkdir()
    (tmp_path / "k" / "participants.csv").symlink_to(tmp_path / "secret.csv")
    assert codes(read(tmp_path / "k")[1]) == ["file-elsewhere"]


def test_what_may_be_wrong_with_a_row(tmp_path):
    long = "N" * 301
    roster, problems = read_csv(
        tmp_path,
        "code,name,kind,parent,units,units_connected\n"
        "a,Kota A,city,,5,6\n"
        "a,Kota A,city,,5,6\n"
        "A,Kota lain,city,,5,6\n"
        ",Tanpa Kode,city,,1,1\n"
        "b,,city,,banyak,-1\n"
        f"c,{long},city,,,\n"
        "d,kota a,upp,zz,,\n"
        "e,Dinas E,upp,A,,\n"
        "f,Dinas F,upp,,,,surplus\n"
        "g,Dinas G\n",
    )
    assert places(problems) == [
        ("rows-broken", "", 10, "", ""),
        ("rows-broken", "", 11, "", ""),
        ("code-repeated", "", 3, "code", "a"),
        ("code-conflict", "", 4, "code", "A"),
        ("code-missing", "", 5, "code", ""),
        ("name-missing", "", 6, "name", ""),
        ("name-long", "", 7, "name", "N" * 39 + "…"),
        ("name-shared", "", 8, "name", "kota a"),
        ("units-unreadable", "", 6, "units", "banyak"),
        ("units-unreadable", "", 6, "units_connected", "-1"),
        ("units-exceeded", "", 2, "units_connected", "6"),
        ("parent-unknown", "", 8, "parent", "zz"),
    ]
    assert list(roster.index) == ["a", "b", "c", "d", "e"]
    assert roster.loc["b", "name"] == "b"
    assert math.isnan(roster.loc["b", "units"])
    assert roster.loc["c", "name"] == long
    assert roster.loc["e", "parent"] == "a"


def test_a_quote_that_never_closes_costs_its_own_line(tmp_path):
    roster, problems = read_csv(tmp_path, 'code,name\na,"Kota A\nb,Kota B\nc,"Kota ""C"""\nd,"Kota\nD"\n')
    assert places(problems) == [("quotes-broken", "", 2, "", "")]
    assert dict(roster["name"]) == {"b": "Kota B", "c": 'Kota "C"', "d": "Kota\nD"}


def test_a_file_of_broken_quotes_is_given_up(tmp_path):
    _, problems = read_csv(tmp_path, "code,name\n" + 'a,"b"c\n' * 300)
    assert codes(problems)[-1] == "quotes-hopeless"
    assert len(problems) < 110


def test_broken_characters_cost_their_own_line(tmp_path):
    roster, problems = read_csv(tmp_path, "code,name\na,é\nb,éé\n".encode() + b"c,\xff\nd,D\n")
    assert places(problems) == [("encoding-broken", "", 4, "", "")]
    assert list(roster.index) == ["a", "b", "d"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheet_programs(tmp_path, encoding):
    roster, _ = read_csv(tmp_path, "code\tname\nk\tCafé “Kota”\n".encode(encoding))
    assert dict(roster["name"]) == {"k": "Café “Kota”"}


HOSTILE = [
    "<b>Kota</b>",
    '"',
    "''",
    "=cmd()",
    "@SUM(A1)",
    "👩🏽‍⚖️ Kota",
    "%s {x}",
    "../../x",
    "N" * 300,
    "a\nb",
    "a;b,c\t|",
]
TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=40),
).filter(lambda text: text == text.strip() != "")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=8, unique_by=lambda pair: pair[0].casefold()))
def test_any_code_and_name_come_through_unchanged(tmp_path, pairs):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("code", "name"), *pairs])
    roster, problems = read_csv(tmp_path, out.getvalue())
    assert list(roster["name"].items()) == sorted(pairs)
    assert set(codes(problems)) <= {"name-shared"}
