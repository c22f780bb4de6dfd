"""Logs with one row per event (which complaint, which state or action, when) become complaints, or tell more of them.

In the shape ``events`` the complaint logs themselves are such logs and each complaint is put together from its events.
Follow-ups are a second file beside logs of the shape ``rows``. Only an event's state and its own time are trusted: a
column that repeats a later date on every row of a complaint is never read as an event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from submissions import kinds
from submissions.batches import Batch
from submissions.cells import Cells, words
from submissions.engine import connection_of, quote
from submissions.problems import Problem
from submissions.scan import EVENTS, Fault
from submissions.scanning import row_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ibis.backends.duckdb import Backend

    from submissions.scan import Kept
    from submissions.sources import ComplaintSource, FollowUps, StepWords, Terms

STEPS = ("received", "acknowledged", "answered", "resolved", "reopened")
CARRIED = ("kind", "topic", "channel", "unit", "rating")
"""What a complaint takes from its latest event that tells it; whom it names is the rulebook's to say."""
OUTCOMES = ("step", "no step", "set aside", "no complaint")
"""What became of an event: it counts as a step, its state is none, it cannot be used, no log has its complaint."""

TABLES = f"""
CREATE TABLE events (file INTEGER, sheet_row INTEGER, complaint_id VARCHAR, happened TIMESTAMP, written VARCHAR,
    state VARCHAR, step UTINYINT, participant VARCHAR, {", ".join(f"{column} VARCHAR" for column in CARRIED)});
"""
_NO_TIME = "–"
"""What stands as the time of an event that has none, so that it is told as unreadable."""
_ENOUGH = 10
"""Complaints with several events, all in one state, from which on the column of states is not believed."""


def insert(batch: Batch, source: ComplaintSource | FollowUps, timezone: str) -> str:
    """Return the statement that reads a log's events into the table ``events``, in the order of its rows."""
    cells = Cells(batch, source, timezone)
    carried = ("participant", *CARRIED)
    positions = ", ".join(str(log.position) for log in batch.logs)
    file = "file" if batch.placed else f"[{positions}][file_index::INT + 1]" if len(batch.logs) > 1 else positions
    row = "sheet_row" if batch.numbered else "NULL"
    inner = [f"{cells.theirs(column)} AS t_{column}" for column in ("complaint_id", "status", "event_at", *carried)]
    inner += [f"{file} AS file", f"{row} AS sheet_row"]
    texts = [f"{cells.text(column, f't_{column}')} AS x_{column}" for column in ("complaint_id", "status", *carried)]
    texts += [f"{cells.written('event_at', 't_event_at')} AS w_event_at"]
    first = f"SELECT *, {', '.join(texts)} FROM (SELECT {', '.join(inner)} FROM {batch.recording})"
    moment = cells.moment("event_at", "t_event_at")
    second = f"SELECT *, {moment} AS m_event_at, {_step(source.steps)} AS step FROM ({first})"
    kept = ", ".join(f"x_{column}" for column in carried)
    written = (
        f"CASE WHEN m_event_at IS NULL THEN coalesce(left(CAST(w_event_at AS VARCHAR), 80), {quote(_NO_TIME)}) END"
    )
    return (
        "INSERT INTO events SELECT file, sheet_row, x_complaint_id, m_event_at,"
        f" {written}, lower(x_status), step, {kept} FROM ({second})"
    )


def _step(steps: StepWords) -> str:
    """Return the expression of a state's step: its place in ``STEPS`` counted from 1, 0 for none."""
    cases = " ".join(
        f"WHEN lower(x_status) IN ({words(listed)}) THEN {number}"
        for number, step in enumerate(STEPS, start=1)
        if (listed := getattr(steps, step))
    )
    return f"CASE {cases} ELSE 0 END" if cases else "0"


