"""One pass over a complaint log: text becomes days, every row learns what is wrong with it, and personal text is left.

The narrow table holds per row only what counting needs (some 50 bytes), so that ten million rows fit in memory. What
was written is kept for rows with a fault alone.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from submissions.cells import NOTHING, Cells, words
from submissions.people import POSITION

if TYPE_CHECKING:
    from submissions.batches import Batch
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
CREATE TABLE narrow (
    file INTEGER, sheet_row INTEGER, id_hash UBIGINT, complaint_id VARCHAR, unit VARCHAR, participant INTEGER,
    received DATE, acknowledged DATE, answered DATE, resolved DATE, due DATE, kind VARCHAR,
    reopened INTEGER, rating SMALLINT, updated TIMESTAMP, excluded BOOLEAN, unsolved BOOLEAN,
    fault UTINYINT, evidence VARCHAR, doubt UTINYINT, doubted VARCHAR);
"""

SIGN = "hash(received, fault, updated)"
"""Of a row of ``narrow``: all that decides whether it counts, and in which order, among rows of one id."""


class Scan:
    """The statements that read a batch of logs by the rulebook's terms."""

    def __init__(self, batch: Batch, terms: Terms, *, details: bool) -> None:
        self.batch, self.details = batch, details
        self.source = terms.sources.complaints
        self.cells = Cells(batch, self.source, terms.period.timezone)

    def participants(self) -> str:
        """Return the query of the distinct participants as written, with the key they are matched by."""
        text = self.cells.text("participant")
        return f"SELECT lower({text}) AS key, min({text}) AS written FROM {self.batch.relation} GROUP BY 1"

    def insert(self) -> str:
        """Return the statement that reads the log into the narrow table, in the order of its rows."""
        return f"INSERT INTO narrow SELECT {', '.join(self._columns())} FROM ({self._judged(self.batch.recording)})"

    def suspects(self) -> str:
        """Return the query of the rows whose id is suspected twice, whole.

        Columns: file, id_hash, complaint_id, content and ``SIGN``, as hashes. In no order: a join has none.
        """
        content = [*(f"m_{c}" for c in DATES), *(f"x_{c}" for c in (*TEXTS, "reopened", "rating"))]
        only = f"{self.batch.relation} WHERE hash({self.cells.text('complaint_id')}) IN (SELECT id_hash FROM suspects)"
        return (
            "SELECT file, hash(x_id) AS id_hash, x_id AS complaint_id,"
            f" hash(coalesce(position, -1), {', '.join(content)}) AS content,"
            f" hash(CAST(m_received_at AS DATE), CAST(fault AS UTINYINT),"
            f" CAST({self._updated()} AS TIMESTAMP)) AS sign FROM ({self._judged(only)})"
        )

    def _columns(self) -> list[str]:
        kept = ["x_id", "x_unit"] if self.details else ["NULL", "NULL"]
        day = {column: f"CAST(m_{column} AS DATE)" for column in DATES}
        return [
            "file", "sheet_row" if self.batch.numbered else "NULL", "hash(x_id)", *kept,
            "position", *(day[c] for c in ("received_at", *EVENTS, "due_at")),
            "lower(x_kind)", "n_reopened", "n_rating", self._updated(), self._excluded(), self._unsolved(),
            "fault", self._evidence("fault", self._faults()), "doubt", self._evidence("doubt", self._doubts()),
        ]  # fmt: skip

    def _updated(self) -> str:
        return "m_updated_at" if self.source.duplicates == "latest" else "NULL"

    def _judged(self, relation: str) -> str:
        """Return the query with each column as text (x_), moment (m_) or number (n_), and what is wrong with it."""
        numbers = [f"{self._number(f)} AS {kind}" for kind, f in (("fault", self._faults()), ("doubt", self._doubts()))]
        return f"SELECT *, {', '.join(numbers)} FROM ({self._read(relation)})"

    def _read(self, relation: str) -> str:
        named = ("participant", *TEXTS, "reopened", "rating")
        bare = [f"{self.cells.bare(column)} AS b_{column}" for column in ("complaint_id", *named)]
        texts = [f"{self.cells.worded(column)} AS x_{column}" for column in named]
        dates = [f"{self._raw(column)} AS w_{column}" for column in DATES]
        moments = [f"{self.cells.moment(column)} AS m_{column}" for column in DATES]
        places = ["file" if self.batch.placed else f"{self._place()} AS file"]
        places += ["sheet_row"] if self.batch.numbered else []
        inner = f"SELECT {', '.join([*bare, *dates, *places])} FROM {relation}"
        first = f"SELECT *, {', '.join([self.cells.worded('complaint_id') + ' AS x_id', *texts])} FROM ({inner})"
        second = (
            f"SELECT *, lower(x_participant) AS key, {', '.join(moments)},"
            " try_cast(try_cast(x_reopened AS DOUBLE) AS INTEGER) AS n_reopened,"
            " CASE WHEN try_cast(replace(x_rating, ',', '.') AS DOUBLE) BETWEEN 1 AND 5"
            " THEN round(100 * try_cast(replace(x_rating, ',', '.') AS DOUBLE))::SMALLINT END AS n_rating"
        )
        return f"SELECT *, {POSITION} AS position FROM ({second} FROM ({first}))"

    def _place(self) -> str:
        positions = ", ".join(str(log.position) for log in self.batch.logs)
        return f"[{positions}][file_index::INT + 1]" if len(self.batch.logs) > 1 else positions

    def _raw(self, column: str) -> str:
        """Return a date as it stands; that of a resolution counts only where the platform's status says so."""
        raw, statuses = self.cells.raw(column), self.source.statuses
        if column != "resolved_at" or raw == NOTHING:
            return raw
        status = f"lower({self.cells.text('status')})"
        if statuses.resolved:
            return f"CASE WHEN {status} IN ({words(statuses.resolved)}) THEN {raw} END"
        if statuses.unsolved:
            return f"CASE WHEN coalesce({status} NOT IN ({words(statuses.unsolved)}), true) THEN {raw} END"
        return raw

    def _excluded(self) -> str:
        tests = [
            f"coalesce(lower(x_{column}) IN ({words(listed)}), false)"
            for column, listed in self.source.exclude.items()
            if listed
        ]
        return " OR ".join(tests) or "false"

    def _unsolved(self) -> str:
        listed = self.source.statuses.unsolved
        return f"coalesce(lower(x_status) IN ({words(listed)}), false)" if listed else "false"

    def _faults(self) -> list[tuple[int, str, str]]:
        """Return what can be wrong, in the order in which it is decided: number, test, the value to show."""
        return [
            (Fault.NO_ID, "x_id IS NULL", "NULL"),
            (Fault.NO_PARTICIPANT, "x_participant IS NULL", "NULL"),
            (Fault.UNKNOWN_PARTICIPANT, "position IS NULL", "x_participant"),
            (Fault.RECEIPT, "m_received_at IS NULL", "w_received_at"),
            *((Fault.ACKNOWLEDGED + i, self.cells.unreadable(c), f"w_{c}") for i, c in enumerate(EVENTS)),
            *(
                (Fault.ACKNOWLEDGED_EARLY + i, f"CAST(m_{c} AS DATE) < CAST(m_received_at AS DATE)", f"w_{c}")
                for i, c in enumerate(EVENTS)
            ),
        ]

    def _doubts(self) -> list[tuple[int, str, str]]:
        dated = [(Doubt.UPDATED, self.cells.unreadable("updated_at"), "w_updated_at")]
        return [
            *(dated if self.source.duplicates == "latest" else []),  # else the date decides nothing
            (Doubt.DUE, self.cells.unreadable("due_at"), "w_due_at"),
            (Doubt.RATING, "x_rating IS NOT NULL AND n_rating IS NULL", "x_rating"),
            (Doubt.REOPENED, "x_reopened IS NOT NULL AND coalesce(n_reopened, -1) < 0", "x_reopened"),
        ]

    @staticmethod
    def _number(findings: list[tuple[int, str, str]]) -> str:
        return f"CASE {' '.join(f'WHEN {test} THEN {int(code)}' for code, test, _ in findings)} ELSE 0 END"

    @staticmethod
    def _evidence(kind: str, findings: list[tuple[int, str, str]]) -> str:
        shown = " ".join(f"WHEN {int(code)} THEN CAST({value} AS VARCHAR)" for code, _, value in findings)
        return f"CASE WHEN {kind} > 0 THEN left(CASE {kind} {shown} END, 80) END"
