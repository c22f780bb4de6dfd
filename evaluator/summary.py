"""What a run has to tell at its end, once, as data: the screen prints it and ``--json`` hands it on."""

from __future__ import annotations

import heapq
from collections import Counter
from typing import TYPE_CHECKING, Any

from criteria.rounding import half_up
from evaluator import summary_judges
from reports import report_certainty, report_stages
from reports.beside import beside
from reports.rows_read import rows_read
from reports.speech import speaking
from submissions.problems import COLUMNS, Severity, rows

if TYPE_CHECKING:
    import pandas as pd

    from evaluator.folder import CompetitionFolder
    from evaluator.outcome import Outcome
    from reports.beside import Beside
    from reports.year import Year
    from submissions.problems import Problem

FIRST_PROBLEMS = 5
FIRST_RANKS = 10


def summarise(outcome: Outcome, folder: CompetitionFolder, language: str) -> dict[str, Any]:
    """Return the outcome as plain values; titles and problems in the language of who asks."""
    year = outcome.year
    return {
        "folder": str(folder.root),
        "ranking_possible": year is not None,
        "edition": _edition(outcome, language),
        "rows": _rows(outcome),
        "problems": _problems(outcome, language),
        "participants": _participants(year) if year else None,
        "ranking": _ranking(year, language) if year else [],
        "stages": _stages(year, language) if year else [],
        "flags": _flags(year, language) if year else {},
        "judges": summary_judges.judges(year, language) if year else None,
        "certainty": _certainty(year, language) if year else None,
        "awards": _awards(year, language) if year else [],
        "remarks": _remarks(year, language) if year else [],
    }


def files_of(folder: CompetitionFolder) -> list[str]:
    """Return the paths of the results as a user would write them, those in folders last."""
    files = [path for path in folder.results.rglob("*") if path.is_file()]
    return [str(path) for path in sorted(files, key=lambda path: (path.parent != folder.results, path))]


def _edition(outcome: Outcome, language: str) -> dict[str, Any] | None:
    if outcome.rulebook is None:
        return None
    edition = outcome.rulebook.edition
    return {
        "code": edition.code,
        "title": edition.title.model_dump()[language],
        "synthetic": edition.synthetic,
        "decimals": edition.decimals,
    }


def _rows(outcome: Outcome) -> dict[str, Any] | None:
    """Rows read and their bins: in all, and by file; they add up. Events by file, where logs hold any."""
    if outcome.handed_in is None:
        return None
    told = rows_read(outcome.handed_in.bins, outcome.handed_in.events)
    return {name: value for name, value in told.items() if name != "by_participant"}


def _problems(outcome: Outcome, language: str) -> dict[str, Any]:
    """How many of each severity, how many of each kind, and the gravest in words."""
    severities: Counter[Severity] = Counter()
    kinds: Counter[str] = Counter()
    for problem in outcome.problems:
        severities[problem.kind.severity] += problem.count
        kinds[problem.kind.code] += problem.count
    first = rows(_first(outcome.problems), language)
    return {
        "count": sum(severities.values()),
        "by_severity": {str(severity): severities[severity] for severity in Severity},
        "by_kind": dict(sorted(kinds.items())),
        "first": [dict(zip(COLUMNS, row, strict=True)) for row in first],
    }


def _first(problems: list[Problem]) -> list[Problem]:
    """The gravest problems, one of each kind before a second of any."""
    grades = list(Severity)
    nth: Counter[str] = Counter()
    order: list[tuple[int, int, int]] = []
    for position, problem in enumerate(problems):
        nth[problem.kind.code] += 1
        order.append((nth[problem.kind.code], grades.index(problem.kind.severity), position))
    return [problems[position] for *_key, position in heapq.nsmallest(FIRST_PROBLEMS, order)]


def _participants(year: Year) -> dict[str, Any]:
    status = year.ranking.table["status"].value_counts()
    return {"count": len(year.ranking.table), "by_status": {str(name): int(count) for name, count in status.items()}}


def _ranking(year: Year, language: str) -> list[dict[str, Any]]:
    """The first of every category, with how many are ranked in it."""
    table = year.ranking.table
    ranked = table[table["rank"].notna()]
    held = year.awards.table.groupby("code")["award"].agg(list)
    titles = {award.code: award.title.model_dump()[language] for award in year.rulebook.award}
    sure = beside(year)
    lists = []
    for category in year.rulebook.category:
        of = ranked[ranked["category"] == category.code]
        lists.append({
            "category": category.code,
            "title": category.title.model_dump()[language],
            "ranked": len(of),
            "not_ranked": int((table["category"] == category.code).sum()) - len(of),
            "first": [_place(row, held, titles, sure) for row in of.head(FIRST_RANKS).to_dict("records")],
        })  # fmt: skip
    return lists


def _stages(year: Year, language: str) -> list[dict[str, Any]]:
    """What became of every category at every stage that was held."""
    say = speaking(language)
    return [
        {
            "stage": held.stage, "category": held.category, "rule": held.rule, "took_part": held.took_part,
            "advanced": held.advanced, "lowest": held.lowest, "near": len(held.near) + held.more,
            "remarks": list(held.remarks),
        }
        for held in report_stages.stages(year, say)
    ]  # fmt: skip


def _certainty(year: Year, language: str) -> dict[str, Any] | None:
    """How firm each award is, in words, and what was drawn anew; None where nothing was."""
    say = speaking(language)
    awards = report_certainty.firmness(year, say)
    if not awards:
        return None
    return {
        "how": report_certainty.drawn_how(year, say),
        "awards": [
            {
                "award": one.award,
                "title": one.title,
                "firm": one.firm,
                "verdict": one.verdict,
                "weights": one.weights,
                "best": one.best,
            }
            for one in awards
        ],
    }


def _flags(year: Year, language: str) -> dict[str, int]:
    """How many participants have each flag, by its title."""
    return {flag.title: flag.count for flag in report_stages.flags(year, speaking(language))}


def _place(
    row: dict[Any, Any], held: pd.Series[Any], titles: dict[str, str], sure: dict[str, Beside]
) -> dict[str, Any]:
    code = str(row["code"])
    awards = [titles[award] for award in held.get(code, [])]
    score = float(row["score"])
    low, high, _probability = sure.get(code, (None, None, None))
    place = {"rank": int(row["rank"]), "code": code, "name": str(row["name"]), "score": score, "awards": awards}
    return {**place, "rank_low": low, "rank_high": high}


def _remarks(year: Year, language: str) -> list[dict[str, Any]]:
    titles = {award.code: award.title.model_dump()[language] for award in year.rulebook.award}
    remarks = year.awards.remarks.to_dict("records")
    return [{**{str(k): str(v) for k, v in row.items()}, "title": titles[str(row["award"])]} for row in remarks]


def _awards(year: Year, language: str) -> list[dict[str, Any]]:
    titles = {award.code: award.title.model_dump()[language] for award in year.rulebook.award}
    categories = {category.code: category.title.model_dump()[language] for category in year.rulebook.category}
    decimals = year.rulebook.edition.decimals
    table = year.awards.table
    scores = half_up(table["score"].to_numpy(dtype=float), decimals)
    return [
        {
            "award": str(row["award"]), "title": titles[str(row["award"])],
            "category": categories[str(row["category"])], "place": int(row["place"]),
            "code": str(row["code"]), "name": str(row["name"]), "score": float(score),
        }
        for row, score in zip(table.to_dict("records"), scores, strict=True)
    ]  # fmt: skip
