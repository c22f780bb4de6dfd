"""What the arithmetic hands on: plain tables with their meaning written down; reports know these types alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

DAYS = ("participant", "step", "t", "events", "censored")


def no_days() -> pd.DataFrame:
    """Return ``Indicators.days`` of no complaints."""
    return pd.DataFrame({name: pd.Series(dtype=object if place < 2 else "int64") for place, name in enumerate(DAYS)})


@dataclass(frozen=True)
class Indicators:
    """What was measured.

    table: index ``code`` (text, sorted: every participant), one float64 column per indicator in the contract's order,
        NaN where missing.
    numerators, denominators: the same shape; for shares the two whole numbers behind them, for a mean the sum and the
        count, for days_* the number of events and of complaints; NaN where an indicator has none.
    participants: index ``code``; columns name, category (code, "" when none fits) and the roster's columns.
    months: long, one row per participant and month of receipt: code, month ("2019-03"), complaints, answered_on_time,
        answered_due (the denominator), resolved.
    days: long, what the curves of working days are made of: participant (code), step ("acknowledge", "answer",
        "resolve"), t (working days), events and censored (complaints that took the step after t, or were open then).
    strata: long, one row per participant, kind (as written, in small letters; "" where none is named) and topic (a
        number that tells topics apart, 0 where it is not looked at): code, kind, topic, and the counts that the
        rulebook's shares are made of (``indicators.SHARES``). Empty where complaints are not told apart.
    """

    table: pd.DataFrame
    numerators: pd.DataFrame
    denominators: pd.DataFrame
    participants: pd.DataFrame
    months: pd.DataFrame
    days: pd.DataFrame = field(default_factory=no_days)
    strata: pd.DataFrame = field(default_factory=pd.DataFrame)


@dataclass(frozen=True)
class Scores:
    """Every node of the weighted tree, 0..100, NaN where it has no value.

    nodes: index ``code``, columns: "total", then every criterion in the rulebook's order.
    inputs: index ``code``, one column per leaf: the value that was scaled (indicator, aggregate of marks, field).
    weights: index ``code``, one column per criterion: its share in percent of its parent for this participant, after
        the weight of excluded siblings was spread; NaN where the criterion itself is excluded.
    parts: index ``code``, one column per leaf: points that the leaf brings to the total; they sum to the total.
    marks: index (code, criterion), columns: marks (count), mean, median, spread (sample standard deviation, NaN under
        two marks), abstained, absent, conflict (counts).
    """

    nodes: pd.DataFrame
    inputs: pd.DataFrame
    weights: pd.DataFrame
    parts: pd.DataFrame
    marks: pd.DataFrame


@dataclass(frozen=True)
class Ranking:
    """Who stands where.

    table: one row per participant, ordered by category (the rulebook's order, none last), rank (unranked last), code.
        Columns: category, rank (Int64, <NA> unless ranked), code, name, score (total rounded to the rulebook's
        decimals, NaN when there is none), status ("ranked" or "not ranked: <gate code>").
    gates: long: code, gate, value (NaN when missing), passed (bool); every gate that applies to the participant.
    ties: long: category, rank, code, broken_by (criterion code, "" when the rank is shared); who had an equal total.
    """

    table: pd.DataFrame
    gates: pd.DataFrame
    ties: pd.DataFrame


@dataclass(frozen=True)
class Stages:
    """Who went on at each stage.

    table: by stage, category (the rulebook's orders), rank, code; one row per participant that took part in a stage:
        stage, category, rank (among those of its category that were ranked there, <NA> else), code, name, score (the
        total as the stage weighs it, rounded), status ("advanced", "gate", "no score", "cut"), why (the gate's code,
        "below the minimum", "place kept by quota", "by lot"; "" else), distance (points above the cut; NaN without
        one), near (bool).
    remarks: long: stage, category, remark ("tied at the cut", "by lot", "quota not met", "more places than
        participants"), codes (joined by ";"; of the last two: how many there are, and how many places).
    """

    table: pd.DataFrame
    remarks: pd.DataFrame


@dataclass(frozen=True)
class Awards:
    """Who is awarded.

    table: in the order of the rulebook's awards, then by place; columns: award (code), category, place (1..., shared
        places repeat), code, name, score (of the node the award goes by, rounded), rank (in the category by total).
    remarks: long: award, remark ("tied at the cut", "fewer participants than winners"), codes (joined by ";").
    """

    table: pd.DataFrame
    remarks: pd.DataFrame
