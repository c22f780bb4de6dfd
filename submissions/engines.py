"""Engines beside the embedded one: how they are found, what they keep, and how their errors become problems.

None is told here where it is: PostgreSQL is found by libpq's environment (PGHOST, PGDATABASE, PGSERVICE, ...), Spark by
``SparkSession.builder.getOrCreate()``, that is by spark-defaults.conf and its own environment, else on this machine.
"""

from __future__ import annotations

import os
import weakref
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

import ibis
import ibis.common.exceptions as ibis_errors
from ibis.util import gen_name
from pyarrow.csv import WriteOptions, write_csv

from submissions import kinds
from submissions.handed_in import BINS
from submissions.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import ibis.expr.types as ir
    import pandas as pd

    from submissions.handed_in import HandedIn
    from submissions.sources import Engine, Terms

EMBEDDED = "duckdb"
NEEDS = {"spark": "pyspark", "postgresql": "psycopg"}
"""The module that each engine is reached by; the extra of the same name as the engine installs it."""
_UNREACHABLE = {"spark": kinds.SPARK_UNREACHABLE, "postgresql": kinds.POSTGRESQL_UNREACHABLE}
MEASURED = (
    "participant", "bin", "kind", "topic", "received", "acknowledged", "answered", "resolved", "due", "reopened",
    "rating", "unsolved",
)  # fmt: skip
"""The columns of ``HandedIn.complaints`` that measuring takes."""
_EVERY = 2**62
_SECONDS = "10"
_TELLING = ("08", "28", "3D", "3F", "42", "53", "57")
"""SQLSTATE classes whose messages speak of the server, never of a value in a row."""


class EngineRefused(Exception):  # noqa: N818 (an outcome, told in full to whoever chose the engine)
    """The engine cannot do it; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.says("en"))


def open_warehouse(name: str, timezone: str) -> Any:  # noqa: ANN401 (Ibis has no types)
    """Connect to Spark or PostgreSQL; ``timezone`` is where moments become days. Raises ``EngineRefused``.

    The connection goes with the backend. Of PostgreSQL everything is read in one transaction, as one moment has it,
    that is never committed: what is worked out there leaves no trace.
    """
    if find_spec(NEEDS[name]) is None:
        raise EngineRefused(Problem(kinds.ENGINE_MISSING, file="rulebook.toml", details={"engine": name}))
    with answering(name, reached=False):
        return _spark(timezone) if name == "spark" else _postgresql(timezone)


def _spark(timezone: str) -> Any:  # noqa: ANN401 (Ibis has no types)
    backend = ibis.pyspark.connect(_session())
    _session().sparkContext.setLogLevel("ERROR")
    _session().conf.set("spark.sql.session.timeZone", timezone)
    return backend


def _session() -> Any:  # noqa: ANN401 (an optional library's type)
    from pyspark.sql import SparkSession  # noqa: PLC0415 (an optional extra)

    return SparkSession.builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()


def _postgresql(timezone: str) -> Any:  # noqa: ANN401 (Ibis has no types)
    import psycopg  # noqa: PLC0415 (an optional extra)

    patience = {} if "PGCONNECT_TIMEOUT" in os.environ else {"connect_timeout": _SECONDS}
    connection: Any = psycopg.connect("", **patience)
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.execute("SELECT 1")  # opens the transaction that Ibis' own then nest in
    backend = ibis.postgres.from_connection(connection)
    connection.execute("SELECT set_config('TimeZone', %s, false)", (timezone,))
    connection.execute("SET jit = off")  # to compile long expressions takes longer than to work them out
    weakref.finalize(backend, connection.close)
    return backend


def table_of(backend: Any, engine: Engine) -> ir.Table:  # noqa: ANN401 (Ibis has no types)
    """Return the table in which complaints lie; names are handed over quoted. Raises ``EngineRefused``."""
    missing = Problem(
        kinds.TABLE_MISSING, file=engine.place,
        details={"engine": engine.name, "table": engine.table or engine.path or ""},
    )  # fmt: skip
    names = (engine.table or "").split(".")
    with answering(engine.name, missing=missing):
        if engine.name == "postgresql":
            return backend.table(names[-1], database=names[0] if names[1:] else None)
        reader = _session().read
        quoted = ".".join(f"`{name}`" for name in names)
        frame = reader.table(quoted) if engine.table else reader.parquet(engine.path)
        view = gen_name("complaints")
        frame.createOrReplaceTempView(view)
        return backend.table(view)


def lookup(backend: Any, rows: pd.DataFrame, schema: Mapping[str, str]) -> ir.Table:  # noqa: ANN401 (Ibis has no types)
    """Return a small table of ours as one that the backend can join to its own."""
    table = ibis.memtable(rows, schema=schema)
    if backend.name == "postgres":
        return backend.create_table(gen_name("lookup"), table, temp=True)
    if backend.name == "pyspark":  # a memtable is not known to a query that is kept
        view = gen_name("lookup")
        _session().createDataFrame(table.to_pyarrow()).createOrReplaceTempView(view)
        return backend.table(view)
    return table


def fenced(table: ir.Table) -> ir.Table:
    """Return the same, each of its columns worked out once for a row, however often it is used further on.

    The others would put the expression itself at every place where a column is used, and those into each other.
    """
    backend = table.get_backend().name
    if backend == "pyspark":
        return kept(table)
    return table.limit(_EVERY) if backend == "postgres" else table


def kept(table: ir.Table) -> ir.Table:
    """Return the table worked out once, in the engine; it goes with the engine's session."""
    backend = table.get_backend()
    if backend.name != "pyspark":
        return backend.create_table(gen_name("kept"), table, temp=True)
    view = gen_name("kept")
    frame = _session().sql(backend.compile(table)).persist()
    frame.count()  # at once: several places that need it would each begin to work it out
    frame.createOrReplaceTempView(view)
    return backend.table(view)


