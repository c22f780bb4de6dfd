"""The floor: the engine merely parses a log and touches every column."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import duckdb


def main(folder: Path) -> None:
    """Read every column of every log of a competition folder and keep only its largest value."""
    logs = sorted(path for path in (folder / "complaints").iterdir())
    listed = ", ".join(f"'{path}'" for path in logs)
    connection = duckdb.connect()
    if logs[0].suffix == ".parquet":
        source = f"read_parquet([{listed}])"
        names = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    else:
        with logs[0].open(encoding="utf-8", newline="") as file:
            names = next(csv.reader(file))
        typed = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
        said = "auto_detect = false, header = true, delim = ',', quote = '\"'"
        source = f"read_csv([{listed}], {said}, columns = {{{typed}}})"
    largest = ", ".join(f'max("{name}")' for name in names)
    connection.execute(f"SELECT {largest} FROM {source}").fetchall()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
