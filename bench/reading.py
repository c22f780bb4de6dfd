"""From logs to a ranking, beside what a user would write instead and the floor that no reader goes below."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bench import page
from bench.processes import WARM, Figures, in_turns
from bench.years import year

ROWS = int(os.environ.get("ROWS", "1000000"))
RUNS = int(os.environ.get("RUNS", "3"))
OURS = "evaluator run --no-documents"


def main(scratch: Path) -> None:
    """Measure both formats."""
    rows: list[str] = []
    for form in ("parquet", "csv"):
        folder = str(year(scratch, ROWS, form))
        module = [sys.executable, "-m"]
        figures = in_turns(
            {
                OURS: [*module, "evaluator", "run", folder, "--no-documents"],
                "plain pandas, indicators alone": [*module, "bench.plain_pandas", folder],
                "plain polars, streaming, indicators alone": [*module, "bench.plain_polars", folder],
                "the floor: parse every column": [*module, "bench.floor", folder],
            },
            RUNS,
        )
        rows += [_line(f"{form}, {name}", figure, figures[OURS]) for name, figure in figures.items()]
    page.put(
        f"{ROWS:,} complaints",
        f"ROWS={ROWS} RUNS={RUNS} WARM={int(WARM)} make bench ONLY=reading",
        page.table("| what | seconds | complaints per second | peak memory, MB | against ours |", rows),
    )


def _line(name: str, figure: Figures, ours: Figures) -> str:
    return (
        f"| {name} | {figure.median:.2f} | {ROWS / figure.median:,.0f} | {figure.peak:,.0f} |"
        f" {figure.median / ours.median:.2f} |"
    )
