"""Logs that are large, damaged or badly exported: every row is found where it stands, and the rest counts."""

import gzip
import random

import pandas as pd
import pytest
import small_folder as small

import submissions
from criteria.loading import loads
from submissions.csv_text import SAMPLE
from submissions.handed_in import BINS

LOG, R = small.LOG, small.FIRST_FREE_ROW
HEADER = ",".join(small.COLUMNS) + "\n"
UNKNOWN = "901,Nobody,2019-03-04,,,,,\n"
ROW = "{:07d},{},2019-01-02 08:00:00,2019-01-03 08:00:00,,,Jalan rusak di depan pasar,4\n"


@pytest.fixture
def read(tmp_path):
    """Read a small competition whose only log is this."""
    made = iter(range(1_000))

    def reading(content, name=LOG, *, rules=small.RULEBOOK):
        home = tmp_path / str(next(made))
        folder = small.build(home / "kecil")
        (folder / LOG).unlink()
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        (home / "scratch").mkdir()
        terms = loads(rules, "rulebook.toml").terms
        return submissions.read(folder, terms, scratch=home / "scratch", details=True)

    return reading


def told(handed_in):
    return [(p.kind.code, p.row, p.value) for p in handed_in.problems]


def bins(handed_in):
    return handed_in.bins.groupby("bin")["rows"].sum().to_dict()


def lines_with(*added, at=50):
    """The clean log with lines before its row ``at + 1``, and a row at its end whose number tells whether all fit."""
    lines = small.as_csv(small.complaints()).splitlines(keepends=True)
    return "".join([*lines[:at], *added, *lines[at:], UNKNOWN])


@pytest.mark.parametrize(("added", "expected", "unknown_at"), [
    (["\n", "\r\n"], [], R + 2),
    (["x,y\n"], [("rows-broken", 51, "")], R + 1),
    ([f"1{',' * 11}x\n"], [("rows-broken", 51, "")], R + 1),
    (["901a,A1,2019-03-04,,,,\"satu\ndua\n\ntiga\",\n"], [], R + 1),
    (["901a,A1,2019-03-04,,,,\"satu\ndua\",\n", "x,y\n", "\n"], [("rows-broken", 52, "")], R + 3),
    (["901a,A1,\"satu\ndua\n\ntiga\"\n"], [("rows-broken", 51, "")], R + 1),
    (["901a,A1,2019-03-04,,,,\"open,4\n"], [("quotes-broken", 51, "")], R + 1),
    (["901a,A1,2019-03-04,,,,\"sa\"tu,4\n"], [("quotes-broken", 51, "")], R + 1),
    (["901a,A1,2019-03-04,,,,\"open,4\n", "901b,A1,2019-03-04,,,,\"shut\",4\n"], [("quotes-broken", 51, "")], R + 2),
    (["901a,A1,2019-03-04,,,,sa\"tu,4\n"], [], R + 1),
], ids=["blank", "short", "long", "multi-line", "mixture", "short multi-line", "unclosed", "text behind", "swallowing",
        "inch"])  # fmt: skip
def test_rows_keep_their_numbers_whatever_stands_before_them(read, added, expected, unknown_at):
    handed_in = read(lines_with(*added))
    assert told(handed_in) == [*expected, ("participant-unknown", unknown_at, "Nobody")]
    assert bins(handed_in)["used"] >= small.COUNT
    assert bins(handed_in)["set aside"] == len(expected) + 1


def test_lines_may_end_in_several_ways(read):
    lines = small.as_csv(small.complaints()).splitlines(keepends=True)
    mixed = "".join(lines[:90]) + "".join(lines[90:]).replace("\n", "\r\n") + UNKNOWN
    for content in (mixed, mixed.replace("\r\n", "\n").replace("\n", "\r")):
        handed_in = read(content)
        assert told(handed_in) == [("participant-unknown", R, "Nobody")]
        assert bins(handed_in) == {"used": small.COUNT, "set aside": 1}


