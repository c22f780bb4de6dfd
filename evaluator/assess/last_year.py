"""Last year's published results: where a total would have stood in them, and who stands for this year's others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.indicators import INDICATORS
from criteria.rank import RANKED
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _
from reports.assessment import Placed

if TYPE_CHECKING:
    from pathlib import Path

    from criteria.outlook import Bounds
    from criteria.results import Indicators
    from criteria.rulebook import Rulebook

RANKING, FIGURES = "ranking.csv", "indicators.csv"
NEEDED = ("category", "rank", "code", "score", "status")
LARGEST = 64 * 1024 * 1024
"""Bytes of a published table that is read."""


@dataclass(frozen=True)
class LastYear:
    """Published tables: ranking (as in ranking.csv, score as numbers), indicators by code, None where not given."""

    ranking: pd.DataFrame
    indicators: pd.DataFrame | None
    shown: str


def read_last_year(path: Path) -> LastYear:
    """Return the results in a folder, or beside its ranking.csv; refused, in words, where there are none."""
    ranking = path / RANKING if path.is_dir() else path
    if path.is_dir() and not ranking.is_file() and (path / "results" / RANKING).is_file():
        ranking = path / "results" / RANKING
    if not ranking.is_file():
        raise WrongUse(_("{path} holds no ranking.csv.").format(path=path))
    table = _table(ranking)
    lacking = [name for name in NEEDED if name not in table.columns]
    if lacking:
        raise Refusal(
            _("{path} is no published ranking: it has no column {columns}.").format(
                path=ranking, columns=", ".join(lacking)
            )
        )
    table["score"] = _numbers(table["score"])
    beside = ranking.with_name(FIGURES)
    return LastYear(table, _figures(beside) if beside.is_file() else None, str(ranking))


def placed(last: LastYear, category: str, total: Bounds, rulebook: Rulebook, code: str) -> Placed | None:
    """Return where a total would have stood among those ranked in the category; None where nobody was.

    total: the least and the most, rounded. The participant's own place of last year is left out.
    """
    table = last.ranking
    others = table[(table["category"] == category) & (table["status"] == RANKED) & (table["code"] != code)]
    scores = others["score"].dropna().to_numpy(dtype=np.float64)
    if not scores.size or np.isnan(total).any():
        return None
    awarded = others.loc[others.get("award", pd.Series("", index=others.index)) != "", "score"].dropna()
    mine = {criterion.code for criterion in rulebook.criterion}
    theirs = set(table.columns) - {*NEEDED, "name", "award"}
    return Placed(
        category=category,
        of=int(scores.size),
        first=1 + int((scores > total[1]).sum()),
        last=1 + int((scores > total[0]).sum()),
        best=float(scores.max()),
        middle=float(np.median(scores)),
        winners=float(awarded.min()) if len(awarded) else None,
        same_rules=mine == theirs,
    )


def with_last_year(indicators: Indicators, last: LastYear, code: str) -> Indicators:
    """Return the indicators of this participant with those of last year's others, for scales that need them."""
    if last.indicators is None:
        return indicators
    others = last.indicators.drop(index=code, errors="ignore").sort_index()
    mine = indicators.table.loc[[code]]
    table = pd.concat([mine, others.reindex(columns=mine.columns)])
    empty = pd.DataFrame(np.nan, index=others.index, columns=mine.columns)
    people = pd.concat([indicators.participants.loc[[code]], others[["name", "category"]]])
    texts = [name for name in people.columns if not pd.api.types.is_numeric_dtype(people[name])]
    people[texts] = people[texts].fillna("")
    return replace(
        indicators,
        table=table.rename_axis("code"),
        numerators=pd.concat([indicators.numerators.loc[[code]], empty]),
        denominators=pd.concat([indicators.denominators.loc[[code]], empty]),
        participants=people.rename_axis("code"),
    )


def _figures(path: Path) -> pd.DataFrame | None:
    table = _table(path)
    if not {"code", "name", "category"} <= set(table.columns):
        return None
    numbers = {name: _numbers(table[name]) for name in INDICATORS if name in table.columns}
    return table[["code", "name", "category"]].assign(**numbers).drop_duplicates("code").set_index("code")


def _table(path: Path) -> pd.DataFrame:
    """Return a published table, every cell as text."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(_("{path} is too large for a published table.").format(path=path))
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        raise Refusal(_("{path} cannot be read as a published table.").format(path=path)) from error


def _numbers(column: pd.Series[str]) -> pd.Series[float]:
    found: pd.Series[float] = pd.to_numeric(column, errors="coerce").astype("float64")
    return found.where(np.isfinite(found))
