"""How many rows were set aside for which reason: a bar each, the longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.style import GREY, INK, WIDTH, figure, one_line, svg, without_spines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.speech import Speech

_ROW = 0.235  # inches
_LEFT, _RIGHT = 0.46, 0.17  # parts of the width: of the reasons, of the figures
_REASON = 72 * WIDTH * (_LEFT - 0.03 * (1 - _LEFT - _RIGHT))  # points


def reasons(bars: Sequence[tuple[str, int]], total: int, say: Speech) -> bytes:
    """Draw the bars with their rows and their part of all rows set aside; total is more than nothing."""
    height = _ROW * len(bars) + 0.08
    with figure(height) as drawn:
        axes = drawn.add_axes((_LEFT, 0.04 / height, 1 - _LEFT - _RIGHT, 1 - 0.08 / height))
        axes.set_xlim(0, max(rows for _, rows in bars))
        axes.set_ylim(len(bars) - 0.5, -0.5)
        axes.set_xticks([])
        axes.set_yticks([])
        without_spines(axes, "right", "top", "bottom")
        for place, (reason, rows) in enumerate(bars):
            axes.barh(place, rows, height=0.56, color=GREY, linewidth=0)
            axes.text(
                -0.02,
                place,
                one_line(reason, _REASON, 8),
                va="center",
                ha="right",
                color=INK,
                transform=axes.get_yaxis_transform(),
            )
            axes.annotate(f"{say.number(rows)} · {say.percent(rows / total, 0)}", (rows, place), (4, 0),
                          textcoords="offset points", va="center", color=GREY)  # fmt: skip
        return svg(drawn)
