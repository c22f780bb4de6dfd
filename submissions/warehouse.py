"""Complaints measured where they lie: a table of Spark or PostgreSQL is checked and binned there.

What leaves the engine: the distinct names of participants, and numbers of rows. No complaint's number, no date.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd

from submissions import kinds
from submissions.checklists import read_checklists
from submissions.engines import EngineRefused, answering, kept, lookup, open_warehouse, table_of
from submissions.files import find_files
from submissions.handed_in import BINS, HandedIn, InputFile
from submissions.log_headers import of_complaints
from submissions.logs import LOGS, SUFFIXES
from submissions.marks import read_marks
from submissions.names import Resolver
from submissions.problems import Problem
from submissions.roster import read_roster
from submissions.roster_of_logs import roster_of
from submissions.warehouse_bins import binned
from submissions.warehouse_cells import WarehouseCells
from submissions.warehouse_faults import problems_of

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

    from submissions.sources import Terms

MOST_NAMES = 100_000
"""Distinct names of participants that may leave a table; more are no participants."""
_PEOPLE = {"written": "string", "named": "int32", "position": "int32"}


def read_warehouse(folder: Path, terms: Terms, *, scratch: Path) -> HandedIn:
    """Read a competition folder whose complaints lie in a table: ``terms.engine.place``.

    As ``reading.read`` but for the complaints: problems give numbers of rows; as a file, the table is called by its
    place, and its sha256 is that of its rows by participant and bin. Raises ``EngineRefused`` where the engine cannot.
    """
    backend = open_warehouse(terms.engine.name, terms.period.timezone)
    table = table_of(backend, terms.engine)
    with answering(terms.engine.name):
        return read_table(folder, terms, table, scratch=scratch)


def read_table(folder: Path, terms: Terms, table: ir.Table, *, scratch: Path) -> HandedIn:
    """Read a competition folder whose complaints lie in this table, whatever its engine."""
    place, header = terms.engine.place, list(table.columns)
    headers = of_complaints(terms.sources.complaints)
    positions = headers.match(header, place)
    problems = [*headers.problems, *_unread(folder)]
    found = {ours: header[at] for ours, at in (positions or {}).items()}
    cells = WarehouseCells(table, found, terms.sources.complaints)
    names = [] if positions is None else _names(cells, place)
    if terms.participants.from_ == "roster":
        roster, wrong, roster_files = read_roster(folder, terms.sources.participants, scratch)
        problems += wrong
    else:
        roster, roster_files = roster_of(_first_spellings(names)), []
    resolver = Resolver(roster)
    marks, wrong, mark_files = read_marks(folder, terms, resolver, roster, scratch)
    problems += wrong
    lists, wrong, list_files = read_checklists(
        folder, terms.sources.checklists, terms.questions, resolver, roster, scratch, edition=terms.edition
    )
    problems += wrong
    files = (*roster_files, *mark_files, *list_files)
    if positions is None:
        bins = _bins(_no_rows(), roster, place)
        return HandedIn(roster, marks, None, frozenset(), bins, files, problems, checklists=lists)
    people = lookup(table.get_backend(), _people(names, resolver), _PEOPLE)
    complaints = kept(binned(cells, people, terms))
    rows = _counted(complaints)
    bins = _bins(rows, roster, place)
    problems += problems_of(rows, cells.found, [name for name, _ in names], resolver, terms)
    of_table = InputFile(place, _digest(bins), 0, int(bins["rows"].sum()))
    files = (of_table, *files)
    return HandedIn(roster, marks, complaints, frozenset(found), bins, files, problems, checklists=lists)


def _unread(folder: Path) -> list[Problem]:
    """Return a warning where logs were handed in beside the table."""
    inputs, _ = find_files(folder, LOGS, SUFFIXES, deep=True)
    details = {"files": str(len(inputs))}
    return [Problem(kinds.LOGS_UNREAD, file="complaints/", details=details)] if inputs else []


def _names(cells: WarehouseCells, place: str) -> list[tuple[str, str]]:
    """Return the distinct participants as written, each with its text or "" where that means nothing."""
    column = cells.found.get("participant", "participant")
    distinct = cells.table.select(written=cells.written("participant")).distinct()
    written = distinct.limit(MOST_NAMES + 1).to_pandas()["written"].dropna()
    if len(written) > MOST_NAMES:
        details = {"column": column, "most": f"{MOST_NAMES:,}"}
        raise EngineRefused(Problem(kinds.TOO_MANY_NAMES, file=place, column=column, details=details))
    nothing = {"", *cells.nothing("participant")}
    texts = [(str(name), str(name).strip()) for name in sorted(written)]
    return [(name, "" if text in nothing else text) for name, text in texts]


def _first_spellings(names: list[tuple[str, str]]) -> list[str]:
    """Return one spelling of each participant: of those that differ in case alone, the first in order."""
    first: dict[str, str] = {}
    for text in sorted(text for _, text in names if text):
        first.setdefault(text.lower(), text)
    return list(first.values())


def _people(names: list[tuple[str, str]], resolver: Resolver) -> pd.DataFrame:
    """Return what each name in the table means: its place among the names, the participant's in the roster."""
    meant = [(written, number, resolver.position(text)) for number, (written, text) in enumerate(names) if text]
    table = pd.DataFrame(meant, columns=list(_PEOPLE))
    return table.astype({"written": object, "named": "int32", "position": "Int32"})


def _counted(complaints: ir.Table) -> pd.DataFrame:
    """Return numbers of rows by participant (position, NaN unknown), bin, fault, doubt and unknown name."""
    keys = ("participant", "bin", "fault", "doubt", "named")
    counted: pd.DataFrame = complaints.group_by(*keys).aggregate(rows=complaints.count()).to_pandas()
    return counted


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame({key: pd.Series(dtype="int64") for key in ("participant", "bin", "rows")})


def _bins(rows: pd.DataFrame, roster: pd.DataFrame, place: str) -> pd.DataFrame:
    """Return ``HandedIn.bins`` of the table."""
    codes = [*roster.index, ""]
    who = [codes[-1 if pd.isna(position) else int(position)] for position in rows["participant"]]
    table = pd.DataFrame({
        "file": place, "participant": pd.Series(who, dtype=object), "bin": [BINS[int(bin_)] for bin_ in rows["bin"]],
        "rows": rows["rows"].astype("int64"),
    })  # fmt: skip
    return table.groupby(["file", "participant", "bin"])["rows"].sum().reset_index()


def _digest(bins: pd.DataFrame) -> str:
    text = bins[["participant", "bin", "rows"]].to_csv(index=False, lineterminator="\n")
    return hashlib.sha256(text.encode()).hexdigest()
