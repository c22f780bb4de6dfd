"""``make bench``: complaints per second from file to ranking and certificates per second, beside what they are held to.

Every figure is the median of runs in turns in one session; what was measured goes to docs/performance.md with the
command. ``ROWS`` and ``RUNS`` in the environment choose the size: ROWS=10000000 RUNS=5 make bench.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from bench.processes import Figures, in_turns
from evaluator.synth import synthesise

ROWS = int(os.environ.get("ROWS", "1000000"))
RUNS = int(os.environ.get("RUNS", "3"))
CERTIFICATES = int(os.environ.get("CERTIFICATES", "600"))
PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
PYTHON = sys.executable


def logs(folder: Path, form: str) -> list[str]:
    """Measure reading and measuring of logs in one format; return lines of a table."""
    synthesise(folder, complaints=ROWS, seed=7, format=form)
    figures = in_turns(
        {
            "evaluator run --no-documents": [PYTHON, "-m", "evaluator", "run", str(folder), "--no-documents"],
            "plain pandas, indicators alone": [PYTHON, "-m", "bench.plain_pandas", str(folder)],
            "the floor: parse every column": [PYTHON, "-m", "bench.floor", str(folder)],
        },
        RUNS,
    )
    ours = figures["evaluator run --no-documents"]
    return [_line(f"{form}, {name}", figure, ours, ROWS) for name, figure in figures.items()]


def certificates(folder: Path) -> list[str]:
    """Measure certificates, unsigned, in one run on all cores; return lines of a table."""
    winners = folder / "winners.csv"
    names = [f"Pemerintah Kabupaten Contoh Nomor {n}" for n in range(CERTIFICATES)]
    winners.write_text("name,award\n" + "".join(f"{name},Pengelola Terbaik\n" for name in names), encoding="utf-8")
    command = [PYTHON, "-m", "evaluator", "certify", "--list", str(winners), "--edition", "Contoh 2019", "--out"]
    figures = in_turns({"evaluator certify": [*command, str(folder / "out")]}, RUNS)
    ours = figures["evaluator certify"]
    return [_line(f"{CERTIFICATES} certificates", ours, ours, CERTIFICATES)]


def _line(name: str, figure: Figures, ours: Figures, things: int) -> str:
    return (
        f"| {name} | {figure.median:.2f} | {things / figure.median:,.0f} | {figure.peak:,.0f} |"
        f" {figure.median / ours.median:.2f} |"
    )


def main() -> None:
    """Measure, print and write the page."""
    lines = [
        "# Performance",
        "",
        f"Measured by `ROWS={ROWS} RUNS={RUNS} make bench` on {os.cpu_count()} cores, Python "
        f"{platform.python_version()}: whole processes, imports included, in turns in one session, medians. "
        "Machines are shared and noisy: the last column, each figure against ours in the same session, is what counts.",
        "",
        f"{ROWS:,} synthetic complaints of 2,600 participants, with the dirt of real exports at 2 %:",
        "",
        "| what | seconds | per second | peak memory of the largest process, MB | against ours |",
        "|---|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        for form in ("parquet", "csv"):
            lines += logs(Path(scratch) / form, form)
        lines += certificates(Path(scratch))
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