def gather(backend: Backend, batches: list[Batch], terms: Terms) -> list[Batch]:
    """Put each complaint together from its events; return the batch of complaints, to be scanned like any log.

    The first event of a step counts, reopenings are counted, an event that stands in several files is one. A
    complaint stands on the row of its first event, or of the one that cannot be read.
    """
    source = terms.sources.complaints
    which = "arg_max" if source.participant_of == "last" else "arg_min"
    received = "happened" if not source.steps.received else _only("happened", 1)
    unread = f"step > 0 AND happened IS NULL{'' if source.steps.received else ' OR happened IS NULL'}"
    columns = [
        f"{which}(participant, (happened, file, row)) FILTER (participant IS NOT NULL) AS participant",
        *(f"arg_max({c}, (happened, file, row)) FILTER ({c} IS NOT NULL) AS {c}" for c in CARRIED),
        "arg_max(state, (happened, file, row)) AS status",
        _first(received, "step IN (0, 1)" if not source.steps.received else "step = 1", "received_at"),
        *(_first(_only("happened", number), f"step = {number}", f"{STEPS[number - 1]}_at") for number in (2, 3, 4)),
        "count(DISTINCT happened) FILTER (step = 5) AS reopened",
        f"coalesce(min((file, row)) FILTER ({unread}), min((file, row))) AS place",
    ]
    connection = connection_of(backend)
    connection.execute(
        f"CREATE TABLE gathered AS SELECT complaint_id, {', '.join(columns)}"
        f" FROM ({_numbered(backend)}) GROUP BY complaint_id, CASE WHEN complaint_id IS NULL THEN (file, row) END"
    )
    names = ("complaint_id", "participant", *CARRIED, "status", "received_at", *EVENTS, "reopened")
    relation = (
        f"(SELECT {', '.join(f'CAST({c} AS VARCHAR) AS {c}' for c in names)}, place[1] AS file, place[2] AS sheet_row"
        " FROM gathered ORDER BY place)"
    )
    found = {ours: theirs for batch in batches for ours, theirs in batch.found.items()}
    at = found.get("event_at", "event_at")
    told = {column for column in names if column in found} | {"received_at"}
    told |= {f"{step}_at" for step in STEPS[1:4] if getattr(source.steps, step)}
    told |= {"reopened"} if source.steps.reopened else set()
    return [
        Batch(
            logs=tuple(log for batch in batches for log in batch.logs),
            relation=relation,
            recording=relation,
            columns={column: column for column in names if column in told},
            found={column: at if column.endswith("_at") else found.get(column, column) for column in told},
            size=sum(batch.size for batch in batches),
            numbered=True,
            placed=True,
        )
    ]


def _numbered(backend: Backend) -> str:
    """Return the query of the events with each one's row in its file."""
    gaps = connection_of(backend).execute("SELECT count(*) FROM gaps WHERE source = 'events'").fetchone()
    number, joins = row_number("e", "events", "e.sheet_row", gaps=bool(gaps and gaps[0]))
    return f"SELECT e.*, CAST({number} AS BIGINT) AS row FROM events e {joins}"


def _only(column: str, step: int) -> str:
    return f"CASE WHEN step = {step} THEN {column} END"


def _first(at: str, mine: str, column: str) -> str:
    """Return the expression of a step's first moment as text, or of what is written there and is none."""
    return f"coalesce(min(written) FILTER ({mine}), strftime(min({at}), '%Y-%m-%d %H:%M:%S')) AS {column}"


def follow(backend: Backend, terms: Terms, kept: Kept) -> frozenset[str]:
    """Let the complaints of ``narrow`` know what their follow-ups tell; return our columns that these tell.

    The earlier of two dates of a step counts. A date that cannot be read, or lies before receipt, sets the complaint
    aside as one in its log would.
    """
    source = terms.sources.follow_ups
    if source is None or "complaint_id" not in kept.columns:  # without follow-ups the numbers are not kept
        return frozenset()
    days = ", ".join(
        f"CAST(min({_only('happened', number)}) AS DATE) AS {STEPS[number - 1]},"
        f" min(written) FILTER (step = {number}) AS {STEPS[number - 1]}_unread"
        for number in (2, 3, 4)
    )
    faults = [
        *((Fault.ACKNOWLEDGED + i, f"f.{step}_unread IS NOT NULL", f"f.{step}_unread") for i, step in _dated()),
        *(
            (Fault.ACKNOWLEDGED_EARLY + i, f"f.{step} < narrow.received", f"CAST(f.{step} AS VARCHAR)")
            for i, step in _dated()
        ),
    ]
    number = " ".join(f"WHEN {test} THEN {int(fault)}" for fault, test, _ in faults)
    shown = " ".join(f"WHEN {test} THEN {value}" for _, test, value in faults)
    sets = [f"{step} = least(narrow.{step}, f.{step})" for _, step in _dated()]
    sets += [
        "reopened = CASE WHEN f.reopened > 0 THEN coalesce(narrow.reopened, 0) + f.reopened ELSE narrow.reopened END",
        f"fault = CASE WHEN narrow.fault > 0 THEN narrow.fault {number} ELSE 0 END",
        f"evidence = CASE WHEN narrow.fault > 0 THEN narrow.evidence {shown} ELSE narrow.evidence END",
    ]
    connection_of(backend).execute(
        f"UPDATE narrow SET {', '.join(sets)} FROM (SELECT complaint_id, {days},"
        " count(DISTINCT happened) FILTER (step = 5) AS reopened FROM events WHERE step > 0 GROUP BY complaint_id) f"
        " WHERE narrow.complaint_id = f.complaint_id"
    )
    told = {f"{step}_at" for _, step in _dated() if getattr(source.steps, step)}
    return frozenset(told | ({"reopened"} if source.steps.reopened else set()))


