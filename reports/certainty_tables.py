"""How sure the ranking is, in tables: beside each rank, in certainty.csv, and in results.json."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from reports.beside import DIGITS, beside
from reports.tables import csv_text, fixed, neutralise

if TYPE_CHECKING:
    from pathlib import Path

    from reports.year import Year

COLUMNS = (
    "category", "code", "name", "rank", "rank_low", "rank_high", "ranked_share", "award_probability",
    "left_out", "rank_without", "set_low", "set_high", "may_be_top",
)  # fmt: skip


def write_certainty(year: Year, folder: Path) -> None:
    """Write certainty.csv into a folder that exists."""
    (folder / "certainty.csv").write_bytes(certainty_csv(year).encode("utf-8"))


def certainty_csv(year: Year) -> str:
    """Return who is ranked, in the order of the ranking, with the interval of its rank and what it hangs on.

    Columns: those of ``COLUMNS``, then per award the share of draws in which it is held, empty where the award is
    another category's. left_out: the criterion without which the rank moves most, empty where none moves it. set_low,
    set_high: the ranks it may truly have; may_be_top (yes, no): whether it may be among the best (``certainty.tops``).
    """
    sure, drawn = year.sure, year.sure.drawn if year.sure else None
    codes = [award.code for award in year.rulebook.award]
    found = beside(year)
    seen_in = {} if drawn is None else drawn.ranks["ranked"].astype(float).to_dict()
    held_in = {} if drawn is None else drawn.awards.astype(float).to_dict("index")
    sets = {str(code): row for one in (sure.tops if sure else []) for code, row in one.table.iterrows()}
    rows = []
    for category, rank, code, name in _ranked(year):
        low, high, probability = found.get(code, (None, None, None))
        moved = sure.left_out.loc[code] if sure is not None and code in sure.left_out.index else None
        without = "" if moved is None or pd.isna(moved["rank_without"]) else str(moved["rank_without"])
        shares = [held_in.get(code, {}).get(award, math.nan) for award in codes]
        seen = seen_in.get(code, math.nan)
        rows.append(
            [
                category, neutralise(code), neutralise(name), str(rank), _whole(low), _whole(high), fixed(seen, DIGITS),
                _share(probability), "" if moved is None else str(moved["left_out"]), without,
                *_set(sets.get(code)), *(fixed(share, DIGITS) for share in shares),
            ]
        )  # fmt: skip
    return csv_text([*COLUMNS, *(f"award:{code}" for code in codes)], rows)


def described(year: Year) -> dict[str, Any] | None:
    """Return what results.json tells of the whole: draws, boundaries of awards, other methods; None where unknown."""
    if year.sure is None:
        return None
    rules = year.rulebook.certainty
    return {
        "draws": year.sure.drawn.draws if year.sure.drawn else 0,
        "seed": rules.seed,
        "level": rules.level,
        "sources": list(rules.sources),
        "boundaries": [
            {"award": award, "winner": winner, "other": other, "distance": _finite(distance)}
            for award, winner, other, distance in year.sure.boundaries[
                ["award", "winner", "other", "distance"]
            ].itertuples(index=False)
        ],
        "methods": [
            {"category": category, "method": method, "participants": int(count), "tau": _finite(tau)}
            for category, method, count, tau in year.sure.methods.agreement.itertuples(index=False)
        ],
        "tops": [
            {
                "category": one.category,
                "top": one.top,
                "level": one.level,
                "ranked": len(one.table),
                "may_be": [str(code) for code in one.table.index[one.table["among"]]],
            }
            for one in year.sure.tops
        ],
    }


def _ranked(year: Year) -> list[tuple[str, int, str, str]]:
    table = year.ranking.table[year.ranking.table["rank"].notna()]
    return [
        (str(category), int(rank), str(code), str(name))
        for category, rank, code, name in table[["category", "rank", "code", "name"]].itertuples(index=False)
    ]


def _set(found: pd.Series[Any] | None) -> tuple[str, str, str]:
    return ("", "", "") if found is None else (str(found["low"]), str(found["high"]), "yes" if found["among"] else "no")


def _finite(value: float) -> float | None:
    return round(float(value), 6) if np.isfinite(value) else None


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)


def _share(value: float | None) -> str:
    return "" if value is None else fixed(value, DIGITS)
