"""Judges' marks: seven, of whom a few for each participant; severe ones, lenient ones, some who do not mark."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

from criteria.rulebook import Criterion, Rulebook
from criteria.rulebook import Panel as Rules
from criteria.tree import TOTAL
from evaluator.synth.draws import LANE, Ints, Stream, lanes, normal_quantiles
from evaluator.synth.roster import MADE_UP, Roster

SEVERITY = (-6.0, -3.5, -1.0, 0.0, 1.5, 3.5, 5.5)  # points in a hundred, by judge
JUDGES = tuple(f"J{number}" for number in range(1, len(SEVERITY) + 1))
SEATS = (0, 1, 3, 4, 6, 2, 5)  # whose turn it is, counted from the first judge of a participant
SPARE = 2  # judges more than the fewest whose marks count
ON_SHEETS = JUDGES[-2:]  # who hands in an XLSX instead of rows of the CSV
STAGE = "dokumen"  # where the rulebook has no stages
CONFLICT, ABSENT, ABSTAINED = 0.01, 0.01, 0.008  # how often; the first two for a participant, the last for a mark


@dataclass(frozen=True)
class Panel:
    """Who marks a criterion, between which marks, at which stage. judges: how many for each participant."""

    criterion: str
    minimum: float
    maximum: float
    stage: str
    judges: int


def panels(rulebook: Rulebook) -> list[Panel]:
    """Return the panels of a rulebook, each at the first stage that its criterion is part of."""
    return [
        Panel(leaf.code, leaf.panel.min, leaf.panel.max, _stage(rulebook, leaf), _judges(leaf.panel))
        for leaf in rulebook.leaves
        if leaf.panel
    ]


def _judges(panel: Rules) -> int:
    return min(panel.at_least + SPARE, len(JUDGES))


def _stage(rulebook: Rulebook, leaf: Criterion) -> str:
    top = leaf.code
    while (above := rulebook.parents[top]) != TOTAL:
        top = above
    held = (stage.code for stage in rulebook.stage if top in {one.code for one in rulebook.tree_in(stage)[TOTAL]})
    return next(held, STAGE)


def draw(seed: int, roster: Roster, panels: list[Panel]) -> pd.DataFrame:
    """Return the marks, long: stage, judge, participant, criterion, mark (whole, <NA> without), status; by the roster.

    Whoever is on a panel of three is on the panel of five as well.
    """
    people, seats, criteria = len(roster.table), max(panel.judges for panel in panels), len(panels)
    shape = (people, seats, criteria)
    noises = criteria + seats * criteria
    lane = lanes(seed, Stream.MARKS, 0, people, -(-(noises + seats * criteria + seats + 1) // 4)).astype(np.int64)
    normal = normal_quantiles()[lane[:, :noises]]
    aspect, doubt = normal[:, None, :criteria], normal[:, criteria:].reshape(shape)
    judge = (lane[:, -1, None] + np.array(SEATS[:seats])) % len(JUDGES)
    points = 64 + 8 * roster.quality[:, None, None] + 6 * aspect + 4 * doubt + np.array(SEVERITY)[judge][:, :, None]
    low, high = (np.array([getattr(panel, end) for panel in panels]) for end in ("minimum", "maximum"))
    mark = np.rint(low + (high - low) * np.clip(points, 0, 100) / 100)
    own = lane[:, noises : noises + seats * criteria].reshape(shape)
    status = _status(lane[:, -1 - seats : -1, None], own)
    seated = np.arange(seats)[:, None] < np.array([panel.judges for panel in panels])
    table = pd.DataFrame({
        "stage": _each(np.array([panel.stage for panel in panels]), shape),
        "judge": _each(np.array(JUDGES)[judge][:, :, None], shape),
        "participant": _each(roster.table["code"].to_numpy()[:, None, None], shape),
        "criterion": _each(np.array([panel.criterion for panel in panels]), shape),
        "mark": pd.Series(mark.ravel(), dtype="Int64").where(status.ravel() == "scored"),
        "status": status.ravel(),
    })  # fmt: skip
    return table[_each(seated, shape)]


def _status(of_all: Ints, of_one: Ints) -> np.ndarray:
    """Return the status of each mark from the draws of a judge with a participant, and of the single mark."""
    status = np.where(of_one < ABSTAINED * LANE, "abstained", "scored")
    status = np.where(of_all < (CONFLICT + ABSENT) * LANE, "absent", status)
    return np.where(of_all < CONFLICT * LANE, "conflict", status)


def _each(values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    return np.broadcast_to(values, shape).ravel()


def write(marks: pd.DataFrame, folder: Path) -> None:
    """Write score sheets: one CSV in the long form, and a workbook for each judge of ``ON_SHEETS`` and stage."""
    on_sheets = marks["judge"].isin(ON_SHEETS)
    marks[~on_sheets].assign(comment=MADE_UP).to_csv(folder / "nilai-sintetis.csv", index=False, lineterminator="\n")
    for (judge, stage), own in marks[on_sheets].groupby(["judge", "stage"], sort=False):
        name = judge if stage == STAGE else f"{judge}-{stage}"
        _write_sheet(own, str(judge), str(stage), folder / f"lembar-nilai-sintetis-{name}.xlsx")


def _write_sheet(marks: pd.DataFrame, judge: str, stage: str, path: Path) -> None:
    cells = marks["mark"].astype(object).where(marks["mark"].notna(), marks["status"])
    wide = marks.assign(cell=cells).pivot_table(
        index="participant", columns="criterion", values="cell", aggfunc="first", sort=False
    )
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": MADE_UP, "created": dt.datetime(2019, 11, 13)})  # noqa: DTZ001 (as a cell: no zone)
        sheet = book.add_worksheet("Nilai sintetis")
        sheet.write_row(0, 0, ["stage", "judge", "participant", *wide.columns, "catatan"])
        for row, (participant, values) in enumerate(wide.iterrows(), 1):
            sheet.write_row(row, 0, [stage, judge, participant, *values, MADE_UP])
