"""Flags on whole years: none on an honest synthetic one, those that were planted, and a real log counted by pandas."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import submissions
from criteria.editions import edition_text
from criteria.integrity import Thresholds, flags, step_times
from criteria.loading import load, loads
from evaluator.synth import synthesise

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "jarokelo_hu_2023_2024" / "complaints.csv.gz"
EVENTS = ["acknowledged_at", "answered_at", "resolved_at"]


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    folder = tmp_path_factory.mktemp("synth") / "year"
    synthesise(folder, complaints=25_000, agencies=30, upps=30, seed=11, dirt=0.05, files=1)
    return folder


def looked_at(folder, scratch, rulebook=None):
    rulebook = rulebook or load(folder / "rulebook.toml")
    handed_in = submissions.read(folder, rulebook.terms, scratch=scratch)
    times = step_times(handed_in, rulebook, Thresholds())
    return flags(handed_in, rulebook, Thresholds()), times.index[~times.all(axis=1)].tolist()


def test_an_honest_year_raises_nothing(year, tmp_path):
    found, silent = looked_at(year, tmp_path)
    assert found.empty
    assert silent == []


def test_what_was_forged_is_found_and_nobody_else_is_named(year, tmp_path):
    folder = tmp_path / "forged"
    shutil.copytree(year, folder)
    (log,) = (folder / "complaints").iterdir()
    table = pd.read_csv(log, dtype=str, keep_default_na=False)
    codes = pd.read_csv(folder / "participants.csv", dtype=str).set_index("name")["code"]
    who_is = table["participant"].replace(codes)
    stamped, same, pleased, rushed = who_is.value_counts().index[:4]
    received = table["received_at"]

    def write(who, **columns):
        mine = (who_is == who) & (table["status"] == "resolved")
        for column, values in columns.items():
            table.loc[mine, column] = values[mine] if isinstance(values, pd.Series) else values

    write(stamped, **dict.fromkeys(EVENTS, received))
    later = pd.to_datetime(received.str[:10], errors="coerce") + pd.Timedelta(days=10)
    write(same, acknowledged_at="", answered_at=later.dt.strftime("%Y-%m-%d").fillna(""), resolved_at="")
    write(pleased, rating="5")
    write(rushed, resolved_at="2019-10-30")
    table = table[(who_is != stamped) | (table["status"] == "resolved")]
    table.to_csv(log, index=False)
    (tmp_path / "scratch").mkdir()
    found, silent = looked_at(folder, tmp_path / "scratch")
    raised = set(zip(found["code"], found["flag"], strict=True))
    assert raised == {
        (stamped, "no-delay"), (stamped, "one-moment"), (stamped, "answered-at-once"),
        (same, "one-answer-time"), (pleased, "one-rating"), (rushed, "closing-rush"),
    }  # fmt: skip
    assert silent == [stamped]
    assert found.set_index("flag").loc["one-answer-time", "detail"] == "10"


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    if not REAL.exists():
        pytest.skip("the real log is not on this machine")
    folder = tmp_path_factory.mktemp("real")
    (folder / "complaints").mkdir()
    shutil.copyfile(REAL, folder / "complaints" / REAL.name)
    (folder / "scratch").mkdir()
    found, silent = looked_at(folder, folder / "scratch", loads(edition_text("jarokelo"), "jarokelo"))
    assert silent == []
    dates = ["date", "first_authority_response_date", "resolution_date"]
    return found, pd.read_csv(REAL, parse_dates=dates)


def test_the_real_log_was_resolved_without_an_answer_by_whom_pandas_says(real):
    found, log = real
    resolved = log[log["resolution_date"].notna()]
    groups = resolved["first_authority_response_date"].isna().groupby(resolved["institution"])
    silent = groups.mean()[(groups.mean() >= 0.3) & (groups.size() >= 30)]
    mine = found[found["flag"] == "resolved-unanswered"].set_index("code")
    assert mine["statistic"].to_dict() == silent.to_dict()
    assert len(mine) == 8


def test_the_answers_after_forty_days_of_the_real_log_are_seen(real):
    """The platform has 888 answers after exactly forty days, between 91 after 39 and 223 after 42."""
    found, log = real
    first = log[["first_authority_response_date", "resolution_date"]].min(axis=1)
    days = (first - log["date"]).dt.days
    mine = found[found["flag"] == "one-answer-time"].set_index("code")
    assert set(mine["detail"]) == {"30", "40"}
    for code, row in mine.iterrows():
        counts = days[log["institution"] == code].value_counts()
        assert counts[int(row["detail"])] == row["complaints"]
        assert row["statistic"] == row["complaints"] / counts.sum() >= 0.2
