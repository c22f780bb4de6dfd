"""``evaluator`` without a word, in a folder that holds exports: three questions, and the self-assessment is there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator.cli import assessed, options, screen, show
from evaluator.refusals import Refusal
from evaluator.words import _, language, later, number, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from criteria.rulebook import Rulebook
    from evaluator.assess import Asked

SUFFIXES = (".csv", ".csv.gz", ".xlsx", ".parquet", ".json")
OUT = {"id": "penilaian-mandiri", "en": "self-assessment"}
FILES = {"id": ("posisi", "pekerjaan"), "en": ("where-we-stand", "work-list")}
KINDS = {
    "ministry": later("a ministry"),
    "institution": later("a national institution"),
    "province": later("a provincial government"),
    "city": later("a city government"),
    "regency": later("a regency government"),
    "enterprise": later("a state-owned or regional enterprise"),
    "upp": later("a public service unit"),
}
"""What the kinds that past editions know are, for people."""
MOST = 9
"""Choices that are listed; another one can be typed."""


def exports(folder: Path) -> list[Path]:
    """Return what may be exports of complaints; none where the folder is a competition's, not an agency's."""
    if any(folder.glob("participants.*")) or (folder / "complaints").is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name.casefold().endswith(SUFFIXES))


def wanted(arguments: Sequence[str], folder: Path) -> bool:
    """Whether somebody sits at a terminal who gave no command, where there is something to assess."""
    plain = not [
        one for at, one in enumerate(arguments) if one != "--lang" and (not at or arguments[at - 1] != "--lang")
    ]
    return plain and sys.stdin.isatty() and sys.stdout.isatty() and bool(exports(folder))


def guide(folder: Path, ask: Callable[[str], str] = input) -> int:
    """Ask which rules, who it is and what it is; assess every export of the folder, write and tell. Returns 0."""
    from evaluator.assess import assess  # noqa: PLC0415 (start-up)
    from reports.assessment_page import page, paper  # noqa: PLC0415 (start-up)
    from reports.work_list import work_list  # noqa: PLC0415 (start-up)

    logs = exports(folder)
    screen.say(_("Where do we stand?"), "bold")
    screen.say(
        plural("There is {count} export in this folder:", "There are {count} exports in this folder:", len(logs))
        + " " + ", ".join(screen.safe(path.name) for path in logs[:MOST]) + (" …" if len(logs) > MOST else "")
    )  # fmt: skip
    screen.say(_("Three questions; nothing leaves this machine. Press Enter for what stands in brackets."))
    asked = _asked(folder, logs, ask)
    with screen.steps() as progress:
        found = assess(asked, language(), progress)
    assessed.tell(found, options.speech())
    out = folder / OUT[language()]
    stands, works = FILES[language()]
    say = options.speech()
    from evaluator.publish import write_beside, writing  # noqa: PLC0415 (start-up)

    with writing(out):
        out.mkdir(exist_ok=True)
    made = {f"{stands}.html": page, f"{stands}.pdf": paper, f"{works}.xlsx": work_list}
    for name, make in made.items():
        write_beside(out / name, make(found, say))
    show.files([str(out / name) for name in made])
    screen.heading(_("What next"))
    screen.say(_("Open the page in a browser and move its figures. The same again, without questions:"))
    told = [word for name, value in asked.told.items() for word in ("--set", f"{name}={value}")]
    mine = ["--all-mine"] if asked.all_mine else []
    rules = asked.rulebook.edition.code if not (folder / "rulebook.toml").is_file() else "rulebook.toml"
    screen.command(
        "evaluator", "self-assess", *(path.name for path in logs), "--rulebook", rules, "--as", asked.who, *mine, *told
    )
    return 0


def _asked(folder: Path, logs: Sequence[Path], ask: Callable[[str], str]) -> Asked:
    """Ask the three questions."""
    from evaluator.assess import Asked  # noqa: PLC0415 (start-up)
    from evaluator.rulebooks.find import sound  # noqa: PLC0415 (start-up)

    while True:
        rules = sound(_rules(folder, ask))
        try:
            named = _named(tuple(logs), rules)
            break
        except Refusal as refusal:
            screen.say(str(refusal), "yellow")
    most = sorted(named, key=lambda one: (-named[one], one))[:MOST]
    said = [(one, plural("{count} row", "{count} rows", named[one]).format(count=number(named[one]))) for one in most]
    who = _choice(_("2. Who are you? A number, or your name as certificates should print it."), said, ask, other=True)
    all_mine = who not in named
    kinds = list(dict.fromkeys(kind for category in rules.category for kind in category.where.get("kind", [])))
    told = {}
    if kinds and rules.participants.from_ == "roster":
        told["kind"] = _choice(
            _("3. What are you?"), [(kind, _(KINDS[kind]) if kind in KINDS else "") for kind in kinds], ask, other=False
        )
    if rules.participants.from_ == "roster":
        told["name"] = who
    return Asked(logs=tuple(logs), rulebook=rules, who=who, told=told, all_mine=all_mine, guesses=True, with_work=True)


def _rules(folder: Path, ask: Callable[[str], str]) -> str:
    from criteria.editions import list_editions  # noqa: PLC0415 (start-up)
    from evaluator.rulebooks.find import sound  # noqa: PLC0415 (start-up)

    say = options.speech()
    shipped = {code: sound(code) for code in list_editions(competitions=True)}
    newest = sorted(shipped, key=lambda code: shipped[code].period.from_, reverse=True)
    own = folder / "rulebook.toml"
    choices = [(own.name, _("the rulebook in this folder"))] if own.is_file() else []
    choices += [(code, say.title(shipped[code].edition.title)) for code in newest]
    chosen = _choice(_("1. By which rules?"), choices, ask, other=False)
    return str(own) if chosen == own.name else chosen


def _named(logs: tuple[Path, ...], rules: Rulebook) -> dict[str, int]:
    """Return whom the files name, with their rows; nobody where an export of one agency names none."""
    from evaluator.assess import Asked  # noqa: PLC0415 (start-up)
    from evaluator.assess.year import whom  # noqa: PLC0415 (start-up)

    try:
        return whom(Asked(logs=logs, rulebook=rules, guesses=True))
    except Refusal as refusal:
        try:
            whom(Asked(logs=logs, rulebook=rules, guesses=True, all_mine=True, who="-"))
        except Refusal:
            raise refusal from None  # it is not for want of a name
        return {}


def _choice(question: str, choices: list[tuple[str, str]], ask: Callable[[str], str], *, other: bool) -> str:
    """Ask until one of the choices is named, by number or by itself; other: whether anything else may be typed."""
    screen.heading(question)
    for place, (one, about) in enumerate(choices, start=1):
        screen.say(f"  {place}  {screen.safe(one)}" + (f"  ({screen.safe(about)})" if about else ""))
    while True:
        told = ask("[1] > " if choices else "> ").strip()
        if not told and choices:
            return choices[0][0]
        if told.isdecimal() and 1 <= int(told) <= len(choices):
            return choices[int(told) - 1][0]
        named = [one for one, _about in choices if one.casefold() == told.casefold()]
        if named:
            return named[0]
        if other and told and not told.isdecimal():
            return told
        screen.say(_("Type one of the numbers."))
