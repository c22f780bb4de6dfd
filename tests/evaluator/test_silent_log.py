"""A log whose every step is on the day of receipt: its speeds are unknown in every result, and a flag says why."""

import csv
import json

import pytest
import small_folder as small

ROWS = 40


@pytest.fixture
def folder(tmp_path):
    home = small.build(tmp_path / "kecil")
    log = home / small.LOG
    header, first, *_ = csv.reader(log.read_text(encoding="utf-8").splitlines())
    who = first[header.index("participant")]
    with (home / "complaints" / "stempel.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["complaint_id", "participant", "received_at", "answered_at", "resolved_at"])
        days = [f"2019-03-{1 + n % 28:02}" for n in range(ROWS)]
        writer.writerows([f"S{n}", who, day, day, day] for n, day in enumerate(days))
    log.unlink()
    return home


def results(home, name):
    with (home / "results" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_its_speeds_are_missing_and_the_flag_says_why(call, folder):
    assert call("run", folder, "--no-documents").code == 0
    (flag,) = [row for row in results(folder, "integrity.csv") if row["flag"] == "no-delay"]
    assert (flag["statistic"], flag["complaints"]) == ("1.0", str(ROWS))
    (mine,) = [row for row in results(folder, "indicators.csv") if row["code"] == flag["code"]]
    assert mine["answered_share"] == mine["resolved_share"] == "1.0"
    assert {mine[name] for name in ("days_to_answer_median", "days_to_resolve_p90", "answered_on_time_share")} == {""}
    document = json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))
    (person,) = [one for one in document["participants"] if one["code"] == flag["code"]]
    assert [one["flag"] for one in person["flags"]] == ["no-delay"]


def test_one_step_on_another_day_is_believed(call, folder):
    log = folder / "complaints" / "stempel.csv"
    text = log.read_text(encoding="utf-8")
    last = text.splitlines()[-1]
    log.write_text(text.replace(last, last[:-10] + "2019-04-30"), encoding="utf-8")
    assert call("run", folder, "--no-documents").code == 0
    told = [row for row in results(folder, "indicators.csv") if row["answered_share"] == "1.0"]
    assert [row["days_to_answer_median"] for row in told] == ["0"]
