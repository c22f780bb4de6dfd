"""What engines count for the flags: whole numbers per participant, from which everything else is worked out here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from criteria.integrity.evidence import among, behind, dated, late_steps, replied

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis.expr.types as ir
    import pandas as pd

    from criteria.integrity_rules import Thresholds
    from criteria.rulebook import Rulebook


def share_counts(
    complaints: ir.Table, rulebook: Rulebook, thresholds: Thresholds, flags: Sequence[str]
) -> pd.DataFrame:
    """Return per participant (position), for each flag: how many complaints bear it out, and of how many ("<flag> of").

    complaints: as in ``HandedIn.complaints``. One row per participant that has used complaints.
    """
    table = dated(complaints, rulebook)
    counts = {flag: _count(behind(flag, "", table, rulebook, thresholds)) for flag in flags}
    counts |= {f"{flag} of": _count(among(flag, table)) for flag in flags}
    return _fetched(table.group_by("participant").aggregate(complaints=table.count(), **counts))


def step_counts(complaints: ir.Table, rulebook: Rulebook) -> pd.DataFrame:
    """Return per participant (position): replied (answered or resolved), late (any step after the day of receipt)."""
    table = dated(complaints, rulebook)
    counts = {"replied": _count(replied(table)), "late": _count(late_steps(table))}
    return _fetched(table.group_by("participant").aggregate(**counts))


def answer_day_counts(complaints: ir.Table, rulebook: Rulebook) -> pd.DataFrame:
    """Return answers per participant (position) and value (calendar days until the answer)."""
    return _distribution(dated(complaints, rulebook), "answer_days")


def rating_counts(complaints: ir.Table, rulebook: Rulebook) -> pd.DataFrame:
    """Return ratings per participant (position) and value (hundredths)."""
    return _distribution(dated(complaints, rulebook), "rating")


def text_counts(complaints: ir.Table, rulebook: Rulebook, column: str) -> pd.DataFrame:
    """Return per participant (position) and value (a number that stands for the text) how often it is there.

    column: reporter (ratings are counted) or answer_text (answers until the cut-off).
    """
    table = dated(complaints, rulebook)
    return _distribution(table.filter(table.answered.notnull()) if column == "answer_text" else table, column)


def month_counts(complaints: ir.Table, rulebook: Rulebook) -> pd.DataFrame:
    """Return complaints per participant (position) and value (month of receipt, 201903)."""
    return _distribution(dated(complaints, rulebook), "month")


def _distribution(table: ir.Table, column: str) -> pd.DataFrame:
    known = table.filter(table[column].notnull())
    return _fetched(known.group_by("participant", value=known[column].cast("int64")).aggregate(n=known.count()))


def _count(condition: ir.BooleanValue) -> ir.IntegerScalar:
    return condition.ifelse(1, 0).cast("int64").sum().cast("int64")  # a null condition counts as 0


def _fetched(counts: ir.Table) -> pd.DataFrame:
    """Return the counts as whole numbers in an order that no engine decides."""
    table: pd.DataFrame = counts.to_pandas().astype("int64")
    keys = [column for column in ("participant", "value") if column in table]
    return table.sort_values(keys, ignore_index=True)
