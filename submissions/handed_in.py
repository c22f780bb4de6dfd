"""What reading hands on: tables that are checked, the count of rows by bin, and every problem found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from submissions.problems import Problem, Severity

if TYPE_CHECKING:
    import ibis.expr.types as ir

BINS = ("used", "excluded", "repeated", "outside", "set aside")
STEPS = ("acknowledge", "answer", "resolve")
TIMED = ("answer_seconds", "clock", "reporter", "answer_text")
"""Columns of complaints that only logs which were read here have: what flags need of times, ratings and answers."""
CHECKLIST_COLUMNS = ("participant", "question", "answer", "claimed", "verified", "evidence", "verifier", "remark")


def no_checklists() -> pd.DataFrame:
    """Return the table of checklists where none was handed in."""
    numbers = ("claimed", "verified")
    return pd.DataFrame({name: [] for name in CHECKLIST_COLUMNS}).astype(
        {name: "float64" if name in numbers else object for name in CHECKLIST_COLUMNS}
    )


@dataclass(frozen=True)
class InputFile:
    """One file of the competition folder: path relative to it ("/" as separator), sha256 of its bytes, rows read."""

    path: str
    sha256: str
    size: int
    rows: int


@dataclass(frozen=True)
class HandedIn:
    """Everything that was handed in.

    roster: one row per participant, index ``code`` (text, sorted, unique); columns name, kind, parent, region (text,
        "" when unknown), units, units_connected (float64, NaN when unknown), and any further column as text. Where the
        rulebook takes participants from the complaints, one row per participant named there.
    marks: one row per mark that counts as read: stage, judge, participant (code), criterion (text), mark (float64,
        NaN unless status is scored), status (scored, abstained, absent, conflict), comment. Sorted by these columns.
    complaints: an Ibis table, one row per complaint row of every file; None when no log was handed in. Columns:
        participant (int32: position in ``roster``; null when unknown), bin (int8: position in ``BINS``),
        complaint_id, kind, unit (text, null when missing), topic (int64: a number that stands for it, or where the
        complaints lie in another engine's table its text; null when missing, or when the rulebook does not count by
        it), received, acknowledged, answered, resolved, due (date; the
        events as written, before implying and before the cut-off), reopened (int32), rating (int16, hundredths),
        unsolved (boolean: its status says closed without having been solved), of logs that were read here ``TIMED``:
        answer_seconds (from receipt to answer; null without a time of day), clock (whole number, 1 where every time
        told is midnight, plus 2 where the three steps are one moment of a day; null without a step), reporter (a number
        that is the same where the reporter is, where it rated; null else), answer_text (a number that is the same where
        the answer is, whatever its case; null without one); file (int32: position in ``files``),
        row (int64, as in a spreadsheet).
    columns: our names of the complaint columns that at least one log has.
    checklists: one row per participant (code) and question (code) that a checklist answers or leaves open, or that was
        verified: answer, evidence, verifier, remark (text, "" when not said), claimed and verified (float64, points;
        NaN when missing, or wrong and named in ``problems``). By participant, then as the rulebook orders questions.
    events: events by file (path) and outcome (``events.OUTCOMES``), where logs of events or follow-ups were handed in.
    bins: rows by file (path), participant (code, "" when unknown) and bin; only combinations that occur.
    """

    roster: pd.DataFrame
    marks: pd.DataFrame
    complaints: ir.Table | None
    columns: frozenset[str]
    bins: pd.DataFrame
    files: tuple[InputFile, ...]
    problems: list[Problem] = field(default_factory=list)
    events: pd.DataFrame | None = None
    checklists: pd.DataFrame = field(default_factory=no_checklists)

    @property
    def blocked(self) -> bool:
        """Whether a problem forbids publishing a ranking."""
        return any(p.kind.severity is Severity.BLOCKING for p in self.problems)
