"""A participant's own logs, reduced to what the rules ask of a complaint, as Parquet under our own column names.

What stays gives the same bins and indicators as the logs. Every other column stays behind. Texts that are only compared
(reporter, answer, topic, channel, unit) become hashes under a key that only who has the whole logs can make: the same
text is the same hash within one reduction, and names cannot be tried out. What is no date where a date should be, and
no number where a number should be, may be anything, and is replaced by a word that says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from submissions import scanning
from submissions.cells import Cells, pseudonym
from submissions.dictionary import COMPLAINTS, EVENTS, FOLLOW_UPS
from submissions.engine import connection_of, open_engine, quote
from submissions.files import take
from submissions.log_headers import of_complaints, of_follow_ups
from submissions.logs import FOLLOW_UPS as FOLLOWED
from submissions.logs import LOGS, SUFFIXES, logs_of
from submissions.moments import statements
from submissions.names import key
from submissions.problems import Problem
from submissions.sources import FollowUps

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    from ibis.backends.duckdb import Backend

    from submissions.batches import Batch
    from submissions.sources import ComplaintSource, Terms

KEYED = ("reporter", "answer_text", "topic", "channel", "unit")
"""Columns whose texts become hashes, but for the words that the rules exclude by."""
UNREADABLE = "unreadable"
"""Stands where a date or a number should be and something else does."""
_FIELDS = tuple({field.name: field for field in (*COMPLAINTS, *EVENTS, *FOLLOW_UPS)}.values())
_MOMENTS = frozenset(field.name for field in _FIELDS if field.type == "moment")
_NUMBERS = frozenset({"reopened", "rating"})


@dataclass(frozen=True)
class Reduced:
    """A log, or a sheet of one, after reduction.

    path: below the folder it was written into. rows: those that stay; others: those of somebody else, and broken:
    lines that are no rows, which both stay behind.
    """

    path: str
    log: str
    rows: int
    others: int
    broken: int


@dataclass(frozen=True)
class Mine:
    """Whose rows stay: the names that the logs call it by, and the code that is written in their place."""

    names: Collection[str]
    code: str


def reduce(
    complaints: Sequence[Path], follow_ups: Sequence[Path], terms: Terms, mine: Mine, out: Path, *, scratch: Path
) -> list[Reduced]:
    """Write the logs into ``out/complaints`` and ``out/follow_ups``; return what became of each. Same logs, same bytes.

    terms: by which the logs can be read (they were, without a blocking problem). scratch: an empty folder. Rows that
    name nobody stay; where a complaint is several events, all of them stay or none.
    """
    backend = open_engine(
        scratch, reads=[*{path.parent for path in (*complaints, *follow_ups)}, out], timezone=terms.period.timezone
    )
    connection = connection_of(backend)
    for statement in (*statements(), scanning.TABLES):
        connection.execute(statement)
    own = _Table(backend, terms, LOGS, terms.sources.complaints, scratch)
    own.read(complaints)
    own.drop_others(mine)
    tables = [own]
    if follow_ups and terms.sources.follow_ups is not None:
        followed = _Table(backend, terms, FOLLOWED, terms.sources.follow_ups, scratch)
        followed.read(follow_ups)
        followed.follow(own)
        tables.append(followed)
    secret = _secret([*complaints, *follow_ups])
    return [one for table in tables for one in table.write(out, secret)]


class _Table:
    """The logs of one kind as a table of the engine: every column as text, a row for each of theirs."""

    def __init__(
        self, backend: Backend, terms: Terms, sub: str, source: ComplaintSource | FollowUps, scratch: Path
    ) -> None:
        self.backend, self.terms, self.sub, self.source, self.scratch = backend, terms, sub, source, scratch
        self.events = sub == LOGS and terms.sources.complaints.shape == "events"
        fields = FOLLOW_UPS if sub == FOLLOWED else EVENTS if self.events else COMPLAINTS
        self.columns = [field.name for field in fields]
        self.logs: list[tuple[str, Batch, int]] = []
        typed = ", ".join(f"{column} VARCHAR" for column in self.columns)
        moment = ", happened TIMESTAMP" if "event_at" in self.columns else ""
        self._run(f"CREATE TABLE {sub} (file INTEGER, sheet_row INTEGER, {typed}{moment})")

    def _run(self, statement: str) -> duckdb.DuckDBPyConnection:
        return connection_of(self.backend).execute(statement)

    def read(self, paths: Sequence[Path]) -> None:
        """Read the logs in their order."""
        source = self.source
        for place, path in enumerate(paths):
            headers = of_follow_ups(source) if isinstance(source, FollowUps) else of_complaints(source)
            taken = take(path, path.name, path.parent, SUFFIXES)
            if isinstance(taken, Problem):
                continue
            room = self.scratch / f"{self.sub}-{place}"
            room.mkdir()
            found = logs_of(connection_of(self.backend), [(path, taken)], headers, room, place)
            batches, broken = scanning.scan(self.backend, found, self.sub, self._insert, None)
            for batch in batches:
                sheet = batch.logs[0].sheet
                lines = sum(problem.sheet == sheet for problem in broken)
                self.logs.append((f"{path.name} [{sheet}]" if sheet else path.name, batch, lines))
        self._run(f"ALTER TABLE {self.sub} ADD COLUMN stays BOOLEAN DEFAULT true")

    def _insert(self, batch: Batch) -> str:
        """Return the statement that reads a log into the table."""
        cells = Cells(batch, self.source, self.terms.period.timezone)
        wanted = [column for column in self.columns if cells.theirs(column) != "NULL::VARCHAR"]
        dates = sorted((column for column in wanted if column in _MOMENTS), key=lambda one: one != "received_at")
        inner = [f"{cells.theirs(column)} AS t_{column}" for column in wanted]
        inner += [f"{batch.logs[0].position} AS file", "sheet_row" if batch.numbered else "NULL AS sheet_row"]
        moments = [f"{cells.moment(one, f't_{one}', since='m_received_at')} AS m_{one}" for one in dates]
        values = {"file": "file", "sheet_row": "sheet_row"}
        for column in wanted:
            text = cells.text(column, f"CAST(t_{column} AS VARCHAR)")
            if column in _MOMENTS:
                wrong = cells.unreadable(column, f"t_{column}", f"m_{column}")
                moment = f"strftime(m_{column}, '%Y-%m-%d %H:%M:%S')"
                values[column] = f"CASE WHEN {wrong} THEN {quote(UNREADABLE)} ELSE {moment} END"
            elif column in _NUMBERS:
                plain = f"try_cast(replace({text}, ',', '.') AS DOUBLE) IS NULL"
                values[column] = f"CASE WHEN ({text}) IS NOT NULL AND {plain} THEN {quote(UNREADABLE)} ELSE {text} END"
            else:
                values[column] = text
        if "event_at" in wanted:
            values["happened"] = "m_event_at"
        rows = (
            f"SELECT *{''.join(f', {one}' for one in moments)} FROM (SELECT {', '.join(inner)} FROM {batch.recording})"
        )
        return f"INSERT INTO {self.sub} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM ({rows})"

    def drop_others(self, mine: Mine) -> None:
        """Let only rows stay that name the participant, under its code, or nobody."""
        written = self._run(f"SELECT DISTINCT participant FROM {self.sub} WHERE participant IS NOT NULL").fetchall()
        known = {key(one) for one in mine.names}
        theirs = ", ".join(quote(text) for (text,) in written if key(text) in known) or "NULL"
        if self.events:
            which = "arg_max" if self.terms.sources.complaints.participant_of == "last" else "arg_min"
            owner = f"{which}(participant, (happened, file, rowid)) FILTER (participant IS NOT NULL)"
            self._run(
                f"CREATE TABLE owners AS SELECT complaint_id, {owner} AS owner"
                f" FROM (SELECT rowid, * FROM {self.sub}) WHERE complaint_id IS NOT NULL GROUP BY 1"
            )
            whose = (
                f"coalesce((SELECT owner FROM owners o WHERE o.complaint_id = {self.sub}.complaint_id), participant)"
            )
        else:
            whose = "participant"
        self._run(f"UPDATE {self.sub} SET stays = ({whose}) IS NULL OR ({whose}) IN ({theirs})")
        self._run(f"UPDATE {self.sub} SET participant = {quote(mine.code)} WHERE stays AND participant IS NOT NULL")

    def follow(self, own: _Table) -> None:
        """Let no follow-up stay on a complaint of which no row stays."""
        self._run(
            f"UPDATE {self.sub} SET stays = false WHERE complaint_id IN (SELECT complaint_id FROM {own.sub}"
            " WHERE complaint_id IS NOT NULL GROUP BY 1 HAVING NOT bool_or(stays))"
        )

    def write(self, out: Path, secret: str) -> list[Reduced]:
        """Write each log of which rows stay."""
        (out / self.sub).mkdir(exist_ok=True)
        gaps = self._run(f"SELECT count(*) FROM gaps WHERE source = {quote(self.sub)}").fetchone()
        number, joins = scanning.row_number("c", self.sub, "c.sheet_row", gaps=bool(gaps and gaps[0]))
        done: list[Reduced] = []
        for log, batch, broken in self.logs:
            own = f"file = {batch.logs[0].position}"
            rows, others = self._run(
                f"SELECT count(*) FILTER (stays), count(*) FILTER (NOT stays) FROM {self.sub} WHERE {own}"
            ).fetchone() or (0, 0)
            fixed = getattr(self.source, "fixed", {})
            columns = [column for column in self.columns if column in batch.columns or column in fixed]
            selected = [f"{self._sent(column, secret)} AS {column}" for column in columns]
            path = f"{self.sub}/{len(done) + 1:02}.parquet"
            if rows:
                self._run(
                    f"COPY (SELECT {', '.join(selected)}, CAST({number} AS BIGINT) AS original_row"
                    f" FROM (SELECT rowid, * FROM {self.sub}) c {joins} WHERE c.{own} AND c.stays"
                    f" ORDER BY c.rowid) TO {quote(str(out / path))} (FORMAT parquet, COMPRESSION zstd)"
                )
                done.append(Reduced(path, log, rows, others, broken))
        return done

    def _sent(self, column: str, secret: str) -> str:
        """Return what is written of a column.

        Answers are told apart whatever their case, and topics where the rules count by them, as reading does.
        """
        if column not in KEYED:
            return f"c.{column}"
        caseless = column == "answer_text" or (column == "topic" and self.terms.topics)
        text = f"lower(c.{column})" if caseless else f"c.{column}"
        listed = self.terms.sources.complaints.exclude.get(column, [])
        return pseudonym(f"c.{column}", text, listed, secret + column)


def _secret(logs: Sequence[Path]) -> str:
    """Return a key that only who has the whole logs can make."""
    whole = hashlib.sha256()
    for log in logs:
        with log.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
