"""``evaluator what-changes``: which ranks, statuses and awards would be others if a mark, a value or a rule were."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli import options, screen
from evaluator.cli.figures import figure
from evaluator.records import records
from evaluator.refusals import WrongUse
from evaluator.words import _, language, later, plural

if TYPE_CHECKING:
    from evaluator.what_changes import Answer

RESCORED = 20
"""So many who keep their place and get another score are shown; of the rest, how many they are."""

SHORT = later("Tell which ranks and awards would change if a mark, a value or a rule were another.")
HELP = later(
    """Tell which ranks, statuses and awards would change if a mark, a value or a rule were another. Nothing is written.

Every option may be given several times; all changes are made together. A rule is named by its path in the rulebook:
an entry of a list by its code or its number (criterion.interview.weight, gate[1].at_least). Weights still have to add
up to 100, so change those that belong together. An empty value takes a rule, or an indicator's value, away."""
)
EXAMPLES = (
    "evaluator what-changes kompetisi-2019 --score 'Juri 1,A-017,interview=80'",
    "evaluator what-changes kompetisi-2019 --indicator A-017,answered_on_time_share=0.9",
    "evaluator what-changes kompetisi-2019 --rule standards.answer=7 --rule gate.minimum-complaints=",
    "evaluator what-changes kompetisi-2019 --rulebook draft-2020.toml --json",
)


def command(
    folder: Annotated[Path, options.folder()],
    *,
    score: Annotated[
        list[str] | None,
        typer.Option(
            metavar="JUDGE,PARTICIPANT,CRITERION=MARK",
            help=_("Another mark (or abstained, absent, conflict); with ,STAGE where the judge marked in several."),
        ),
    ] = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option(metavar="PARTICIPANT,INDICATOR=VALUE", help=_("Another value of an indicator.")),
    ] = None,
    rule: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help=_("Another rule."))] = None,
    rulebook: Annotated[
        str | None, typer.Option(metavar="FILE", help=_("Another rulebook: a file, or the code of a shipped one."))
    ] = None,
    engine: Annotated[options.Engine | None, options.engine()] = None,
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Work it out, and tell as text or JSON."""
    from evaluator import folder as folders  # noqa: PLC0415 (start-up)
    from evaluator import pipeline  # noqa: PLC0415 (start-up)
    from evaluator.what_changes import Asked, what_changes  # noqa: PLC0415 (start-up)

    asked = Asked(tuple(score or ()), tuple(indicator or ()), tuple(rule or ()), rulebook)
    if asked == Asked():
        raise WrongUse(_("Say what should be another: --score, --indicator, --rule or --rulebook."))
    home = folders.existing(folder)
    with pipeline.scratch_folder() as scratch, screen.steps() as progress:
        answer = what_changes(home, asked, scratch=scratch, progress=progress, engine=engine)
    if as_json:
        screen.as_json(document(answer))
    else:
        tell(answer)


def document(answer: Answer) -> dict[str, Any]:
    """Return the answer as one document; ``participants`` are those who move or whose score changes."""
    rows = [record for record in _records(answer) if record["moved"] or record["rescored"]]
    awards = _awards(answer)
    return {
        "changes": [asdict(change) for change in answer.changes],
        "nothing_changes": not (awards or any(row["moved"] for row in rows)),
        "participants": rows,
        "awards": awards,
    }


def tell(answer: Answer) -> None:
    """Print what was asked, who moves, and which awards go to whom."""
    screen.heading(_("If this were otherwise"))
    for change in answer.changes:
        screen.say(f"• {screen.safe(change.what)}: {screen.safe(change.before)} → {screen.safe(change.after)}")
    people = _records(answer)
    moved = [record for record in people if record["moved"]]
    rescored = [record for record in people if record["rescored"] and not record["moved"]]
    awards = _awards(answer)
    screen.heading(_("What would change"))
    if not moved and not awards:
        screen.say(_("Nothing changes: every rank, status and award stays as it is."))
    if moved or rescored:
        _table(answer, moved + rescored[:RESCORED])
    if rest := len(rescored[RESCORED:]):
        screen.say(
            plural(
                "{count} more participant gets another score and stays where it is.",
                "{count} more participants get another score and stay where they are.",
                rest,
            )
        )
    if awards:
        screen.heading(_("Awards that would be given otherwise"))
        rows = [[award["title"], _people(award["before"]), _people(award["after"])] for award in awards]
        screen.table([_("award"), _("now"), _("then")], rows)


def _table(answer: Answer, people: list[dict[str, Any]]) -> None:
    decimals = [year.rulebook.edition.decimals for year in (answer.before, answer.after)]
    elsewhere = any(record["category_before"] != record["category_after"] for record in people)
    rows = []
    for record in people:
        row = [
            record["name"] if record["name"] == record["code"] else f"{record['name']} ({record['code']})",
            _arrow(_place(record, "before"), _place(record, "after")),
            _arrow(figure(record["score_before"], decimals[0]), figure(record["score_after"], decimals[1])),
        ]
        categories = (record["category_before"] or "–", record["category_after"] or "–")
        rows.append([*row, _arrow(*categories)] if elsewhere else row)
    names = [_("name"), _("rank"), _("score"), *([_("category")] if elsewhere else [])]
    screen.table(names, rows, right=(2,))


def _place(record: dict[str, Any], side: str) -> str:
    """The rank, or why there is none."""
    if record[f"rank_{side}"] is not None:
        return str(record[f"rank_{side}"])
    reasons = {
        "no-category": _("not ranked: no category"),
        "no-score": _("not ranked: no score"),
        "": _("not taking part"),
    }
    reason = record[f"status_{side}"].partition(": ")[2]
    return reasons.get(reason) or _("not ranked: {gate}").format(gate=reason)


def _arrow(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _people(people: list[dict[str, Any]]) -> str:
    return "; ".join(f"{one['place']}. {one['name']}" for one in people) or _("nobody")


def _records(answer: Answer) -> list[dict[str, Any]]:
    """Participants in the order of the ranking as it would be, those who are out of it last."""
    order = {code: at for at, code in enumerate(answer.after.ranking.table["code"])}
    table = answer.table.loc[sorted(answer.table.index, key=lambda code: (order.get(code, len(order)), code))]
    people = records(table)
    for record in people:
        for side in ("before", "after"):
            record[f"awards_{side}"] = record[f"awards_{side}"].split(";") if record[f"awards_{side}"] else []
    return people


def _awards(answer: Answer) -> list[dict[str, Any]]:
    """The awards whose winners or their places differ, with the winners now and then, by place."""
    sides = (answer.before, answer.after)
    titles = {award.code: award.title.model_dump()[language()] for year in sides for award in year.rulebook.award}
    held = []
    for year in sides:
        people: dict[str, list[dict[str, Any]]] = {}
        for award, place, code, name in year.awards.table[["award", "place", "code", "name"]].itertuples(index=False):
            people.setdefault(award, []).append({"place": int(place), "code": code, "name": name})
        held.append(people)
    return [
        {"award": award, "title": title, "before": held[0].get(award, []), "after": held[1].get(award, [])}
        for award, title in titles.items()
        if held[0].get(award, []) != held[1].get(award, [])
    ]
