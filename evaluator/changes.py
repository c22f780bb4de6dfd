"""What somebody asks to be changed, as written on the command line: a mark, an indicator's value, a rule."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from criteria.indicators import INDICATORS
from evaluator import lookup
from evaluator.refusals import WrongUse
from evaluator.words import _, plain

if TYPE_CHECKING:
    from criteria.results import Indicators
    from criteria.rulebook import Rulebook
    from reports.year import Year
    from submissions.handed_in import HandedIn

SILENT = ("abstained", "absent", "conflict")
_WITHIN = {"share": (0.0, 1.0), "mean": (1.0, 5.0), "days": (0.0, math.inf), "count": (0.0, math.inf)}


@dataclass(frozen=True, slots=True)
class Change:
    """One change that was asked for: what it concerns, and what stands there before and after, in words."""

    what: str
    before: str
    after: str


def mark(handed_in: HandedIn, year: Year, rulebook: Rulebook, asked: str) -> tuple[HandedIn, Change]:
    """Change one judge's mark: ``JUDGE,PARTICIPANT,CRITERION=MARK``, with ``,STAGE`` where the judge marked in several.

    MARK: a number within the panel's range, or abstained, absent or conflict. A judge who gave none gets one. WrongUse
    says what is not known.
    """
    names, value = _parts(asked, "JUDGE,PARTICIPANT,CRITERION=MARK", (3, 4))
    code = lookup.resolve(year, names[1])
    criterion = next((c for c in rulebook.criterion if c.code == names[2] and c.panel), None)
    if criterion is None or criterion.panel is None:
        codes = [c.code for c in rulebook.criterion if c.panel]
        raise WrongUse(
            _("No criterion that judges mark is called {asked}: choose one of {codes}.").format(
                asked=names[2], codes=", ".join(codes) or "–"
            )
        )
    given = handed_in.marks
    judge = _same(names[0], [str(name) for name in given["judge"].unique()])
    mine = (given["judge"] == judge) & (given["participant"] == code) & (given["criterion"] == criterion.code)
    if len(names) == 4:
        mine &= given["stage"] == names[3]
    if mine.sum() > 1:
        raise WrongUse(
            _(
                "{judge} marked {code} in several stages ({stages}): write JUDGE,PARTICIPANT,CRITERION,STAGE=MARK."
            ).format(judge=judge, code=code, stages=", ".join(given.loc[mine, "stage"]))
        )
    number = math.nan if value in SILENT else _number(value, criterion.panel.min, criterion.panel.max, asked)
    status = value if value in SILENT else "scored"
    before = [_mark(*one) for one in given.loc[mine, ["mark", "status"]].itertuples(index=False)]
    if before:
        marks = given.copy()
        marks.loc[mine, ["mark", "status"]] = number, status
    else:
        stage = names[3] if len(names) == 4 else str(given.loc[given["judge"] == judge, "stage"].iloc[0])
        row = dict(zip(given.columns, (stage, judge, code, criterion.code, number, status, ""), strict=True))
        marks = pd.concat([given, pd.DataFrame([row], columns=given.columns)])
    what = _("mark of {judge} on {code}, {criterion}").format(judge=judge, code=code, criterion=criterion.code)
    marks = marks.sort_values(list(marks.columns), ignore_index=True)
    return replace(handed_in, marks=marks), Change(what, before[0] if before else _("none"), _mark(number, status))


def indicator(indicators: Indicators, year: Year, asked: str) -> tuple[Indicators, Change]:
    """Change one participant's indicator: ``PARTICIPANT,INDICATOR=VALUE``; an empty value is a missing one."""
    names, value = _parts(asked, "PARTICIPANT,INDICATOR=VALUE", (2,))
    code, name = lookup.resolve(year, names[0]), names[1]
    if name not in INDICATORS:
        raise WrongUse(
            _("There is no indicator {asked}. There are: {codes}.").format(asked=name, codes=", ".join(INDICATORS))
        )
    number = _number(value, *_WITHIN[INDICATORS[name].form], asked) if value else math.nan
    table = indicators.table.copy()
    before = float(table.loc[[code], name].iloc[0])
    table.loc[code, name] = number
    what = _("{indicator} of {code}").format(indicator=name, code=code)
    return replace(indicators, table=table), Change(what, _value(before), _value(number))


def _parts(asked: str, form: str, lengths: tuple[int, ...]) -> tuple[list[str], str]:
    """The names before the last "=" and the value after it; a name with a comma stands in quotation marks."""
    left, equals, value = asked.rpartition("=")
    names = [name.strip() for name in next(csv.reader([left], skipinitialspace=True), [])]
    if not equals or len(names) not in lengths or not all(names):
        raise WrongUse(
            _("“{asked}” does not fit: write {form}; a name with a comma in it stands in quotation marks.").format(
                asked=asked, form=form
            )
        )
    return names, value.strip()


def _number(text: str, least: float, most: float, asked: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = math.nan
    if not least <= number <= most or math.isinf(number):
        limits = plain(least) if math.isinf(most) else f"{plain(least)}–{plain(most)}"
        said = (
            _("“{asked}”: {value} is no number from {least} upwards.")
            if math.isinf(most)
            else _("“{asked}”: {value} is no number within {least}.")
        )
        raise WrongUse(said.format(asked=asked, value=text or "“”", least=limits))
    return number


def _same(asked: str, known: list[str]) -> str:
    found = [name for name in known if name == asked] or [name for name in known if name.casefold() == asked.casefold()]
    if len(found) != 1:
        raise WrongUse(
            _("No judge is called {asked}. There are: {names}.").format(
                asked=asked, names=", ".join(sorted(known)[:20])
            )
        )
    return found[0]


def _mark(number: float, status: str) -> str:
    return plain(number) if status == "scored" else status


def _value(number: float) -> str:
    return _("no value") if math.isnan(number) else plain(number)
