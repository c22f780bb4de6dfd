"""What all charts share: colours, line widths, our fonts, and an SVG that says nothing of when it was made.

Letters stay letters, in our fonts. Nothing is told by colour alone: shape, fill or dash says it too.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from reports.printable import printable
from reports.typesetting import SANS, width

INK, GREY, PALE, ACCENT = "#000000", "#55606e", "#d5dae1", "#0072b2"
WIDTH = 6.85  # inches: 174 mm
SMALL = 7.5
_SETTINGS: Any = {
    "svg.fonttype": "none", "svg.hashsalt": "anggakara", "font.family": "Source Sans 3", "font.size": 8.0,
    "axes.edgecolor": GREY, "axes.linewidth": 0.5, "xtick.color": GREY, "ytick.color": INK, "text.color": INK,
    "xtick.major.width": 0.5, "xtick.major.size": 2.5, "text.parse_math": False,
}  # fmt: skip


@cache
def _fonts() -> None:
    """Make our sans known to the library, which measures with it."""
    for face in sorted(Path(str(files("reports").joinpath("fonts", "source-sans-3"))).glob("*.ttf")):
        font_manager.fontManager.addfont(str(face))


@contextmanager
def figure(height: float) -> Iterator[Any]:
    """Yield an empty figure as wide as the text of a page; height in inches."""
    _fonts()
    with mpl.rc_context(_SETTINGS):
        yield Figure(figsize=(WIDTH, height))


def svg(drawn: Any) -> bytes:  # noqa: ANN401 (a library without types)
    """Return the figure as SVG."""
    target = BytesIO()
    with warnings.catch_warnings():  # who sets the page sets these letters, and has more fonts than measure them here
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        drawn.savefig(target, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return target.getvalue()


def one_line(text: str, room: float, size: float, end: str = "") -> str:
    """Return a text that can be printed as one line no wider than ``room`` points; what is cut ends in dots.

    end: stands behind it whatever is cut. Measured is the regular face; a bolder one is a twentieth wider.
    """
    text, end = (" ".join(str(printable(part)).split()) for part in (text, end))
    behind = f" · {end}" if end else ""
    if width(text + behind, SANS, size) <= room:
        return text + behind
    kept = next((n for n in range(len(text), 0, -1) if width(f"{text[:n]}…{behind}", SANS, size) <= room), 0)
    return f"{text[:kept].rstrip()}…{behind}"


def without_spines(axes: Any, *sides: str) -> None:  # noqa: ANN401 (a library without types)
    """Leave these sides of the frame out, and draw the grid under the data."""
    for side in sides:
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)
