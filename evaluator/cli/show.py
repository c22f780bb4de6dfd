"""How a summary (``evaluator.summary``) looks on the screen: what was read and set aside, who won, where files are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluator.cli import screen
from evaluator.words import _, decimal, later, number, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIRST_FILES = 10
FIRST_CERTIFICATES = 20
FIRST_MINUTES = 4

BINS = {
    "used": later("used"),
    "excluded": later("excluded"),
    "repeated": later("repeated"),
    "outside": later("outside period"),
    "set aside": later("set aside"),
}
EVENTS = {
    "step": later("a step"),
    "no step": later("no step"),
    "set aside": later("set aside"),
    "no complaint": later("of no complaint"),
}
SEVERITIES = {
    "blocking": later("blocking"),
    "set aside": later("set aside"),
    "warning": later("warning"),
    "note": later("note"),
}


def edition(summary: Mapping[str, Any]) -> None:
    """Print which year this is."""
    found = summary["edition"]
    if found:
        screen.say(f"{screen.safe(found['title'])} ({found['code']})", "bold")
        if found["synthetic"]:
            screen.say(_("Synthetic data: every participant, complaint and mark is made up."))


def rows(summary: Mapping[str, Any]) -> None:
    """Print what was read: rows by bin, for the first files and in all."""
    found = summary["rows"]
    files = found["by_file"] if found else {}
    if not files:
        return
    screen.heading(_("What was read"))
    lines = [_counted(path.removeprefix("complaints/"), counts) for path, counts in list(files.items())[:FIRST_FILES]]
    if len(files) > FIRST_FILES:
        lines.append(_rest(list(files.values())))
    lines.append(_counted(_("All rows"), found["by_bin"]))
    names = [_(name) for name in BINS.values()]
    screen.table([_("file"), _("rows"), *names], lines, right=range(1, len(BINS) + 2))
    if events := found.get("events_by_file"):
        lines = [_counted(path, counts) for path, counts in list(events.items())[:FIRST_FILES]]
        if len(events) > FIRST_FILES:
            lines.append(_rest(list(events.values())))
        names = [_(name) for name in EVENTS.values()]
        screen.table([_("file"), _("events"), *names], lines, right=range(1, len(EVENTS) + 2))


def _rest(counts: Sequence[Mapping[str, int]]) -> list[str]:
    """Return one line for the files that are not listed."""
    rest = counts[FIRST_FILES:]
    sums = {name: sum(one[name] for one in rest) for name in rest[0]}
    return _counted(plural("{count} more file", "{count} more files", len(rest)), sums)


def _counted(name: str, counts: Mapping[str, int]) -> list[str]:
    return [name, number(sum(counts.values())), *(number(count) for count in counts.values())]


def problems(summary: Mapping[str, Any]) -> None:
    """Print how many problems there are, and the gravest in words."""
    found = summary["problems"]
    screen.heading(_("Problems"))
    if not found["count"]:
        screen.say(_("None."))
        return
    counts = [f"{number(count)} {_(SEVERITIES[name])}" for name, count in found["by_severity"].items() if count]
    screen.say("; ".join(counts))
    for problem in found["first"]:
        one_problem(problem)
    rest = found["count"] - sum(int(problem["count"]) for problem in found["first"])
    if rest:
        screen.say(plural("… and {count} more.", "… and {count} more.", rest))


def one_problem(problem: Mapping[str, str]) -> None:
    """Print one problem: where it is and how grave, then what is wrong and how to mend it."""
    place = [screen.safe(problem[part]) for part in ("file", "sheet") if problem[part]]
    if problem["row"]:
        place.append(_("row {row}").format(row=problem["row"]))
    if problem["column"]:
        place.append(screen.safe(problem["column"]))
    value = f": “{screen.safe(problem['value'])}”" if problem["value"] else ""
    screen.say(f"• {_(SEVERITIES[problem['severity']])}: {', '.join(place)}{value}")
    screen.indented(f"{screen.safe(problem['problem'])} {screen.safe(problem['mend'])}")


def stages(summary: Mapping[str, Any]) -> None:
    """Print who went on at each stage."""
    held = summary["stages"]
    if not held:
        return
    screen.heading(_("Stages"))
    decimals = summary["edition"]["decimals"]
    names = [_("stage"), _("category"), _("took part"), _("went on"), _("last score that went on"), _("near the cut")]
    lines = [
        [
            screen.safe(one["stage"]), screen.safe(one["category"]), number(one["took_part"]), number(one["advanced"]),
            "–" if one["lowest"] is None else decimal(one["lowest"], decimals), number(one["near"]),
        ]
        for one in held
    ]  # fmt: skip
    screen.table(names, lines, right=range(2, 6))
    for one in held:
        for remark in one["remarks"]:
            screen.say(f"• {screen.safe(one['stage'])}, {screen.safe(one['category'])}: {screen.safe(remark)}")


def flags(summary: Mapping[str, Any]) -> None:
    """Print how many participants have which flag, for the panel to look at."""
    if not summary["flags"]:
        return
    screen.heading(_("For the panel to look at; never a penalty"))
    lines = [[title, number(count)] for title, count in summary["flags"].items()]
    screen.table([_("flag"), _("participants")], lines, right=(1,))
    screen.say(_("results/integrity.csv has each with its statistic and what is usual."))


def ranking(summary: Mapping[str, Any]) -> None:
    """Print the first of every category."""
    for category in summary["ranking"]:
        screen.heading(screen.safe(category["title"]))
        screen.say(
            _("{ranked} ranked, {not_ranked} not ranked").format(
                ranked=number(category["ranked"]), not_ranked=number(category["not_ranked"])
            )
        )
        if category["first"]:
            _ranked(category["first"], summary["edition"]["decimals"])


def _ranked(rows_: Sequence[Mapping[str, Any]], decimals: int) -> None:
    """Print places; the codes only where they say more than the names."""
    names = {"rank": _("rank"), "between": _("between"), "code": _("code"), "name": _("name"), "score": _("score")}
    names["awards"] = _("award")
    if all(row["rank_low"] is None for row in rows_):
        del names["between"]
    if all(row["code"] == row["name"] for row in rows_):
        del names["code"]
    texts = [
        {
            **row,
            "rank": str(row["rank"]),
            "between": _between(row),
            "score": decimal(row["score"], decimals),
            "awards": "; ".join(row["awards"]),
        }
        for row in rows_
    ]
    figures = [place for place, name in enumerate(names) if name in {"rank", "score"}]
    screen.table(list(names.values()), [[text[name] for name in names] for text in texts], right=figures)


def _between(row: Mapping[str, Any]) -> str:
    low, high = row["rank_low"], row["rank_high"]
    return "–" if low is None else str(low) if low == high else f"{low}–{high}"


def awards(summary: Mapping[str, Any]) -> None:
    """Print who won what."""
    if not summary["awards"]:
        return
    screen.heading(_("Awards"))
    columns = [_("award"), _("place"), _("name"), _("score")]
    decimals = summary["edition"]["decimals"]
    lines = [
        [row["title"], str(row["place"]), row["name"], decimal(row["score"], decimals)] for row in summary["awards"]
    ]
    screen.table(columns, lines, right=(1, 3))
    for remark in summary["remarks"]:
        screen.say(_remark(remark))


def _remark(remark: Mapping[str, str]) -> str:
    said = {
        "tied at the cut": _("{award}: equal at the last place, so all of them are awarded ({codes})."),
        "fewer participants than winners": _("{award}: fewer participants than winners."),
    }
    award = screen.safe(remark["title"])
    return said[remark["remark"]].format(award=award, codes=screen.safe(remark["codes"].replace(";", ", ")))


def files(paths: Sequence[str]) -> None:
    """Print where the results are."""
    screen.heading(_("Files"))
    certificates = [path for path in paths if "/certificates/" in path]
    minutes = [path for path in paths if "/minutes/" in path]
    folders = {*certificates, *minutes}
    for path in [path for path in paths if path not in folders] + minutes[:FIRST_MINUTES]:
        screen.path(path)
    if len(minutes) > FIRST_MINUTES:
        more = len(minutes) - FIRST_MINUTES
        screen.say("  " + plural("… and {count} more file of minutes.", "… and {count} more files of minutes.", more))
    for path in certificates[:FIRST_CERTIFICATES]:
        screen.path(path)
    rest = len(certificates) - FIRST_CERTIFICATES
    if rest > 0:
        screen.say("  " + plural("… and {count} more certificate.", "… and {count} more certificates.", rest))
