"""A year of one participant, put together for the one corridor in a folder that is gone afterwards."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import submissions
from evaluator.assess.asked import ALWAYS, fields_of
from evaluator.assess.layouts import Layout, laid_out
from evaluator.folder import CompetitionFolder
from evaluator.pipeline import open_year, scratch_folder
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _, language, number, plural
from reports.tables import csv_text
from submissions import kinds
from submissions.logs import FOLLOW_UPS, LOGS
from submissions.names import key
from submissions.problems import Problem, Severity
from submissions.sources import Engine, Participants, RosterSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from criteria.rulebook import Rulebook
    from evaluator.assess.asked import Asked
    from evaluator.outcome import Outcome
    from submissions.handed_in import HandedIn
    from submissions.progress import Progress

_MINE = 2
"""The row of the roster that tells of the one who asks."""
SHOWN = 12
"""Agencies, or blocking problems, that are named in a sentence."""


@dataclass(frozen=True)
class OneYear:
    """What the corridor made of the files: rules in effect (map and as-of day put in), and whom it is about.

    given: the path that each file was given by, by the path that the corridor shows. others: whom the files name
    beside the one who asks, with their rows, those with most rows first.
    """

    outcome: Outcome
    rules: Rulebook
    code: str
    layout: Layout
    given: dict[str, Path]
    others: tuple[tuple[str, int], ...]


@contextmanager
def one_year(asked: Asked, progress: Progress) -> Iterator[OneYear]:
    """Read, measure and score the files as the judges would; good only within the block, nothing is left behind.

    Refusal, in words, where nothing can be worked out; WrongUse where the command does not fit the files.
    """
    _check(asked)
    with scratch_folder() as scratch:
        layout = laid_out(asked, _room(scratch, "layout"))
        home = CompetitionFolder(_room(scratch, "year"))
        rules = _in_effect(asked, layout)
        given = _filled(home, layout, asked.checklists)
        named = _named(home, rules, _room(scratch, "names"), given)
        mine = _meant(asked, named)
        code = mine[0] if rules.participants.from_ != "roster" else asked.who or mine[0]
        others = sorted(
            ((name, rows) for name, rows in named.items() if name not in mine), key=lambda one: (-one[1], one)
        )
        if rules.participants.from_ == "roster":
            told = {**asked.told, "name": asked.told.get("name", "") or mine[0]}
            _put_roster(home, rules, {code: told, **{name: {"name": name} for name, _rows in others}})
        room = _room(scratch, "reading")
        outcome = open_year(home, scratch=room, progress=progress, details=True, rulebook=rules)
        given[home.roster.name] = home.roster
        _told_wrongly(outcome, home.roster.name, asked)
        blocking = [problem for problem in outcome.problems if problem.kind.severity is Severity.BLOCKING]
        _refuse(blocking, rules, outcome.handed_in, given)
        yield OneYear(outcome, rules, code.strip(), layout, given, tuple(others))


def whom(asked: Asked) -> dict[str, int]:
    """Return whom the files name, with the rows of each; Refusal, in words, where they cannot be read."""
    _check(asked)
    with scratch_folder() as scratch:
        layout = laid_out(asked, _room(scratch, "layout"))
        home = CompetitionFolder(_room(scratch, "year"))
        return _named(home, _in_effect(asked, layout), _room(scratch, "names"), _filled(home, layout, ()))


def _check(asked: Asked) -> None:
    for path in (*asked.logs, *asked.checklists):
        if path.is_dir():
            raise WrongUse(_("{path} is a folder: name the files in it.").format(path=path))
        if not path.is_file():
            raise WrongUse(_("There is no file {path}.").format(path=path))
    period = asked.rulebook.period
    if asked.as_of is not None and not period.from_ <= asked.as_of <= period.cutoff:
        raise WrongUse(
            _("--as-of {day} is not within the rules' time, from {first} to {cutoff}.").format(
                day=asked.as_of, first=period.from_, cutoff=period.cutoff
            )
        )
    if asked.all_mine and not asked.who:
        raise WrongUse(_("--all-mine needs --as: say who you are."))


def _in_effect(asked: Asked, layout: Layout) -> Rulebook:
    """Return the rules with the export's map, our own roster, and the day up to which events are known."""
    rules = asked.rulebook
    sources = rules.sources.model_copy(
        update={"complaints": layout.source, "follow_ups": layout.follow_source, "participants": RosterSource()}
    )
    changed: dict[str, object] = {"sources": sources, "engine": Engine()}
    if asked.as_of is not None:
        last = min(rules.period.to, asked.as_of)
        changed["period"] = rules.period.model_copy(update={"to": last, "cutoff": asked.as_of})
    return rules.model_copy(update=changed)


def _filled(home: CompetitionFolder, layout: Layout, checklists: Sequence[Path]) -> dict[str, Path]:
    """Put the files into the folder; return the path that each was given by, by the path shown."""
    given: dict[str, Path] = {}
    for sub, paths in ((LOGS, layout.complaints), (FOLLOW_UPS, layout.follow_ups), ("checklists", checklists)):
        (home.root / sub).mkdir()
        names = Counter(path.name.casefold() for path in paths)
        for place, path in enumerate(paths, start=1):
            name = path.name if names[path.name.casefold()] == 1 else f"{place}-{path.name}"
            _link(path, home.root / sub / name)
            given[f"{sub}/{name}"] = path
    return given


