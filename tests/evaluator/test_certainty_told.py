"""How sure a ranking is stands beside each rank, on the screen and in the files, and the files agree."""

import csv
import json

import pytest
from jsonschema import Draft202012Validator


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def results(year, call):
    assert call("run", year, "--no-documents").code == 0
    return year / "results"


def test_each_ranked_participant_has_an_interval_in_every_file_alike(results):
    ranking, sure = read(results / "ranking.csv"), {row["code"]: row for row in read(results / "certainty.csv")}
    told = {one["code"]: one for one in json.loads((results / "results.json").read_bytes())["participants"]}
    ranked = [row for row in ranking if row["rank"]]
    assert len(ranked) > 10
    assert set(sure) == {row["code"] for row in ranked}
    for row in ranking:
        kept = {name: row[name] for name in ("rank_low", "rank_high", "award_probability")}
        if not row["rank"]:
            assert set(kept.values()) == {""}
            continue
        assert {name: sure[row["code"]][name] for name in kept} == kept
        assert [str(told[row["code"]][name]) for name in ("rank_low", "rank_high")] == [
            kept["rank_low"],
            kept["rank_high"],
        ]
        assert told[row["code"]]["award_probability"] == float(kept["award_probability"])
        assert 1 <= int(kept["rank_low"]) <= int(kept["rank_high"]) <= len(ranked)


def test_as_many_hold_an_award_in_each_draw_as_there_are_winners(results):
    sure = read(results / "certainty.csv")
    awards = {one["code"]: len(one["winners"]) for one in json.loads((results / "results.json").read_bytes())["awards"]}
    for code, winners in awards.items():
        held = sum(float(row[f"award:{code}"]) for row in sure if row[f"award:{code}"])
        assert winners - 0.1 <= held <= winners + 0.5  # equal at the last place, all are awarded


def test_results_json_holds_to_its_schema(results):
    from importlib.resources import files  # noqa: PLC0415 (here alone)

    document = json.loads((results / "results.json").read_bytes())
    Draft202012Validator(json.loads(files("reports").joinpath("results.schema.json").read_text("utf-8"))).validate(
        document
    )
    assert document["certainty"]["draws"] == 10_000
    assert {one["award"] for one in document["certainty"]["boundaries"]} <= {one["code"] for one in document["awards"]}


def test_the_screen_says_how_firm_each_award_is(year, call):
    told = call("run", year, "--no-documents").out
    assert "How sure is it?" in told
    assert "drawn anew 10,000 times" in told
    assert "Within the noise" in told or "Firm: chance alone" in told


def test_who_may_truly_be_among_the_best_is_the_same_in_every_place(results, year, call):
    sure = read(results / "certainty.csv")
    told = json.loads((results / "results.json").read_bytes())["certainty"]["tops"]
    asked = json.loads(call("confidence", year, "--json").out)["categories"]
    assert [one["category"] for one in told] == [one["category"] for one in asked]
    for one, other in zip(told, asked, strict=True):
        own = [row for row in sure if row["category"] == one["category"]]
        assert {key: one[key] for key in ("top", "level", "ranked")} == {
            key: other[key] for key in ("top", "level", "ranked")
        }
        assert {row["code"] for row in own if row["may_be_top"] == "yes"} == set(one["may_be"])
        assert len(one["may_be"]) == other["may_be"]
        sets = {row["code"]: (int(row["set_low"]), int(row["set_high"])) for row in own}
        assert all(sets[row["code"]][0] <= int(row["rank"]) <= sets[row["code"]][1] for row in own)
        assert {each["code"]: (each["low"], each["high"]) for each in other["placed"]}.items() <= sets.items()
    names = {row["code"]: row["name"] for row in sure}
    winners = {
        one["code"]: one["winners"] for one in json.loads((results / "results.json").read_bytes())["awards"]
    }  # fmt: skip
    said = json.loads(call("run", year, "--no-documents", "--json").out)["certainty"]["awards"]
    best = {one["award"]: one["best"] for one in said if one["best"]}
    assert best
    for award, sentence in best.items():
        assert "else may truly be among the best" in sentence
        assert not [one for one in winners[award] if names[one["code"]] in sentence]


def test_a_category_too_large_to_compare_all_in_a_run_says_nothing(year, call, monkeypatch):
    monkeypatch.setattr("criteria.certainty.sureness.MOST", 5)
    assert call("run", year, "--no-documents").code == 0
    assert json.loads((year / "results" / "results.json").read_bytes())["certainty"]["tops"] == []
    assert {row["may_be_top"] + row["set_low"] for row in read(year / "results" / "certainty.csv")} == {""}


def test_no_draws_no_intervals(year, call):
    rules = year / "rulebook.toml"
    rules.write_text(rules.read_text(encoding="utf-8") + "\n[certainty]\ndraws = 0\n", encoding="utf-8")
    told = call("run", year, "--no-documents")
    assert told.code == 0
    assert "How sure is it?" not in told.out
    assert {row["rank_low"] for row in read(year / "results" / "ranking.csv")} == {""}
