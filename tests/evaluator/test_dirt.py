"""The reader is held to the dirt that a synthetic year wrote down: every planted row is found, and nothing else is."""

import json
from collections import Counter

import pandas as pd
import pytest

import submissions
from criteria.loading import load
from evaluator.synth import synthesise
from submissions.handed_in import BINS
from submissions.problems import Severity

COUNT = 6_000


@pytest.fixture(scope="module", params=["csv", "csv.gz", "xlsx", "parquet"])
def read_back(request, tmp_path_factory):
    """A spoilt year in one format: its folder, and what reading it gives."""
    home = tmp_path_factory.mktemp("dirt")
    synthesise(
        home / "year", complaints=COUNT, agencies=30, upps=30, seed=5, dirt=0.1, format=request.param, files=3
    )  # fmt: skip
    terms = load(home / "year" / "rulebook.toml").terms
    (home / "scratch").mkdir()
    return home / "year", submissions.read(home / "year", terms, scratch=home / "scratch", details=True)


def planted(folder):
    return pd.read_csv(folder / "dirt.csv", dtype=str, keep_default_na=False).astype({"row": int})


def test_every_planted_row_lands_in_the_bin_written_beside_it(read_back):
    folder, handed_in = read_back
    rows = handed_in.complaints.select("file", "row", "bin", "complaint_id").execute()
    rows["file"] = [handed_in.files[at].path for at in rows["file"]]
    rows["found"] = [BINS[at] for at in rows["bin"]]
    both = planted(folder).merge(rows, on=["file", "row"], how="left", validate="one_to_one", suffixes=("", "_read"))
    assert len(both) > 0.08 * COUNT
    assert both["found"].tolist() == both["bin"].tolist()
    assert both["complaint_id_read"].fillna("").tolist() == both["complaint_id"].tolist()


def test_rows_by_bin_and_file_are_those_written_down(read_back):
    folder, handed_in = read_back
    told = json.loads((folder / "dirt.json").read_text())
    counts = handed_in.bins.groupby(["file", "bin"])["rows"].sum()
    assert {file: {name: int(counts.get((file, name), 0)) for name in BINS} for file in told["files"]} == told["files"]
    assert set(handed_in.bins["file"]) == set(told["files"])
    assert {file.path: file.rows for file in handed_in.files if file.path in told["files"]} == {
        file: sum(bins.values()) for file, bins in told["files"].items()
    }


def test_every_planted_problem_is_named_with_its_place_and_none_is_invented(read_back):
    folder, handed_in = read_back
    dirt = planted(folder)
    expected = dirt.loc[dirt["problem"] != "", ["problem", "file", "row", "column"]]
    found = [(p.kind.code, p.file, p.row, p.column) for p in handed_in.problems]
    assert Counter(found) == Counter(expected.itertuples(index=False, name=None))
    aside = sum(p.kind.severity is Severity.SET_ASIDE for p in handed_in.problems)
    assert aside == handed_in.bins.loc[handed_in.bins["bin"] == "set aside", "rows"].sum()
