"""Whole processes, measured by the operating system's own accounting, in turns so that a noisy minute hits them all."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field


@dataclass
class Figures:
    """Seconds of wall clock, peak memory (MB) and seconds of processors (of all its processes) of each counted run."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    processors: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)

    @property
    def processor(self) -> float:
        """The median of the seconds of processors, which hang less on what else the machine does."""
        return statistics.median(self.processors)

    @property
    def peak(self) -> float:
        """The largest memory of any run, MB."""
        return max(self.megabytes)


def once(command: list[str]) -> tuple[float, float, float]:
    """Run a command to its end; return its seconds, its peak memory in MB (of its largest process), its processors'."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)} failed:\n{error.decode(errors='replace')[-2000:]}")
    return seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


WARM = os.environ.get("WARM", "1") != "0"


def in_turns(commands: dict[str, list[str]], runs: int) -> dict[str, Figures]:
    """Run every command once to warm up (unless WARM=0), then all of them in turn, ``runs`` times over."""
    figures = {name: Figures() for name in commands}
    for turn in range(runs + WARM):
        for name, command in commands.items():
            seconds, megabytes, processors = once(command)
            if turn >= WARM:
                figures[name].seconds.append(seconds)
                figures[name].megabytes.append(megabytes)
                figures[name].processors.append(processors)
    return figures
