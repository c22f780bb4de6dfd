"""One pass over a complaint log: text becomes days, every row learns what is wrong with it, and personal text is left.

The narrow table holds per row only what counting needs (some 50 bytes), so that ten million rows fit in memory. What
was written is kept for rows with a fault alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from submissions.cells import Cells, words
from submissions.engine import stripped
from submissions.people import position

if TYPE_CHECKING:
    from submissions.batches import Batch
    from submissions.sources import Terms

EVENTS = ("acknowledged_at", "answered_at", "resolved_at")
DATES = ("received_at", *EVENTS, "due_at", "updated_at")
TEXTS = ("kind", "topic", "channel", "unit", "status", "reporter")
"""Texts that tell copies of a row; ``answer_text`` does not, and is looked at for a flag alone."""


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

_NARROW = {
    "file": "INTEGER", "sheet_row": "INTEGER", "id_hash": "UBIGINT", "complaint_id": "VARCHAR", "unit": "VARCHAR",
    "participant": "INTEGER", "received": "DATE", "acknowledged": "DATE", "answered": "DATE", "resolved": "DATE",
    "due": "DATE", "kind": "VARCHAR", "topic": "BIGINT", "reopened": "INTEGER", "rating": "SMALLINT",
    "updated": "TIMESTAMP", "excluded": "BOOLEAN", "unsolved": "BOOLEAN",
    "fault": "UTINYINT", "doubt": "UTINYINT", "evidence": "VARCHAR",
    "answer_seconds": "USMALLINT", "clock": "UTINYINT", "reporter": "UINTEGER", "answer_text": "UINTEGER",
}  # fmt: skip
"""The columns of the table ``narrow``. evidence: the text that a fault, or else a doubt, is about. What flags need of
times and of who rated: answer_seconds (from receipt, ``LONGEST`` at most; null where no time of day was written), clock
(``MIDNIGHT`` + ``ONE_MOMENT``, null without a step), reporter and answer_text (a number made of the text, where there
is a rating, or an answer)."""
MIDNIGHT, ONE_MOMENT = 1, 2
"""Every time that is told is midnight; all three steps are one moment of a day."""
LONGEST = 65_534
_NUMBERED = 4_294_967_291
"""The largest prime below 2^32."""


@dataclass(frozen=True)
class Kept:
    """Which columns the narrow table has beside those that every count needs; each costs memory on every row."""

    columns: frozenset[str]

    def table(self) -> str:
        """Return the statement that makes the table."""
        return f"CREATE TABLE narrow ({', '.join(f'{column} {_NARROW[column]}' for column in self.names)})"

    @property
    def names(self) -> list[str]:
        """The columns there are."""
        return [column for column in _NARROW if column not in _OPTIONAL or column in self.columns]

    def named(self, column: str) -> str:
        """Return a column's expression; NULL where the table lacks it."""
        return column if column in self.names else f"CAST(NULL AS {_NARROW[column]})"


_OPTIONAL = frozenset(
    {
        "sheet_row",
        "complaint_id",
        "unit",
        "topic",
        "updated",
        "unsolved",
        "answer_seconds",
        "clock",
        "reporter",
        "answer_text",
    }
)


SIGN = "hash(received, fault, {updated})"
"""Of a row of ``narrow``: all that decides whether it counts, and in which order, among rows of one id."""


