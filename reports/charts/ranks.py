"""Ranks with the interval in which each could lie by chance: a dot and a whisker for each participant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.charts.style import ACCENT, GREY, INK, PALE, SMALL, WIDTH, figure, one_line, svg, without_spines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.speech import Speech

_ROW, _ENDS = 0.178, 0.42  # inches of a participant; of the scale and its title
_LEFT, _RIGHT = 0.43, 0.1  # parts of the width: of the names, of the figures
_NAME = 72 * WIDTH * (_LEFT - 0.09 * (1 - _LEFT - _RIGHT))  # points: the ranks stand between the names and the scale


@dataclass(frozen=True, slots=True)
class Whisker:
    """A ranked participant: its rank, the ranks between which it could lie, and whether it holds an award."""

    name: str
    code: str
    rank: int
    low: int
    high: int
    awarded: bool


def ranks(whiskers: Sequence[Whisker], say: Speech) -> bytes:
    """Draw them from the first down, with rank and interval in figures beside."""
    room = _ROW * len(whiskers)
    height = room + _ENDS
    with figure(height) as drawn:
        axes = drawn.add_axes((_LEFT, 0.04 / height, 1 - _LEFT - _RIGHT, room / height))
        last = max(whisker.high for whisker in whiskers)
        axes.set_xlim(1 - last * 0.02, last * 1.02)
        axes.set_ylim(len(whiskers) - 0.5, -0.5)
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.set_xticks(_ticks(last))
        axes.set_yticks([])
        axes.grid(axis="x", color=PALE, linewidth=0.4)
        without_spines(axes, "left", "right", "bottom")
        _marks(axes, whiskers)
        for place, whisker in enumerate(whiskers):
            _words(axes, place, whisker)
        axes.text(-0.02, 1 + 0.12 / room, say("Rank"), transform=axes.transAxes, ha="right", color=GREY)
        axes.text(1 + _RIGHT / (1 - _LEFT - _RIGHT), 1 + 0.12 / room, say("between"), transform=axes.transAxes,
                  ha="right", color=GREY)  # fmt: skip
        return svg(drawn)


def _ticks(last: int) -> list[int]:
    """Return 1 and round numbers up to the last rank, six or so."""
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if last <= 8 * step), max(last // 5, 1))
    return [1, *range(max(step, 2), last + 1, step)]


def _marks(axes: Any, whiskers: Sequence[Whisker]) -> None:  # noqa: ANN401 (a library without types)
    """Draw all whiskers in few strokes, for each call of the library costs milliseconds."""
    places = list(range(len(whiskers)))
    lows, highs = [whisker.low for whisker in whiskers], [whisker.high for whisker in whiskers]
    axes.hlines(places, lows, highs, color=GREY, linewidth=1.3)
    above, below = [place - 0.22 for place in places], [place + 0.22 for place in places]
    axes.vlines([*lows, *highs], [*above, *above], [*below, *below], color=GREY, linewidth=0.9)
    for awarded, colour in ((True, ACCENT), (False, "white")):
        here = [(whisker.rank, place) for place, whisker in enumerate(whiskers) if whisker.awarded is awarded]
        axes.plot([rank for rank, _ in here], [place for _, place in here], linestyle="", marker="o", markersize=4.6,
                  color=colour, markeredgecolor=INK, markeredgewidth=0.7, clip_on=False, zorder=3)  # fmt: skip


def _words(axes: Any, place: int, whisker: Whisker) -> None:  # noqa: ANN401 (a library without types)
    beside = axes.get_yaxis_transform()
    name = one_line(whisker.name, _NAME * (0.95 if whisker.awarded else 1), SMALL, whisker.code)
    weight = "semibold" if whisker.awarded else "normal"
    axes.text(-0.02, place, str(whisker.rank), va="center", ha="right", fontweight=weight, transform=beside)
    axes.text(-0.08, place, name, va="center", ha="right", fontsize=SMALL, fontweight=weight, transform=beside)
    between = f"{whisker.low}–{whisker.high}" if whisker.low != whisker.high else str(whisker.low)
    axes.text(1 + _RIGHT / (1 - _LEFT - _RIGHT), place, between, va="center", ha="right", color=GREY, transform=beside)
