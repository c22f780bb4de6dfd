"""The CSV files of the results, the contract's columns first: for spreadsheets and other programs."""

from __future__ import annotations

import csv
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.indicators import INDICATORS
from criteria.integrity import FLAGS
from criteria.rounding import rounded
from reports.beside import DIGITS, beside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from criteria.indicators import Form
    from criteria.results import Awards
    from reports.beside import Beside
    from reports.year import Year

RANKING_COLUMNS = ("category", "rank", "code", "name", "score", "status", "award")
SURE_COLUMNS = ("rank_low", "rank_high", "award_probability")
STAGE_COLUMNS = (
    "stage", "category", "rank", "code", "name", "score", "status", "why", "distance", "near",
)  # fmt: skip
FLAG_COLUMNS = (
    "code", "name", "flag", "title", "statistic", "reference", "threshold", "complaints", "detail",
)  # fmt: skip
INDICATOR_COLUMNS = ("code", "name", "category")

_STARTS_FORMULA = "=+\\-@\t\r＝＋－＠"
_AT_A_CELL = r"(?:^|(?<=[;|\t\r\n]))"  # where a cell begins, also for a program that takes ";" as the separator
_FORMULA = f"(?=['\"]*[{_STARTS_FORMULA}])"
_RISKY = re.compile(_AT_A_CELL + _FORMULA)
_NEUTRALISED = re.compile(_AT_A_CELL + "'" + _FORMULA)


def write_tables(year: Year, folder: Path) -> None:
    """Write the tables into a folder that exists; those of stages and checklists only where there are any."""
    tables = {
        "ranking.csv": ranking_csv(year),
        "indicators.csv": indicators_csv(year),
        "integrity.csv": integrity_csv(year),
        "problems.csv": problems_csv(year.problems),
    }
    if year.rulebook.stage:
        tables["stages.csv"] = stages_csv(year)
    if year.checklists is not None and not year.checklists.empty:
        tables["checklists.csv"] = checklists_csv(year.checklists)
    for name, text in tables.items():
        (folder / name).write_bytes(text.encode("utf-8"))


def ranking_csv(year: Year) -> str:
    """Return every participant's place, total, status and awards, its score on each criterion, how sure its rank is.

    Rows in the order of the ranking; scores 0..100 with the edition's fixed decimals; missing is empty.
    """
    criteria = [criterion.code for criterion in year.rulebook.criterion]
    decimals = year.rulebook.edition.decimals
    sure = beside(year)
    nodes = rounded(year.scores.nodes[criteria], decimals)
    scores = dict(zip(nodes.index, nodes.to_numpy().tolist(), strict=True))
    held = awards_held(year.awards)
    rows = (
        [
            category, str(rank or ""), neutralise(code), neutralise(name), fixed(score, decimals), status,
            ";".join(held.get(code, ())),
            *(fixed(value, decimals) for value in scores[code]),
            *_beside(sure.get(code) if rank else None),
        ]
        for category, rank, code, name, score, status in ranking_rows(year.ranking.table)
    )  # fmt: skip
    return csv_text([*RANKING_COLUMNS, *criteria, *SURE_COLUMNS], rows)


def _beside(found: Beside | None) -> list[str]:
    low, high, probability = found or (None, None, None)
    return ["" if end is None else str(end) for end in (low, high)] + [
        "" if probability is None else fixed(probability, DIGITS)
    ]


def indicators_csv(year: Year) -> str:
    """Return what was measured, by code: counts and days whole, others to the last digit; missing is empty."""
    indicators = year.indicators
    forms = [INDICATORS[code].form for code in INDICATORS]
    values = indicators.table[list(INDICATORS)].to_numpy(dtype=np.float64).tolist()
    people = indicators.participants.loc[indicators.table.index, ["name", "category"]]
    rows = (
        [neutralise(code), neutralise(name), category, *map(_plain, measured, forms)]
        for (code, name, category), measured in zip(people.itertuples(name=None), values, strict=True)
    )
    return csv_text([*INDICATOR_COLUMNS, *INDICATORS], rows)


