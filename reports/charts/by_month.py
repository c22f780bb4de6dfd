"""A year by month in two fields: the share answered on time above, complaints received below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reports.charts.style import ACCENT, GREY, INK, PALE, SMALL, figure, svg, without_spines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.speech import Speech

_HEIGHT = 2.45  # inches


@dataclass(frozen=True, slots=True)
class Line:
    """A share 0..1 a month, NaN where there is none, named where it ends; the main one has dots, others dashes."""

    shares: Sequence[float]
    name: str
    main: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Between which shares 0..1 something lies, for each month; NaN where there is nothing."""

    low: Sequence[float]
    high: Sequence[float]


def by_month(
    labels: Sequence[str], complaints: Sequence[int], lines: Sequence[Line], say: Speech, band: Band | None = None
) -> bytes:
    """Draw the months, of which each has a label and a number of complaints."""
    with figure(_HEIGHT) as drawn:
        above, below = drawn.add_axes((0.055, 0.47, 0.8, 0.45)), drawn.add_axes((0.055, 0.17, 0.8, 0.18))
        places = np.arange(len(labels))
        if band:
            _band(above, band)
        for line in lines:
            _line(above, places, line)
        above.set_ylim(0, 100)
        above.set_yticks([0, 50, 100])
        above.set_title(say("answered on time, percent"), loc="left", fontsize=8, color=GREY, pad=5)
        _ends(above, lines)
        below.bar(places, complaints, color=PALE, width=0.62)
        for place, value in zip(places, complaints, strict=True):
            below.text(place, value, say.number(value), ha="center", va="bottom", fontsize=7)
        below.set_ylim(0, max([*complaints, 1]) * 1.3)
        below.set_yticks([])
        below.set_title(say("complaints received"), loc="left", fontsize=8, color=GREY, pad=5)
        for axes in (above, below):
            without_spines(axes, "right", "top", "left")
            axes.set_xlim(-0.6, len(labels) - 0.4)
            axes.tick_params(axis="y", length=0, colors=GREY)
            axes.set_xticks(places, list(labels) if axes is below else [], color=GREY, fontsize=SMALL)
        above.grid(axis="y", color=PALE, linewidth=0.4)
        return svg(drawn)


def _line(axes: Any, places: Any, line: Line) -> None:  # noqa: ANN401 (libraries without types)
    shares = 100 * np.asarray(line.shares, dtype=np.float64)
    if line.main:
        axes.plot(places, shares, color=ACCENT, linewidth=1.4, marker="o", markersize=3.6, markeredgecolor=INK,
                  markeredgewidth=0.5, clip_on=False, zorder=3)  # fmt: skip
    else:
        axes.plot(places, shares, color=GREY, linewidth=1.0, linestyle=(0, (4, 2)))


def _band(axes: Any, band: Band) -> None:  # noqa: ANN401 (a library without types)
    """Draw each month's stretch by itself: months without any leave a gap instead of a slope."""
    for place, (low, high) in enumerate(zip(band.low, band.high, strict=True)):
        if not np.isnan(low):
            axes.bar(place, 100 * max(high - low, 0.006), bottom=100 * low, width=0.62, color=PALE, linewidth=0)


def _ends(axes: Any, lines: Sequence[Line]) -> None:  # noqa: ANN401 (a library without types)
    """Name each line where it ends, far enough apart to be read."""
    ends: list[tuple[float, str, str]] = []
    for line in lines:
        values = 100 * np.asarray(line.shares, dtype=np.float64)
        known = np.flatnonzero(~np.isnan(values))
        if known.size:
            ends.append((float(values[known[-1]]), line.name, INK if line.main else GREY))
    if len(ends) == 2 and abs(ends[0][0] - ends[1][0]) < 16:
        middle = min(max((ends[0][0] + ends[1][0]) / 2, 8), 92)
        upper, lower = sorted(ends, key=lambda end: -end[0])
        ends = [(middle + 8, *upper[1:]), (middle - 8, *lower[1:])]
    for value, text, colour in ends:
        axes.text(1.015, value / 100, text, color=colour, va="center", transform=axes.transAxes)
