import csv
import json
import shlex
from pathlib import Path

import pytest

from evaluator import demo
from evaluator.refusals import WrongUse


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(demo, "YEAR", {"complaints": 800, "agencies": 8, "upps": 6, "seed": 7, "dirt": 0.02})


def test_the_year_is_made_once_and_again_only_when_its_recipe_changes(tmp_path, monkeypatch):
    folder = tmp_path / "demo"
    told = []
    assert demo.ensure(folder, lambda done, total: told.append((done, total)))
    assert told[-1] == (800, 800)
    (folder / "rulebook.toml").write_text("played with")
    assert not demo.ensure(folder, lambda *_: None)
    assert (folder / "rulebook.toml").read_text() == "played with"
    monkeypatch.setattr(demo, "YEAR", {**demo.YEAR, "seed": 8})
    assert demo.ensure(folder, lambda *_: None)
    assert (folder / "rulebook.toml").read_text() != "played with"
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(WrongUse):
        demo.ensure(tmp_path, lambda *_: None)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_demo_ends_with_the_ranking_the_paths_and_the_time(call, tmp_path):
    called = call("demo", tmp_path / "demo")
    assert called.code == 0
    assert "Synthetic data" in called.out
    assert "report.pdf" in called.out
    assert called.out.strip().splitlines()[-1].startswith("The synthetic year was made in")
    assert "One agency's self-assessment" in called.out
    again = json.loads(call("demo", tmp_path / "demo", "--json").out)
    assert (again["made"], again["published"]) == (False, True)
    assert Path(again["site"]).is_file()
    assert call("reproduce", again["bundle"]).code == 0
    assert shlex.join(again["self_assessment"]["command"]) in called.out
    says_what_the_judges_run_says(again["self_assessment"], tmp_path / "demo" / "results", call)


def says_what_the_judges_run_says(own, results: Path, call):
    """The command that the demonstration names makes its page again, from figures that are those of the results."""
    page = Path(own["page"]).read_bytes()
    told = call(*own["command"][1:], "--json")
    assert told.code == 0, told.err
    assert Path(own["page"]).read_bytes() == page
    found = json.loads(told.out)
    ranking, indicators = (
        next(row for row in csv.DictReader((results / name).open()) if row["code"] == found["code"])
        for name in ("ranking.csv", "indicators.csv")
    )
    assert found["low"] <= float(ranking["score"]) <= found["high"]
    for figure in found["figures"]:
        published = indicators[figure["code"]]
        assert figure["value"] == (float(published) if published else None), figure["code"]
