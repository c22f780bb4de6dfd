"""What the engine counts: whole numbers per participant and month, day or kind, which everything is computed from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import pandas as pd

from criteria.indicators import SHARES
from submissions.counted import FEWEST
from submissions.handed_in import STEPS

if TYPE_CHECKING:
    from collections.abc import Collection

    import ibis.expr.types as ir

DONE = dict(zip(STEPS, ("acknowledged", "answered", "resolved"), strict=True))


def monthly_counts(timed: ir.Table) -> ir.Table:
    """Return whole numbers per participant and month of receipt, from which every share is computed."""
    return timed.group_by("participant", "month").aggregate(**_counts(timed))


def strata_counts(timed: ir.Table, by: Collection[str], shares: Collection[str]) -> ir.Table:
    """Return the numbers that these shares are made of, per participant and kind, topic or both (null: none is named).

    timed: must keep what it is counted by. A topic may hold anything that people write: it leaves the engine as a
    number that tells topics apart and no more.
    """
    needed = {"complaints", *_columns(shares)}
    counts = {name: count for name, count in _counts(timed).items() if name in needed}
    table = timed.group_by("participant", *(name for name in ("kind", "topic") if name in by)).aggregate(**counts)
    if "topic" not in by:
        return table
    return table.mutate(topic=ibis.dense_rank().over(ibis.window(order_by=table.topic)))


def _columns(shares: Collection[str]) -> list[str]:
    return sorted({name for share in shares for name in SHARES[share]})


def _counts(timed: ir.Table) -> dict[str, ir.Value]:
    resolved = timed.happened_resolve
    counts: dict[str, ir.Value] = {"complaints": timed.count()}
    for step, done in DONE.items():
        happened, late = timed[f"happened_{step}"], timed[f"late_{step}"]
        counts[done] = _count(happened)
        counts[f"{done}_on_time"] = _count(happened & ~late)
        counts[f"{done}_due"] = _count(happened | late)
    counts["overdue_open"] = _count(~resolved & timed.late_resolve)
    counts["unsolved"] = _count(timed.unsolved & ~resolved)
    counts["reopened"] = _count(resolved & (timed.reopened.fill_null(0) > 0))
    counts["resolved_rated"] = _count(resolved & timed.rating.notnull())
    counts["rated"] = _count(timed.rating.notnull())
    counts["rating_hundredths"] = timed.rating.cast("int64").sum().fill_null(0).cast("int64")
    return counts


def _count(condition: ir.Value) -> ir.Value:
    return condition.ifelse(1, 0).cast("int64").sum().cast("int64")


def daily_counts(timed: ir.Table, step: str) -> ir.Table:
    """Return per participant and t (working days): events and censored, what a Kaplan-Meier curve is made of."""
    happened = timed[f"happened_{step}"]
    return timed.group_by("participant", t=timed[f"days_{step}"]).aggregate(
        events=_count(happened), censored=_count(~happened)
    )


def strata(timed: ir.Table, codes: pd.Index[str], by: Collection[str], shares: Collection[str]) -> pd.DataFrame:
    """Fetch the strata as ``Indicators.strata`` has them. codes: of the participants, by position.

    A kind that fewer than ``FEWEST`` complaints bear counts as none named, as in what is given out to be worked out
    again (``submissions.counted``): what stands there once may be anything.
    """
    counts = strata_counts(timed, by, shares).to_pandas()
    kinds = counts["kind"].fillna("") if "kind" in by else pd.Series("", index=counts.index)
    rare = counts.groupby(kinds.to_numpy())["complaints"].sum() < FEWEST
    table = counts.assign(
        code=codes[counts["participant"]],
        kind=kinds.where(~kinds.map(rare).astype(bool), ""),
        topic=counts["topic"].astype("int64") + 1 if "topic" in by else 0,
    )
    sums: pd.DataFrame = table.groupby(["code", "kind", "topic"])[_columns(shares)].sum().reset_index()
    return sums
