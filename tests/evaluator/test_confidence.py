"""Who may truly be among the best: every category, whoever is first among them, and wrong use told."""

import csv
import json


def test_whoever_is_first_may_be_among_the_best_and_sets_hold_the_ranks(year, call):
    told = call("confidence", year, "--json")
    assert told.code == 0, told.err
    assert call("run", year, "--no-documents").code == 0
    with (year / "results" / "ranking.csv").open(encoding="utf-8", newline="") as file:
        ranking = {row["code"]: row for row in csv.DictReader(file)}
    found = json.loads(told.out)["categories"]
    assert [one["category"] for one in found] == ["agency", "upp"]
    for one in found:
        assert one["ranked"] == sum(
            row["category"] == one["category"] and row["rank"] != "" for row in ranking.values()
        )
        first = one["placed"][0]
        assert (first["rank"], first["among"], first["low"]) == (1, True, 1)
        assert one["may_be"] >= one["top"]
        assert one["may_be"] == sum(placed["among"] for placed in one["placed"])
        for placed in one["placed"]:
            assert placed["low"] <= int(ranking[placed["code"]]["rank"]) <= placed["high"]
            assert placed["error"] > 0


def test_more_of_the_best_are_more_who_may_be(year, call):
    few, many = (
        json.loads(call("confidence", year, "--top", top, "--json").out)["categories"][0]["may_be"] for top in (1, 5)
    )
    assert 1 <= few <= many
    assert many >= 5


def test_the_screen_says_it_in_a_sentence(year, call):
    told = call("confidence", year)
    assert "may truly be among the best" in told.out
    assert "standard error" in told.out


def test_none_is_no_number_of_the_best(year, call):
    assert call("confidence", year, "--top", "0").code == 2


def test_a_folder_that_gives_no_ranking_says_so(year, call):
    (year / "rulebook.toml").unlink()
    refused = call("confidence", year)
    assert refused.code == 1
    assert "gives no ranking" in refused.err
