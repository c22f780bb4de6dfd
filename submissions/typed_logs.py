"""Complaint logs whose cells have types: sheets of workbooks and Parquet files."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from submissions import kinds
from submissions.batches import SHEETS, Batch, Log
from submissions.dictionary import find_header
from submissions.problems import Problem
from submissions.workbooks import sheets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from submissions.handed_in import InputFile
    from submissions.log_headers import Headers
    from submissions.workbooks import Cell, Sheet

_PREAMBLE = 30
"""Rows in which the header of a sheet is looked for."""


def sheet_batches(
    connection: duckdb.DuckDBPyConnection, path: Path, file: InputFile, headers: Headers, place: int
) -> list[Batch]:
    """Register each sheet of a workbook with the engine and return the batches to scan."""
    batches: list[Batch] = []
    found: Sequence[Sheet | Problem] = sheets(path, file.path)
    for number, sheet in enumerate(found):
        if isinstance(sheet, Problem):
            headers.problems.append(sheet)
        elif batch := _sheet_batch(connection, sheet, file, headers, place * SHEETS + number):
            batches.append(batch)
    return batches


def _sheet_batch(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, file: InputFile, headers: Headers, position: int
) -> Batch | None:
    headers.problems += sheet.problems
    top = [[as_text(cell) or "" for cell in row] for row in sheet.rows[:_PREAMBLE]]
    at = find_header(top, headers.known)
    if at is None:
        headers.problems.append(Problem(kinds.FILE_EMPTY, file=file.path, sheet=sheet.name))
        return None
    header = [cell.strip() for cell in top[at]]
    positions = headers.match(header, file.path, sheet.name, at + 1)
    if positions is None:
        return None
    rows = [(at + 2 + i, row) for i, row in enumerate(sheet.rows[at + 1 :]) if any(c not in {None, ""} for c in row)]
    arrays = {
        f"c{column}": pa.array([as_text(row[column]) if column < len(row) else None for _, row in rows], pa.string())
        for column in sorted(set(positions.values()))
    }
    arrays["sheet_row"] = pa.array([number for number, _ in rows], pa.int32())
    relation = f"sheet_{position}"
    connection.register(relation, pa.table(arrays))
    return Batch(
        logs=(Log(position, file.path, sheet.name),),
        relation=relation,
        recording=relation,
        columns={ours: f"c{column}" for ours, column in positions.items()},
        found={ours: header[column] for ours, column in positions.items()},
        size=file.size,
        numbered=True,
    )


def as_text(cell: Cell) -> str | None:
    """Return a cell as a log would write it: dates as ISO 8601, whole numbers without a point, nothing as None."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat(" ") if isinstance(cell, dt.datetime) else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
