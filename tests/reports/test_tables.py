from __future__ import annotations

import csv
import io

import made_year
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import tables

LONG = made_year.LONG_NAME


@pytest.fixture(scope="module")
def year():
    return made_year.small_year()


def read(text):
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_ranking_has_the_columns_of_the_contract_and_everybody(year):
    header, *rows = read(tables.ranking_csv(year))
    assert header == [
        "category", "rank", "code", "name", "score", "status", "award",
        "speed", "change", "on-time", "days", "judged", "connected",
        "rank_low", "rank_high", "award_probability",
    ]  # fmt: skip
    assert [row[2] for row in rows] == ["02", "05", "01", "03", "04", "08", "07", "06", "11", "09", "10", "12"]


def test_rows_worked_out_by_hand(year):
    rows = {row[2]: row for row in read(tables.ranking_csv(year))[1:]}
    assert rows["01"] == [
        "agency", "3", "01", "Kabupaten Contoh Satu", "76.70", "ranked", "",
        "82.50", "68.00", "90.00", "75.00", "80.00", "50.00", "", "", "",
    ]  # fmt: skip
    assert rows["02"][:7] == ["agency", "1", "02", LONG, "92.70", "ranked", "best;change"]
    assert rows["05"][4:] == ["81.50", "ranked", "best", "82.50", "80.00", "90.00", "75.00", "80.00", "", "", "", ""]
    assert rows["06"][:7] == [
        "agency", "", "06", "Provinsi Contoh Enam", "100.00", "not ranked: minimum-complaints", "",
    ]  # fmt: skip
    assert rows["12"][:2] == ["", ""]
    assert rows["12"][5] == "not ranked: no-category"
    assert [rows[code][1] for code in ("03", "04", "08")] == ["4", "4", "6"]


def test_scores_have_the_editions_decimals_half_up():
    year = made_year.small_year(decimals=0)
    rows = {row[2]: row for row in read(tables.ranking_csv(year))[1:]}
    assert rows["01"][4:8] == ["77", "ranked", "", "83"]  # 76.7 and 82.5


def test_indicators_are_whole_or_exact_and_missing_is_empty(year):
    header, *rows = read(tables.indicators_csv(year))
    assert header[:6] == ["code", "name", "category", "complaints", "excluded", "set_aside_share"]
    assert header[-2:] == ["units_connected_share", "unsolved_share"]
    assert len(header) == 3 + 21
    second = dict(zip(header, rows[1], strict=True))
    assert [row[0] for row in rows] == [f"{n:02d}" for n in range(1, 13)]
    assert second["complaints"] == "2000"
    assert second["answered_on_time_share"] == "0.97"
    assert second["days_to_resolve_median"] == "2"
    assert second["set_aside_share"] == "0.0"
    assert second["satisfaction_mean"] == ""


def test_the_last_digit_of_a_share_survives():
    year = made_year.small_year()
    year.indicators.table.loc["01", "answered_on_time_share"] = 2 / 3
    values = pd.read_csv(io.StringIO(tables.indicators_csv(year)), float_precision="round_trip", dtype={"code": str})
    assert values["answered_on_time_share"][0] == 2 / 3


def test_problems_keep_their_columns_and_neutralise_what_was_handed_in(year):
    header, *rows = read(tables.problems_csv(year.problems))
    assert header == ["severity", "file", "sheet", "row", "column", "value", "problem", "mend", "code", "count"]
    assert [row[5] for row in rows] == ["'=1+1", "Kota Lain", "'＠x", ""]
    assert rows[0][3] == "7"


def test_flags_are_listed_with_titles_in_the_editions_language(year):
    header, first, second = read(tables.integrity_csv(year))
    assert header == list(tables.FLAG_COLUMNS)
    assert first[2:] == ["no-delay", "Every step on the day of receipt", "0.985", "0.021", "0.95", "197", ""]
    assert second[2] == "month-break"
    assert second[4:] == ["4.25", "1.0", "3.0", "85", "2019-02"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_begins_a_formula(sign):
    for text in (f"{sign}1", f"x;{sign}1", f"a\n{sign}1", f"'{sign}1", f'x;"{sign}1"'):
        safe = tables.neutralise(text)
        assert len(safe) >= len(text) + 1
        assert tables.restore(safe) == text
    assert tables.neutralise(f"{sign}1") == f"'{sign}1"


def test_ordinary_names_stay_as_they_are():
    for name in ("RS 'Aisyiyah", "'Aisyiyah", "Kota A - B", "A+B", "a@b", "Dinas (PTSP); bidang 1", ""):
        assert tables.neutralise(name) == name


@given(st.text(alphabet="=+-@\t\r\n＝＋－＠'\";|, aé"))
def test_neutralising_is_undone_exactly(text):
    assert tables.restore(tables.neutralise(text)) == text


@given(st.lists(st.text(alphabet="a,\"'\r\n\t;ü", max_size=6), min_size=2, max_size=4))
def test_any_text_survives_a_csv_reader(fields):
    text = tables.csv_text(["x"] * len(fields), [fields])
    assert read(text)[1] == fields


def test_lines_end_with_a_line_feed_and_a_lone_return_is_quoted():
    assert tables.csv_text(["a", "b"], [["1", "x\ry"]]) == 'a,b\n1,"x\ry"\n'


def test_the_same_year_gives_the_same_files(year, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        tables.write_tables(year, tmp_path / name)
    names = ["indicators.csv", "integrity.csv", "problems.csv", "ranking.csv"]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == names
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert LONG.encode() in (tmp_path / "one" / "ranking.csv").read_bytes()
