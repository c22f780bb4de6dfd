"""Flags that need times of day or reporters, from a log as it is written to the complaints behind them."""

import csv
import datetime as dt
import json

import pytest

RULES = """schema = 1
[edition]
code = "waktu-2019"
title = { id = "Waktu", en = "Times" }
language = "en"
[period]
from = 2019-01-01
to = 2019-12-31
cutoff = 2019-12-31
[participants]
from = "complaints"
[[category]]
code = "all"
title = { id = "Semua", en = "All" }
[[criterion]]
code = "answered"
title = { id = "Dijawab", en = "Answered" }
weight = 100
indicator = "answered_share"
scale = { type = "linear", zero = 0, full = 1 }
"""
COLUMNS = (
    "complaint_id", "participant", "received_at", "acknowledged_at", "answered_at", "resolved_at", "rating", "reporter",
    "Isi Tanggapan",
)  # fmt: skip
EACH = 60


def honest(number):
    """A complaint received at an hour of its own, acknowledged in hours, answered in days, rated by one of its own."""
    received = dt.datetime(2019, 1, 1, 8, tzinfo=dt.UTC) + dt.timedelta(
        days=number, minutes=37 * number % 480, seconds=number % 59
    )
    steps = [
        received + dt.timedelta(hours=hours, seconds=7 * number % 3_000) for hours in (3, 30 + number, 90 + number)
    ]
    return [received, *steps, 1 + number % 5, f"reporter {number}", f"answer {number}"]


def at_once(number):
    received, acknowledged, _, resolved, *rest = honest(number)
    return [received, acknowledged, received + dt.timedelta(seconds=20 if number % 2 else 90_000), resolved, *rest]


def midnight(number):
    *times, rating, reporter, answer = honest(number)
    return [*(dt.datetime.combine(time.date(), dt.time(), dt.UTC) for time in times), rating, reporter, answer]


def one_moment(number):
    received, *_, resolved, rating, reporter, answer = honest(number)
    return [received, resolved, resolved, resolved, rating, reporter, answer]


def one_reporter(number):
    *times, rating, _, answer = honest(number)
    return [*times, rating, "the one" if number % 2 else f"reporter {number}", answer]


def one_answer(number):
    *rest, answer = honest(number)
    return [*rest, ("Forwarded, thanks", "FORWARDED, thanks")[number // 3 % 2] if number % 3 else answer]


def one_answer_too_late(number):
    received, acknowledged, answered, *rest = honest(number)
    if number < EACH // 2:
        return [received, acknowledged, answered, *rest]
    late = dt.datetime(2020, 1, 5, 10, tzinfo=dt.UTC) + dt.timedelta(minutes=number)
    return [received, acknowledged, late, late + dt.timedelta(hours=1), *rest[1:3], "Forwarded, thanks"]


FORGED = {
    "at-once": at_once,
    "midnight": midnight,
    "moment": one_moment,
    "reporter": one_reporter,
    "answer": one_answer,
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "complaints").mkdir()
    (tmp_path / "rulebook.toml").write_text(RULES, encoding="utf-8")
    makers = {**FORGED, "late": one_answer_too_late, **{f"honest {number}": honest for number in range(5)}}
    with (tmp_path / "complaints" / "log.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for who, maker in makers.items():
            for number in range(EACH):
                *times, rating, reporter, answer = maker(number)
                shown = [time.strftime("%Y-%m-%d %H:%M:%S") for time in times]
                writer.writerow([f"{who}-{number}", who, *shown, rating, reporter, answer])
    return tmp_path


def raised(folder):
    with (folder / "results" / "integrity.csv").open(encoding="utf-8", newline="") as file:
        return {(row["code"], row["flag"]): row for row in csv.DictReader(file)}


def test_each_forger_is_named_with_what_was_forged_and_nobody_else(folder, call):
    assert call("run", folder, "--no-documents").code == 0
    found = raised(folder)
    assert set(found) == {
        ("at-once", "answered-at-once"),
        ("midnight", "midnight"),
        ("moment", "one-moment"),
        ("moment", "one-day"),
        ("reporter", "one-reporter"),
        ("answer", "one-answer"),
    }
    counted = {who: int(row["complaints"]) for (who, _), row in found.items()}
    assert counted == {
        "at-once": EACH // 2,
        "midnight": EACH,
        "moment": EACH,
        "reporter": EACH // 2,
        "answer": EACH // 3 * 2,
    }
    assert float(found["reporter", "one-reporter"]["statistic"]) == 0.5
    assert float(found["at-once", "answered-at-once"]["reference"]) == 0


@pytest.mark.parametrize(
    ("who", "flag", "count"),
    [
        ("at-once", "answered-at-once", EACH // 2),
        ("midnight", "midnight", EACH),
        ("moment", "one-moment", EACH),
        ("reporter", "one-reporter", EACH // 2),
        ("answer", "one-answer", EACH // 3 * 2),
        ("honest 1", "one-moment", 0),
    ],
)
def test_the_complaints_behind_a_flag_are_listed(folder, call, who, flag, count):
    told = call("explain", folder, who, "--complaints", flag, "--first", "0", "--json")
    assert told.code == 0, told.err
    found = json.loads(told.out)["complaints"]
    assert (found["which"], found["count"]) == (flag, count)
    assert all(one["complaint_id"].startswith(f"{who}-") for one in found["first"])
    if count == EACH // 2:
        assert {int(one["complaint_id"].rpartition("-")[2]) % 2 for one in found["first"]} == {1}


def test_dates_without_times_raise_no_flag_of_times(folder, call):
    log = folder / "complaints" / "log.csv"
    with log.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with log.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[cell[:10] if cell[:4] == "2019" else cell for cell in row] for row in rows])
    assert call("run", folder, "--no-documents").code == 0
    assert {flag for _, flag in raised(folder)} <= {"one-day", "one-reporter", "one-answer"}


def test_every_flag_can_be_listed():
    from criteria.integrity import FLAGS  # noqa: PLC0415 (here alone)
    from evaluator.which import Which  # noqa: PLC0415

    assert set(FLAGS) <= {one.value for one in Which}


def test_no_reporter_and_no_answer_leaves_the_log(folder, call):
    assert call("run", folder, "--no-documents").code == 0
    everything = b"".join(path.read_bytes() for path in (folder / "results").rglob("*") if path.is_file())
    assert b"the one" not in everything
    assert b"orwarded" not in everything


def test_converted_logs_tell_the_same_flags(folder, call, tmp_path):
    assert call("run", folder, "--no-documents").code == 0
    first = raised(folder)
    log = folder / "complaints" / "log.csv"
    assert call("convert", log, "--rulebook", folder / "rulebook.toml", "--out", tmp_path / "packed").code == 0
    log.unlink()
    (tmp_path / "packed" / "log.parquet").rename(log.with_suffix(".parquet"))
    assert b"orwarded" not in log.with_suffix(".parquet").read_bytes()
    assert call("run", folder, "--no-documents").code == 0
    assert raised(folder) == first
