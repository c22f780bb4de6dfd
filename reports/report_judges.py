"""The report's pages on the judges: how far they agree, how severe each is, and whose rank hangs on that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from criteria.judging.reasons import Reason
from reports import judges_tables

if TYPE_CHECKING:
    from criteria.judging.panels import Judged
    from reports.speech import Speech
    from reports.year import Year

TENTATIVE, RELIABLE = 0.667, 0.8
"""Krippendorff 2004, Content Analysis, p. 241: below the first conclude nothing, from the second on rely on it."""
LOWEST = 0.0
"""Where the axis of agreement begins; what lies further down is drawn there."""
MOVED, JUDGES = 15, 40
"""Lines printed; what is left out is counted and said."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The judges of one criterion at one stage. value, low, high: alpha of marks as numbers; NaN where unknown.

    at, left, width: where that lies on the axis, in percent of it. icc: in words, with its form. reason: why not.
    """

    title: str
    judges: int
    participants: int
    value: float
    low: float
    high: float
    at: float
    left: float
    width: float
    icc: str
    reason: str


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """One judge.

    dots: severity on each criterion, in percent of the axis. low, high: the extremes, in hundredths of the scale of
        marks, + lenient; NaN where nothing is known. outlying: marks far from what was to be expected.
    """

    number: int
    marks: int
    dots: tuple[float, ...]
    low: float
    high: float
    outlying: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody whose rank by the total would be another with severity taken off; None: not ranked then."""

    name: str
    code: str
    category: str
    given: int | None
    adjusted: int | None


@dataclass(frozen=True, slots=True)
class Hanging:
    """Somebody whose rank would be another without one judge (number); without: its rank then, None: not ranked."""

    name: str
    code: str
    category: str
    rank: int
    judge: int
    without: int | None


@dataclass(frozen=True, slots=True)
class Judges:
    """All that the pages say. reach: what the axis of severity goes to on either side, in hundredths of the scale."""

    agreement: tuple[Agreement, ...]
    judges: tuple[JudgeLine, ...]
    more_judges: int
    reach: float
    marks: int
    unknown: tuple[tuple[str, str], ...]
    counted: tuple[str, ...]
    ranked: int
    moved: tuple[Moved, ...]
    more_moved: int
    hanging: tuple[Hanging, ...]
    more_hanging: int
    outlying: int


def judges(year: Year, say: Speech) -> Judges | None:
    """Return what there is to say of the judges; None where nobody has marked."""
    found = year.judged
    if found is None:
        return None
    lines, reach = _judges(year, found)
    moved = _moved(year, found, say)
    hanging = _hanging(year, found, say)
    sheets = found.severity.sheets
    known = [(title(year, stage, criterion, say), reason) for stage, criterion, reason in
             sheets[["stage", "criterion", "reason"]].itertuples(index=False)]  # fmt: skip
    return Judges(
        agreement=tuple(_agreement(year, found, say)),
        judges=tuple(lines[:JUDGES]),
        more_judges=max(len(lines) - JUDGES, 0),
        reach=reach,
        marks=int(found.severity.judges["marks"].sum()),
        unknown=tuple((what, why(reason, say)) for what, reason in known if reason),
        counted=tuple(say.title(c.title) for c in year.rulebook.leaves if c.panel and c.panel.severity != "none"),
        ranked=len(found.ranks),
        moved=tuple(moved[:MOVED]),
        more_moved=max(len(moved) - MOVED, 0),
        hanging=tuple(hanging[:MOVED]),
        more_hanging=max(len(hanging) - MOVED, 0),
        outlying=len(found.outlying),
    )


def title(year: Year, stage: str, criterion: str, say: Speech) -> str:
    """Return what a sheet is called: the criterion, and the stage where several have marked it."""
    sheets = year.judged.severity.sheets if year.judged else pd.DataFrame({"criterion": []})
    name = next(say.title(leaf.title) for leaf in year.rulebook.leaves if leaf.code == criterion)
    if int((sheets["criterion"] == criterion).sum()) < 2:
        return name
    titles = {one.code.casefold(): say.title(one.title) for one in year.rulebook.stage}
    return f"{name} ({titles.get(stage.casefold(), stage) or '–'})"


def why(reason: str, say: Speech) -> str:
    """Say why a figure about judges is missing; "" where none is."""
    return {
        Reason.NONE: "",
        Reason.NO_MARKS: say("no judge gave a mark"),
        Reason.ONE_JUDGE: say("one judge alone: there is nobody to compare with"),
        Reason.ONE_PARTICIPANT: say("only one participant was marked"),
        Reason.TOO_FEW_MARKS: say("too few marks from each judge"),
        Reason.MISSING_MARKS: say("too few participants were marked by two judges"),
        Reason.ALL_EQUAL: say("all marks are equal, and so say nothing of agreement"),
        Reason.NO_SPREAD: say("the marks do not tell participants apart"),
        Reason.NEGATIVE_MARKS: say("a ratio needs marks from 0 upwards"),
        Reason.UNCONNECTED: say("the judges fall into groups that have marked nobody in common"),
        Reason.NO_RESIDUALS: say("too few marks to tell severity from chance"),
        Reason.NOT_CONVERGED: say("the model found no end"),
    }[Reason(reason)]


