"""Reading a competition folder: everything that was handed in, checked, counted by bin, with every problem found."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from submissions import events, kinds, scan, scanning
from submissions.bins import binned
from submissions.cells import nothing
from submissions.checklists import read_checklists
from submissions.engine import MEMORY_LIMIT, connection_of, open_engine
from submissions.faults import order_problems, row_problems
from submissions.handed_in import BINS, HandedIn
from submissions.log_headers import of_complaints, of_follow_ups
from submissions.logs import FOLLOW_UPS, LOGS, find_logs
from submissions.marks import read_marks
from submissions.moments import statements
from submissions.names import Resolver
from submissions.people import register
from submissions.problems import Problem, limited
from submissions.roster import read_roster
from submissions.roster_of_logs import named_in_logs
from submissions.scan import Scan
from submissions.sources import FollowUps
from submissions.warehouse import read_warehouse

if TYPE_CHECKING:
    from pathlib import Path

    from ibis.backends.duckdb import Backend

    from submissions.batches import Batch
    from submissions.handed_in import InputFile
    from submissions.logs import FoundLogs
    from submissions.progress import Progress
    from submissions.sources import ComplaintSource, Terms


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
    ``engines.EngineRefused`` where the complaints lie in a table that its engine does not give.
    """
    if terms.engine.place:
        return read_warehouse(folder, terms, scratch=scratch)
    backend = open_engine(scratch, reads=[folder], timezone=terms.period.timezone, memory_limit=memory_limit)
    for statement in (*statements(), scanning.TABLES, events.TABLES):
        connection_of(backend).execute(statement)
    logs = _Logs(backend, folder, terms, scratch, progress)
    problems = logs.problems
    if terms.participants.from_ == "roster":
        roster, found, roster_files = read_roster(folder, terms.sources.participants, scratch)
        problems += found
    else:
        roster, roster_files = named_in_logs(backend, logs.found.batches, terms), []
    resolver = Resolver(roster)
    marks, found, mark_files = read_marks(folder, terms, resolver, roster, scratch)
    problems += found
    lists, found, list_files = read_checklists(
        folder, terms.sources.checklists, terms.questions, resolver, roster, scratch, edition=terms.edition
    )
    problems += found
    files = (*logs.found.files, *logs.follow_ups.files, *roster_files, *mark_files, *list_files)
    if not logs.found.batches:
        return HandedIn(roster, marks, None, frozenset(), _no_bins(), files, problems, checklists=lists)
    register(connection_of(backend), resolver.table(), nothing(terms.sources.complaints))
    kept = logs.kept(details=details)
    at_most = terms.sources.complaints.list_at_most
    batches, broken = logs.scanned(kept)
    table, told = binned(backend, batches, terms, kept, problems)
    problems += limited(broken, at_most) + row_problems(backend, batches, terms, cache(resolver.why_not))
    problems += order_problems(backend, batches, terms)
    bins = _bins(backend, batches, roster, broken)
    problems += _of_whole_logs(bins, batches)
    accounts = logs.accounted()
    columns = frozenset(column for batch in batches for column in batch.found) | told
    files = _with_rows(files, bins, accounts)
    return HandedIn(roster, marks, table, columns, bins, files, problems, accounts, lists)