class Scan:
    """The statements that read a batch of logs by the rulebook's terms."""

    def __init__(self, batch: Batch, terms: Terms, kept: Kept) -> None:
        self.batch, self.kept = batch, kept
        self.source = terms.sources.complaints
        self.cells = Cells(batch, self.source, terms.period.timezone)

    def participants(self) -> str:
        """Return the query of the distinct participants as written, with the key they are matched by."""
        text = self.cells.text("participant")
        return f"SELECT lower({text}) AS key, min({text}) AS written FROM {self.batch.relation} GROUP BY 1"

    def insert(self) -> str:
        """Return the statement that reads the log into the narrow table, in the order of its rows."""
        columns = self._columns()
        return (
            f"INSERT INTO narrow SELECT {', '.join(columns[column] for column in self.kept.names)}"
            f" FROM ({self._judged(self._cells(self.batch.recording))})"
        )

    def suspected(self) -> str:
        """Return the statement that puts the rows whose id is suspected twice into a table, as they stand.

        By themselves first: the expressions cost as much on the few rows that a piece of the log leaves as on all.
        """
        only = f"{self.batch.relation} WHERE hash({self.cells.text('complaint_id')}) IN (SELECT id_hash FROM suspects)"
        return f"CREATE OR REPLACE TEMP TABLE suspected AS {self._cells(only)}"

    def suspects(self) -> str:
        """Return the query of the rows in the table ``suspected``, whole.

        Columns: file, id_hash, complaint_id, content and ``SIGN``, as hashes. In no order: a join has none.
        """
        content = [*(f"m_{c}" for c in DATES), *(f"({self._text(c)})" for c in (*TEXTS, "reopened", "rating"))]
        columns = self._columns()
        return (
            "SELECT file, hash(x_id) AS id_hash, x_id AS complaint_id,"
            f" hash(coalesce(position, -1), {', '.join(content)}) AS content,"
            f" hash(d_received_at, CAST(fault AS UTINYINT), CAST({columns['updated']} AS TIMESTAMP)) AS sign"
            f" FROM ({self._judged('SELECT * FROM suspected')})"
        )

    def _columns(self) -> dict[str, str]:
        """Return the expression of each column of the narrow table."""
        updated = "m_updated_at" if "updated" in self.kept.columns else "NULL"
        who, answer = self._text("reporter"), self._text("answer_text")
        findings = [*self._faults(), *((code + _DOUBTS, test, shown) for code, test, shown in self._doubts())]
        shown = " ".join(f"WHEN {code} THEN CAST({value} AS VARCHAR)" for code, _, value in findings)
        return {
            "file": "file", "sheet_row": "sheet_row" if self.batch.numbered else "NULL", "id_hash": "hash(x_id)",
            "complaint_id": "x_id", "unit": self._text("unit"), "participant": "position",
            **{narrow: f"d_{column}" for narrow, column in _DAYS.items()},
            "kind": "x_kind", "topic": self._topic(), "reopened": "n_reopened", "rating": "n_rating",
            "updated": updated, "excluded": self._excluded(), "unsolved": self._unsolved(),
            "fault": "fault", "doubt": "doubt",
            "evidence": f"CASE WHEN fault + doubt > 0 THEN left(CASE {_FINDING} {shown} END, 80) END",
            "answer_seconds": _ANSWER_SECONDS, "clock": _CLOCK,
            "reporter": f"CASE WHEN n_rating IS NOT NULL AND ({who}) IS NOT NULL"
            f" THEN CAST(hash({who}) % {_NUMBERED} AS UINTEGER) END",
            "answer_text": f"CASE WHEN d_answered_at IS NOT NULL AND ({answer}) IS NOT NULL"
            f" THEN CAST(hash(lower({answer})) % {_NUMBERED} AS UINTEGER) END",
        }  # fmt: skip

    def _judged(self, cells: str) -> str:
        """Return the query with what the rules look at (x_ texts, m_ moments, d_ days, n_ numbers) and the findings."""
        numbers = [f"{self._number(f)} AS {kind}" for kind, f in (("fault", self._faults()), ("doubt", self._doubts()))]
        days = [f"CAST(m_{column} AS DATE) AS d_{column}" for column in DATES]
        dated = f"SELECT *, {', '.join(days)} FROM ({self._read(cells)})"
        return f"SELECT *, {', '.join(numbers)} FROM ({dated})"

    def _cells(self, relation: str) -> str:
        """Return the query of each cell as it stands (t_)."""
        named = ("complaint_id", "participant", *TEXTS, "answer_text", "reopened", "rating")
        cells = [f"{self.cells.theirs(column)} AS t_{column}" for column in (*named, *DATES) if column != "resolved_at"]
        cells += [f"{self._resolved()} AS t_resolved_at", "file" if self.batch.placed else f"{self._place()} AS file"]
        cells += ["sheet_row"] if self.batch.numbered else []
        return f"SELECT {', '.join(cells)} FROM {relation}"

    def _read(self, cells: str) -> str:
        """Return the query with each cell as it stands and as the rules take it."""
        moments = [f"{self.cells.moment(c, f't_{c}', since='m_received_at')} AS m_{c}" for c in DATES]
        lowered = f"lower({self._text('participant')})"
        rating = self.cells.number("rating", "t_rating", "BETWEEN 1 AND 5")
        outer = [
            f"{self._text('complaint_id')} AS x_id", f"lower({self._text('kind')}) AS x_kind", *moments,
            f"try_cast({self.cells.number('reopened', 't_reopened', '>= 0')} AS INTEGER) AS n_reopened",
            f"CAST(round(100 * {rating}) AS SMALLINT) AS n_rating",
            f"coalesce({position('t_participant')}, CASE WHEN t_participant IS NOT NULL"
            f" THEN {position(lowered)} END) AS position",
        ]  # fmt: skip
        # what every row needs of a cell is worked out once, a level below the expressions that name it more than once
        once = [f"{stripped(f't_{column}')} AS b_{column}" for column in sorted(self._eager)]
        once += [f"{self.cells.usual_number(c, f't_{c}')} AS f_{c}" for c in ("rating", "reopened")]
        return f"SELECT *, {', '.join(outer)} FROM (SELECT *, {', '.join(once)} FROM ({cells}))"

    @property
    def _eager(self) -> set[str]:
        """The texts that every row is looked at for."""
        unsolved = {"status"} if self.source.statuses.unsolved else set()
        return {"complaint_id", "kind", *self.source.exclude, *unsolved}

    def _text(self, column: str) -> str:
        bare = f"b_{column}" if column in self._eager else ""
        return self.cells.text(column, f"t_{column}", bare)

    def _place(self) -> str:
        positions = ", ".join(str(log.position) for log in self.batch.logs)
        return f"[{positions}][file_index::INT + 1]" if len(self.batch.logs) > 1 else positions

    def _resolved(self) -> str:
        """Return the date of resolution as it stands; it counts only where the platform's status says so."""
        theirs, statuses = self.cells.theirs("resolved_at"), self.source.statuses
        status = f"lower({self.cells.text('status')})"
        if statuses.resolved:
            return f"CASE WHEN {status} IN ({words(statuses.resolved)}) THEN {theirs} END"
        if statuses.unsolved:
            return f"CASE WHEN coalesce({status} NOT IN ({words(statuses.unsolved)}), true) THEN {theirs} END"
        return theirs

    def _excluded(self) -> str:
        tests = [
            f"coalesce({self._lowered(column)} IN ({words(listed)}), false)"
            for column, listed in self.source.exclude.items()
            if listed
        ]
        return " OR ".join(tests) or "false"

    def _topic(self) -> str:
        """Return a number that stands for the topic, whatever its case: people write anything there."""
        return f"CAST(hash(lower({self._text('topic')})) >> 1 AS BIGINT)" if "topic" in self.kept.columns else "NULL"

    def _unsolved(self) -> str:
        listed = self.source.statuses.unsolved
        return f"coalesce({self._lowered('status')} IN ({words(listed)}), false)" if listed else "false"

    def _lowered(self, column: str) -> str:
        return "x_kind" if column == "kind" else f"lower({self._text(column)})"

    def _faults(self) -> list[tuple[int, str, str]]:
        """Return what can be wrong, in the order in which it is decided: number, test, the value to show."""
        who = self._text("participant")
        return [
            (Fault.NO_ID, "x_id IS NULL", "NULL"),
            (Fault.NO_PARTICIPANT, f"position IS NULL AND ({who}) IS NULL", "NULL"),
            (Fault.UNKNOWN_PARTICIPANT, "position IS NULL", who),
            (Fault.RECEIPT, "m_received_at IS NULL", self._written("received_at")),
            *((Fault.ACKNOWLEDGED + i, self._unreadable(c), self._written(c)) for i, c in enumerate(EVENTS)),
            *((Fault.ACKNOWLEDGED_EARLY + i, f"d_{c} < d_received_at", self._written(c)) for i, c in enumerate(EVENTS)),
        ]

    def _doubts(self) -> list[tuple[int, str, str]]:
        dated = [(Doubt.UPDATED, self._unreadable("updated_at"), self._written("updated_at"))]
        return [
            *(dated if self.source.duplicates == "latest" else []),  # else the date decides nothing
            (Doubt.DUE, self._unreadable("due_at"), self._written("due_at")),
            *(
                (doubt, f"n_{c} IS NULL AND t_{c} IS NOT NULL AND ({self._text(c)}) IS NOT NULL", self._text(c))
                for doubt, c in ((Doubt.RATING, "rating"), (Doubt.REOPENED, "reopened"))
            ),
        ]

    def _written(self, column: str) -> str:
        return self.cells.written(column, f"t_{column}")

    def _unreadable(self, column: str) -> str:
        return self.cells.unreadable(column, f"t_{column}", f"m_{column}")

    @staticmethod
    def _number(findings: list[tuple[int, str, str]]) -> str:
        return f"CASE {' '.join(f'WHEN {test} THEN {int(code)}' for code, test, _ in findings)} ELSE 0 END"


