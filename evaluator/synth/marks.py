"""Judges' marks: seven judges, three for each participant; some severe, some lenient, some not marking at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

from evaluator.synth.draws import LANE, Ints, Stream, lanes, normal_quantiles
from evaluator.synth.roster import MADE_UP, Roster
from submissions.sources import Panel

SEVERITY = (-6.0, -3.5, -1.0, 0.0, 1.5, 3.5, 5.5)  # points in a hundred, by judge
JUDGES = tuple(f"J{number}" for number in range(1, len(SEVERITY) + 1))
SEATS = (0, 1, 3)  # whose turn it is, counted from the first judge of a participant
ON_SHEETS = JUDGES[-2:]  # who hands in an XLSX instead of rows of the CSV
STAGE = "dokumen"
CONFLICT, ABSENT, ABSTAINED = 0.01, 0.01, 0.008  # how often; the first two for a participant, the last for a mark


def draw(seed: int, roster: Roster, panels: tuple[Panel, ...]) -> pd.DataFrame:
    """Return the marks, long: judge, participant, criterion, mark (whole, <NA> without), status; in roster order."""
    people, seats, criteria = len(roster.table), len(SEATS), len(panels)
    shape = (people, seats, criteria)
    noises = criteria + seats * criteria
    lane = lanes(seed, Stream.MARKS, 0, people, -(-(noises + seats * criteria + seats + 1) // 4)).astype(np.int64)
    normal = normal_quantiles()[lane[:, :noises]]
    aspect, doubt = normal[:, None, :criteria], normal[:, criteria:].reshape(shape)
    judge = (lane[:, -1, None] + np.array(SEATS)) % len(JUDGES)
    points = 64 + 8 * roster.quality[:, None, None] + 6 * aspect + 4 * doubt + np.array(SEVERITY)[judge][:, :, None]
    low, high = (np.array([getattr(panel, end) for panel in panels]) for end in ("minimum", "maximum"))
    mark = np.rint(low + (high - low) * np.clip(points, 0, 100) / 100)
    own = lane[:, noises : noises + seats * criteria].reshape(shape)
    status = _status(lane[:, -1 - seats : -1, None], own)
    return pd.DataFrame({
        "judge": _each(np.array(JUDGES)[judge][:, :, None], shape),
        "participant": _each(roster.table["code"].to_numpy()[:, None, None], shape),
        "criterion": _each(np.array([panel.criterion for panel in panels]), shape),
        "mark": pd.Series(mark.ravel(), dtype="Int64").where(status.ravel() == "scored"),
        "status": status.ravel(),
    })  # fmt: skip


def _status(of_all: Ints, of_one: Ints) -> np.ndarray:
    """Return the status of each mark from the draws of a judge with a participant, and of the single mark."""
    status = np.where(of_one < ABSTAINED * LANE, "abstained", "scored")
    status = np.where(of_all < (CONFLICT + ABSENT) * LANE, "absent", status)
    return np.where(of_all < CONFLICT * LANE, "conflict", status)


def _each(values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    return np.broadcast_to(values, shape).ravel()


def write(marks: pd.DataFrame, folder: Path) -> None:
    """Write score sheets: one CSV in the long form, and a workbook for each judge of ``ON_SHEETS``."""
    on_sheets = marks["judge"].isin(ON_SHEETS)
    long = marks[~on_sheets].assign(comment=MADE_UP)
    long.insert(0, "stage", STAGE)
    long.to_csv(folder / "nilai-sintetis.csv", index=False, lineterminator="\n")
    for judge, own in marks[on_sheets].groupby("judge"):
        _write_sheet(own, str(judge), folder / f"lembar-nilai-sintetis-{judge}.xlsx")


def _write_sheet(marks: pd.DataFrame, judge: str, path: Path) -> None:
    cells = marks["mark"].astype(object).where(marks["mark"].notna(), marks["status"])
    wide = marks.assign(cell=cells).pivot_table(
        index="participant", columns="criterion", values="cell", aggfunc="first", sort=False
    )
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": MADE_UP, "created": dt.datetime(2019, 11, 13)})  # noqa: DTZ001 (as a cell: no zone)
        sheet = book.add_worksheet("Nilai sintetis")
        sheet.write_row(0, 0, ["stage", "judge", "participant", *wide.columns, "catatan"])
        for row, (participant, values) in enumerate(wide.iterrows(), 1):
            sheet.write_row(row, 0, [STAGE, judge, participant, *values, MADE_UP])
