"""The plain definition of the bins, which any engine runs, against the embedded engine's fast way and plain loops."""

from __future__ import annotations

from collections import Counter

import ibis
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

import submissions
from criteria import measure
from submissions.problems import Severity
from submissions.sources import Engine
from submissions.warehouse import read_table
from tests import plain
from tests import random_years as years

PLACE = "postgresql:public.pengaduan"
LYING = Engine(name="postgresql", table="public.pengaduan")


def lying(terms):
    """Terms whose complaints lie in a table."""
    return terms.model_copy(update={"engine": LYING})


def of_texts(rows, columns):
    """A table of texts in an engine of its own."""
    backend = ibis.duckdb.connect()
    texts = {column: pa.array([row[column] for row in rows], pa.string()) for column in columns}
    backend.con.register("pengaduan", pa.table(texts))
    return backend.table("pengaduan")


@pytest.mark.parametrize("duplicates", ["refuse", "latest"])
@pytest.mark.parametrize("imply", [True, False])
def test_random_years_in_a_table_agree_with_the_same_years_in_logs(tmp_path_factory, duplicates, imply):
    rulebook = years.rulebook(duplicates, imply)

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(years.logs)
    def agree(files):
        rows = [row for log in files for row in log]
        if duplicates == "latest":  # a table has no later file: no two rows are of one age
            rows = [{**row, "updated_at": f"2019-11-02 10:{at:02}"} for at, row in enumerate(rows)]
        folder = tmp_path_factory.mktemp("year")
        written = years.write(folder, [rows])
        of_logs = submissions.read(folder, rulebook.terms, scratch=tmp_path_factory.mktemp("scratch"))
        table = of_texts(rows, years.COLUMNS)
        handed_in = read_table(folder, lying(rulebook.terms), table, scratch=tmp_path_factory.mktemp("table"))
        placed = plain.bins(written, years.known(), years.rules(rulebook))
        counted = {(b.participant, b.bin): b.rows for b in handed_in.bins.itertuples()}
        assert counted == Counter((who, bin_) for _, who, bin_, _ in placed)
        aside = [p for p in handed_in.problems if p.kind.severity is Severity.SET_ASIDE]
        assert sum(int(p.details["rows"]) for p in aside) == sum(bin_ == "set aside" for _, _, bin_, _ in placed)
        measured = measure(handed_in, rulebook)
        pd.testing.assert_frame_equal(measured.table, measure(of_logs, rulebook).table, check_exact=True)
        years.same(measured.table, plain.indicators(placed, years.CODES, years.rules(rulebook)))

    agree()