_AT_MIDNIGHT = {column: f"m_{column} = CAST(d_{column} AS TIMESTAMP)" for column in ("received_at", *EVENTS)}
_ANSWER_SECONDS = (
    "CASE WHEN m_answered_at >= m_received_at"
    f" AND NOT ({_AT_MIDNIGHT['received_at']} AND {_AT_MIDNIGHT['answered_at']})"
    f" THEN CAST(least(date_diff('second', m_received_at, m_answered_at), {LONGEST}) AS USMALLINT) END"
)
_CLOCK = (
    "CASE WHEN coalesce(m_acknowledged_at, m_answered_at, m_resolved_at) IS NOT NULL THEN CAST("
    f"CASE WHEN {' AND '.join(f'coalesce({test}, true)' for test in _AT_MIDNIGHT.values())} THEN {MIDNIGHT} ELSE 0 END"
    " + CASE WHEN m_acknowledged_at = m_answered_at AND m_answered_at = m_resolved_at"
    f" AND NOT ({_AT_MIDNIGHT['answered_at']}) THEN {ONE_MOMENT} ELSE 0 END AS UTINYINT) END"
)
_DOUBTS = 100
_FINDING = f"CASE WHEN fault > 0 THEN fault ELSE doubt + {_DOUBTS} END"
"""The number of what the evidence is about: a fault, or a doubt set apart from faults by so much."""
_DAYS = {
    "received": "received_at", "acknowledged": "acknowledged_at", "answered": "answered_at", "resolved": "resolved_at",
    "due": "due_at",
}  # fmt: skip
