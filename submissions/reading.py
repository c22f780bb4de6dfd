"""Reading a competition folder: everything that was handed in, checked, counted by bin, with every problem found."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from submissions import kinds
from submissions.bins import binned
from submissions.engine import MEMORY_LIMIT, connection_of, open_engine
from submissions.faults import blaming, broken_lines, order_problems, row_problems
from submissions.handed_in import BINS, HandedIn
from submissions.lines import shifts
from submissions.logs import LOGS, find_logs
from submissions.marks import read_marks
from submissions.moments import statements
from submissions.names import Resolver
from submissions.people import register
from submissions.problems import Problem
from submissions.progress import Progress, watched
from submissions.roster import read_roster
from submissions.roster_of_logs import named_in_logs
from submissions.scan import TABLES, Scan

if TYPE_CHECKING:
    from pathlib import Path

    from ibis.backends.duckdb import Backend

    from submissions.handed_in import InputFile
    from submissions.logs import FoundLogs
    from submissions.scan import Batch
    from submissions.sources import Terms


def read(
    folder: Path,
    terms: Terms,
    *,
    scratch: Path,
    progress: Progress | None = None,
    details: bool = False,
    memory_limit: str = MEMORY_LIMIT,
) -> HandedIn:
    """Read everything in a competition folder.

    scratch: an empty folder for working copies and spilling; the result reads from it, so it must outlive the result.
    progress: called with bytes done and bytes in all while logs are read.
    details: keep ids and units of complaints, for listing the complaints behind a count.
    Never raises for bad input: what is wrong is in ``problems``; ``blocked`` says whether a ranking may be published.
    """
    backend = open_engine(scratch, logs=folder / LOGS, timezone=terms.period.timezone, memory_limit=memory_limit)
    connection = connection_of(backend)
    for statement in (*statements(), TABLES):
        connection.execute(statement)
    found_logs = find_logs(connection, folder, terms, scratch)
    batches, problems = found_logs.batches, found_logs.problems
    if terms.participants.from_ == "roster":
        roster, found, roster_files = read_roster(folder, terms.sources.participants, scratch)
        problems += found
    else:
        roster, roster_files = named_in_logs(backend, batches, terms), []
    resolver = Resolver(roster)
    marks, found, mark_files = read_marks(folder, terms.sources.scores, terms.panels, resolver, roster, scratch)
    problems += found
    files = (*found_logs.files, *roster_files, *mark_files)
    if not batches:
        return HandedIn(roster, marks, None, frozenset(), _no_bins(), files, problems)
    register(connection, resolver.table())
    batches, broken = _scan(backend, found_logs, terms, progress, details=details)
    table = binned(backend, batches, terms, problems)
    problems += (
        broken
        + row_problems(backend, batches, terms, cache(resolver.why_not))
        + order_problems(backend, batches, terms)
    )
    bins = _bins(backend, batches, roster, broken)
    problems += _of_whole_logs(bins, batches)
    columns = frozenset(column for batch in batches for column in batch.found)
    return HandedIn(roster, marks, table, columns, bins, _with_rows(files, bins), problems)


def _scan(
    backend: Backend, found_logs: FoundLogs, terms: Terms, progress: Progress | None, *, details: bool
) -> tuple[list[Batch], list[Problem]]:
    """Read each log into the narrow table; return those that can be read, and the problems of lines that are no rows.

    Logs that cannot be read are among the problems found.
    """
    connection = connection_of(backend)
    batches: list[Batch] = []
    broken: list[Problem] = []
    done, total = 0, sum(batch.size for batch in found_logs.batches)
    for batch in found_logs.batches:
        done += batch.size
        with blaming(batch, found_logs.problems), watched(connection, progress, done - batch.size, batch.size, total):
            connection.execute(Scan(batch, terms, details=details).insert())
            batches.append(batch)
        if batch not in batches:
            continue
        found = broken_lines(backend, batch)
        for log in batch.logs:
            connection.execute(
                "INSERT INTO logs SELECT ?, coalesce(min(rowid), 0), ? FROM narrow WHERE file = ?",
                [log.position, log.first_row, log.position],
            )
            if form := found_logs.forms.get(log.position):
                broken += form.broken
                refused = [problem.row for problem in found if problem.row and problem.file == log.shown]
                for shift in shifts(form, refused):
                    connection.execute("INSERT INTO gaps VALUES (?, ?, ?)", [log.position, *shift])
        broken += found
    return batches, broken


def _no_bins() -> pd.DataFrame:
    return pd.DataFrame({"file": [], "participant": [], "bin": [], "rows": []}).astype({"rows": "int64"})


def _bins(backend: Backend, batches: list[Batch], roster: pd.DataFrame, broken: list[Problem]) -> pd.DataFrame:
    """Count rows by file, participant and bin; a line that is no row is set aside and names nobody."""
    counts = connection_of(backend).execute(
        "SELECT log, participant, bin, count(*) AS rows FROM complaints GROUP BY ALL"
    ).fetchall()  # fmt: skip
    shown = {log.position: log.shown for batch in batches for log in batch.logs}
    rows = [
        (shown[file], "" if who is None else str(roster.index[who]), BINS[bin_], count)
        for file, who, bin_, count in counts
    ]
    rows += [(problem.file, "", "set aside", 1) for problem in broken]
    table = pd.DataFrame(rows, columns=["file", "participant", "bin", "rows"]).astype({"rows": "int64"})
    return table.groupby(["file", "participant", "bin"])["rows"].sum().reset_index()


def _of_whole_logs(bins: pd.DataFrame, batches: list[Batch]) -> list[Problem]:
    """Return what is wrong with a log as a whole, or with all of them."""
    by_file = bins.pivot_table(index="file", columns="bin", values="rows", aggfunc="sum", fill_value=0)
    by_file = by_file.reindex(columns=list(BINS), fill_value=0)
    problems = [
        Problem(kinds.YEAR_WITHOUT_ROWS, file=str(file))
        for file in by_file.index[(by_file["outside"] > 0) & (by_file["outside"] == by_file.sum(axis=1))]
    ]
    empty = {log.shown for batch in batches for log in batch.logs} - set(by_file.index)
    problems += [Problem(kinds.FILE_HEADER_ONLY, file=file) for file in sorted(empty)]
    if not by_file["used"].sum():
        problems.append(Problem(kinds.NO_COMPLAINTS, file="complaints/"))
    return problems


def _with_rows(files: tuple[InputFile, ...], bins: pd.DataFrame) -> tuple[InputFile, ...]:
    rows = bins.groupby("file")["rows"].sum()
    return tuple(
        type(file)(file.path, file.sha256, file.size, int(rows[file.path])) if file.path in rows.index else file
        for file in files
    )
