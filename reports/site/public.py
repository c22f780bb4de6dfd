"""What of a year's results is for everybody: the ranking and its figures, never what is the panel's or one's own.

Left out: the flags for the panel, problems (they name rows of somebody's file), checklists and feedback.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from criteria.indicators import INDICATORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from criteria.rulebook import Rulebook
    from reports.speech import Language

TABLES = ("ranking.csv", "indicators.csv", "stages.csv", "certainty.csv")
"""Tables of the results that are published as they are, where the year has them."""
EVERYBODYS = (
    "schema", "edition", "period", "rulebook", "until", "categories", "criteria", "participants", "awards", "rows",
    "certainty",
)  # fmt: skip
"""Keys of results.json that are published: a list of what may leave, so that whatever is added later stays in."""
OF_A_PARTICIPANT = (
    "code", "name", "category", "rank", "status", "score", "awards", "criteria", "stages", "indicators", "rank_low",
    "rank_high", "award_probability",
)  # fmt: skip
"""The same of a participant."""


def public_results(results: Mapping[str, Any]) -> dict[str, Any]:
    """Return results.json without what is confidential; the form stays that of the published schema."""
    people = [{key: one[key] for key in OF_A_PARTICIPANT if key in one} for one in results["participants"]]
    return {**{key: results[key] for key in EVERYBODYS if key in results}, "participants": people}


def public_json(results: Mapping[str, Any]) -> bytes:
    """Return the public results as bytes, sorted, one participant a line."""
    chosen = public_results(results)
    members = []
    for key, value in sorted(chosen.items()):
        if isinstance(value, list) and value:
            members.append(f"{_json(key)}: [\n " + ",\n ".join(map(_json, value)) + "\n]")
        else:
            members.append(f"{_json(key)}: {_json(value)}")
    return ("{\n" + ",\n".join(members) + "\n}\n").encode()


def datapackage(
    rulebook: Rulebook, tables: Mapping[str, list[str]], digests: Mapping[str, tuple[str, int]], language: Language
) -> bytes:
    """Return datapackage.json (Frictionless Data Package 1): what each table holds, column by column.

    tables: the columns of each table in the folder, by its name. digests: sha256 and size of each, by its name.
    """
    resources = [
        {
            "name": name.partition(".")[0],
            "path": name,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "hash": f"sha256:{digests[name][0]}",
            "bytes": digests[name][1],
            "schema": {"fields": [_field(column, rulebook, language) for column in columns], "missingValues": [""]},
        }
        for name, columns in tables.items()
    ]
    title = rulebook.edition.title
    package = {
        "profile": "tabular-data-package",
        "name": rulebook.edition.code,
        "title": title.id if language == "id" else title.en,
        "description": rulebook.edition.notes[0] if rulebook.edition.notes else "",
        "resources": resources,
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


_TEXTS = {"category", "code", "name", "status", "award", "stage", "why", "near", "left_out"}
_WHOLE = {"rank", "rank_low", "rank_high", "rank_without", "set_low", "set_high"}
_YES = {"may_be_top"}


def _field(column: str, rulebook: Rulebook, language: Language) -> dict[str, Any]:
    """Return a column as Table Schema tells it; scores and shares are numbers."""
    kind = "string" if column in _TEXTS else "integer" if column in _WHOLE else "number"
    field: dict[str, Any] = {"name": column, "type": kind}
    if column in _YES:
        field |= {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
    if column in INDICATORS:
        field["title"] = INDICATORS[column].title[language]
        if INDICATORS[column].form == "count":
            field["type"] = "integer"
    criterion = next((one for one in rulebook.criterion if one.code == column), None)
    if criterion is not None:
        field["title"] = criterion.title.id if language == "id" else criterion.title.en
    return field


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
