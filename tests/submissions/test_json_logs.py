"""Complaint logs as JSON: values as they are written, element numbers as rows, a named problem for what is unfit."""

import json

import pytest
import whole_folder as whole

from submissions import json_logs, json_text
from submissions.csv_text import LONGEST_LINE, Unfit

ROW = {"complaint_id": "1", "participant": "A", "received_at": "2019-01-31"}


def read(tmp_path, text, sources=""):
    return whole.read(tmp_path / "f", {"complaints/a.json": text}, sources)


def ids(handed_in):
    return [row[0] for row in whole.complaints(handed_in)]


def test_an_array_and_one_object_per_line_are_the_same_and_rows_are_elements(tmp_path):
    rows = [ROW, {**ROW, "complaint_id": "2", "resolved_at": "2019-02-04", "participant": "X"}]
    lines = "\n".join(map(json.dumps, rows))
    found = []
    for name, text in (("array", json.dumps(rows, indent=1)), ("lines", f"\n{lines}\r\n\n"), ("bom", "\ufeff" + lines)):
        handed_in = read(tmp_path / name, text)
        found.append((whole.complaints(handed_in, "row"), whole.problems(handed_in)))
    assert found[0] == found[1] == found[2]
    assert found[0] == (
        [("1", "A", "used", "01-31", "", "", "", 1), ("2", "", "set aside", "01-31", "", "", "02-04", 2)],
        [("participant-unknown", "complaints/a.json", 2, "participant", "X")],
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('"007"', "007"), ("7", "7"), ("1e5", "1e5"), ("1.50", "1.50"), ("-0.0", "-0.0"), ("true", "true"),
        ("123456789012345678901234567890.10", "123456789012345678901234567890.10"), ('"NA"', "NA"),
        ("9" * 5000, "9" * 5000), (r'"\u00e9 \""', 'é "'), ("null", None), ('""', None), ('" 7 "', "7"),
    ],
)  # fmt: skip
def test_values_stay_as_they_are_written(tmp_path, written, kept):
    text = f'[{{"complaint_id": {written}, "participant": "A", "received_at": "2019-01-31"}}]'
    assert ids(read(tmp_path, text)) == [kept]


def test_names_may_be_absent_and_come_late_and_nested_ones_that_are_not_used_are_left(tmp_path):
    rows = [
        {**ROW, "extra": {"a": [1, {"b": 2}]}},
        {"received_at": None, "participant": "B", "complaint_id": "2"},
        {**ROW, "complaint_id": "3", "kind": "roads"},
    ]
    handed_in = read(tmp_path, json.dumps(rows))
    assert whole.complaints(handed_in, "kind") == [
        ("1", "A", "used", "01-31", "", "", "", None), ("2", "B", "set aside", "", "", "", "", None),
        ("3", "A", "used", "01-31", "", "", "", "roads"),
    ]  # fmt: skip


