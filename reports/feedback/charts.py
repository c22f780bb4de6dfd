"""The charts of a feedback as SVG: dots against the category, months in small multiples. Readable in black and white.

Letters stay letters, in our fonts; the same figures give the same bytes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from reports.feedback.told import Leaf, Month
    from reports.speech import Speech

INK, GREY, PALE, ACCENT = "#000000", "#55606e", "#d5dae1", "#0072b2"
WIDTH = 6.85  # inches: 174 mm
_ROW, _ROOM = 0.25, 4.9  # inches of one criterion; of all of them, where they are many
_WRAP = 46  # characters of a criterion's title on one line
_SETTINGS: Any = {
    "svg.fonttype": "none", "svg.hashsalt": "anggakara", "font.family": "Source Sans 3", "font.size": 8.0,
    "axes.edgecolor": GREY, "axes.linewidth": 0.5, "xtick.color": GREY, "ytick.color": INK, "text.color": INK,
    "xtick.major.width": 0.5, "xtick.major.size": 2.5, "text.parse_math": False,
}  # fmt: skip


@cache
def _fonts() -> None:
    """Make our sans known to the library, which measures with it."""
    for face in Path(str(files("reports").joinpath("fonts", "source-sans-3"))).glob("*.ttf"):
        font_manager.fontManager.addfont(str(face))


@contextmanager
def _figure(height: float) -> Iterator[Any]:
    _fonts()
    with mpl.rc_context(_SETTINGS):
        yield Figure(figsize=(WIDTH, height))


def _svg(figure: Any) -> bytes:  # noqa: ANN401 (a library without types)
    target = BytesIO()
    figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return target.getvalue()


def criteria(leaves: Sequence[Leaf], decimals: int, say: Speech) -> bytes:
    """Draw every criterion: own score against the middle half and the median of the category, and the winners."""
    count = len(leaves)
    room = min(_ROW * count, _ROOM)
    height = 0.55 + room
    with _figure(height) as figure:
        axes = figure.add_axes((0.37, 0.2 / height, 0.39, room / height))
        axes.set_xlim(0, 100)
        axes.set_ylim(count - 0.5, -0.5)
        for spine in ("left", "right", "top"):
            axes.spines[spine].set_visible(False)
        axes.set_yticks([])
        axes.set_xticks([0, 25, 50, 75, 100])
        axes.grid(axis="x", color=PALE, linewidth=0.4)
        axes.set_axisbelow(True)
        columns = ((1.17, say("you")), (1.36, say("median")), (1.56, say("winners")))
        for place, leaf in enumerate(leaves):
            _row(axes, place, leaf)
            title = _wrapped(leaf.title)
            axes.text(-0.93, place, title, va="center", fontsize=7 if "\n" in title else 8, linespacing=1.05,
                      transform=axes.get_yaxis_transform())  # fmt: skip
            weight = "" if np.isnan(leaf.weight) else say.number(leaf.weight, 0) + "%"
            axes.text(-0.02, place, weight, va="center", ha="right", color=GREY, transform=axes.get_yaxis_transform())
            figures = (leaf.own, leaf.median, leaf.winners)
            for (at, _title), value in zip(columns, figures, strict=True):
                bold = "semibold" if at == columns[0][0] else "normal"
                axes.text(at, place, say.number(value, min(decimals, 1)), va="center", ha="right", fontweight=bold,
                          transform=axes.get_yaxis_transform())  # fmt: skip
        top = -0.5 - 0.09 * count / room
        axes.text(-0.02, top, say("weight"), ha="right", color=GREY, transform=axes.get_yaxis_transform())
        for at, title in columns:
            axes.text(at, top, title, ha="right", color=GREY, transform=axes.get_yaxis_transform())
        _legend(axes, top, say)
        return _svg(figure)


def _wrapped(title: str) -> str:
    """Return a title on two lines at most, each as long as there is room; what is cut ends in dots."""
    lines = textwrap.wrap(title, _WRAP) or [""]
    return "\n".join(lines[:2]) if len(lines) < 3 else f"{lines[0]}\n{lines[1][: _WRAP - 1]}…"


def _row(axes: Any, place: int, leaf: Leaf) -> None:  # noqa: ANN401 (a library without types)
    if not np.isnan(leaf.low):
        axes.barh(place, leaf.high - leaf.low, left=leaf.low, height=0.42, color=PALE, linewidth=0)
        axes.plot([leaf.median] * 2, [place - 0.3, place + 0.3], color=GREY, linewidth=1.2, solid_capstyle="butt")
    if not np.isnan(leaf.winners):
        axes.plot(leaf.winners, place, marker="D", markersize=4.2, markerfacecolor="white", markeredgecolor=INK,
                  markeredgewidth=0.8, clip_on=False)  # fmt: skip
    if not np.isnan(leaf.own):
        axes.plot(leaf.own, place, marker="o", markersize=5.4, color=ACCENT, markeredgecolor=INK, markeredgewidth=0.6,
                  clip_on=False)  # fmt: skip


def _legend(axes: Any, top: float, say: Speech) -> None:  # noqa: ANN401 (a library without types)
    """Say above the first row what the marks are."""
    words = (
        (3, "o", ACCENT, say("you")), (21, "|", GREY, say("median")), (45, "s", PALE, say("middle half")),
        (78, "D", "white", say("winners")),
    )  # fmt: skip
    for at, marker, colour, text in words:
        edge = GREY if marker == "|" else INK if marker != "s" else PALE
        axes.plot(at, top - 0.1, marker=marker, markersize=5, color=colour, markeredgecolor=edge, markeredgewidth=0.8,
                  clip_on=False)  # fmt: skip
        axes.text(at + 3, top, text, color=GREY)


def months(found: Sequence[Month], say: Speech) -> bytes:
    """Draw the year by month: the share answered on time against the category's median, and complaints below."""
    with _figure(2.45) as figure:
        above, below = figure.add_axes((0.055, 0.47, 0.8, 0.45)), figure.add_axes((0.055, 0.17, 0.8, 0.18))
        places = np.arange(len(found))
        own = np.array([100 * month.on_time for month in found])
        median = np.array([100 * month.median for month in found])
        above.plot(places, median, color=GREY, linewidth=1.0, linestyle=(0, (4, 2)))
        above.plot(places, own, color=ACCENT, linewidth=1.4, marker="o", markersize=3.6, markeredgecolor=INK,
                   markeredgewidth=0.5, clip_on=False)  # fmt: skip
        above.set_ylim(0, 100)
        above.set_yticks([0, 50, 100])
        above.set_title(say("answered on time, percent"), loc="left", fontsize=8, color=GREY, pad=5)
        _ends(above, ((own, say("you"), INK), (median, say("category's median"), GREY)))
        counts = [month.complaints for month in found]
        below.bar(places, counts, color=PALE, width=0.62)
        for place, value in zip(places, counts, strict=True):
            below.text(place, value, say.number(value), ha="center", va="bottom", fontsize=7)
        below.set_ylim(0, max([*counts, 1]) * 1.3)
        below.set_yticks([])
        below.set_title(say("complaints received"), loc="left", fontsize=8, color=GREY, pad=5)
        for axes in (above, below):
            for spine in ("right", "top", "left"):
                axes.spines[spine].set_visible(False)
            axes.set_xlim(-0.6, len(found) - 0.4)
            axes.tick_params(axis="y", length=0, colors=GREY)
            axes.set_xticks(places, [month.label for month in found] if axes is below else [], color=GREY, fontsize=7.5)
        above.grid(axis="y", color=PALE, linewidth=0.4)
        above.set_axisbelow(True)
        return _svg(figure)


def _ends(axes: Any, lines: Sequence[tuple[Any, str, str]]) -> None:  # noqa: ANN401 (a library without types)
    """Name each line where it ends, far enough apart to be read."""
    ends: list[tuple[float, str, str]] = []
    for values, text, colour in lines:
        known = np.flatnonzero(~np.isnan(values))
        if known.size:
            ends.append((float(values[known[-1]]), text, colour))
    if len(ends) == 2 and abs(ends[0][0] - ends[1][0]) < 16:
        middle = min(max((ends[0][0] + ends[1][0]) / 2, 8), 92)
        upper, lower = sorted(ends, key=lambda end: -end[0])
        ends = [(middle + 8, *upper[1:]), (middle - 8, *lower[1:])]
    for value, text, colour in ends:
        axes.text(1.015, value / 100, text, color=colour, va="center", transform=axes.transAxes)
