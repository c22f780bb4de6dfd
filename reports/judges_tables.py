"""The judges in tables: how far they agree, how severe each is, whose rank hangs on it, which marks are far off.

A judge is named by a number, in the order of the names on the score sheets: results are handed on, and whoever has
the sheets knows who is meant.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pandas as pd

from reports.tables import csv_text, neutralise

if TYPE_CHECKING:
    from pathlib import Path

    from criteria.judging.panels import Judged
    from reports.year import Year

Z = NormalDist().inv_cdf(0.975)
"""Standard errors on either side of an interval of 95 %."""
DIGITS = 6
"""Decimals of what a model estimates; more would be its noise."""
FIRST = "total"
"""What stands for the criterion where the whole ranking is meant."""


def judges_csvs(year: Year) -> dict[str, str]:
    """Return the CSV files by name; none where nobody has marked."""
    if year.judged is None:
        return {}
    tables = {
        "judges.csv": judges(year.judged),
        "judges-agreement.csv": agreement(year.judged),
        "judges-ranks.csv": ranks(year, year.judged),
        "judges-outlying.csv": outlying(year, year.judged),
        "judges-left-out.csv": left_out(year, year.judged),
    }
    return {name: csv_of(table) for name, table in tables.items()}


def write_judges(year: Year, folder: Path) -> None:
    """Write them into a folder that exists."""
    for name, text in judges_csvs(year).items():
        (folder / name).write_bytes(text.encode("utf-8"))


def described(year: Year) -> dict[str, Any] | None:
    """Return the same tables as results.json holds them; None where nobody has marked."""
    if year.judged is None:
        return None
    return {
        "judges": records_of(judges(year.judged)),
        "agreement": records_of(agreement(year.judged)),
        "ranks": records_of(ranks(year, year.judged)),
        "outlying": records_of(outlying(year, year.judged)),
        "left_out": records_of(left_out(year, year.judged)),
    }


def number_of(found: Judged) -> dict[str, int]:
    """Return the number of each judge, from 1, by its name as it stands in the tables of ``found``."""
    return {name: place for place, name in enumerate(found.judges, 1)}


def judges(found: Judged) -> pd.DataFrame:
    """Return who gave how many marks, how lenient (+) or severe (-) that was in points, and how many were far off.

    Columns: stage, criterion, judge (number), marks, severity, low, high (of 95 %; NaN where chance cannot be told),
    outlying, reason ("" or why severity, or its interval, is missing).
    """
    table = found.severity.judges
    keys = ["stage", "criterion", "judge"]
    far = found.outlying.groupby(keys).size().rename("outlying").reset_index()
    counted = table.merge(far, on=keys, how="left").fillna({"outlying": 0})
    reach = Z * table["error"].to_numpy()
    return pd.DataFrame({
        "stage": table["stage"],
        "criterion": table["criterion"],
        "judge": table["judge"].map(number_of(found)),
        "marks": table["marks"],
        "severity": table["effect"].round(DIGITS),
        "low": (table["effect"] - reach).round(DIGITS),
        "high": (table["effect"] + reach).round(DIGITS),
        "outlying": counted["outlying"].astype("int64"),
        "reason": table["reason"].astype(str),
    })  # fmt: skip


def agreement(found: Judged) -> pd.DataFrame:
    """Return how far the judges agree (``criteria.judging.agreement``), rounded; low and high of 95 %."""
    rounded = found.agreement.round({"value": DIGITS, "low": DIGITS, "high": DIGITS})
    return rounded.assign(reason=rounded["reason"].astype(str))


def ranks(year: Year, found: Judged) -> pd.DataFrame:
    """Return ranks with marks as given and with severity taken off, side by side.

    First by the total ("total"; who is ranked), then by the mean mark on each criterion at each stage. Columns: stage,
    criterion, category, code, name, marks, given, adjusted (mean marks; NaN where nothing can be adjusted, and by the
    total), rank_given, rank_adjusted.
    """
    whole = found.ranks.rename(columns={"given": "rank_given", "adjusted": "rank_adjusted"}).drop(columns="rank")
    parts = found.severity.participants.rename(
        columns={
            "participant": "code", "raw": "given", "raw_rank": "rank_given", "adjusted_rank": "rank_adjusted",
        }
    )  # fmt: skip
    parts["category"] = parts["code"].map(year.indicators.participants["category"])
    table = pd.concat([whole.assign(stage="", criterion=FIRST), parts], ignore_index=True)
    table["name"] = table["code"].map(year.indicators.participants["name"])
    table[["given", "adjusted"]] = table[["given", "adjusted"]].astype("float64").round(DIGITS)
    table["marks"] = table["marks"].astype("Int64")
    return table[
        ["stage", "criterion", "category", "code", "name", "marks", "given", "adjusted", "rank_given", "rank_adjusted"]
    ]


def outlying(year: Year, found: Judged) -> pd.DataFrame:
    """Return the marks far from what was to be expected.

    Columns: stage, criterion, judge (number), code, name, mark, expected, distance (in robust standard deviations).
    """
    table = found.outlying
    return pd.DataFrame({
        "stage": table["stage"],
        "criterion": table["criterion"],
        "judge": table["judge"].map(number_of(found)).astype("int64"),
        "code": table["participant"],
        "name": table["participant"].map(year.indicators.participants["name"]),
        "mark": table["mark"],
        "expected": table["expected"].round(DIGITS),
        "distance": table["distance"].round(DIGITS),
    })  # fmt: skip


def left_out(year: Year, found: Judged) -> pd.DataFrame:
    """Return what each rank would be without one judge, in the order of the ranking.

    Columns: category, code, name, rank, rank_low, rank_high (the best and the worst that leaving out one judge gives),
    judge (number: without whom it moves most, missing where it hangs on nobody), rank_without.
    """
    table = found.left_out
    return pd.DataFrame({
        "category": table["category"],
        "code": table["code"],
        "name": table["code"].map(year.indicators.participants["name"]),
        "rank": table["rank"],
        "rank_low": table["low"],
        "rank_high": table["high"],
        "judge": table["judge"].map(number_of(found)).astype("Int64"),
        "rank_without": table["rank_without"],
    })  # fmt: skip


def csv_of(table: pd.DataFrame) -> str:
    """Return a table as CSV: whole numbers whole, others to the last digit, missing empty."""
    return csv_text([str(name) for name in table.columns], ([_cell(value) for value in row] for row in _values(table)))


def _cell(value: object) -> str:
    if value is None:
        return ""
    return neutralise(value) if isinstance(value, str) else repr(value).removesuffix(".0")


def records_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as JSON holds them, null where something is missing."""
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in _values(table)]


def _values(table: pd.DataFrame) -> list[list[Any]]:
    """Return the rows as plain values, None where something is missing."""
    rows: list[list[Any]] = table.astype(object).mask(table.isna(), None).to_numpy().tolist()
    return rows
