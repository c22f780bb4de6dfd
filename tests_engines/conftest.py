"""Real engines for the tests: a PostgreSQL cluster of its own in a temporary folder, and Spark in local mode.

``make test-engines`` sees that they are here; nothing of a server that runs on this machine is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path

import psycopg
import pytest

from evaluator.cli.run import run
from evaluator.synth import synthesise
from tests_engines.warehouse_of_tests import READER, SCHEMA

_SETTINGS = ("-c", "listen_addresses=", "-c", "fsync=off")


@pytest.fixture(scope="session")
def year(tmp_path_factory):
    """A small synthetic year full of dirt, and what the embedded engine makes of it."""
    folder = tmp_path_factory.mktemp("years") / "kompetisi"
    synthesise(folder, complaints=4_000, agencies=25, upps=40, files=2, dirt=0.08)
    run(folder, documents=False)
    return folder


@pytest.fixture(scope="session")
def unprivileged():
    """How a process is started that must not be root, as PostgreSQL demands."""
    return {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}


@pytest.fixture(scope="session")
def cluster(unprivileged):
    """The environment of a superuser of a throw-away cluster that listens at a socket in its own folder alone."""
    binaries = Path(os.environ["POSTGRESQL_BINARIES"])
    home = Path(tempfile.mkdtemp(prefix="evaluator-pg-"))  # short: a socket's path has 107 characters at most
    if unprivileged:
        shutil.chown(home, "postgres", "postgres")
    data = home / "data"
    call = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL, cwd=home, **unprivileged)
    call([binaries / "initdb", "-D", data, "-A", "trust", "-U", "owner", "--locale=C", "-E", "UTF8"])
    start = ["-o", " ".join(("-k", str(home), "-p", "5433", *_SETTINGS)), "-l", home / "log", "-w", "start"]
    call([binaries / "pg_ctl", "-D", data, *start])
    yield {"PGHOST": str(home), "PGPORT": "5433", "PGUSER": "owner", "PGDATABASE": "postgres"}
    call([binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def owner(cluster):
    """A connection of the warehouse's owner, who has made a reader that may only read."""
    where = {"host": cluster["PGHOST"], "port": cluster["PGPORT"], "user": "owner", "dbname": "postgres"}
    with psycopg.connect(**where, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        connection.execute(f"CREATE ROLE {READER} LOGIN")
        connection.execute(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {READER}")
        yield connection


@pytest.fixture
def postgresql(cluster, owner, monkeypatch):
    """The same cluster as its reader reaches it: by libpq's environment; yields the owner's connection."""
    for name, value in {**cluster, "PGUSER": READER}.items():
        monkeypatch.setenv(name, value)
    return owner


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """A session of Spark in local mode, as spark-defaults.conf of the user would have it; it serves all tests."""
    home = tmp_path_factory.mktemp("spark")
    settings = {
        "spark.master": "local[2]", "spark.sql.shuffle.partitions": "2", "spark.ui.enabled": "false",
        "spark.sql.warehouse.dir": str(home / "warehouse"), "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }  # fmt: skip
    (home / "spark-defaults.conf").write_text("".join(f"{key} {value}\n" for key, value in settings.items()))
    patch = pytest.MonkeyPatch()
    patch.setenv("SPARK_CONF_DIR", str(home))
    from pyspark.sql import SparkSession  # noqa: PLC0415 (after its environment)

    session = SparkSession.builder.getOrCreate()
    yield session
    session.stop()
    patch.undo()
