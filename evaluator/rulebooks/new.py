"""A rulebook for another year, made from one that exists: its text with code, titles and period moved."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from criteria.loading import loads
from criteria.refusals import RulebookRefused, key_path
from evaluator.refusals import WrongUse, of_problems
from evaluator.rulebooks import find
from evaluator.rulebooks.edits import exchanged
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from criteria.positions import Path as KeyPath
    from criteria.rulebook import Rulebook

DAYS = ("from", "to", "cutoff")


@dataclass(frozen=True, slots=True)
class Made:
    """A rulebook that was made. ``dates``: key paths of dates that still belong to the year it was made from."""

    rulebook: Rulebook
    exchanged: list[tuple[str, str, str]]
    dates: list[tuple[str, str]]


def make(source: str, code: str, year: int, out: Path) -> Made:
    """Write a rulebook made from another one, by code or file; nothing else is changed than what is told.

    The year of a rulebook is that in which its period ends. Titles are moved where they name that year or the one in
    which the period begins. WrongUse where the file exists or there is no such rulebook; Refusal where it, or what it
    would become, is not sound.
    """
    if out.exists():
        raise WrongUse(_("{path} exists already.").format(path=out))
    if not out.parent.is_dir():
        raise WrongUse(_("There is no folder {path}.").format(path=out.parent))
    text = find.text(source)
    document = tomllib.loads(text)
    values = _values(document, code, year)
    try:
        fresh = exchanged(text, values)
        rulebook = loads(fresh, out.name)
    except RulebookRefused as refused:
        raise of_problems(refused.problems) from refused
    _write(out, fresh)
    told = [(key_path(path), str(_at(document, path)), str(value)) for path, value in values.items()]
    moved = set(values)
    dates = [(key_path(path), str(day)) for path, day in _dates((), tomllib.loads(fresh)) if path not in moved]
    return Made(rulebook, told, dates)


def _write(out: Path, text: str) -> None:
    """Write a file that must be new, whole or not at all."""
    with out.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
        except BaseException:
            out.unlink()
            raise


def _values(document: dict[str, Any], code: str, year: int) -> dict[KeyPath, str | dt.date]:
    """What is otherwise in the new year, by path; only what differs."""
    period = document["period"]
    by = year - period["to"].year
    values: dict[KeyPath, str | dt.date] = {("edition", "code"): code}
    named = {period["to"].year, period["from"].year}
    for spoken, title in document["edition"]["title"].items():
        values["edition", "title", spoken] = _moved_years(title, named, by)
    for day in DAYS:
        values["period", day] = _moved_day(period[day], by)
    return {path: value for path, value in values.items() if value != _at(document, path)}


def _moved_years(title: str, named: set[int], by: int) -> str:
    def moved(match: re.Match[str]) -> str:
        return str(int(match[0]) + by) if int(match[0]) in named else match[0]

    return re.sub(r"(?<!\d)\d{4}(?!\d)", moved, title)


def _moved_day(day: dt.date, by: int) -> dt.date:
    """The same day of another year; the last day of February stays the last."""
    year = day.year + by
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise WrongUse(_("There is no date in the year {year}.").format(year=year))
    last = calendar.monthrange(year, day.month)[1]
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return day.replace(year=year, day=last if ends else min(day.day, last))


def _dates(path: KeyPath, value: Any) -> Iterator[tuple[KeyPath, dt.date]]:  # noqa: ANN401 (a value of a document)
    if isinstance(value, dt.date):
        yield path, value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _dates((*path, key), inner)


def _at(document: Any, path: KeyPath) -> Any:  # noqa: ANN401 (a value of a document)
    for part in path:
        document = document[part]
    return document
