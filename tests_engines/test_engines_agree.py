"""One small year on every engine, measured from its logs and where it lies in a table: the same bytes."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evaluator.cli.run import run
from tests_engines.warehouse_of_tests import READER, SCHEMA, TABLE, TYPED, into_postgresql, rows_of

pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),  # pyspark leaves its own to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # which is where they are told
]
SAME = ("indicators.csv", "ranking.csv")


@pytest.fixture
def home(year, tmp_path):
    """A copy of the year, without results."""
    return Path(shutil.copytree(year, tmp_path / "kompetisi", ignore=shutil.ignore_patterns("results")))


@pytest.fixture
def lying(home):
    """The same without logs; call it with what ``[engine]`` says."""

    def lie(**engine):
        shutil.rmtree(home / "complaints")
        lines = [f"{key} = {json.dumps(value)}" for key, value in engine.items()]
        with (home / "rulebook.toml").open("a", encoding="utf-8") as rulebook:
            rulebook.write("\n[engine]\n" + "\n".join(lines) + "\n")
        return home

    return lie


def results(home):
    return {name: (home / "results" / name).read_bytes() for name in SAME}


def told_of(home):
    """Rows set aside as problems.csv tells them, by code: one by one from logs, in numbers from a table."""
    with (home / "results" / "problems.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("engine", ["postgresql", "spark"])
def test_logs_read_here_are_measured_there(home, year, engine, request):
    request.getfixturevalue(engine)
    assert run(home, documents=False, engine=engine)["published"]
    assert results(home) == results(year)
    same = ("problems.csv", "results.json", "manifest.json")
    assert all((home / "results" / name).read_bytes() == (year / "results" / name).read_bytes() for name in same)


def test_a_table_of_postgresql_is_measured_where_it_lies(lying, year, postgresql, tmp_path):
    into_postgresql(postgresql, year, tmp_path, TABLE)
    home = lying(name="postgresql", table=f"{SCHEMA}.{TABLE}")
    assert run(home, documents=False)["published"]
    assert results(home) == results(year)
    _nothing_left(home, year)
    tables = postgresql.execute(
        "SELECT nspname, relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE relkind IN ('r', 'v', 'm') AND nspname NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall()
    assert tables == [(SCHEMA, TABLE)]


def _nothing_left(home, year):
    """No complaint's number is in any result, and the numbers of rows are those that the logs give."""
    manifest, of_logs = (json.loads((at / "results" / "manifest.json").read_text()) for at in (home, year))
    assert manifest["rows"]["by_bin"] == of_logs["rows"]["by_bin"]
    assert manifest["rows"]["by_participant"] == of_logs["rows"]["by_participant"]
    assert any(b"SIN0000" in path.read_bytes() for path in (year / "results").iterdir())
    assert not any(b"SIN0000" in path.read_bytes() for path in (home / "results").iterdir())


def test_a_table_with_columns_of_other_types(lying, year, postgresql, tmp_path):
    types = {
        "received_at": "timestamp", "acknowledged_at": "timestamptz", "resolved_at": "timestamp", "due_at": "date",
        "rating": "numeric",
    }  # fmt: skip
    into_postgresql(postgresql, year, tmp_path, "bertipe", types)
    parquet = tmp_path / "bertipe.parquet"
    rows_of(year).execute(f"COPY ({TYPED}) TO '{parquet}'")
    typed = Path(shutil.copytree(year, tmp_path / "typed", ignore=shutil.ignore_patterns("results", "complaints")))
    (typed / "complaints").mkdir()
    shutil.copy(parquet, typed / "complaints")
    assert run(typed, documents=False)["published"]
    home = lying(name="postgresql", table=f"{SCHEMA}.bertipe")
    assert run(home, documents=False)["published"]
    assert results(home) == results(typed)


@pytest.mark.parametrize("how", ["path", "table"])
def test_spark_measures_where_the_complaints_lie(lying, year, spark, tmp_path, how):
    folder = tmp_path / "gudang" / "pengaduan"
    folder.mkdir(parents=True)
    rows_of(year).execute(f"COPY pengaduan TO '{folder}/bagian.parquet'")
    if how == "table":
        spark.sql("CREATE DATABASE IF NOT EXISTS pelayanan")
        spark.read.parquet(str(folder)).write.saveAsTable("pelayanan.pengaduan")
    home = lying(name="spark", **({"table": "pelayanan.pengaduan"} if how == "table" else {"path": str(folder)}))
    assert run(home, documents=False)["published"]
    assert results(home) == results(year)
    _nothing_left(home, year)


@pytest.mark.parametrize(
    ("engine", "where"),
    [
        ("postgresql", {"table": "pelayanan.tidak_ada"}),
        ("spark", {"table": "default.tidak_ada"}),
        ("spark", {"path": "/tidak/ada"}),
    ],
)
def test_a_table_that_cannot_be_read_is_a_problem(lying, request, engine, where):
    request.getfixturevalue(engine)
    home = lying(name=engine, **where)
    assert not run(home, documents=False)["published"]
    assert [row["code"] for row in told_of(home)] == ["table-missing"]


def test_a_table_that_must_not_be_read_is_told_so(lying, year, postgresql, tmp_path):
    into_postgresql(postgresql, year, tmp_path, "rahasia")
    postgresql.execute(f"REVOKE ALL ON {SCHEMA}.rahasia FROM {READER}")
    home = lying(name="postgresql", table=f"{SCHEMA}.rahasia")
    assert not run(home, documents=False)["published"]
    assert [row["code"] for row in told_of(home)] == ["engine-failed"]
    assert "permission denied for table rahasia" in told_of(home)[0]["problem"]


def test_a_server_that_is_not_there_is_a_sentence_and_exit_code_1(lying, tmp_path):
    home = lying(name="postgresql", table="pelayanan.pengaduan")
    command = [sys.executable, "-m", "evaluator", "--lang", "en", "run", str(home), "--no-documents"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PGHOST": str(tmp_path)}
    )
    assert done.returncode == 1
    assert "The engine postgresql cannot be reached" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
