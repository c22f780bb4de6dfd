"""Shares fairly read, in tables: observed beside expected, and where each stands in its funnel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from reports.judges_tables import csv_of, records_of

if TYPE_CHECKING:
    from pathlib import Path

    from criteria.fairness.year import Fairness
    from reports.year import Year

DIGITS = 6
"""Decimals of what is estimated."""
COLUMNS = (
    "indicator", "category", "code", "name", "observed", "complaints", "share", "low", "high", "shrunk", "expected",
    "standardised", "low_95", "high_95", "low_998", "high_998", "position",
)  # fmt: skip
KIND_COLUMNS = ("indicator", "category", "kind", "participants", "events", "complaints", "share")
FUNNEL_COLUMNS = ("indicator", "category", "participants", "complaints", "share", "phi", "between")
LEAST = 5
"""Complaints of a kind within a category, under which it is not named: a word that hardly anybody uses."""
OTHERS = "(…)"


def write_fairness(year: Year, folder: Path) -> None:
    """Write fairness.csv, and fairness-kinds.csv where kinds are told apart, into a folder that exists."""
    found = year.fairness
    if found is None or found.shares.empty:
        return
    tables = {"fairness.csv": shares(year, found)}
    if not found.kinds.empty:
        tables["fairness-kinds.csv"] = kinds(found)
    for name, table in tables.items():
        (folder / name).write_bytes(csv_of(table).encode("utf-8"))


def described(year: Year) -> dict[str, Any] | None:
    """Return the tables as results.json holds them; None where no criterion is fed by a share of complaints."""
    found = year.fairness
    if found is None or found.shares.empty:
        return None
    funnels = found.funnels[list(FUNNEL_COLUMNS)].round({"phi": DIGITS, "between": DIGITS})
    return {
        "shares": records_of(shares(year, found)),
        "funnels": records_of(funnels.astype({"complaints": "int64"})),
        "kinds": [] if found.kinds.empty else records_of(kinds(found)),
    }


def shares(year: Year, found: Fairness) -> pd.DataFrame:
    """Return ``Fairness.shares`` with names, whole numbers whole, and estimates rounded."""
    table = found.shares.assign(name=found.shares["code"].map(year.indicators.participants["name"]))
    table = table.astype({"observed": "int64", "complaints": "int64"})
    return table.round(dict.fromkeys(COLUMNS[7:-1], DIGITS))[list(COLUMNS)]


def kinds(found: Fairness) -> pd.DataFrame:
    """Return ``Fairness.kinds``; kinds with hardly a complaint together, under no name."""
    table = found.kinds.astype({"events": "int64", "complaints": "int64", "participants": "int64"})
    rare = (table["complaints"] < LEAST) & (table["kind"] != "")
    keys = ["indicator", "category"]
    rest = table[rare].groupby(keys, sort=False)[["events", "complaints", "participants"]].sum().reset_index()
    rest = rest.assign(kind=OTHERS, share=rest["events"] / rest["complaints"])
    whole = table[~rare]
    order = {pair: place for place, pair in enumerate(table[keys].drop_duplicates().itertuples(index=False, name=None))}
    both = whole if rest.empty else pd.concat([whole, rest], ignore_index=True)
    places = [order[pair] for pair in both[keys].itertuples(index=False, name=None)]
    return both.assign(place=places).sort_values("place", kind="stable", ignore_index=True)[list(KIND_COLUMNS)]
