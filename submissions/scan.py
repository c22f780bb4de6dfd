"""One pass over a complaint log: text becomes days, every row learns what is wrong with it, and personal text is left.

The narrow table holds per row only what counting needs (some 50 bytes), so that ten million rows fit in memory. What
was written is kept for rows with a fault alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from submissions.engine import name, quote, stripped
from submissions.moments import moment
from submissions.people import POSITION

if TYPE_CHECKING:
    from submissions.sources import Terms

EVENTS = ("acknowledged_at", "answered_at", "resolved_at")
DATES = ("received_at", *EVENTS, "due_at", "updated_at")
TEXTS = ("kind", "topic", "channel", "unit", "status", "reporter")


class Fault(IntEnum):
    """Why a row cannot be used; up to ``RECEIPT`` this is decided before all other bins, the rest after them."""

    NONE = 0
    NO_ID = 1
    NO_PARTICIPANT = 2
    UNKNOWN_PARTICIPANT = 3
    RECEIPT = 4
    ACKNOWLEDGED = 5
    ANSWERED = 6
    RESOLVED = 7
    ACKNOWLEDGED_EARLY = 8
    ANSWERED_EARLY = 9
    RESOLVED_EARLY = 10


class Doubt(IntEnum):
    """A value that is left out of a row which is used all the same."""

    NONE = 0
    DUE = 1
    RATING = 2
    REOPENED = 3
    UPDATED = 4


FAULT_COLUMN = {
    Fault.NO_ID: "complaint_id", Fault.NO_PARTICIPANT: "participant", Fault.UNKNOWN_PARTICIPANT: "participant",
    Fault.RECEIPT: "received_at", Fault.ACKNOWLEDGED: "acknowledged_at", Fault.ANSWERED: "answered_at",
    Fault.RESOLVED: "resolved_at", Fault.ACKNOWLEDGED_EARLY: "acknowledged_at",
    Fault.ANSWERED_EARLY: "answered_at", Fault.RESOLVED_EARLY: "resolved_at",
}  # fmt: skip
DOUBT_COLUMN = {
    Doubt.DUE: "due_at", Doubt.RATING: "rating", Doubt.REOPENED: "reopened", Doubt.UPDATED: "updated_at",
}  # fmt: skip

TABLES = """
CREATE TABLE logs (file INTEGER, first BIGINT, first_row INTEGER);
CREATE TABLE gaps (file INTEGER, from_record BIGINT, shift INTEGER);
CREATE TABLE narrow (
    file INTEGER, sheet_row INTEGER, id_hash UBIGINT, complaint_id VARCHAR, unit VARCHAR, participant INTEGER,
    received DATE, acknowledged DATE, answered DATE, resolved DATE, due DATE, kind VARCHAR,
    reopened INTEGER, rating SMALLINT, updated TIMESTAMP, excluded BOOLEAN,
    fault UTINYINT, evidence VARCHAR, doubt UTINYINT, doubted VARCHAR);
"""
"""logs: which row of ``narrow`` is a file's first, and on which row it stands; gaps: lines
that are no rows, as the record from which numbers shift and by how many."""


SIGN = "hash(received, fault, updated)"
"""Of a row of ``narrow``: all that decides whether it counts, and in which order, among rows of one id."""

SHEETS = 1000
"""Logs that one file may be: a log's position is its file's place times this, plus its place in the file."""


@dataclass(frozen=True)
class Log:
    """One file or sheet of complaints: its place among the logs, its path in the folder, its first record's row."""

    position: int
    shown: str
    sheet: str = ""
    first_row: int = 2


@dataclass(frozen=True)
class Batch:
    """Logs of one layout, scanned at once.

    relation: what stands after FROM; recording: the same, keeping the lines that are no rows in the table named
    ``broken``; columns: our columns, with the engine's names of them; found: with the headers they stand under; timed:
    ours that are dates or times already; numbered: the logs bring each row's number along as ``sheet_row`` (else rows
    follow each other after the header).
    """

    logs: tuple[Log, ...]
    relation: str
    recording: str
    columns: dict[str, str]
    found: dict[str, str]
    size: int
    broken: str = ""
    timed: frozenset[str] = frozenset()
    numbered: bool = False


