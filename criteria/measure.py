"""The indicators: the definitions, once, as expressions that any engine runs, then arithmetic on counts.

The engine hands back whole numbers only (counts per participant, month and working day); every share, mean and
quantile is computed here from them, so that the engines agree to the last digit.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import ibis
import numpy as np
import pandas as pd

from criteria.calendar import numbered_days
from criteria.categories import assign_categories
from criteria.counted import DONE, daily_counts, monthly_counts, strata
from criteria.indicators import INDICATORS, SHARES
from criteria.results import DAYS, Indicators, no_days
from criteria.survival import quantiles
from submissions.engines import kept, lookup
from submissions.handed_in import BINS, STEPS, HandedIn

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from criteria.rulebook import Rulebook

_LEVELS = {"median": Fraction(1, 2), "p90": Fraction(1, 10)}


def measure(handed_in: HandedIn, rulebook: Rulebook) -> Indicators:
    """Return every indicator of every participant by the contract's definitions (docs/indicators.md).

    Shares are 0..1, days are working days, satisfaction is 1..5; NaN is missing: a share of nothing, a curve that
    never comes down far enough, a column that no log has.
    """
    participants = handed_in.roster.assign(category=assign_categories(handed_in.roster, rulebook))
    numerators, denominators = _empty(participants), _empty(participants)
    table = _empty(participants)
    months = pd.DataFrame(columns=["code", "month", "complaints", "answered_on_time", "answered_due", "resolved"])
    days = no_days()
    mix = pd.DataFrame()
    if handed_in.complaints is not None:
        shares = [leaf.indicator for leaf in rulebook.leaves if leaf.indicator in SHARES]
        by = [name for name in rulebook.case_mix.by if name in handed_in.columns and shares]
        timed = kept(timed_complaints(handed_in.complaints, rulebook, keep=tuple(by)))  # it is counted several times
        counts = monthly_counts(timed).to_pandas()
        days = _fill_days(table, numerators, denominators, timed)
        months = _months(counts, participants)
        totals = counts.drop(columns="month").groupby("participant").sum()
        totals.index = participants.index[totals.index]
        mix = strata(timed, participants.index, by, shares) if by else mix
        _fill_shares(numerators, denominators, totals, handed_in, rulebook)
    _fill_bins(table, numerators, denominators, handed_in)
    numerators["units_connected_share"] = participants["units_connected"]
    denominators["units_connected_share"] = participants["units"]
    divided = [code for code, indicator in INDICATORS.items() if indicator.form in {"share", "mean"}]
    positive = denominators[divided].where(denominators[divided] > 0)
    table[divided] = numerators[divided] / positive
    return Indicators(table, numerators, denominators, participants, months, days, mix)


def timed_complaints(complaints: ir.Table, rulebook: Rulebook, keep: tuple[str, ...] = ()) -> ir.Table:
    """Return the used complaints with their working days: one row each.

    Columns: participant, month (first day of the month of receipt, text), per step days_<step> (working days, null
    unless it happened by the cut-off), late_<step> (happened after, or is open past, its standard),
    open_<step> (working days until the cut-off, for all), reopened, rating, unsolved; those in ``keep`` as they are.
    """
    period = rulebook.period
    days = numbered_days(rulebook.calendar, period.from_, period.cutoff)
    numbers = lookup(complaints.get_backend(), days, {"day": "date", "number": "int32"})
    last = int(days["number"].iloc[-1])
    used = complaints.filter(complaints.bin == BINS.index("used"))
    cutoff = ibis.literal(period.cutoff, type="date")
    happened = {done: ibis.ifelse(used[done] <= cutoff, used[done], ibis.null("date")) for done in DONE.values()}
    if rulebook.sources.complaints.imply:
        happened["answered"] = ibis.least(happened["answered"], happened["resolved"])
        happened["acknowledged"] = ibis.least(happened["acknowledged"], happened["answered"])
    used = used.mutate(**happened)
    for column in ("received", *DONE.values()):
        named = numbers.select(**{f"day_{column}": numbers.day, f"number_{column}": numbers.number})
        used = used.left_join(named, used[column] == named[f"day_{column}"])
    elapsed = last - used.number_received
    columns: dict[str, ir.Value] = {}
    for step, done in DONE.items():
        taken = used[f"number_{done}"] - used.number_received
        until = taken.fill_null(elapsed)
        late = until > allowed(used, getattr(rulebook.standards, step))
        if step == "resolve":
            late = ibis.ifelse(used.due.notnull(), used.resolved.fill_null(cutoff) > used.due, late)
        columns |= {f"happened_{step}": taken.notnull(), f"days_{step}": until, f"late_{step}": late}
    month = used.received.year() * 100 + used.received.month()
    return used.select("participant", "reopened", "rating", "unsolved", *keep, month=month.cast("int32"), **columns)


def allowed(complaints: ir.Table, standard: int | dict[str, int]) -> ir.Value:
    """Return the working days that a standard allows each complaint, by its kind."""
    if isinstance(standard, int):
        return ibis.literal(standard)
    kinds = {kind.strip().casefold(): days for kind, days in standard.items() if kind != "default"}
    if not kinds:
        return ibis.literal(standard["default"])
    return complaints.kind.cases(*kinds.items(), else_=standard["default"]).fill_null(standard["default"])


def _empty(participants: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(np.nan, index=participants.index, columns=list(INDICATORS), dtype="float64")


def _fill_shares(
    numerators: pd.DataFrame, denominators: pd.DataFrame, totals: pd.DataFrame, handed_in: HandedIn, rulebook: Rulebook
) -> None:
    """Write the two whole numbers of each share of complaints; a participant without complaints has none."""

    def share(code: str, numerator: str, denominator: str) -> None:
        numerators.loc[totals.index, code] = totals[numerator].astype("float64")
        denominators.loc[totals.index, code] = totals[denominator].astype("float64")

    unsolved = rulebook.sources.complaints.statuses.unsolved and "status" in handed_in.columns
    untold = {
        "unsolved_share": not unsolved,
        "reopened_share": "reopened" not in handed_in.columns,
        "rated_share": "rating" not in handed_in.columns,
    }
    for code, pair in SHARES.items():
        if not untold.get(code):
            share(code, *pair)
    if "rating" in handed_in.columns:
        share("satisfaction_mean", "rating_hundredths", "rated")
        numerators["satisfaction_mean"] /= 100.0


def _fill_days(
    table: pd.DataFrame, numerators: pd.DataFrame, denominators: pd.DataFrame, timed: ir.Table
) -> pd.DataFrame:
    """Write the quantiles of working days; return the counts behind them, as ``Indicators.days``."""
    tables = []
    for step in STEPS:
        counts = daily_counts(timed, step).to_pandas()
        codes = table.index[np.sort(counts["participant"].unique())]
        found = quantiles(counts, _LEVELS)
        sums = counts.groupby("participant")[["events", "censored"]].sum()
        for name in _LEVELS:
            code = f"days_to_{step}_{name}"
            table.loc[codes, code] = found[name].to_numpy()
            numerators.loc[codes, code] = sums["events"].to_numpy(dtype="float64")
            denominators.loc[codes, code] = sums.sum(axis=1).to_numpy(dtype="float64")
        counts = counts.assign(participant=table.index[counts["participant"]], step=step)
        tables.append(counts.sort_values(["participant", "t"])[list(DAYS)])
    days: pd.DataFrame = pd.concat(tables, ignore_index=True)
    return days


def _fill_bins(table: pd.DataFrame, numerators: pd.DataFrame, denominators: pd.DataFrame, handed_in: HandedIn) -> None:
    """Write the counts of rows: used, excluded, and the share set aside, so that a spoilt log does not win."""
    bins = handed_in.bins.groupby(["participant", "bin"])["rows"].sum().unstack(fill_value=0)
    bins = bins.reindex(index=table.index, columns=list(BINS), fill_value=0).astype("float64")
    table["complaints"], table["excluded"] = bins["used"], bins["excluded"]
    numerators["set_aside_share"] = bins["set aside"]
    denominators["set_aside_share"] = bins["set aside"] + bins["used"]


def _months(counts: pd.DataFrame, participants: pd.DataFrame) -> pd.DataFrame:
    month = counts["month"].astype(str)
    months = pd.DataFrame(
        {
            "code": participants.index[counts["participant"]],
            "month": month.str[:4] + "-" + month.str[4:],
            "complaints": counts["complaints"],
            "answered_on_time": counts["answered_on_time"],
            "answered_due": counts["answered_due"],
            "resolved": counts["resolved"],
        }
    )
    return months.sort_values(["code", "month"], ignore_index=True)
