"""The charts of a feedback: dots against the category, and the year by month."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from reports.charts.by_month import Line, by_month
from reports.charts.style import ACCENT, GREY, INK, PALE, figure, svg, without_spines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.feedback.told import Leaf, Month
    from reports.speech import Speech

_ROW, _ROOM = 0.25, 4.9  # inches of one criterion; of all of them, where they are many
_WRAP = 46  # characters of a criterion's title on one line


def criteria(leaves: Sequence[Leaf], decimals: int, say: Speech) -> bytes:
    """Draw every criterion: own score against the middle half and the median of the category, and the winners."""
    count = len(leaves)
    room = min(_ROW * count, _ROOM)
    height = 0.55 + room
    with figure(height) as drawn:
        axes = drawn.add_axes((0.37, 0.2 / height, 0.39, room / height))
        axes.set_xlim(0, 100)
        axes.set_ylim(count - 0.5, -0.5)
        without_spines(axes, "left", "right", "top")
        axes.set_yticks([])
        axes.set_xticks([0, 25, 50, 75, 100])
        axes.grid(axis="x", color=PALE, linewidth=0.4)
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
        return svg(drawn)


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
        (3, "o", ACCENT, say("you")), (19.5, "|", GREY, say("median")), (41, "s", PALE, say("middle half")),
        (81, "D", "white", say("winners")),
    )  # fmt: skip
    for at, marker, colour, text in words:
        edge = GREY if marker == "|" else INK if marker != "s" else PALE
        axes.plot(at, top - 0.1, marker=marker, markersize=5, color=colour, markeredgecolor=edge, markeredgewidth=0.8,
                  clip_on=False)  # fmt: skip
        axes.text(at + 3, top, text, color=GREY)


def months(found: Sequence[Month], say: Speech) -> bytes:
    """Draw the year by month: the share answered on time against the category's median, and complaints below."""
    lines = (
        Line([month.on_time for month in found], say("you"), main=True),
        Line([month.median for month in found], say("category's median"), main=False),
    )
    return by_month([month.label for month in found], [month.complaints for month in found], lines, say)
