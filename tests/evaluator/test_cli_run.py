import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TABLES = {"ranking.csv", "indicators.csv", "problems.csv", "results.json", "manifest.json"}


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_run_writes_everything_and_tells_it_as_json(call, year):
    called = call("run", year, "--json")
    told = json.loads(called.out)
    assert (called.code, called.err, told["published"]) == (0, "", True)
    written = digests(year / "results")
    assert TABLES | {"ranking.xlsx", "report.pdf"} <= written.keys()
    certificates = [name for name in written if name.startswith("certificates/")]
    assert len(certificates) == len(told["awards"]) == 13
    assert sorted(told["files"]) == sorted(str(year / "results" / name) for name in written)


def test_the_manifest_proves_what_went_in_and_out(call, year):
    call("run", year, "--no-documents")
    manifest = json.loads((year / "results" / "manifest.json").read_text())
    written = digests(year / "results")
    assert {file["path"]: file["sha256"] for file in manifest["outputs"]} == {
        name: digest for name, digest in written.items() if name != "manifest.json"
    }
    inputs = {file["path"]: file["sha256"] for file in manifest["inputs"]}
    assert {"rulebook.toml", "participants.csv"} < inputs.keys()
    assert all(hashlib.sha256((year / name).read_bytes()).hexdigest() == digest for name, digest in inputs.items())


def test_rows_add_up_in_all_by_file_and_by_participant(call, year):
    told = json.loads(call("run", year, "--no-documents", "--json").out)["rows"]
    rows = json.loads((year / "results" / "manifest.json").read_text())["rows"]
    assert rows["read"] == told["read"] == 3_000
    for counts in (
        rows["by_bin"],
        *({n: sum(c[n] for c in rows[by].values()) for n in rows["by_bin"]} for by in ("by_file", "by_participant")),
    ):
        assert counts == told["by_bin"]
    planted = json.loads((year / "dirt.json").read_text())
    assert rows["by_file"] == planted["files"]


def test_the_language_is_that_of_the_environment(year):
    def check(**variables):
        environment = {"PATH": os.environ["PATH"], "HOME": str(year), **variables}
        command = [sys.executable, "-m", "evaluator", "check", str(year)]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout

    assert "What was read" in check(LC_ALL="C.UTF-8")
    assert "Yang dibaca" in check(LANG="id_ID.UTF-8")


def test_without_a_terminal_it_is_plain_and_fits(call, year, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    called = call("run", year, "--no-documents")
    assert "\x1b" not in called.out + called.err
    paths = {line for line in called.out.splitlines() if str(year) in line}
    assert max(len(line) for line in called.out.splitlines() if line not in paths) <= 100


def test_a_blocking_problem_leaves_the_old_results_and_lists_itself(call, year):
    call("run", year, "--no-documents")
    before = digests(year / "results")
    rulebook = year / "rulebook.toml"
    rulebook.write_text(rulebook.read_text().replace("weight  = 40", "weight  = 41", 1))
    called = call("run", year)
    after = digests(year / "results")
    assert called.code == 1
    assert "Nothing was published" in called.out
    assert {name for name in before if before[name] != after[name]} == {"problems.csv"}
    with (year / "results" / "problems.csv").open(encoding="utf-8", newline="") as file:
        problems = list(csv.DictReader(file))
    assert {row["severity"] for row in problems} == {"blocking"}
    assert "101" in problems[0]["problem"]


def test_check_writes_the_same_problems_as_run_and_nothing_else(call, year):
    call("run", year, "--no-documents")
    written = (year / "results" / "problems.csv").read_bytes()
    (year / "results" / "problems.csv").unlink()
    before = digests(year / "results")
    called = call("check", year, "--json")
    told = json.loads(called.out)
    assert (called.code, told["ranking_possible"]) == (0, True)
    assert (year / "results" / "problems.csv").read_bytes() == written
    assert digests(year / "results").keys() - before.keys() == {"problems.csv"}
    assert told["problems"]["count"] == len(written.splitlines()) - 1


def test_check_says_1_where_no_ranking_is_possible(call, tmp_path):
    called = call("check", tmp_path)
    assert called.code == 1
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["problems.csv"]


def test_an_award_whose_certificate_cannot_be_printed_is_a_problem_not_a_crash(call, year):
    call("run", year, "--no-documents")
    with (year / "results" / "ranking.csv").open(encoding="utf-8", newline="") as file:
        winner = next(row for row in csv.DictReader(file) if row["award"])
    roster = year / "participants.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace(winner["name"], "مدينة", 1), encoding="utf-8")
    called = call("run", year, "--json")
    told = json.loads(called.out)
    assert called.code == 0
    assert told["problems"]["by_kind"]["certificate-not-made"] == 1
    assert "certificate-not-made" in (year / "results" / "problems.csv").read_text(encoding="utf-8")
    assert len([name for name in told["files"] if "/certificates/" in name]) == len(told["awards"]) - 1


def test_an_interruption_says_so_and_keeps_the_old_results(call, year, monkeypatch):
    call("run", year, "--no-documents")
    before = digests(year / "results")

    def interrupt(*_arguments, **_keywords):
        raise KeyboardInterrupt

    monkeypatch.setattr("evaluator.pipeline.write_results", interrupt)
    called = call("run", year, "--no-documents")
    assert called.code == 130
    assert called.err.startswith("Stopped.")
    assert digests(year / "results") == before
    assert {path.name for path in year.iterdir() if path.name.startswith(".results")} == set()


def test_the_unexpected_is_one_line_and_a_report_only_on_demand(call, year, monkeypatch, tmp_path):
    monkeypatch.setattr("evaluator.pipeline.write_results", lambda *_: 1 // 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    called = call("run", year, "--no-documents")
    assert (called.code, called.out) == (1, "")
    assert "ZeroDivisionError" in called.err
    assert "Traceback" not in called.err
    assert list(tmp_path.glob("evaluator-report-*")) == []
    called = call("run", year, "--no-documents", "--debug")
    report = next(tmp_path.glob("evaluator-report-*"))
    assert str(report) in called.err.replace("\n", "")
    assert "Traceback" in report.read_text()


@pytest.mark.parametrize("name", ["\x1b[31mred", "[red]x[/red]", "a\u202eb"])
def test_names_cannot_steer_the_terminal(call, year, name):
    roster = year / "participants.csv"
    first = roster.read_text(encoding="utf-8").splitlines()[1].split(",")[1]
    roster.write_text(roster.read_text(encoding="utf-8").replace(f",{first},", f",{name},", 1), encoding="utf-8")
    called = call("run", year, "--no-documents")
    assert called.code == 0
    assert not {"\x1b", "\u202e"} & set(called.out + called.err)