BIG = HEADER + "".join(ROW.format(number, "A1") for number in range(SAMPLE // 60))
AFTER = BIG.count("\n") + 1
"""Row of the first line behind so much of a log that its form was settled without it."""


def test_what_stands_past_the_first_megabytes_is_seen_too(read):
    assert len(BIG) > SAMPLE
    odd = "902,A1,2019-03-04,,,,Café,4\n"
    assert told(read(BIG + odd.replace("é", "\0") + UNKNOWN)) == [("nul-bytes", AFTER, "")]
    western = read((BIG + odd).encode("cp1252"))
    assert [code for code, *_ in told(western)] == ["encoding-assumed"]
    assert bins(western) == {"used": AFTER - 1}
    known = BIG.replace("Jalan", "Jalán", 1).encode()
    broken = read(known + odd.encode("cp1252") + UNKNOWN.encode())
    assert told(broken) == [("encoding-broken", AFTER, ""), ("participant-unknown", AFTER + 1, "Nobody")]
    assert bins(broken) == {"used": AFTER - 2, "set aside": 2}


def test_rows_of_a_log_that_several_threads_read_keep_their_numbers_and_their_pairs(read):
    """Three in a thousand rows are spoilt, one of them a copy of the row before it received in another year."""
    count, out, expected, outside = 200_000, [HEADER], [], []
    for number in range(count):
        row = len(out) + 1
        if number % 1_000 == 300:
            out.append(ROW.format(number, "Nobody"))
            expected.append(("participant-unknown", row, "Nobody"))
        elif number % 1_000 == 600:
            out.append("x,y\n")
            expected.append(("rows-broken", row, ""))
        elif number % 1_000 == 900:
            out.append(ROW.format(number - 1, "A2").replace("2019-01-0", "2015-01-0"))
            outside.append(row)
        else:
            out.append(ROW.format(number, "A1"))
    handed_in = read("".join(out))
    assert sorted(told(handed_in), key=lambda problem: problem[1]) == expected
    rows = handed_in.complaints.select("row", "bin", "complaint_id").execute()
    assert sorted(rows.loc[rows["bin"] == BINS.index("outside"), "row"]) == outside
    assert bins(handed_in) == {"used": count - 600, "outside": 200, "set aside": 400}
    used = rows[rows["bin"] == BINS.index("used")]
    assert (used["complaint_id"].astype(int) + 2 == used["row"]).all()


def test_a_packed_log_is_held_to_its_checksum_and_to_its_end(read):
    packed = gzip.compress(BIG.encode(), mtime=0)
    wrong = packed[:-8] + bytes(4) + packed[-4:]
    for content in (wrong, packed[:-3_000], packed[:-20], packed + b"more"):
        assert told(read(content, f"{LOG}.gz"))[0] == ("file-truncated", None, "")
    assert bins(read(packed, f"{LOG}.gz")) == {"used": AFTER - 2}
    assert bins(read(packed + gzip.compress(UNKNOWN.encode()), f"{LOG}.gz")) == {"used": AFTER - 2, "set aside": 1}


@pytest.mark.parametrize("taken_from", ["roster", "complaints"])
def test_a_damaged_parquet_log_is_named_or_read_but_never_raises(read, tmp_path, taken_from):
    rules = small.RULEBOOK.replace("[standards]", f'[participants]\nfrom = "{taken_from}"\n[standards]')
    rules = rules if taken_from == "roster" else rules.replace('["city", "regency"]', '[""]')
    whole = tmp_path / "whole.parquet"
    pd.DataFrame(small.complaints(), columns=list(small.COLUMNS)).to_parquet(whole, index=False)
    draw, blocked = random.Random(3), 0  # noqa: S311 (damage for tests)
    for _ in range(12):
        content = bytearray(whole.read_bytes())
        for _ in range(20):
            content[draw.randrange(len(content))] = draw.randrange(256)
        handed_in = read(bytes(content), "complaints/log.parquet", rules=rules)
        named = [p.file for p in handed_in.problems if p.kind.code == "file-unreadable"]
        assert set(named) <= {"complaints/log.parquet"}
        assert handed_in.blocked or sum(bins(handed_in).values()) == small.COUNT
        blocked += bool(named)
    assert blocked > 6


@pytest.mark.parametrize(("name", "written"), [
    ("Straße Satu", "straße satu"), ("Straße Satu", "STRASSE SATU"), ("ÉCOLE", "  école "), ("NOBODY 3", "nobody 3"),
])  # fmt: skip
def test_names_mean_somebody_whatever_their_case(read, tmp_path, name, written):
    rows = [[*row[:1], "A1", *row[2:]] for row in small.complaints()]
    folder = small.build(tmp_path / "named")
    small.replace(folder, small.ROSTER, "A1,Kota Satu", f"A1,{name}")
    (folder / LOG).write_text(small.as_csv(rows) + f"901,{written},2019-03-04,,,,,\n", encoding="utf-8")
    (tmp_path / "scratch").mkdir()
    handed_in = submissions.read(folder, loads(small.RULEBOOK, "r").terms, scratch=tmp_path / "scratch")
    assert told(handed_in) == []
    assert bins(handed_in) == {"used": small.COUNT + 1}


def test_nobody_is_named_by_what_fills_the_engines_list_of_names(read):
    content = "".join(f"{n},NOBODY {n},2019-03-04,,,,,\n" for n in range(30))
    assert bins(read(small.as_csv(small.complaints()) + content)) == {"used": small.COUNT, "set aside": 30}
