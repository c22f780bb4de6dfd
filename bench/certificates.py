"""Certificates, unsigned, in one run on all cores."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bench import page
from bench.processes import in_turns

CERTIFICATES = int(os.environ.get("CERTIFICATES", "600"))
RUNS = int(os.environ.get("RUNS", "3"))


def main(scratch: Path) -> None:
    """Measure ``evaluator certify`` on a list of winners."""
    winners = scratch / "winners.csv"
    names = [f"Pemerintah Kabupaten Contoh Nomor {n}" for n in range(CERTIFICATES)]
    winners.write_text("name,award\n" + "".join(f"{name},Pengelola Terbaik\n" for name in names), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "evaluator",
        "certify",
        "--list",
        str(winners),
        "--edition",
        "Contoh 2019",
        "--out",
    ]
    ours = in_turns({"": [*command, str(scratch / "certificates")]}, RUNS)[""]
    row = f"| evaluator certify | {ours.median:.2f} | {CERTIFICATES / ours.median:,.0f} | {ours.peak:,.0f} |"
    page.put(
        "Certificates",
        f"CERTIFICATES={CERTIFICATES} RUNS={RUNS} make bench ONLY=certificates",
        page.table("| what | seconds | certificates per second | peak memory of the largest process, MB |", [row]),
    )