def _link(path: Path, target: Path) -> None:
    """Make the file appear there, without copying what it holds where that is possible."""
    real = path.resolve()
    try:
        os.link(real, target)
    except OSError:
        shutil.copyfile(real, target)


def _named(home: CompetitionFolder, rules: Rulebook, scratch: Path, given: dict[str, Path]) -> dict[str, int]:
    """Return whom the logs name, with the rows of each; Refusal where the logs cannot be read."""
    everybody = Participants.model_validate({"from": "complaints"})
    terms = rules.terms.model_copy(update={"participants": everybody, "questions": ()})
    handed_in = submissions.read(home.root, terms, scratch=scratch)
    blocking = [one for one in handed_in.problems if one.kind.severity is Severity.BLOCKING]
    _refuse([one for one in blocking if one.kind is not kinds.CHECKLISTS_UNRULED], rules, handed_in, given)
    rows = handed_in.bins.groupby("participant")["rows"].sum()
    return {str(name): int(rows.get(name, 0)) for name in handed_in.roster.index}


def _meant(asked: Asked, named: dict[str, int]) -> list[str]:
    """Return what the logs call the one who asks: its code, its name, or both; refused where that is nobody."""
    name = asked.told.get("name", "")
    if not asked.who and not name and len(named) > 1:
        raise Refusal(_several(named))
    asked_for = {key(asked.who), key(name)} - {""}
    mine = [one for one in named if key(one) in asked_for or not asked_for]
    if not mine:
        raise WrongUse(_nobody(asked, named))
    return mine


def _put_roster(home: CompetitionFolder, rules: Rulebook, people: dict[str, dict[str, str]]) -> None:
    """Write the roster: fields by the code of each."""
    fields = [*dict.fromkeys([*ALWAYS, *fields_of(rules)])]
    rows = [[code, *(told.get(name, "") for name in fields)] for code, told in people.items()]
    home.roster.write_text(csv_text(["code", *fields], rows), encoding="utf-8", newline="")


def _several(named: dict[str, int]) -> str:
    most = sorted(named, key=lambda one: (-named[one], one))
    listed = "; ".join(f"{one} ({number(named[one])})" for one in most[:SHOWN]) + (" …" if len(most) > SHOWN else "")
    return _(
        "The files name {count} agencies: {listed}. Say which one you are: --as NAME; or, if these are units of yours"
        " and every row is yours: --all-mine --as NAME."
    ).format(count=number(len(named)), listed=listed)


def _nobody(asked: Asked, named: dict[str, int]) -> str:
    most = sorted(named, key=lambda one: (-named[one], one))[:SHOWN]
    asked_for = asked.who or asked.told.get("name", "")
    if not most:
        return _("No row names an agency. If every row is yours: --all-mine --as NAME.")
    return _(
        'No row names {asked}; the files name: {listed}. If one of these is you, add --set name="{first}".'
    ).format(asked=asked_for, listed="; ".join(most), first=most[0])


def _told_wrongly(outcome: Outcome, roster: str, asked: Asked) -> None:
    """Refuse what was told of the one who asks, where the roster cannot hold it."""
    mine = [one for one in outcome.problems if one.file == roster and one.row == _MINE and one.column in asked.told]
    wrong = [one for one in mine if one.kind is not kinds.PARENT_UNKNOWN]  # the parent need not be in these files
    if wrong:
        raise WrongUse("\n".join(f"--set {one.column}={one.value}: {one.says(language())}" for one in wrong))


def _refuse(blocking: list[Problem], rules: Rulebook, handed_in: HandedIn | None, given: dict[str, Path]) -> None:
    """Refuse what forbids an assessment, in words; a file of another year is told as such."""
    period = rules.period
    if handed_in is not None and any(problem.kind is kinds.NO_COMPLAINTS for problem in blocking):
        read = int(handed_in.bins["rows"].sum())
        outside = int(handed_in.bins.loc[handed_in.bins["bin"] == "outside", "rows"].sum())
        if outside and outside == read:
            raise Refusal(
                _(
                    "None of the {count} rows was received from {first} to {last}, the time that these rules look at."
                    " Export that time, or name the rulebook of the other year."
                ).format(count=number(read), first=period.from_, last=period.to)
            )
        if not read:
            raise Refusal(_("The files hold no rows of complaints: export the time that these rules look at."))
        blocking = [problem for problem in blocking if problem.kind is not kinds.NO_COMPLAINTS] or blocking
    if blocking:
        lines = [told(problem, given) for problem in blocking[:SHOWN]]
        rest = len(blocking) - SHOWN
        more = [plural("… and {count} more.", "… and {count} more.", rest)] if rest > 0 else []
        other = any(problem.kind is kinds.DATES_IN_ANOTHER_ORDER for problem in blocking)
        hint = [_("Say how your export writes dates: --date-order dmy, mdy or ymd.")] if other else []
        raise Refusal("\n".join([*lines, *more, *hint]))


def told(problem: Problem, given: dict[str, Path]) -> str:
    """Say a problem in a line: the file as it was given, the place, what is wrong and how it is mended."""
    path = given.get(problem.file)
    row = _("row {row}").format(row=problem.row) if problem.row is not None else ""
    column = _("column {column}").format(column=problem.column) if problem.column else ""
    place = ", ".join(part for part in (path.name if path else problem.file, problem.sheet, row, column) if part)
    return f"{place}: {problem.says(language())} {problem.mend(language())}"


def _room(scratch: Path, name: str) -> Path:
    room = scratch / name
    room.mkdir()
    return room