def _agreement(year: Year, found: Judged, say: Speech) -> list[Agreement]:
    lines = []
    for (stage, criterion), table in found.agreement.groupby(["stage", "criterion"], sort=False):
        rows = table.set_index("measure")
        alpha = rows.loc["alpha-interval"]
        value, low, high = (float(alpha[name]) for name in ("value", "low", "high"))
        left, right = (place(low), place(high)) if not np.isnan(low) else (place(value), place(value))
        form = "icc2" if not rows.loc["icc2", "reason"] else "icc1"
        lines.append(
            Agreement(
                title(year, str(stage), str(criterion), say), int(alpha["judges"]), int(alpha["participants"]), value,
                low, high, place(value), left, right - left, _icc(rows, form, say), why(str(alpha["reason"]), say),
            )
        )  # fmt: skip
    return lines


def _icc(rows: pd.DataFrame, form: str, say: Speech) -> str:
    """Write how far one mark, and the panel's mean, tells participants apart: 0.71 (0.62–0.79)."""
    one = rows.loc[form]
    if one["reason"]:
        return ""
    text = say.number(float(one["value"]), 2)
    if np.isnan(one["low"]):
        return text
    return f"{text} ({say.number(float(one['low']), 2)}–{say.number(float(one['high']), 2)})"


def place(value: float) -> float:
    """Return where an agreement lies on the axis, in percent of it."""
    return 100 * (min(max(value, LOWEST), 1.0) - LOWEST) / (1 - LOWEST)


def _judges(year: Year, found: Judged) -> tuple[list[JudgeLine], float]:
    """Return the judges, the severest first, and what their axis goes to."""
    panels = {leaf.code: leaf.panel for leaf in year.rulebook.leaves if leaf.panel}
    table = judges_tables.judges(found)
    widths = table["criterion"].map({code: panel.max - panel.min for code, panel in panels.items()})
    usable = found.severity.sheets.loc[found.severity.sheets["reason"] == "", ["stage", "criterion"]]
    kept = table.merge(usable.assign(usable=True), on=["stage", "criterion"], how="left")["usable"].notna()
    table["points"] = (100 * table["severity"] / widths).where(kept.to_numpy())
    reach = float(np.ceil(max(table["points"].abs().max(skipna=True), 1.0))) if table["points"].notna().any() else 1.0
    lines = [
        JudgeLine(
            int(str(number)),
            int(rows["marks"].sum()),
            tuple(50 + 50 * float(points) / reach for points in rows["points"].dropna()),
            float(rows["points"].min()),
            float(rows["points"].max()),
            int(rows["outlying"].sum()),
        )
        for number, rows in table.groupby("judge")
    ]
    means = table.groupby("judge")["points"].mean()
    return sorted(lines, key=lambda line: (np.isnan(means[line.number]), means[line.number], line.number)), reach


def _moved(year: Year, found: Judged, say: Speech) -> list[Moved]:
    """Return whose rank is another with severity taken off, the largest moves first."""
    table = found.ranks
    before, after = table["given"].astype("float64"), table["adjusted"].astype("float64")
    table = table.assign(far=(before - after).abs().fillna(np.inf))
    moved = table[(table["far"] > 0) & ~(before.isna() & after.isna())]
    moved = moved.sort_values(["far", "given", "code"], ascending=[False, True, True], kind="stable")
    titles = {category.code: say.title(category.title) for category in year.rulebook.category}
    names = year.indicators.participants["name"]
    return [
        Moved(str(names[code]), str(code), titles.get(category, ""), _whole(given), _whole(adjusted))
        for code, category, given, adjusted in moved[["code", "category", "given", "adjusted"]].itertuples(index=False)
    ]


def _hanging(year: Year, found: Judged, say: Speech) -> list[Hanging]:
    """Return whose rank would be another without one judge, in the order of the ranking."""
    titles = {category.code: say.title(category.title) for category in year.rulebook.category}
    table = judges_tables.left_out(year, found)
    moved = table[table["judge"].notna()]
    return [
        Hanging(str(name), str(code), titles.get(category, ""), int(rank), int(judge), _whole(without))
        for name, code, category, rank, judge, without in moved[
            ["name", "code", "category", "rank", "judge", "rank_without"]
        ].itertuples(index=False)
    ]


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]  # pandas' missing is untyped
