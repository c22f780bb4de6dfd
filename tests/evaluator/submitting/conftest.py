"""A year that agencies send in, part by part."""

import csv
import shutil

import pytest
import small_folder as small
from parcels import ANSWERS, PERSONAL, packed


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """A whole year with what an agency would not hand on: reporters' names, numbers and texts."""
    folder = small.build(tmp_path_factory.mktemp("submission") / "tahun")
    with (folder / small.LOG).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    with (folder / small.LOG).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*header, "reporter", "Telepon", "Isi Laporan", "Unit Kerja", "Isi Tanggapan"])
        writer.writerows([*row, *PERSONAL, "Bagian Umum", ANSWERS[place // 7 % 2]] for place, row in enumerate(rows))
    return folder


@pytest.fixture(scope="module")
def sent(year, tmp_path_factory):
    """Everybody's submission, by code."""
    folder = tmp_path_factory.mktemp("sent")
    return {code: packed(year, folder / f"{code}.zip", code) for code in small.PEOPLE}


@pytest.fixture
def desk(year, tmp_path):
    """The secretariat's folder, to which nobody has sent anything."""
    folder = tmp_path / "sekretariat"
    shutil.copytree(year, folder, ignore=shutil.ignore_patterns("complaints", "results"))
    return folder


@pytest.fixture
def ours(year, call, tmp_path):
    """Call the command as the agency A1."""

    def run(*more):
        who = ("--as", "A1", "--set", "name=Kota Satu", "--rulebook", year / "rulebook.toml")
        return call("package", *who, "--out", tmp_path / "x.zip", *(more or [year / small.LOG]))

    return run
