"""``evaluator compare``: two years beside each other, every movement split into its causes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import options, screen
from evaluator.cli.figures import figure, signed
from evaluator.records import records
from evaluator.words import _, language, later, plural

if TYPE_CHECKING:
    from evaluator.compare import Comparison
    from reports.year import Year

SHORT = later("Compare two years: who moved, and whether by itself, by new rules or by others.")
HELP = later(
    """Compare two years: how far each participant moved in score and rank, and by what.

own: its own values changed; rules: the rulebook changed; others: the other participants changed, newcomers and
those who left among them. The parts add up to the movement exactly. Each is the mean over all orders in which the
three can have changed, so that none is favoured. Participants are the same where their codes are."""
)
EXAMPLES = (
    "evaluator compare kompetisi-2018 kompetisi-2019",
    "evaluator compare kompetisi-2018 kompetisi-2019 --first 0 --csv movements.csv",
    "evaluator compare kompetisi-2018 kompetisi-2019 --json",
)


def command(
    first_year: Annotated[
        Path, typer.Argument(metavar="YEAR1", help=_("The competition folder of the earlier year."), show_default=False)
    ],
    second_year: Annotated[
        Path, typer.Argument(metavar="YEAR2", help=_("The competition folder of the later year."), show_default=False)
    ],
    *,
    first: Annotated[int, typer.Option(min=0, metavar="N", help=_("Show so many participants; 0 shows all."))] = 50,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write the table into this CSV file too."))] = None,
    engine: Annotated[options.Engine | None, options.engine()] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Compare, write the CSV where one is asked for, and tell as text or JSON."""
    from evaluator import folder, pipeline  # noqa: PLC0415 (start-up)
    from evaluator.compare import compare  # noqa: PLC0415 (start-up)

    folders = (folder.existing(first_year), folder.existing(second_year))
    with pipeline.scratch_folder() as one, pipeline.scratch_folder() as other, screen.steps() as progress:
        found = compare(folders, scratch=(one, other), progress=progress, engine=engine)
    if csv is not None:
        _write(found, csv)
    if as_json:
        screen.as_json(document(found))
        return
    tell(found, first)
    if csv is not None:
        screen.heading(_("Files"))
        screen.path(str(csv))


def document(found: Comparison) -> dict[str, Any]:
    """Return the comparison as one document; what is missing is null."""
    return {
        "years": [_year(year) for year in (found.first, found.second)],
        "notes": found.notes,
        "participants": records(found.table),
        "new": [{"code": code, "name": name} for code, name in found.new.items()],
        "gone": [{"code": code, "name": name} for code, name in found.gone.items()],
    }


def _year(year: Year) -> dict[str, str]:
    edition = year.rulebook.edition
    return {"edition": edition.code, "title": edition.title.model_dump()[language()]}


def _write(found: Comparison, path: Path) -> None:
    from evaluator.publish import writing  # noqa: PLC0415 (start-up)
    from reports.tables import csv_text, neutralise  # noqa: PLC0415 (start-up)

    texts = {"code", "name", "category_1", "category_2", "status_1", "status_2"}
    header = ["code", *map(str, found.table.columns)]
    rows = [
        [neutralise(str(row[name])) if name in texts else _cell(row[name]) for name in header]
        for row in records(found.table)
    ]
    with writing(path):
        path.write_text(csv_text(header, rows), encoding="utf-8", newline="")


def _cell(value: float | None) -> str:
    return "" if value is None else repr(value).removesuffix(".0")


def tell(found: Comparison, first: int) -> None:
    """Print what must be known, who moved and by what, and who is in one year only."""
    for year in (found.first, found.second):
        told = _year(year)
        screen.say(f"{screen.safe(told['title'])} ({told['edition']})", "bold")
    for note in found.notes:
        screen.say(f"• {screen.safe(note)}")
    rows = records(found.table)
    shown = rows[:first] if first else rows
    decimals = max(year.rulebook.edition.decimals for year in (found.first, found.second))
    titles = {c.code: c.title.model_dump()[language()] for c in found.second.rulebook.category}
    for category in dict.fromkeys(record["category_2"] for record in shown):
        screen.heading(screen.safe(titles.get(category, _("No category"))))
        _table([record for record in shown if record["category_2"] == category], decimals)
    if len(rows) > len(shown):
        rest = len(rows) - len(shown)
        screen.say(plural("… and {count} more; --first 0 shows all.", "… and {count} more; --first 0 shows all.", rest))
    _only(_("Only in the later year"), found.new, first)
    _only(_("Only in the earlier year"), found.gone, first)


def _table(people: list[dict[str, Any]], decimals: int) -> None:
    screen.say(_("Places climbed and points gained are positive; own + rules + others = moved."))
    rows = []
    for record in people:
        named = record["name"] if record["name"] == record["code"] else f"{record['name']} ({record['code']})"
        ranks = " → ".join(str(record[f"rank_{n}"] or "–") for n in (1, 2))
        scores = " → ".join(figure(record[f"score_{n}"], decimals) for n in (1, 2))
        rows.append([named, _("rank"), ranks, *_parts(record, "rank", 2)])
        rows.append(["", _("score"), scores, *_parts(record, "score", decimals)])
    names = [_("name"), "", "1 → 2", _("moved"), _("own"), _("rules"), _("others")]
    screen.table(names, rows, right=range(2, 7))


def _parts(record: dict[str, Any], what: str, decimals: int) -> list[str]:
    change = record[f"{what}_change"]
    whole = 0 if what == "rank" else decimals
    return [signed(change, whole), *(signed(record[f"{what}_{part}"], decimals) for part in ("own", "rules", "others"))]


def _only(heading: str, people: dict[str, str], first: int) -> None:
    if not people:
        return
    screen.heading(heading)
    shown = list(people.items())[: first or None]
    screen.say("; ".join(screen.safe(name if name == code else f"{name} ({code})") for code, name in shown))
    if len(people) > len(shown):
        rest = len(people) - len(shown)
        screen.say(plural("… and {count} more; --first 0 shows all.", "… and {count} more; --first 0 shows all.", rest))
