"""Certificates, unsigned, in one run on all cores, beside what a user would take instead (``bench.letters``)."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from bench import page
from bench.processes import in_turns

CERTIFICATES = int(os.environ.get("CERTIFICATES", "600"))
RUNS = int(os.environ.get("RUNS", "3"))
HEADER = "| what | seconds | certificates per second | processor ms each | KB each |"


def main(scratch: Path) -> None:
    """Measure ``evaluator certify`` on a list of winners, and the letters of others on the same list."""
    winners = scratch / "winners.csv"
    names = [f"Pemerintah Kabupaten Contoh Nomor {n}" for n in range(CERTIFICATES)]
    rows = "".join(f"{name},Pengelola Terbaik,2019-12-09\n" for name in names)
    winners.write_text(f"name,award,date\n{rows}", encoding="utf-8")
    folders = {name: scratch / name for name in ("ours", "bare", "office")}
    ours = ["evaluator", "certify", "--list", str(winners), "--edition", "Contoh 2019", "--out", str(folders["ours"])]
    commands = {"ours": [sys.executable, "-m", *ours]} | {
        how: [sys.executable, "-m", "bench.letters", how, str(winners), str(folders[how])]
        for how in ("bare", "office")
        if how != "office" or shutil.which("soffice")
    }
    said = {
        "ours": "evaluator certify",
        "bare": "WeasyPrint bare, in a loop, the words alone",
        "office": "LibreOffice, letters filled in beforehand, the words alone",
    }
    measured = in_turns(commands, RUNS)
    rows_told = []
    for how, figures in measured.items():
        sizes = [path.stat().st_size for path in folders[how].glob("*.pdf")]
        if len(sizes) != CERTIFICATES:
            sys.exit(f"{said[how]}: {len(sizes)} PDFs of {CERTIFICATES}")
        rate, each = CERTIFICATES / figures.median, sum(sizes) / len(sizes) / 1000
        work = figures.processor / CERTIFICATES * 1000
        told = f"{figures.median:.2f} | {rate:,.0f} | {work:.0f} | {each:.0f}"
        rows_told.append(f"| {said[how]} | {told} |")
    page.put(
        "Certificates",
        f"CERTIFICATES={CERTIFICATES} RUNS={RUNS} make bench ONLY=certificates",
        [
            "Ours with ornament, code, QR, tags, PDF/A-3 and the award attached, on all cores; the others the words",
            "alone, in the one process that they use. Start of the programs included.",
            "",
            *page.table(HEADER, rows_told),
        ],
    )
