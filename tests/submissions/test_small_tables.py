import csv
import datetime as dt
import io

import pytest
from handing_in import codes, put
from hypothesis import given
from hypothesis import strategies as st

from submissions import tables
from submissions.tables import read_tables, records, text


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        ("007", "007"),
        (7.0, "7"),
        (5049672.0, "5049672"),
        (87.5, "87.5"),
        (1e300, "1e+300"),
        (True, "TRUE"),
        (dt.date(2019, 3, 4), "2019-03-04"),
        (dt.datetime(2019, 3, 4, 5, 6), "2019-03-04 05:06:00"),  # noqa: DTZ001 (spreadsheets have no zones)
    ],
)
def test_values_become_text_as_they_are_read(cell, expected):
    assert text(cell) == expected


def test_records_know_their_physical_line():
    lines = ["a,b\n", "\n", '1,"x\n', 'y"\n', '2,"z\n', "3,w\n", '4,"v"w\n', "5,u"]
    assert list(records(lines, ",")) == [
        (1, ["a", "b"]),
        (2, []),
        (3, ["1", "x\ny"]),
        (5, None),
        (6, ["3", "w"]),
        (7, None),
        (8, ["5", "u"]),
    ]


CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=9)


@given(st.lists(st.lists(CELL, min_size=2, max_size=3), max_size=9), st.sampled_from(",;\t|"))
def test_what_csv_writes_is_read_back(rows, delimiter):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    lines = list(io.StringIO(out.getvalue(), newline=""))
    assert [cells for _, cells in records(lines, delimiter)] == rows


def test_surplus_fields_count_when_they_hold_something(tmp_path):
    put(tmp_path, "a.csv", "code,name\na,A,,\nb,B,!\n\n,\nc\n")
    (table,), problems = read_tables(tmp_path / "a.csv", "a.csv", tmp_path, frozenset())
    assert table.rows == [(2, ["a", "A"])]
    assert [(problem.kind.code, problem.row) for problem in problems] == [("rows-broken", 3), ("rows-broken", 6)]


def test_faults_after_the_sample_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr("submissions.csv_text.SAMPLE", 20)
    put(tmp_path, "a.csv", b"code,name\na,A\nb,B\nc,\x00\n")
    assert codes(read_tables(tmp_path / "a.csv", "a.csv", tmp_path, frozenset())[1]) == ["nul-bytes"]
    put(tmp_path, "a.csv", b"code,name\na,A\nb,B\nc,Caf\xe9\n")
    (table,), problems = read_tables(tmp_path / "a.csv", "a.csv", tmp_path, frozenset())
    assert table.rows[-1] == (4, ["c", "Café"])
    assert codes(problems) == ["encoding-assumed"]
    monkeypatch.setattr(tables, "LARGEST", 20)
    assert codes(read_tables(tmp_path / "a.csv", "a.csv", tmp_path, frozenset())[1]) == [
        "encoding-assumed",
        "file-too-large",
    ]
