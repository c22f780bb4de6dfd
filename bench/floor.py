"""The floor: the engine merely parses a log and touches every column."""

from __future__ import annotations

import sys

import duckdb
from submissions.csv_text import columns_of


def main(path: str) -> None:
    """Read every column of a log and keep only its largest value."""
    connection = duckdb.connect()
    if path.endswith(".parquet"):
        source = f"read_parquet('{path}')"
        names = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    else:
        names = columns_of(path)
        typed = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
        source = (
            f"read_csv('{path}', auto_detect = false, header = true, delim = ',', quote = '\"', columns = {{{typed}}})"
        )
    largest = ", ".join(f'max("{name}")' for name in names)
    connection.execute(f"SELECT {largest} FROM {source}").fetchall()


if __name__ == "__main__":
    main(sys.argv[1])
