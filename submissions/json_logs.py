"""Complaint logs as JSON: an array of flat objects, or one object per line, as web interfaces answer.

Values become text as they are written: 007, 1.50 and 1e5 survive, true is "true", null is nothing. The engine's own
reader is not used: it turns 1.50 into 1.5, takes NaN and a name that stands twice, and rounds long numbers. A file is
gone through twice, block by block: once for its names and its faults, once for the columns that are used; those alone
are written into the scratch folder. The row of a complaint is the number of its element; the first is 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from submissions import kinds
from submissions.batches import SHEETS, Batch, Log
from submissions.csv_text import Unfit
from submissions.engine import quote
from submissions.json_text import Element, elements
from submissions.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from submissions.handed_in import InputFile
    from submissions.log_headers import Headers

BLOCK = 20_000
"""Elements that are turned into columns at once."""
_MOST_NAMES = 5_000


@dataclass
class Names:
    """The names that stand in the objects of a file, in the order in which they first occur.

    nested: those under which an object or array stands, and in which element first; count: elements in all.
    """

    seen: dict[str, None] = field(default_factory=dict)
    nested: dict[str, int] = field(default_factory=dict)
    count: int = 0


def json_batches(path: Path, file: InputFile, headers: Headers, place: int, scratch: Path) -> list[Batch]:
    """Return the batch of a JSON file, its used columns written to ``scratch``; none, and a problem, if it is unfit."""
    out = scratch / f"json-{place}.parquet"
    try:
        names = look(path)
        positions = _positions(names, file, headers)
        if not positions:
            return []
        header = list(names.seen)
        _write(path, out, {header[at]: f"c{at}" for at in positions.values()})
    except (Unfit, UnicodeDecodeError, OSError) as error:
        headers.problems.append(unfit_problem(error, file.path))
        return []
    relation = f"read_parquet([{quote(str(out.resolve()))}], hive_partitioning = false)"
    return [
        Batch(
            logs=(Log(place * SHEETS, file.path),),
            relation=relation,
            recording=relation,
            columns={ours: f"c{at}" for ours, at in positions.items()},
            found={ours: header[at] for ours, at in positions.items()},
            size=file.size,
            numbered=True,
        )
    ]


def _positions(names: Names, file: InputFile, headers: Headers) -> dict[str, int] | None:
    """Return the position of each of our columns among the names; None where the file cannot be used."""
    header = list(names.seen)
    if not names.count:
        headers.problems.append(Problem(kinds.FILE_EMPTY, file=file.path))
        return None
    positions = headers.match(header, file.path)
    nested = [header[at] for at in (positions or {}).values() if header[at] in names.nested]
    for name in dict.fromkeys(nested):
        row = names.nested[name]
        details = {"row": f"{row}"}
        headers.problems.append(Problem(kinds.JSON_NESTED, file.path, row=row, column=name, details=details))
    return None if nested else positions


def unfit_problem(error: Exception, shown: str) -> Problem:
    """Return why a file is not read, as a problem with the file ``shown``."""
    if isinstance(error, Unfit):
        details = {"row": f"{error.row or 1}", **error.details}
        column = details.pop("column", "")
        return Problem(error.kind, shown, row=error.row, column=column, details=details)
    kind = kinds.ENCODING_UNKNOWN if isinstance(error, UnicodeDecodeError) else kinds.FILE_UNREADABLE
    return Problem(kind, file=shown)


def look(path: Path) -> Names:
    """Go through a whole file and return its names; raises ``Unfit``, UnicodeDecodeError, OSError."""
    names = Names()
    for element in elements(path):
        names.count += 1
        names.seen.update(dict.fromkeys(element))
        if len(names.seen) > _MOST_NAMES:
            raise Unfit(kinds.JSON_SHAPE, names.count)
        for name, value in element.items():
            if isinstance(value, dict | list):
                names.nested.setdefault(name, names.count)
    return names


def values(element: Element, names: list[str]) -> list[str | None]:
    """Return the texts that stand under these names; nothing for null, for what is absent and what is nested."""
    return [as_text(element.get(name)) for name in names]


def as_text(value: object) -> str | None:
    """Return a value of JSON as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None


def _write(path: Path, out: Path, used: dict[str, str]) -> None:
    """Write the used columns (name: column), as text, and each element's number as ``sheet_row``."""
    schema = pa.schema([*((column, pa.string()) for column in used.values()), ("sheet_row", pa.int64())])
    names, number, rest = list(used), 0, elements(path)
    with pq.ParquetWriter(out, schema, compression="snappy") as writer:
        while block := [values(element, names) for element in islice(rest, BLOCK)]:
            numbers = pa.array(range(number + 1, number + len(block) + 1), pa.int64())
            try:
                arrays = [pa.array(column, pa.string()) for column in zip(*block, strict=True)]
            except UnicodeEncodeError:  # half of a pair of \u escapes
                raise Unfit(kinds.JSON_BROKEN, number + _half(block), reason="\\ud800") from None
            writer.write_table(pa.table([*arrays, numbers], schema))
            number += len(block)


def _half(block: list[list[str | None]]) -> int:
    """Return which row of a block, from 1, holds half a sign."""
    return next(at for at, row in enumerate(block, 1) if any(0xD800 <= ord(c) <= 0xDFFF for t in row if t for c in t))