def at_engine(handed_in: HandedIn, terms: Terms) -> HandedIn:
    """Return the same with the complaints where the rulebook's engine can measure them. Raises ``EngineRefused``.

    Of complaints that were read here, used ones go there, without number, unit, file and row; those that lie in its
    tables stay where they are.
    """
    engine = terms.engine
    if engine.name == EMBEDDED or engine.place or handed_in.complaints is None:
        return handed_in
    used = handed_in.complaints.filter(handed_in.complaints.bin == BINS.index("used")).select(*MEASURED)
    backend = open_warehouse(engine.name, terms.period.timezone)
    with answering(engine.name):
        return replace(handed_in, complaints=_handed_over(used, backend))


def _handed_over(complaints: ir.Table, backend: Any) -> ir.Table:  # noqa: ANN401 (Ibis has no types)
    if backend.name == "pyspark":
        view = gen_name("complaints")
        _session().createDataFrame(complaints.to_pyarrow()).createOrReplaceTempView(view)
        return backend.table(view)
    there = backend.create_table(gen_name("complaints"), schema=complaints.schema(), temp=True)
    form = WriteOptions(include_header=False)
    with backend.con.cursor() as cursor, cursor.copy(f'COPY "{there.get_name()}" FROM STDIN (FORMAT csv)') as copy:
        for batch in complaints.to_pyarrow().to_batches(max_chunksize=100_000):
            part = BytesIO()
            write_csv(batch, part, form)
            copy.write(part.getvalue())
    return there


@contextmanager
def answering(name: str, *, reached: bool = True, missing: Problem | None = None) -> Iterator[None]:
    """Make an error of the engine an ``EngineRefused``, unless it is the embedded one.

    reached: it has answered before; missing: what to say where the table is not there.
    """
    try:
        yield
    except ibis_errors.TableNotFound as error:
        raise EngineRefused(missing or _failed(name, error, reached=reached)) from error
    except _errors(name) as error:
        if missing and _condition(error).endswith("_NOT_FOUND"):
            raise EngineRefused(missing) from error
        raise EngineRefused(_failed(name, error, reached=reached)) from error


def _errors(name: str) -> tuple[type[Exception], ...]:
    if name == "postgresql":
        import psycopg  # noqa: PLC0415 (an optional extra)

        return (psycopg.Error,)
    if name == "spark":
        from py4j.protocol import Py4JError  # noqa: PLC0415 (an optional extra)
        from pyspark.errors import PySparkException  # noqa: PLC0415 (an optional extra)

        return (PySparkException, Py4JError, ConnectionError)
    return ()


def _condition(error: Any) -> str:  # noqa: ANN401 (errors of optional libraries)
    """Return Spark's name of an error; "" of others."""
    return str(getattr(error, "getCondition", lambda: "")() or "")


def _failed(name: str, error: Any, *, reached: bool) -> Problem:  # noqa: ANN401 (errors of optional libraries)
    kind = kinds.ENGINE_FAILED if reached else _UNREACHABLE[name]
    return Problem(kind, file="rulebook.toml", details={"engine": name, "reason": _reason(error, reached)})


def _reason(error: Any, reached: bool) -> str:  # noqa: ANN401 (errors of optional libraries)
    """Return why, without what may stand in a row: a code, and the engine's words where they speak of itself."""
    state = getattr(error, "sqlstate", None) or ""
    words = " ".join(str(error).split())[:200] if not reached or state[:2] in _TELLING else ""
    return words or " ".join(filter(None, (type(error).__name__, _condition(error), state)))
