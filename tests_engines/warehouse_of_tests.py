"""The warehouse of the tests: one table in a schema, whose names need quotation marks, and who may read it."""

from __future__ import annotations

import duckdb

SCHEMA, TABLE = "pelayanan", "Laporan Warga"
READER = "pembaca"
TYPED = """SELECT * REPLACE (try_cast(received_at AS TIMESTAMP) AS received_at,
    try_cast(acknowledged_at AS TIMESTAMPTZ) AS acknowledged_at, try_cast(resolved_at AS TIMESTAMP) AS resolved_at,
    try_cast(due_at AS DATE) AS due_at, try_cast(rating AS DOUBLE) AS rating) FROM pengaduan"""


def rows_of(year):
    """The year's complaints as one table of texts."""
    engine = duckdb.connect()
    engine.execute(
        f"CREATE TABLE pengaduan AS FROM read_csv('{year}/complaints/*.csv', all_varchar = true, null_padding = true)"
    )
    return engine


def into_postgresql(connection, year, folder, table, types="text"):
    """Put the year's complaints into a table of the cluster, as whoever runs a warehouse would."""
    engine = rows_of(year)
    columns = [row[0] for row in engine.execute("DESCRIBE pengaduan").fetchall()]
    kinds = dict.fromkeys(columns, "text") | ({} if types == "text" else types)
    connection.execute(f'CREATE TABLE {SCHEMA}."{table}" ({", ".join(f"{c} {kinds[c]}" for c in columns)})')
    connection.execute(f'GRANT SELECT ON {SCHEMA}."{table}" TO {READER}')
    path = folder / "rows.csv"
    engine.execute(f"COPY ({'FROM pengaduan' if types == 'text' else TYPED}) TO '{path}' (HEADER false)")
    with connection.cursor() as cursor, cursor.copy(f'COPY {SCHEMA}."{table}" FROM STDIN (FORMAT csv)') as copy:
        copy.write(path.read_bytes())