def _dated() -> Iterable[tuple[int, str]]:
    return enumerate(STEPS[1:4])


def accounted(backend: Backend, batches: list[Batch], broken: list[Problem]) -> pd.DataFrame:
    """Return how many events of each file came to what: file (path), outcome (of ``OUTCOMES``), rows (int64)."""
    _, none, aside, alone = OUTCOMES
    outcome = (
        f"CASE WHEN e.complaint_id IS NULL OR (step > 0 AND happened IS NULL) THEN '{aside}'"
        f" WHEN step = 0 THEN '{none}'"
        f" WHEN NOT EXISTS (SELECT 1 FROM narrow n WHERE n.complaint_id = e.complaint_id) THEN '{alone}'"
        f" ELSE '{OUTCOMES[0]}' END"
    )
    shown = {log.position: log.shown for batch in batches for log in batch.logs}
    counts = connection_of(backend).execute(
        f"SELECT file, {outcome} AS outcome, count(*) FROM events e GROUP BY ALL ORDER BY ALL"
    )
    rows = [(shown[file], outcome, count) for file, outcome, count in counts.fetchall()]
    rows += [(problem.file, aside, 1) for problem in broken]
    table = pd.DataFrame(rows, columns=["file", "outcome", "rows"]).astype({"rows": "int64"})
    return table.groupby(["file", "outcome"])["rows"].sum().reset_index()


def event_problems(backend: Backend, batches: list[Batch], accounts: pd.DataFrame, terms: Terms) -> list[Problem]:
    """Return what is wrong with follow-ups: no id, a time that cannot be read, no complaint that they belong to.

    batches: those of the follow-ups. What is wrong with the events of a log is told with its complaints.
    """
    by_file = {log.position: (log, batch) for batch in batches for log in batch.logs}
    source = terms.sources.follow_ups
    if not by_file or source is None:
        return []
    rows = connection_of(backend).execute(
        f"SELECT file, row, complaint_id IS NULL, written FROM ({_numbered(backend)})"
        f" WHERE (complaint_id IS NULL OR (step > 0 AND happened IS NULL)) AND file IN ({', '.join(map(str, by_file))})"
        " ORDER BY ALL"
    )
    problems: list[Problem] = []
    for file, row, anonymous, written in rows.fetchall():
        log, batch = by_file[file]
        theirs = batch.found["complaint_id" if anonymous else "event_at"]
        kind = kinds.ROW_WITHOUT_ID if anonymous else kinds.DATE_UNREADABLE
        details = {"column": theirs, "order": source.date_order}
        problems.append(Problem(kind, log.shown, log.sheet, row, theirs, "" if anonymous else written, details))
    alone = accounts[accounts["outcome"] == OUTCOMES[3]]
    for file, count in zip(alone["file"], alone["rows"], strict=True):
        problems.append(Problem(kinds.FOLLOW_UPS_ALONE, file=file, details={"rows": f"{count:,}"}))
    return problems


def states_repeated(backend: Backend, batches: list[Batch]) -> list[Problem]:
    """Return a blocking problem where many complaints have several events and none ever changes its state."""
    found = connection_of(backend).execute(
        "SELECT count(*), count(*) FILTER (states > 1) FROM (SELECT count(DISTINCT state) AS states FROM events"
        " WHERE complaint_id IS NOT NULL GROUP BY complaint_id HAVING count(DISTINCT happened) > 1)"
    ).fetchone()  # fmt: skip
    several, changing = found or (0, 0)
    if several < _ENOUGH or changing:
        return []
    theirs = next((batch.found["status"] for batch in batches if "status" in batch.found), "status")
    return [Problem(kinds.STATES_REPEATED, file=batches[0].logs[0].shown, column=theirs, details={"column": theirs})]