def stages_csv(year: Year) -> str:
    """Return who took part in each stage and what became of it, in the order of ``Stages.table``."""
    decimals = year.rulebook.edition.decimals
    rows = (
        [
            stage, category, "" if pd.isna(rank) else str(rank), neutralise(code), neutralise(name),
            fixed(score, decimals), status, neutralise(why), fixed(distance, decimals), "yes" if near else "",
        ]
        for stage, category, rank, code, name, score, status, why, distance, near in year.stages.table[
            list(STAGE_COLUMNS)
        ].itertuples(index=False)
    )  # fmt: skip
    return csv_text(list(STAGE_COLUMNS), rows)


def integrity_csv(year: Year) -> str:
    """Return the flags for the panel, by participant; titles in the language of the edition."""
    language, names = year.rulebook.edition.language, year.indicators.participants["name"]
    rows = (
        [
            neutralise(code), neutralise(str(names[code])), flag, FLAGS[flag].title[language],
            *(_plain(float(value), "share") for value in (statistic, reference, threshold)), str(count),
            neutralise(detail),
        ]
        for code, flag, statistic, reference, threshold, count, detail in year.flags.itertuples(index=False)
    )  # fmt: skip
    return csv_text(list(FLAG_COLUMNS), rows)


def problems_csv(problems: pd.DataFrame) -> str:
    """Return the table of problems (``submissions.problems.COLUMNS``, all text) as it is published."""
    rows = ([neutralise(str(value)) for value in row] for row in problems.itertuples(index=False, name=None))
    return csv_text(list(problems.columns), rows)


def checklists_csv(checklists: pd.DataFrame) -> str:
    """Return what was claimed, verified and counted (``criteria.checklists.compared``), in points; missing is empty."""
    rows = (
        [neutralise(participant), question, *map(_points, points), neutralise(remark)]
        for participant, question, *points, remark in checklists.itertuples(index=False, name=None)
    )
    return csv_text(list(checklists.columns), rows)


def ranking_rows(table: pd.DataFrame) -> list[tuple[str, int | None, str, str, float, str]]:
    """Return the ranking as plain values: category, rank (None unless ranked), code, name, score, status."""
    ranks = [None if missing else int(rank) for rank, missing in zip(table["rank"], table["rank"].isna(), strict=True)]
    words = (table[column].astype(str).tolist() for column in ("category", "code", "name", "status"))
    scores = table["score"].astype(float).tolist()
    return [
        (category, rank, code, name, score, status)
        for (category, code, name, status), rank, score in zip(zip(*words, strict=True), ranks, scores, strict=True)
    ]


def awards_held(awards: Awards) -> dict[str, list[str]]:
    """Return the codes of the awards of each participant that has any, in the rulebook's order."""
    held: dict[str, list[str]] = {}
    for code, award in awards.table[["code", "award"]].itertuples(index=False, name=None):
        held.setdefault(code, []).append(award)
    return held


def neutralise(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; ``restore`` takes it off again.

    A formula begins a cell with = + - @, a tab or a carriage return, or the full-width forms of the four signs. Text
    that begins with quotation marks or apostrophes and then one of these gets one too, so that nothing is lost.
    """
    return _RISKY.sub("'", text)


def restore(text: str) -> str:
    """Undo ``neutralise``."""
    return _NEUTRALISED.sub("", text)


def csv_text(header: list[str], rows: Iterable[list[str]]) -> str:
    r"""Return RFC 4180 text with "\n" as line end; a field with a lone carriage return is quoted too."""
    lines: list[str] = []
    sink = SimpleNamespace(write=lambda line: lines.append(line.removesuffix("\r\n") + "\n"))
    writer = csv.writer(sink, lineterminator="\r\n")  # what it quotes follows from its line end
    writer.writerow(header)
    writer.writerows(rows)
    return "".join(lines)


def fixed(value: float, decimals: int) -> str:
    """Write a number with its decimals; empty where it is missing."""
    return "" if np.isnan(value) else f"{value:.{decimals}f}"


def _points(value: float) -> str:
    return "" if np.isnan(value) else repr(float(value)).removesuffix(".0")


def _plain(value: float, form: Form) -> str:
    if np.isnan(value):
        return ""
    return repr(value).removesuffix(".0") if form in {"count", "days"} else repr(value)
