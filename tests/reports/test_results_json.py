from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import made_year
import pytest

from criteria.indicators import INDICATORS
from reports import results_json

SCHEMA = json.loads(files("reports").joinpath("results.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    path = tmp_path_factory.mktemp("results") / "results.json"
    results_json.write_results(made_year.small_year(), path)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def results(text):
    return json.loads(text)


def test_the_schema_is_sound_and_the_results_follow_it(results):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(results)


def test_a_year_of_the_shipped_rules_follows_it_too():
    VALIDATOR.validate(results_json.describe(made_year.seeded_year(30)))


@pytest.mark.parametrize(
    ("where", "value"),
    [(("schema",), 2), (("participants", 0, "rank"), 0), (("participants", 0, "score", "exact"), 101),
     (("participants", 0, "criteria", "speed", "weight"), "60"), (("rows", "by_bin", "used"), -1),
     (("participants", 0, "status"), "unranked"), (("awards", 0, "remarks"), [{"remark": "won", "codes": []}])],
)  # fmt: skip
def test_the_schema_refuses_what_is_no_result(text, where, value):
    results = json.loads(text)
    place = results
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = value
    assert not VALIDATOR.is_valid(results)


def test_a_participant_worked_out_by_hand(results):
    fifth = next(p for p in results["participants"] if p["code"] == "05")
    assert fifth["rank"] == 2
    assert fifth["awards"] == ["best"]
    assert fifth["score"] == {"exact": 81.5, "rounded": 81.5}
    assert fifth["criteria"]["connected"] == {
        "exact": None, "rounded": None, "weight": None, "input": None, "part": None,
    }  # fmt: skip
    assert fifth["criteria"]["judged"] == {"exact": 80.0, "rounded": 80.0, "weight": 100.0, "input": 80.0, "part": 32.0}
    assert fifth["criteria"]["speed"] == {"exact": 82.5, "rounded": 82.5, "weight": 60.0}
    assert list(fifth["indicators"]) == sorted(INDICATORS)
    assert fifth["indicators"]["complaints"] == 80
    assert fifth["indicators"]["answered_on_time_share"] == 0.9


def test_counts_are_whole_and_names_as_handed_in(text, results):
    assert '"complaints": 2000,' in text
    assert '"days_to_resolve_median": 5,' in text
    assert made_year.HOSTILE_NAME in [p["name"] for p in results["participants"]]


def test_every_row_read_stands_in_one_bin(results):
    rows = results["rows"]
    complaints = sum(entry[3] for entry in made_year.SMALL)
    assert rows["by_bin"] == {"used": complaints, "excluded": 12, "repeated": 3, "outside": 3, "set aside": 27}
    assert rows["read"] == complaints + 45
    for grouping in ("by_file", "by_participant"):
        assert sum(sum(bins.values()) for bins in rows[grouping].values()) == rows["read"]
    assert rows["by_participant"][""] == {"used": 0, "excluded": 0, "repeated": 0, "outside": 0, "set aside": 24}


def test_keys_are_sorted_and_the_bytes_repeat(text, results, tmp_path):
    assert json.dumps(json.loads(text)) == json.dumps(results, sort_keys=True)
    assert len(text.splitlines()) > len(results["participants"])  # a participant a line, for those who read and compare
    results_json.write_results(made_year.small_year(), tmp_path / "again.json")
    assert (tmp_path / "again.json").read_text(encoding="utf-8") == text
