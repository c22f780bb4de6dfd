"""results.json: the whole outcome for other programs; its form is ``reports/results.schema.json``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from criteria.indicators import INDICATORS
from criteria.rounding import rounded
from criteria.tree import TOTAL
from reports import certainty_tables, fairness_tables, judges_tables
from reports.beside import Beside, beside
from reports.rows_read import rows_read
from reports.tables import SURE_COLUMNS, awards_held, ranking_rows

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from criteria.rulebook import Rulebook
    from reports.year import Year

SCHEMA = 1


def write_results(year: Year, path: Path) -> None:
    """Write results.json: sorted keys, UTF-8, one line per entry of a list, names as they were handed in."""
    members = (f"{_json(key)}: {_listed(value)}" for key, value in sorted(describe(year).items()))
    path.write_bytes(("{\n" + ",\n".join(members) + "\n}\n").encode("utf-8"))


def _listed(value: object) -> str:
    return "[\n " + ",\n ".join(map(_json, value)) + "\n]" if isinstance(value, list) and value else _json(value)


def _json(value: object) -> str:
    # without indent the library's fast encoder works, ten times faster on a year of 2,600 participants
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def describe(year: Year) -> dict[str, Any]:
    """Return the outcome as JSON holds it: numbers as numbers, null where something is missing."""
    return {
        "schema": SCHEMA,
        "edition": year.rulebook.edition.model_dump(mode="json"),
        "period": year.rulebook.period.model_dump(mode="json", by_alias=True),
        "rulebook": {"code": year.rulebook.edition.code, "fingerprint": year.fingerprint},
        "until": year.until,
        "categories": [{"code": c.code, "title": c.title.model_dump()} for c in year.rulebook.category],
        "criteria": _criteria(year.rulebook),
        "participants": _participants(year),
        "awards": _awards(year),
        "rows": rows_read(year.bins, year.events),
        "judges": judges_tables.described(year),
        "certainty": certainty_tables.described(year),
        "fairness": fairness_tables.described(year),
    }


def _criteria(rulebook: Rulebook) -> list[dict[str, Any]]:
    parents = rulebook.parents
    return [
        {"code": c.code, "title": c.title.model_dump(), "weight": c.weight, "parent": parents[c.code]}
        for c in rulebook.criterion
    ]


def _participants(year: Year) -> list[dict[str, Any]]:
    """Return one entry per participant in the order of the ranking; every score exact and as printed."""
    exact = _records(year.scores.nodes)
    printed = _records(rounded(year.scores.nodes, year.rulebook.edition.decimals))
    inputs, weights, parts = (_records(t) for t in (year.scores.inputs, year.scores.weights, year.scores.parts))
    measured = _records(year.indicators.table[list(INDICATORS)])
    held = awards_held(year.awards)
    sure = beside(year)
    stages = _by_code(year.stages.table, ["stage", "rank", "score", "status", "why", "distance", "near"])
    flags = _by_code(year.flags, ["flag", "statistic", "reference", "threshold", "complaints", "detail"])

    def scores(code: str) -> dict[str, dict[str, Any]]:
        return {
            criterion: {
                "exact": value,
                "rounded": printed[code][criterion],
                "weight": weights[code][criterion],
                **({"input": inputs[code][criterion]} if criterion in inputs[code] else {}),
                **({"part": parts[code][criterion]} if criterion in parts[code] else {}),
            }
            for criterion, value in exact[code].items()
            if criterion != TOTAL
        }

    return [
        {
            "code": code,
            "name": name,
            "category": category,
            "rank": rank,
            "status": status,
            "score": {"exact": exact[code][TOTAL], "rounded": printed[code][TOTAL]},
            "awards": held.get(code, []),
            **_sure(sure.get(code, (None, None, None)) if rank else (None, None, None)),
            "criteria": scores(code),
            "stages": stages.get(code, []),
            "flags": flags.get(code, []),
            "indicators": {name: _whole(value, name) for name, value in measured[code].items()},
        }
        for category, rank, code, name, _, status in ranking_rows(year.ranking.table)
    ]


def _sure(found: Beside) -> dict[str, float | None]:
    return dict(zip(SURE_COLUMNS, found, strict=True))


def _by_code(table: pd.DataFrame, columns: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Return rows as JSON holds them, by participant, in the order of the table; null where something is missing."""
    found: dict[str, list[dict[str, Any]]] = {}
    rows = table[columns].astype(object).mask(table[columns].isna(), None).to_numpy().tolist()
    for code, row in zip(table["code"], rows, strict=True):
        found.setdefault(str(code), []).append(dict(zip(columns, row, strict=True)))
    return found


def _awards(year: Year) -> list[dict[str, Any]]:
    winners, remarks = year.awards.table, year.awards.remarks

    def places(award: str) -> list[dict[str, Any]]:
        table = winners[winners["award"] == award]
        return [
            {"place": int(place), "code": code, "name": name, "score": float(score), "rank": int(rank)}
            for place, code, name, score, rank in table[["place", "code", "name", "score", "rank"]].itertuples(
                index=False, name=None
            )
        ]

    def said(award: str) -> list[dict[str, Any]]:
        table = remarks[remarks["award"] == award]
        pairs = zip(table["remark"], table["codes"], strict=True)
        return [{"remark": remark, "codes": codes.split(";") if codes else []} for remark, codes in pairs]

    return [
        {
            "code": award.code,
            "title": award.title.model_dump(),
            "category": award.category,
            "by": award.by,
            "winners": places(award.code),
            "remarks": said(award.code),
        }
        for award in year.rulebook.award
    ]


def _records(table: pd.DataFrame) -> dict[str, dict[str, float | None]]:
    """Return a table of numbers by row and column, None where one is missing."""
    columns = [str(column) for column in table.columns]
    rows = table.astype(object).mask(table.isna(), None).to_numpy().tolist()
    return {str(code): dict(zip(columns, row, strict=True)) for code, row in zip(table.index, rows, strict=True)}


def _whole(value: float | None, indicator: str) -> float | None:
    """Return a count or a number of days as a whole number, which JSON writes without a point."""
    if value is None or INDICATORS[indicator].form not in {"count", "days"}:
        return value
    return int(value) if value.is_integer() else value
