"""``evaluator rulebook show``: a rulebook in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from evaluator.cli import options, screen
from evaluator.cli.rulebook.values import written
from evaluator.words import _, later

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reports.speech import Speech

SHORT = later("Say a rulebook in words, with what is assumed and why.")
HELP = later(
    """Say a rulebook in words: the year, who competes, what must hold, the weighted tree, the awards; then every rule
that no published source states, with its reason, and every rule that one does."""
)
EXAMPLES = (
    "evaluator rulebook show anggakara-2019",
    "evaluator rulebook show kompetisi-2019/rulebook.toml --json",
)


def command(
    rulebook: Annotated[str, options.rulebook()],
    as_json: Annotated[bool, options.as_json()] = False,
) -> None:
    """Show, as text or JSON."""
    from evaluator.rulebooks.find import sound  # noqa: PLC0415 (start-up)
    from evaluator.rulebooks.shown import shown  # noqa: PLC0415 (start-up)

    say = options.speech()
    document = shown(sound(rulebook), say)
    if as_json:
        screen.as_json(document)
    else:
        tell(document, say)


def tell(document: Mapping[str, Any], say: Speech) -> None:
    """Print a rulebook."""
    _year(document, say)
    _who(document)
    _stages(document)
    _tree(document, say)
    _awards(document)
    for table in document["further"]:
        _further(table, say)
    if document["assumed"]:
        screen.heading(_("Assumed: no published source states these rules"))
        tell_grounds(document["assumed"])
    if document["sourced"]:
        screen.heading(_("Stated by a published source"))
        rows = [[grounds["kind"], "; ".join(grounds["titles"]), grounds["source"]] for grounds in document["sourced"]]
        screen.table([_("kind"), _("rules"), _("source")], rows)


def tell_grounds(assumed: Iterable[Mapping[str, Any]]) -> None:
    """Print assumed rules, each with its reason and, where a source states a part of it, that source."""
    rows = [
        [
            grounds["kind"],
            "; ".join(grounds["titles"]),
            grounds["reason"] + (" " + _("({source})").format(source=grounds["source"]) if grounds["source"] else ""),
        ]
        for grounds in assumed
    ]
    screen.table([_("kind"), _("rules"), _("reason")], rows)


def _year(document: Mapping[str, Any], say: Speech) -> None:
    screen.say(f"{document['title']} ({document['code']})", "bold")
    if document["organiser"]:
        screen.say(document["organiser"])
    if document["synthetic"]:
        screen.say(_("Synthetic data: every participant, complaint and mark is made up."))
    days = {name: say.date(dt.date.fromisoformat(document["period"][name])) for name in ("from", "to", "cutoff")}
    screen.heading(_("Which complaints count, and how long each step may take"))
    screen.say(
        _("Received from {from} to {to}, both included; what happened is known up to {cutoff}.").format_map(days)
    )
    screen.say(document["calendar"])
    rows = [[standard["step"], standard["allowed"]] for standard in document["standards"]]
    screen.table([_("step"), _("allowed")], rows)


def _who(document: Mapping[str, Any]) -> None:
    screen.heading(_("Who competes with whom"))
    rows = [
        [category["code"], category["title"], _conditions(category["where"])] for category in document["categories"]
    ]
    screen.table([_("code"), _("category"), _("who")], rows)
    if document["gates"]:
        screen.heading(_("What must hold to be ranked at all"))
        rows = [[gate["code"], gate["title"], gate["asks"]] for gate in document["gates"]]
        screen.table([_("code"), _("gate"), _("asks")], rows)


def _stages(document: Mapping[str, Any]) -> None:
    if not document["stages"]:
        return
    screen.heading(_("Stages, one after the other"))
    rows = [
        [
            stage["title"] + ("°" if stage["assumed"] else ""), "; ".join(stage["gates"]), stage["total"],
            "; ".join(stage["goes_on"]),
        ]
        for stage in document["stages"]
    ]  # fmt: skip
    screen.table([_("stage"), _("asks"), _("what its total is made of"), _("who goes on")], rows)


def _conditions(where: Mapping[str, list[str]]) -> str:
    return "; ".join(f"{field}: {', '.join(values)}" for field, values in where.items()) or _("everybody")


def _tree(document: Mapping[str, Any], say: Speech) -> None:
    screen.heading(_("What is scored"))
    rows = [
        [
            "  " * branch["depth"] + branch["title"] + ("°" if branch["assumed"] else ""),
            say.exact(branch["weight"]) + "%",
            say.exact(round(branch["of_total"], 2)) + "%",
            "; ".join(part for part in (branch["fed_by"], branch["scale"]) if part),
            branch["missing"] or "",
        ]
        for branch in document["tree"]
    ]
    names = [_("criterion"), _("weight"), _("of total"), _("measured by"), _("without a value")]
    screen.table(names, rows, right=(1, 2))
    screen.say(_("° assumed"))
    screen.say(document["ties"])


def _awards(document: Mapping[str, Any]) -> None:
    if not document["awards"]:
        return
    screen.heading(_("Awards, in the order in which they are given"))
    rows = [
        [
            award["title"],
            award["category"],
            award["by"] or _("Total"),
            str(award["winners"]),
            _("yes") if award["exclusive"] else _("no"),
        ]
        for award in document["awards"]
    ]
    names = [_("award"), _("category"), _("by"), _("winners"), _("exclusive")]
    screen.table(names, rows, right=(3,))


def _further(table: Mapping[str, Any], say: Speech) -> None:
    """Print a table that has no words of its own, key by key."""
    screen.heading(f"[{table['table']}]")
    rows = []
    for entry in table["entries"]:
        title = " ".join(part for part in (entry["title"], entry["code"] and f"({entry['code']})") if part)
        keys = "; ".join(f"{key} = {written(value, say)}" for key, value in entry["keys"].items())
        rows.append([title, keys])
    if any(title for title, _keys in rows):
        screen.table([_("what"), _("rules")], rows)
    else:
        for _title, keys in rows:
            screen.indented(keys)
