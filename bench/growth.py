"""How seconds and memory grow with the number of complaints."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from bench import page
from bench.processes import Figures, in_turns
from bench.years import year

MILLIONS = [float(size) for size in os.environ.get("MILLIONS", "1,3,10,30").split(",")]
RUNS = int(os.environ.get("GROWTH_RUNS", "1"))
FORMS = ("parquet", "csv")
PLOT = page.DOCS / "images" / "growth.svg"


def main(scratch: Path) -> None:
    """Measure each size in both formats; the sizes of a format take turns."""
    measured: dict[tuple[str, float], Figures] = {}
    for form in FORMS:
        folders = {size: year(scratch, int(size * 1e6), form) for size in MILLIONS}
        commands = {
            str(size): [sys.executable, "-m", "evaluator", "run", str(folder), "--no-documents"]
            for size, folder in folders.items()
        }
        measured |= {(form, float(size)): found for size, found in in_turns(commands, RUNS).items()}
    rows = [
        f"| {form}, {size:g} million | {found.median:.1f} | {found.median / size:.2f} | {found.peak:,.0f} |"
        for (form, size), found in measured.items()
    ]
    lines = page.table("| what | seconds | seconds per million | peak memory, MB |", rows)
    _plot(measured)
    sizes = ",".join(f"{size:g}" for size in MILLIONS)
    page.put(
        "Growth",
        f"MILLIONS={sizes} GROWTH_RUNS={RUNS} make bench ONLY=growth",
        [
            "A run without documents; at 1 million much is fixed: imports, 2,600 participants, files written.",
            "",
            *lines,
            "",
            "![Seconds and memory by the number of complaints](images/growth.svg)",
        ],
    )


def _plot(measured: dict[tuple[str, float], Figures]) -> None:
    mpl.rcParams["svg.hashsalt"] = "growth"
    figure = Figure(figsize=(8, 3.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    for form, mark in zip(FORMS, ("o-", "s--"), strict=True):
        sizes = [size for kind, size in measured if kind == form]
        found = [measured[form, size] for size in sizes]
        left.plot(sizes, [one.median for one in found], mark, color="black", label=form, markerfacecolor="white")
        right.plot(sizes, [one.peak for one in found], mark, color="black", label=form, markerfacecolor="white")
    for axes, what in ((left, "seconds"), (right, "peak memory, MB")):
        axes.set_xlabel("million complaints")
        axes.set_ylabel(what)
        axes.set_ylim(bottom=0)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False)
    figure.savefig(PLOT, metadata={"Date": None})
