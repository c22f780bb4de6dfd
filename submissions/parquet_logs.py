"""Complaint logs in Parquet: columns keep their types, and partitions that folders are named for are columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

import duckdb

from submissions import kinds
from submissions.batches import SHEETS, Batch, Log
from submissions.engine import name, quote
from submissions.problems import Problem
from submissions.scan import DATES

if TYPE_CHECKING:
    from pathlib import Path

    from submissions.handed_in import InputFile
    from submissions.log_headers import Headers

_NOTHING = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True)
class ParquetLog:
    """A file: where it is, its columns and their types, and the columns that the folders around it are named for."""

    log: Log
    path: Path
    size: int
    schema: tuple[tuple[str, str], ...]
    partition: tuple[tuple[str, str], ...]
    positions: tuple[tuple[str, int], ...]

    @property
    def layout(self) -> tuple[object, ...]:
        """What logs of one batch have in common."""
        return self.schema, tuple(key for key, _ in self.partition), self.positions


def parquet_log(
    connection: duckdb.DuckDBPyConnection, path: Path, file: InputFile, headers: Headers, place: int
) -> ParquetLog | None:
    """Return what a file holds; None, and a problem, where it cannot be used."""
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {_reading([path])}").fetchall()
    except duckdb.Error:
        headers.problems.append(Problem(kinds.FILE_UNREADABLE, file=file.path))
        return None
    schema = tuple((str(row[0]), str(row[1])) for row in described)
    known = {column for column, _ in schema}
    folders = (folder.partition("=") for folder in file.path.split("/")[:-1])
    partition = tuple((unquote(key), unquote(value)) for key, sign, value in folders if sign and key not in known)
    positions = headers.match([*(column for column, _ in schema), *(key for key, _ in partition)], file.path)
    if positions is None:
        return None
    return ParquetLog(Log(place * SHEETS, file.path), path, file.size, schema, partition, tuple(positions.items()))


def parquet_batches(logs: list[ParquetLog]) -> list[Batch]:
    """Return one batch per layout, with the batches of one log each beside it for when one of them cannot be read."""
    layouts: dict[tuple[object, ...], list[ParquetLog]] = {}
    for log in logs:
        layouts.setdefault(log.layout, []).append(log)
    return [
        replace(_batch(members), alone=tuple(_batch([member]) for member in members) if len(members) > 1 else ())
        for members in layouts.values()
    ]


def _reading(paths: list[Path]) -> str:
    """Return what stands after FROM. Paths tell no partitions here: those above the competition folder mean nothing."""
    return f"read_parquet([{', '.join(quote(str(path)) for path in paths)}], hive_partitioning = false)"


def _batch(members: list[ParquetLog]) -> Batch:
    first = members[0]
    positions = dict(first.positions)
    used = sorted(set(positions.values()))
    columns = [f"{_column(members, at)} AS c{at}" for at in used]
    source = f"(SELECT {', '.join(columns)}, file_index FROM {_reading([member.path for member in members])})"
    header = [*(column for column, _ in first.schema), *(key for key, _ in first.partition)]
    types = {ours: first.schema[at][1] for ours, at in positions.items() if at < len(first.schema)}
    return Batch(
        logs=tuple(member.log for member in members),
        relation=source,
        recording=source,
        columns={ours: f"c{at}" for ours, at in positions.items()},
        found={ours: header[at] for ours, at in positions.items()},
        size=sum(member.size for member in members),
        timed=frozenset(ours for ours in DATES if types.get(ours, "").startswith(("TIMESTAMP", "DATE"))),
    )


def _column(members: list[ParquetLog], at: int) -> str:
    schema = members[0].schema
    if at >= len(schema):
        values = [member.partition[at - len(schema)][1] for member in members]
        listed = ", ".join("NULL" if value == _NOTHING else quote(value) for value in values)
        return f"CAST([{listed}][file_index::INT + 1] AS VARCHAR)"
    theirs, kind = schema[at]
    if kind in {"DOUBLE", "FLOAT"}:  # an id that was a number in the platform's table comes as 5049672.0
        whole = f"CAST(CAST({name(theirs)} AS HUGEINT) AS VARCHAR)"
        return f"CASE WHEN {name(theirs)} = floor({name(theirs)}) THEN {whole} ELSE CAST({name(theirs)} AS VARCHAR) END"
    return name(theirs)