class _Logs:
    """The logs of a folder on their way into the engine: complaints, or the events they are made of, and follow-ups."""

    def __init__(self, backend: Backend, folder: Path, terms: Terms, scratch: Path, progress: Progress | None) -> None:
        self.backend, self.terms, self.progress = backend, terms, progress
        connection = connection_of(backend)
        source = terms.sources.complaints
        self.found = find_logs(connection, folder, LOGS, of_complaints(source), _room(scratch, LOGS))
        self.problems = self.found.problems
        headers = of_follow_ups(terms.sources.follow_ups or FollowUps())
        room = _room(scratch, FOLLOW_UPS)
        self.follow_ups = find_logs(connection, folder, FOLLOW_UPS, headers, room, first=len(self.found.files))
        if terms.sources.follow_ups is None:
            self.problems += [Problem(kinds.FOLLOW_UPS_UNRULED, file=file.path) for file in self.follow_ups.files]
            self.follow_ups.batches.clear()
        else:
            self.problems += self.follow_ups.problems
            self.follow_ups.problems = self.problems
        self.of_events: list[Batch] = []
        self.followed: list[Batch] = []
        self.broken_events: list[Problem] = []
        self.broken_follow_ups: list[Problem] = []
        if source.shape == "events" and self.found.batches:
            self._gather()
        self.followed = self._read_events(self.follow_ups, terms.sources.follow_ups, self.broken_follow_ups)

    def _read_events(
        self, found: FoundLogs, source: ComplaintSource | FollowUps | None, broken: list[Problem]
    ) -> list[Batch]:
        if source is None or not found.batches:
            return []
        zone = self.terms.period.timezone
        batches, lines = scanning.scan(
            self.backend, found, "events", lambda batch: events.insert(batch, source, zone), self.progress
        )
        self.of_events += batches
        broken += lines
        return batches

    def _gather(self) -> None:
        """Put complaints together from the events that the logs hold, in their stead."""
        self._read_events(self.found, self.terms.sources.complaints, self.broken_events)
        self.problems += events.states_repeated(self.backend, self.of_events)
        self.found.batches = events.gather(self.backend, self.of_events, self.terms) if self.of_events else []
        self.found.forms = {}

    def kept(self, *, details: bool) -> scan.Kept:
        """Return which columns of complaints are needed."""
        source = self.terms.sources.complaints
        told = {column for batch in self.found.batches for column in batch.found}
        needed = {
            "complaint_id": details or bool(self.of_events),
            "unit": details,
            "topic": self.terms.topics,
            "sheet_row": any(batch.numbered for batch in self.found.batches),
            "updated": source.duplicates == "latest",
            "unsolved": bool(source.statuses.unsolved),
            "answer_seconds": {"received_at", "answered_at"} <= told,
            "clock": bool(told & set(scan.EVENTS)),
            "reporter": {"reporter", "rating"} <= told,
            "answer_text": {"answer_text", "answered_at"} <= told,
        }
        return scan.Kept(frozenset(column for column, is_needed in needed.items() if is_needed))

    def scanned(self, kept: scan.Kept) -> tuple[list[Batch], list[Problem]]:
        """Read the complaints into the narrow table; return the logs that can be read, and their broken lines."""
        connection_of(self.backend).execute(kept.table())
        batches, broken = scanning.scan(
            self.backend, self.found, "narrow", lambda batch: Scan(batch, self.terms, kept).insert(), self.progress
        )
        return batches, broken + self.broken_events

    def accounted(self) -> pd.DataFrame | None:
        """Return what became of the events, and add what is wrong with them; None where there are none."""
        if not self.of_events:
            return None
        accounts = events.accounted(self.backend, self.of_events, self.broken_events + self.broken_follow_ups)
        found = self.broken_follow_ups + events.event_problems(self.backend, self.followed, accounts, self.terms)
        self.problems += limited(found, self.terms.sources.complaints.list_at_most)
        return accounts


def _room(scratch: Path, name: str) -> Path:
    room = scratch / name
    room.mkdir()
    return room


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


def _with_rows(
    files: tuple[InputFile, ...], bins: pd.DataFrame, accounts: pd.DataFrame | None
) -> tuple[InputFile, ...]:
    """Return the files with the rows that were read in each: of a log of events its events."""
    rows = bins.groupby("file")["rows"].sum()
    if accounts is not None:
        rows = accounts.groupby("file")["rows"].sum().combine_first(rows)
    return tuple(
        type(file)(file.path, file.sha256, file.size, int(rows[file.path])) if file.path in rows.index else file
        for file in files
    )
