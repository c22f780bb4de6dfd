"""A synthetic year is whole, marked as made up, the same from the same seed, and its dirt is what it says it is."""

import datetime as dt
import gzip
import hashlib
import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from criteria.loading import load
from evaluator.refusals import WrongUse
from evaluator.synth import logs, synthesise

COLUMNS = [
    "complaint_id", "participant", "received_at", "acknowledged_at", "answered_at", "resolved_at", "due_at", "kind",
    "topic", "channel", "unit", "status", "reopened", "rating", "updated_at", "reporter",
]  # fmt: skip
SMALL = {"complaints": 12_000, "agencies": 40, "upps": 60, "dirt": 0.1}
EVENTS = ["acknowledged_at", "answered_at", "resolved_at"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("synth") / "year"
    return synthesise(folder, **SMALL)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_logs(folder: Path) -> pd.DataFrame:
    """All logs as text, with the file and spreadsheet row of each complaint."""
    parts = []
    for path in sorted((folder / "complaints").iterdir()):
        part = pd.read_csv(path, dtype=str, keep_default_na=False)
        parts.append(part.assign(file=f"complaints/{path.name}", row=range(2, len(part) + 2)))
    return pd.concat(parts, ignore_index=True)


def decided_bins(log: pd.DataFrame, folder: Path) -> pd.Series:
    """The contract's definitions once more, in plain pandas, in their order."""
    roster = pd.read_csv(folder / "participants.csv", dtype=str, keep_default_na=False)
    known = {*roster["code"].str.casefold(), *roster["name"].str.casefold()}
    day = {
        name: pd.to_datetime(log[name], format="ISO8601", errors="coerce").dt.normalize()
        for name in ["received_at", *EVENTS]
    }
    bins = pd.Series("", index=log.index)

    def put(where: pd.Series, name: str) -> None:
        bins[where & (bins == "")] = name

    def still_open() -> pd.DataFrame:
        return log[bins == ""]

    lost = (log["complaint_id"] == "") | ~log["participant"].str.casefold().isin(known) | day["received_at"].isna()
    put(lost, "set aside")
    put(~day["received_at"].between("2018-11-01", "2019-10-31"), "outside")
    put(log.index.isin(still_open().index[still_open().duplicated(COLUMNS)]), "repeated")
    put((log["kind"] == "aspiration") | log["status"].isin(["not authority", "withdrawn"]), "excluded")
    for name in EVENTS:
        put(day[name].isna() & ~log[name].isin(["", "-", "NULL"]), "set aside")
        put(day[name] < day["received_at"], "set aside")
    put(log.index.isin(still_open().index[still_open().duplicated("complaint_id", keep=False)]), "set aside")
    put(bins == "", "used")
    return bins


def test_bins_recounted_in_plain_pandas_are_those_written_down(made):
    log = read_logs(made.folder)
    bins = decided_bins(log, made.folder)
    told = json.loads((made.folder / "dirt.json").read_text())
    assert bins.value_counts().to_dict() == told["bins"] == made.bins
    assert sum(told["bins"].values()) == told["rows"] == len(log) == SMALL["complaints"]
    per_file = pd.crosstab(log["file"], bins).to_dict("index")
    assert {file: {k: v for k, v in counts.items() if v} for file, counts in told["files"].items()} == {
        file: {k: v for k, v in counts.items() if v} for file, counts in per_file.items()
    }


def test_each_planted_row_lands_in_the_bin_written_beside_it(made):
    log = read_logs(made.folder)
    log["decided"] = decided_bins(log, made.folder)
    planted = pd.read_csv(made.folder / "dirt.csv", dtype=str, keep_default_na=False).astype({"row": int})
    both = planted.merge(log, on=["file", "row"], suffixes=("", "_read"), validate="one_to_one")
    assert len(both) == len(planted) == sum(made.dirt.values())
    assert both["decided"].tolist() == both["bin"].tolist()
    assert both["complaint_id_read"].tolist() == both["complaint_id"].tolist()
    assert set(planted["dirt"]) == set(made.dirt) == {
        "missing id", "unknown participant", "unreadable receipt", "received outside the period", "exact copy",
        "excluded kind", "excluded status", "unreadable event", "event before receipt", "same id, other content",
        "event after the cut-off", "rating out of range", "placeholder",
    }  # fmt: skip


def test_rows_set_aside_or_outside_or_repeated_are_all_planted(made):
    log = read_logs(made.folder)
    decided = decided_bins(log, made.folder)
    planted = pd.read_csv(made.folder / "dirt.csv")
    spoilt = log[decided.isin(["set aside", "outside", "repeated"])]
    assert len(spoilt.merge(planted, on=["file", "row"])) == len(spoilt)


def test_about_as_much_dirt_as_asked_for(made):
    assert 0.08 * SMALL["complaints"] < sum(made.dirt.values()) < 0.12 * SMALL["complaints"]


def test_planted_cells_hold_what_their_kind_says(made):
    log = read_logs(made.folder)
    planted = pd.read_csv(made.folder / "dirt.csv", dtype=str, keep_default_na=False).astype({"row": int})
    both = planted.merge(log, on=["file", "row"], suffixes=("", "_read"))
    of = dict(iter(both.groupby("dirt")))
    assert (of["rating out of range"]["rating"] == "9").all()
    assert of["placeholder"]["acknowledged_at"].isin(["-", "NULL"]).all()
    assert (of["event after the cut-off"]["resolved_at"] >= "2019-11-02").all()
    assert (
        of["event before receipt"]["acknowledged_at"].str[:10] < of["event before receipt"]["received_at"].str[:10]
    ).all()
    conflicts = of["same id, other content"].groupby("complaint_id")["received_at"]
    assert (conflicts.size() == 2).all()
    assert (conflicts.nunique() == 2).all()


def test_without_dirt_every_row_is_used_or_excluded(tmp_path):
    made = synthesise(tmp_path / "year", complaints=3_000, agencies=10, upps=10, dirt=0.0)
    assert made.dirt == {}
    assert made.bins["used"] + made.bins["excluded"] == 3_000
    assert decided_bins(read_logs(made.folder), made.folder).value_counts().to_dict() == {
        name: rows for name, rows in made.bins.items() if rows
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(made, tmp_path):
    again = synthesise(tmp_path / "again", **SMALL)
    other = synthesise(tmp_path / "other", **SMALL, seed=8)
    assert digests(again.folder) == digests(made.folder)
    assert set(again.files) == set(digests(made.folder))
    same = set(digests(other.folder).items()) & set(digests(made.folder).items())
    assert {name for name, _ in same} == {"rulebook.toml"}


@pytest.mark.parametrize("block", [997, 5_000])
def test_bytes_do_not_depend_on_how_the_work_is_cut(made, tmp_path, monkeypatch, block):
    monkeypatch.setattr(logs, "BLOCK", block)
    assert digests(synthesise(tmp_path / "year", **SMALL).folder) == digests(made.folder)


def test_one_processor_writes_the_same_bytes(made, tmp_path, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert digests(synthesise(tmp_path / "year", **SMALL).folder) == digests(made.folder)


def test_every_file_says_that_it_is_made_up(made):
    for name in made.files:
        if name.endswith(".xlsx"):
            book = load_workbook(made.folder / name)
            assert "sintetis" in book.active.title.casefold()
            assert book.properties.title == "DATA SINTETIS"
        else:
            assert "sintetis" in (made.folder / name).read_text(encoding="utf-8").casefold()
    assert "made up" in (made.folder / "README.txt").read_text(encoding="utf-8")
    assert all("sintetis" in name for name in made.files if "/" in name)


def test_the_rulebook_is_valid_and_says_it_is_synthetic(made):
    edition = load(made.folder / "rulebook.toml").edition
    assert edition.synthetic
    assert "SINTETIS" in edition.title.id
    assert "SYNTHETIC" in edition.title.en
    assert edition.organiser is not None
    assert "Kementerian" not in edition.organiser.id


def test_logs_have_every_column_of_the_contract_and_times_in_order(made):
    log = read_logs(made.folder)
    assert list(log.columns[:17]) == [*COLUMNS, "data_sintetis"]
    clean = log[~log["complaint_id"].isin(pd.read_csv(made.folder / "dirt.csv", dtype=str)["complaint_id"])]
    clean = clean[clean["complaint_id"] != ""]
    times = clean[["received_at", *EVENTS, "updated_at"]].replace("", pd.NA)
    for earlier, later in [("received_at", "acknowledged_at"), ("acknowledged_at", "answered_at"),
                           ("answered_at", "resolved_at"), ("resolved_at", "updated_at")]:  # fmt: skip
        pair = times[[earlier, later]].dropna()
        assert len(pair) > 0
        assert (pair[earlier] <= pair[later]).all()
    every = times.stack()
    assert every.min() >= "2018-11-01"
    assert every.max() < "2019-11-02"
    assert clean["received_at"].max() < "2019-11-01"
    assert all(month in file for month, file in zip(clean["received_at"].str[:7], clean["file"], strict=True))
    assert clean["rating"].isin(["", "1", "2", "3", "4", "5"]).all()
    assert (clean["rating"] != "").sum() > 0
    assert (clean.loc[clean["rating"] != "", "status"] == "resolved").all()


def test_a_few_participants_are_written_by_name(made):
    log = read_logs(made.folder)
    roster = pd.read_csv(made.folder / "participants.csv", dtype=str)
    assert 0.02 < log["participant"].isin(roster["name"]).mean() < 0.06


def test_sizes_are_heavy_tailed(made):
    sizes = read_logs(made.folder)["participant"].value_counts()
    assert sizes.max() > 10 * sizes.median()


def test_marks_are_whole_and_within_their_scale(made):
    rulebook = load(made.folder / "rulebook.toml")
    panels = {panel.criterion: panel for panel in rulebook.terms.panels}
    long = pd.read_csv(made.folder / "scores" / "nilai-sintetis.csv")
    assert list(long.columns) == ["stage", "judge", "participant", "criterion", "mark", "status", "comment"]
    assert set(long["criterion"]) == set(panels)
    assert long["mark"].notna().equals(long["status"] == "scored")
    assert set(long["status"]) == {"scored", "abstained", "absent", "conflict"}
    assert long["mark"].dropna().between(0, 100).all()
    assert (long["mark"].dropna() % 1 == 0).all()
    assert not long.duplicated(["judge", "participant", "criterion"]).any()
    assert (
        long[long["status"].isin(["absent", "conflict"])].groupby(["judge", "participant"]).size().eq(len(panels)).all()
    )


def test_every_participant_is_marked_by_three_judges(made):
    folder = made.folder / "scores"
    seats = pd.read_csv(folder / "nilai-sintetis.csv")[["judge", "participant"]].drop_duplicates()
    sheets = [pd.read_excel(path) for path in sorted(folder.glob("*.xlsx"))]
    assert [set(sheet["judge"]) for sheet in sheets] == [{"J6"}, {"J7"}]
    seats = pd.concat([seats, *(sheet[["judge", "participant"]] for sheet in sheets)])
    assert (seats.groupby("participant").size() == 3).all()
    assert seats["participant"].nunique() == 100
    assert made.marks == 300 * len(load(made.folder / "rulebook.toml").terms.panels)


def test_gzip_holds_the_bytes_of_the_csv(made, tmp_path):
    packed = synthesise(tmp_path / "year", **SMALL, format="csv.gz").folder / "complaints"
    for plain in sorted((made.folder / "complaints").iterdir()):
        assert gzip.decompress((packed / f"{plain.name}.gz").read_bytes()) == plain.read_bytes()


def test_a_sheet_holds_the_cells_of_the_csv(made, tmp_path):
    booked = synthesise(tmp_path / "year", **SMALL, format="xlsx").folder / "complaints"
    csv = sorted((made.folder / "complaints").iterdir())[2]
    sheet = load_workbook(booked / csv.with_suffix(".xlsx").name).active
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    dates = [[cell.removesuffix(" 00:00:00") if at == 6 else cell for at, cell in enumerate(row)] for row in cells]
    assert dates == [line.split(",") for line in csv.read_text().splitlines()]
    assert isinstance(sheet["C2"].value, dt.datetime)


def test_parquet_is_typed_and_its_bins_hold_too(tmp_path):
    made = synthesise(tmp_path / "year", **SMALL, format="parquet")
    logs_read = [pq.read_table(path).to_pandas() for path in sorted((made.folder / "complaints").iterdir())]
    assert all(str(log["received_at"].dtype) == "datetime64[ms]" for log in logs_read)
    assert not {"unreadable receipt", "unreadable event", "placeholder"} & set(made.dirt)
    text = [log.astype("string").fillna("") for log in logs_read]
    whole = pd.concat([log.assign(file=n, row=range(2, len(log) + 2)) for n, log in enumerate(text)], ignore_index=True)
    assert decided_bins(whole, made.folder).value_counts().to_dict() == made.bins


@pytest.mark.parametrize(("files", "first"), [(1, "2018-11--2019-10"), (4, "2018-11--2019-01"), (12, "2018-11")])
def test_months_are_spread_over_the_files_asked_for(tmp_path, files, first):
    made = synthesise(tmp_path / "year", complaints=600, agencies=3, upps=3, files=files)
    written = sorted(path.name for path in (made.folder / "complaints").iterdir())
    assert len(written) == files
    assert written[0] == f"pengaduan-sintetis-{first}.csv"


def test_one_complaint_is_enough(tmp_path):
    made = synthesise(tmp_path / "year", complaints=1, agencies=1, upps=0)
    assert len(read_logs(made.folder)) == 1


def test_progress_ends_at_the_total(tmp_path):
    told: list[tuple[int, int]] = []
    synthesise(
        tmp_path / "y", complaints=900, agencies=2, upps=2, progress=lambda done, total: told.append((done, total))
    )
    assert told == sorted(told)
    assert told[-1] == (900, 900)


@pytest.mark.parametrize(
    "wrong",
    [{"complaints": 0}, {"complaints": 10**8}, {"agencies": 0}, {"agencies": 10**4}, {"upps": -1}, {"seed": -1},
     {"dirt": 0.6}, {"files": 0}, {"files": 13}, {"complaints": 20_000_000, "format": "xlsx"}],
)  # fmt: skip
def test_what_cannot_be_made_is_refused_and_nothing_is_left(tmp_path, wrong):
    with pytest.raises(WrongUse):
        synthesise(tmp_path / "year", **{"complaints": 100, "agencies": 2, "upps": 2} | wrong)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path):
    (tmp_path / "own.txt").write_text("mine")
    with pytest.raises(WrongUse, match=r"not an empty folder"):
        synthesise(tmp_path, complaints=100, agencies=2, upps=2)
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]


def test_an_interruption_leaves_nothing_behind(tmp_path):
    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synthesise(tmp_path / "year", complaints=900, agencies=2, upps=2, progress=stop)
    assert list(tmp_path.iterdir()) == []
