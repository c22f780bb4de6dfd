"""Shares fairly read, from a log to fairness.csv, results.json, the report and the score."""

import csv
import itertools
import json
import subprocess

import numpy as np
import pytest
from small_folder import add, build, replace, table

from reports.report_fairness import HEIGHT, _spread

SHARE = """\
[[criterion]]
code = "fair"
title = { id = "Adil", en = "Fair" }
weight = 20
indicator = "answered_share"
estimate = "standardised"
scale = { type = "linear", zero = 0, full = 1 }
"""
JUDGED = 'code = "judged"\ntitle = { id = "Juri", en = "Judged" }\nweight = 40\n'
MIX = {"A1": {"easy": (72, 80), "hard": (6, 20)}, "A2": {"easy": (18, 20), "hard": (24, 80)}}
"""Easy kinds are answered at 90 %, hard ones at 30 %, by both: A1 has 80 easy and 20 hard, A2 the other way round."""


@pytest.fixture
def year(tmp_path):
    folder = build(tmp_path / "year")
    replace(folder, "rulebook.toml", JUDGED, JUDGED.replace("40", "20"))
    add(folder, "rulebook.toml", SHARE)
    for log in (folder / "complaints").iterdir():
        log.unlink()
    with (folder / "complaints" / "log.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["complaint_id", "participant", "kind", "received_at", "answered_at", "resolved_at"])
        for who, kinds in MIX.items():
            for kind, (answered, every) in kinds.items():
                days = ["2019-03-06"] * answered + [""] * (every - answered)
                writer.writerows(
                    [f"{who}-{kind}-{at}", who, kind, "2019-03-04", day, ""] for at, day in enumerate(days)
                )
        writer.writerow(["rare", "A2", "once", "2019-03-04", "2019-03-06", ""])
    return folder


def test_the_mix_is_in_the_table_the_results_and_the_score(year, call):
    assert call("run", year, "--no-documents").code == 0
    mine = {row["code"]: row for row in table(year, "fairness.csv") if row["indicator"] == "answered_share"}
    assert [mine[who]["observed"] for who in MIX] == ["78", "43"]
    assert float(mine["A1"]["expected"]) == pytest.approx(78)
    assert float(mine["A2"]["expected"]) == pytest.approx(18 + 24 + 1)
    kinds = {row["kind"]: row for row in table(year, "fairness-kinds.csv") if row["indicator"] == "answered_share"}
    assert set(kinds) == {"easy", "hard", ""}  # a kind that one complaint bears is not named
    assert (kinds["easy"]["events"], kinds["easy"]["complaints"]) == ("90", "100")
    scores = {row["code"]: row["fair"] for row in table(year, "ranking.csv")}
    assert scores["A1"] == scores["A2"] == "60.20"  # 121 of 201
    told = json.loads((year / "results" / "results.json").read_text(encoding="utf-8"))["fairness"]
    assert {one["code"] for one in told["shares"]} >= set(MIX)
    assert [one["participants"] for one in told["funnels"] if one["indicator"] == "answered_share"] == [2]


def test_the_report_draws_the_funnels_and_says_that_the_score_counts_the_mix(year, call):
    assert call("run", year).code == 0
    text = subprocess.run(
        ["pdftotext", "-layout", str(year / "results" / "report.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "more than chance" in text
    assert "The score takes it into account on: Fair." in " ".join(text.split())


def test_a_bundle_gives_the_same_scores_again(year, call, tmp_path):
    assert call("run", year, "--no-documents").code == 0
    assert call("bundle", year, "--out", tmp_path / "b.zip").code == 0
    assert call("reproduce", tmp_path / "b.zip").code == 0


def test_names_at_the_foot_of_a_funnel_do_not_cover_one_another():
    labels = list(_spread(np.full(5, 30.0), np.full(5, HEIGHT), list("abcde")))
    places = sorted(label.y for label in labels)
    assert max(places) <= HEIGHT
    assert all(later - earlier >= 3 for earlier, later in itertools.pairwise(places))