class Scan:
    """The statements that read a batch of logs by the rulebook's terms."""

    def __init__(self, batch: Batch, terms: Terms, *, details: bool) -> None:
        self.batch, self.terms, self.details = batch, terms, details
        self.source = terms.sources.complaints

    def participants(self) -> str:
        """Return the query of the distinct participants as written, with the key they are matched by."""
        text = self._text("participant")
        return f"SELECT lower({text}) AS key, min({text}) AS written FROM {self.batch.relation} GROUP BY 1"

    def insert(self) -> str:
        """Return the statement that reads the log into the narrow table, in the order of its rows."""
        return f"INSERT INTO narrow SELECT {', '.join(self._columns())} FROM ({self._read(self.batch.recording)})"

    def suspects(self) -> str:
        """Return the query of the rows whose id is suspected twice, whole.

        Columns: file, id_hash, complaint_id, content and ``SIGN``, as hashes. In no order: a join has none.
        """
        content = [*(f"m_{c}" for c in DATES), *(f"x_{c}" for c in (*TEXTS, "reopened", "rating"))]
        only = f"{self.batch.relation} WHERE hash({self._text('complaint_id')}) IN (SELECT id_hash FROM suspects)"
        return (
            "SELECT file, hash(x_id) AS id_hash, x_id AS complaint_id,"
            f" hash(coalesce(position, -1), {', '.join(content)}) AS content,"
            f" hash(CAST(m_received_at AS DATE), CAST({self._judged(self._faults())[0]} AS UTINYINT),"
            f" CAST({self._updated()} AS TIMESTAMP)) AS sign FROM ({self._read(only)})"
        )

    def _columns(self) -> list[str]:
        kept = ["x_id", "x_unit"] if self.details else ["NULL", "NULL"]
        day = {column: f"CAST(m_{column} AS DATE)" for column in DATES}
        return [
            "file", "sheet_row" if self.batch.numbered else "NULL", "hash(x_id)", *kept,
            "position", *(day[c] for c in ("received_at", *EVENTS, "due_at")),
            "lower(x_kind)", "n_reopened", "n_rating", self._updated(), self._excluded(),
            *self._judged(self._faults()), *self._judged(self._doubts()),
        ]  # fmt: skip

    def _updated(self) -> str:
        return "m_updated_at" if self.source.duplicates == "latest" else "NULL"

    def _read(self, relation: str) -> str:
        """Return the query with each column as text (x_), moment (m_) or number (n_), and the participant's place."""
        named = ("participant", *TEXTS, "reopened", "rating")
        bare = [f"{self._bare(column)} AS b_{column}" for column in ("complaint_id", *named)]
        texts = [f"{self._worded(column)} AS x_{column}" for column in named]
        dates = [f"{self._raw(column)} AS w_{column}" for column in DATES]
        moments = [f"{self._moment(column)} AS m_{column}" for column in DATES]
        positions = ", ".join(str(log.position) for log in self.batch.logs)
        places = (
            [f"[{positions}][file_index::INT + 1] AS file"] if len(self.batch.logs) > 1 else [f"{positions} AS file"]
        )
        places += ["sheet_row"] if self.batch.numbered else []
        inner = f"SELECT {', '.join([*bare, *dates, *places])} FROM {relation}"
        first = f"SELECT *, {', '.join([self._worded('complaint_id') + ' AS x_id', *texts])} FROM ({inner})"
        second = (
            f"SELECT *, lower(x_participant) AS key, {', '.join(moments)},"
            " try_cast(try_cast(x_reopened AS DOUBLE) AS INTEGER) AS n_reopened,"
            " CASE WHEN try_cast(replace(x_rating, ',', '.') AS DOUBLE) BETWEEN 1 AND 5"
            " THEN round(100 * try_cast(replace(x_rating, ',', '.') AS DOUBLE))::SMALLINT END AS n_rating"
        )
        return f"SELECT *, {POSITION} AS position FROM ({second} FROM ({first}))"

    def _raw(self, column: str) -> str:
        """Return a column as it stands, with the rulebook's words for nothing as NULL; NULL where the log lacks it."""
        if column not in self.batch.columns:
            return "NULL::VARCHAR"
        words = [*self.source.nulls.get("*", []), *self.source.nulls.get(column, [])]
        theirs = f"CAST({name(self.batch.columns[column])} AS VARCHAR)"
        return f"CASE WHEN {theirs} NOT IN ({', '.join(map(quote, words))}) THEN {theirs} END" if words else theirs

    def _bare(self, column: str) -> str:
        """Return a column stripped; NULL where the log lacks it."""
        if column not in self.batch.columns:
            return "NULL::VARCHAR"
        return stripped(f"CAST({name(self.batch.columns[column])} AS VARCHAR)")

    def _worded(self, column: str, bare: str = "") -> str:
        """Return a stripped column with nothing and the rulebook's words for it as NULL."""
        words = ["", *self.source.nulls.get("*", []), *self.source.nulls.get(column, [])]
        bare = bare or f"b_{column}"
        return f"CASE WHEN {bare} NOT IN ({', '.join(map(quote, words))}) THEN {bare} END"

    def _text(self, column: str) -> str:
        """Return the same straight from the log."""
        return self._worded(column, f"({self._bare(column)})")

    def _moment(self, column: str) -> str:
        if column in self.batch.timed:  # written by the engine itself, in the rulebook's zone
            return f"try_cast(w_{column} AS TIMESTAMP)"
        return moment(f"w_{column}", self.source.date_order, self.terms.period.timezone)

    def _excluded(self) -> str:
        tests = [
            f"coalesce(lower(x_{column}) IN ({', '.join(quote(w.strip().lower()) for w in words)}), false)"
            for column, words in self.source.exclude.items()
            if words
        ]
        return " OR ".join(tests) or "false"

    def _unreadable(self, column: str) -> str:
        """Return the test of a date that is written but cannot be read."""
        words = ", ".join(map(quote, ["", *self.source.nulls.get("*", []), *self.source.nulls.get(column, [])]))
        written = stripped(f"w_{column}")
        return f"(m_{column} IS NULL AND w_{column} IS NOT NULL AND {written} NOT IN ({words}))"

    def _faults(self) -> list[tuple[int, str, str]]:
        """Return what can be wrong, in the order in which it is decided: number, test, the value to show."""
        return [
            (Fault.NO_ID, "x_id IS NULL", "NULL"),
            (Fault.NO_PARTICIPANT, "x_participant IS NULL", "NULL"),
            (Fault.UNKNOWN_PARTICIPANT, "position IS NULL", "x_participant"),
            (Fault.RECEIPT, "m_received_at IS NULL", "w_received_at"),
            *((Fault.ACKNOWLEDGED + i, self._unreadable(c), f"w_{c}") for i, c in enumerate(EVENTS)),
            *(
                (Fault.ACKNOWLEDGED_EARLY + i, f"CAST(m_{c} AS DATE) < CAST(m_received_at AS DATE)", f"w_{c}")
                for i, c in enumerate(EVENTS)
            ),
        ]

    def _doubts(self) -> list[tuple[int, str, str]]:
        dated = [(Doubt.UPDATED, self._unreadable("updated_at"), "w_updated_at")]
        return [
            *(dated if self.source.duplicates == "latest" else []),  # else the date decides nothing
            (Doubt.DUE, self._unreadable("due_at"), "w_due_at"),
            (Doubt.RATING, "x_rating IS NOT NULL AND n_rating IS NULL", "x_rating"),
            (Doubt.REOPENED, "x_reopened IS NOT NULL AND coalesce(n_reopened, -1) < 0", "x_reopened"),
        ]

    @staticmethod
    def _judged(findings: list[tuple[int, str, str]]) -> list[str]:
        number = " ".join(f"WHEN {test} THEN {int(code)}" for code, test, _ in findings)
        value = " ".join(f"WHEN {test} THEN {shown}" for _, test, shown in findings)
        return [f"CASE {number} ELSE 0 END", f"left(CASE {value} END, 80)"]
