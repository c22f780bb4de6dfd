"""What was handed in, reduced to what counts: kept in a few tables without names, numbers or texts of complaints.

From these tables a year can be worked out again by whoever may not see the logs. A complaint is its days and what
the rules ask of it; a judge is a number; of a checklist there are the points, and whether evidence was named.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from submissions.engine import connection_of, open_engine, quote
from submissions.engines import MEASURED
from submissions.handed_in import BINS, HandedIn

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

COMPLAINTS = "complaints.parquet"
COLUMNS = "columns.json"
TABLES = ("participants", "marks", "checklists", "bins", "events")
FILES = (COMPLAINTS, COLUMNS, *(f"{name}.parquet" for name in TABLES))
FEWEST = 10
"""Complaints that must bear a kind for its name to be kept: what stands there once may be anything."""
_ROSTER = ("name", "kind", "parent", "region", "units", "units_connected")
_TYPES = {
    "participant": pa.int32(), "bin": pa.int8(), "kind": pa.string(), "reopened": pa.int32(), "rating": pa.int16(),
    "unsolved": pa.bool_(), "topic": pa.int64(),
}  # fmt: skip
_SCHEMA = pa.schema([(name, _TYPES.get(name, pa.date32())) for name in MEASURED])
_GIVEN = "given"


class DamagedError(Exception):
    """A table is not as it was written; the message is its name."""


def write_counted(handed_in: HandedIn, folder: Path, fields: Collection[str], kinds: Collection[str] = ()) -> None:
    """Write the tables into a folder that exists; the same input, the same bytes.

    fields: further columns of the roster that the rules ask for; its others are left out. kinds: what the rules
        name, which stays however rare it is.
    """
    if handed_in.complaints is not None:
        pq.write_table(_complaints(handed_in, kinds), folder / COMPLAINTS, compression="zstd")
    roster = handed_in.roster[[name for name in handed_in.roster.columns if name in {*_ROSTER, *fields}]]
    tables = {
        "participants": roster.reset_index(names="code"),
        "marks": _without_judges(handed_in.marks),
        "checklists": _without_texts(handed_in.checklists),
        "bins": handed_in.bins,
        "events": handed_in.events,
    }
    for name, table in tables.items():
        if table is not None:
            written = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
            pq.write_table(written, folder / f"{name}.parquet", compression="zstd")
    (folder / COLUMNS).write_text(json.dumps(sorted(handed_in.columns)), encoding="utf-8")


def _complaints(handed_in: HandedIn, named: Collection[str]) -> pa.Table:
    """Return the used complaints, sorted, so that their order tells nothing of the log."""
    complaints = handed_in.complaints
    if complaints is None:
        raise ValueError("there are no complaints")
    used = complaints.filter(complaints.bin == BINS.index("used")).select(*MEASURED)
    table: pa.Table = used.to_pyarrow().cast(_SCHEMA)
    kinds = table.column("kind").combine_chunks().dictionary_encode()
    counts = np.bincount(kinds.indices.drop_null().to_numpy(), minlength=len(kinds.dictionary))
    names = [
        name if count >= FEWEST or name in named else None
        for name, count in zip(kinds.dictionary.to_pylist(), counts, strict=True)
    ]
    kept = pa.array(names, pa.string()).take(kinds.indices)
    table = table.set_column(table.schema.get_field_index("kind"), "kind", kept)
    topics = table.column("topic").combine_chunks()
    order = pc.rank(topics, sort_keys="ascending", tiebreaker="dense").cast(pa.int64())
    numbers = pc.if_else(pc.is_valid(topics), order, None)  # they tell topics apart, and no more
    table = table.set_column(table.schema.get_field_index("topic"), "topic", numbers)
    return table.sort_by([(name, "ascending") for name in MEASURED])


def _without_judges(marks: pd.DataFrame) -> pd.DataFrame:
    """Number the judges in the order of their names, in which sums are taken, and leave out what they wrote."""
    names = sorted(marks["judge"].unique())
    width = len(str(len(names)))
    numbered = {name: f"J{place:0{width}}" for place, name in enumerate(names, start=1)}
    return marks.assign(judge=marks["judge"].map(numbered), comment="")


def _without_texts(checklists: pd.DataFrame) -> pd.DataFrame:
    texts = ("answer", "evidence", "verifier", "remark")
    return checklists.assign(**{name: np.where(checklists[name] == "", "", _GIVEN) for name in texts})


def read_counted(folder: Path, scratch: Path, timezone: str) -> HandedIn:
    """Return what ``write_counted`` wrote, while ``scratch`` is there; ``DamagedError`` where it is not so."""
    tables = {name: _table(folder / f"{name}.parquet") for name in TABLES}
    try:
        roster = _there(tables, "participants").set_index("code")
        columns = frozenset(map(str, json.loads((folder / COLUMNS).read_bytes())))
    except (ValueError, KeyError, OSError) as error:
        raise DamagedError(COLUMNS) from error
    complaints = None
    if (folder / COMPLAINTS).is_file():
        _checked(folder / COMPLAINTS, len(roster))
        backend = open_engine(scratch, reads=[folder], timezone=timezone)
        source = f"read_parquet({quote(str(folder / COMPLAINTS))})"
        connection_of(backend).execute(f"CREATE TABLE complaints AS SELECT * FROM {source}")
        complaints = backend.table("complaints")
    return HandedIn(
        roster=roster,
        marks=_there(tables, "marks"),
        complaints=complaints,
        columns=columns,
        bins=_there(tables, "bins"),
        files=(),
        events=tables["events"],
        checklists=_there(tables, "checklists"),
    )


def _table(path: Path) -> pd.DataFrame | None:
    if not path.is_file():
        return None
    try:
        table: pd.DataFrame = pq.read_table(path).to_pandas()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DamagedError(path.name) from error
    return table


def _there(tables: dict[str, pd.DataFrame | None], name: str) -> pd.DataFrame:
    table = tables[name]
    if table is None:
        raise DamagedError(f"{name}.parquet")
    return table


def _checked(path: Path, participants: int) -> None:
    """See that the complaints have the columns they should, and name participants that there are."""
    try:
        file = pq.ParquetFile(path)
        right = file.schema_arrow.equals(_SCHEMA)
        whose = file.read(["participant", "bin"]) if right else None
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DamagedError(path.name) from error
    if whose is None:
        raise DamagedError(path.name)
    named = whose.column("participant").to_numpy()
    used = whose.column("bin").to_numpy()
    if len(named) and not (named.min() >= 0 and named.max() < participants and (used == BINS.index("used")).all()):
        raise DamagedError(path.name)
