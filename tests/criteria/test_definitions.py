"""Every bin and every indicator against a separate plain calculation: random years full of dirt, and a real year."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import submissions
from criteria import measure
from criteria.editions import edition_text
from criteria.loading import loads
from submissions.problems import Severity
from tests import plain
from tests import random_years as years

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.mark.parametrize("duplicates", ["refuse", "latest"])
@pytest.mark.parametrize("imply", [True, False])
def test_random_years_agree_with_the_plain_calculation(tmp_path_factory, duplicates, imply):
    rulebook = years.rulebook(duplicates, imply)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(years.logs)
    def agree(files):
        folder = tmp_path_factory.mktemp("year")
        written = years.write(folder, files)
        handed_in = submissions.read(folder, rulebook.terms, scratch=tmp_path_factory.mktemp("scratch"))
        placed = plain.bins(written, years.known(), years.rules(rulebook))
        counted = {(b.file, b.participant, b.bin): b.rows for b in handed_in.bins.itertuples()}
        assert counted == Counter((file, who, bin_) for file, who, bin_, _ in placed)
        aside = Counter((p.file, p.row) for p in handed_in.problems if p.kind.severity is Severity.SET_ASIDE)
        expected = [(file, row["_n"] + 2) for file, _, bin_, row in placed if bin_ == "set aside"]
        assert aside == Counter(expected)
        years.same(measure(handed_in, rulebook).table, plain.indicators(placed, years.CODES, years.rules(rulebook)))

    agree()


def test_the_real_year_of_jarokelo_agrees_with_the_plain_calculation(tmp_path):
    source = REAL / "jarokelo_hu_2023_2024" / "complaints.csv.gz"
    if not source.exists():
        pytest.skip("the real log is not on this machine")
    rulebook = loads(edition_text("jarokelo"), "jarokelo")
    (tmp_path / "complaints").mkdir()
    shutil.copyfile(source, tmp_path / "complaints" / source.name)
    (tmp_path / "scratch").mkdir()
    handed_in = submissions.read(tmp_path, rulebook.terms, scratch=tmp_path / "scratch")
    assert handed_in.bins["rows"].sum() == 22_040
    assert len(handed_in.roster) == 220
    ours = {theirs: ours for ours, theirs in rulebook.sources.complaints.columns.items()}
    with gzip.open(source, "rt", encoding="utf-8", newline="") as f:
        read = [{ours[k]: v for k, v in row.items() if k in ours} for row in csv.DictReader(f)]
    known = {row["participant"].strip().lower(): row["participant"].strip() for row in read}
    placed = plain.bins({"complaints/complaints.csv.gz": read}, known, years.rules(rulebook))
    expected = plain.indicators(placed, sorted(set(known.values())), years.rules(rulebook))
    for figures in expected.values():
        for absent in ("reopened_share", "rated_share", "satisfaction_mean"):
            figures[absent] = float("nan")
    years.same(measure(handed_in, rulebook).table, expected)


def test_the_real_requests_of_nyc_311_agree_with_the_plain_calculation(tmp_path):
    """American dates with a 12-hour clock become ISO by the standard library; its README counts the rows."""
    source = REAL / "nyc311_dohmh_illegal_animal" / "311.csv.gz"
    if not source.exists():
        pytest.skip("the real log is not on this machine")
    rulebook = loads(edition_text("nyc311"), "nyc311")
    (tmp_path / "complaints").mkdir()
    shutil.copyfile(source, tmp_path / "complaints" / source.name)
    (tmp_path / "scratch").mkdir()
    handed_in = submissions.read(tmp_path, rulebook.terms, scratch=tmp_path / "scratch")
    assert handed_in.bins["rows"].sum() == 5_895
    read = list(_of_nyc(source))
    known = {row["participant"].lower(): row["participant"] for row in read if row["participant"]}
    placed = plain.bins({"complaints/311.csv.gz": read}, known, years.rules(rulebook))
    aside = [row["_n"] + 2 for _, _, bin_, row in placed if bin_ == "set aside"]
    assert sorted(p.row for p in handed_in.problems if p.kind.severity is Severity.SET_ASIDE) == aside
    expected = plain.indicators(placed, sorted(known.values()), years.rules(rulebook))
    for figures in expected.values():
        for absent in ("reopened_share", "rated_share", "satisfaction_mean"):
            figures[absent] = float("nan")
    years.same(measure(handed_in, rulebook).table, expected)


def _of_nyc(source):
    columns = {"Unique Key": "complaint_id", "Borough": "participant", "Complaint Type": "kind"}
    dates = {"Created Date": "received_at", "Closed Date": "resolved_at", "Due Date": "due_at"}
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            written = {ours: row[theirs].strip() for theirs, ours in columns.items()}
            if written["participant"] == "Unspecified":
                written["participant"] = ""
            for theirs, ours in dates.items():
                text = row[theirs].strip()
                known = text and text != "01/01/1900 12:00:00 AM"
                written[ours] = str(dt.datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p")) if known else ""  # noqa: DTZ007 (clocks of the place)
            yield written