GOOD = json.dumps(ROW)
WRONG = {
    "nan": (f'[{GOOD}, {{"complaint_id": NaN}}]', ("json-broken", 2, "")),
    "infinity": (f'[{GOOD}, {{"complaint_id": -Infinity}}]', ("json-broken", 2, "")),
    "twice": (f'[{GOOD}, {{"complaint_id": 1, "x": 1, "complaint_id": 2}}]', ("json-key-twice", 2, "complaint_id")),
    "twice below": (f'[{{"x": {{"y": 1, "y": 2}}}}, {GOOD}]', ("json-key-twice", 1, "y")),
    "deep": (f'[{GOOD}, {{"x": {"[" * 100_000}{"]" * 100_000}}}]', ("json-broken", 2, "")),
    "cut": (f"[{GOOD}, {GOOD[:20]}", ("json-broken", 2, "")),
    "cut between": (f"[{GOOD},", ("json-broken", 2, "")),
    "not closed": (f"[{GOOD}", ("json-broken", 1, "")),
    "comma": (f"[{GOOD},]", ("json-broken", 2, "")),
    "no comma": (f"[{GOOD} {GOOD}]", ("json-broken", 1, "")),
    "rest": (f"[{GOOD}] x", ("json-broken", 2, "")),
    "two arrays": (f"[{GOOD}][{GOOD}]", ("json-broken", 2, "")),
    "comment": (f"[/* */{GOOD}]", ("json-broken", 1, "")),
    "control sign": ('[{"x": "a\nb"}]', ("json-broken", 1, "")),
    "half a sign": (f'[{GOOD}, {{"complaint_id": "\\ud800"}}]', ("json-broken", 2, "")),
    "no object": (f"[{GOOD}, 5]", ("json-shape", 2, "")),
    "arrays": ("[[1, 2]]", ("json-shape", 1, "")),
    "a word": ("tidak", ("json-broken", 1, "")),
    "a number": ("5", ("json-shape", 1, "")),
    "a line broken": (f"{GOOD}\n{GOOD[:-1]}\n{GOOD}", ("json-broken", 2, "")),
    "two in a line": (f"{GOOD}{GOOD}", ("json-broken", 1, "")),
    "wrapped over lines": ('{\n "requests": []\n}', ("json-broken", 1, "")),
    "wrapped": (f'{{"requests": [{GOOD}]}}', ("columns-missing", 1, "")),
    "nested": (f'[{GOOD}, {{"complaint_id": {{"a": 1}}}}]', ("json-nested", 2, "complaint_id")),
    "same name": ('[{"complaint_id": "1", "Complaint ID": "2", "participant": "A", "received_at": "2019-01-31"}]',
                  ("columns-twice", 1, "complaint_id")),
    "many names": (json.dumps([{f"n{i}": 1 for i in range(6000)}]), ("json-shape", 1, "")),
    "long element": (f'[{GOOD}, {{"x": "{"a" * 3_000_000}"}}]', ("line-too-long", 2, "")),
    "long line": (f'{GOOD}\n{{"x": "{"a" * 3_000_000}"}}', ("line-too-long", 2, "")),
    "no end": (f'[{GOOD}, {{"x": "{"a" * 9_000_000}', ("line-too-long", 2, "")),
    "empty": ("", ("file-empty", None, "")),
    "blank": (" \n ", ("file-empty", None, "")),
    "empty array": ("[ ]", ("file-empty", None, "")),
    "another encoding": (GOOD.replace("A", "é").encode("latin-1"), ("encoding-unknown", None, "")),
    "utf-16": (GOOD.encode("utf-16"), ("encoding-unknown", None, "")),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG)
def test_what_is_no_log_is_a_named_problem_at_its_element(tmp_path, text, told):
    problems = [problem for problem in read(tmp_path, text).problems if problem.file == "complaints/a.json"]
    assert [(problem.kind.code, problem.row, problem.column) for problem in problems] == [told]
    assert all(problem.says(language) and problem.mend(language) for problem in problems for language in ("id", "en"))


def test_a_text_longer_than_what_is_held_at_once_is_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(json_text, "_CHUNK", 7)
    monkeypatch.setattr(json_text, "LONGEST_LINE", 200)
    monkeypatch.setattr(json_logs, "BLOCK", 3)
    rows = [{**ROW, "complaint_id": f"{n}", "note": "x" * (n % 60)} for n in range(20)]
    handed_in = read(tmp_path, json.dumps(rows, indent=2))
    assert ids(handed_in) == [f"{n}" for n in range(20)]


def test_blanks_without_end_cost_no_time_and_no_memory(tmp_path):
    log = tmp_path / "a.json"
    log.write_text("[" + " " * (LONGEST_LINE * 5) + "5]", encoding="utf-8")
    with pytest.raises(Unfit):
        json_logs.look(log)


def test_json_stands_beside_other_logs(tmp_path):
    files = {
        "complaints/a.json": json.dumps([ROW]),
        "complaints/b.csv": "complaint_id,participant,received_at\n2,B,2019-02-01\n",
    }
    assert ids(whole.read(tmp_path / "f", files)) == ["1", "2"]
