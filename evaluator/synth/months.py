"""Which complaints go into which log: whole months, as platforms are asked for them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from evaluator.refusals import WrongUse
from evaluator.synth.year import Year
from evaluator.words import _

Format = Literal["csv", "csv.gz", "parquet", "xlsx"]
SHEET_ROWS = 1_048_575  # that a sheet holds under its header


@dataclass(frozen=True)
class Log:
    """A log to be written: complaints ``start`` to ``stop`` (excluded), at least one."""

    path: Path
    start: int
    stop: int


def spread(plan: Year, folder: Path, format: Format, files: int | None) -> list[Log]:  # noqa: A002 (the option's name)
    """Share whole months out over so many logs; None: one a month. WrongUse for more logs than months, or many rows."""
    months = len(plan.starts) - 1
    files = months if files is None else files
    if not 1 <= files <= months:
        raise WrongUse(_("Between 1 and {months} files can be made.").format(months=months))
    edges = [number * months // files for number in range(files + 1)]
    spans = [(first, last, int(plan.starts[first]), int(plan.starts[last])) for first, last in pairwise(edges)]
    if format == "xlsx" and max(stop - start for _f, _l, start, stop in spans) > SHEET_ROWS:
        raise WrongUse(_("A sheet holds at most {rows} rows; choose more files or CSV.").format(rows=SHEET_ROWS))
    return [
        Log(folder / f"pengaduan-sintetis-{_months(plan, first, last)}.{format}", start, stop)
        for first, last, start, stop in spans
        if stop > start
    ]


def _months(plan: Year, first: int, last: int) -> str:
    """Return "2018-11" for one month, "2018-11--2019-01" for several."""
    names = [
        f"{plan.first.year + at // 12}-{at % 12 + 1:02d}"
        for at in (plan.first.month - 1 + n for n in (first, last - 1))
    ]
    return names[0] if last - first == 1 else "--".join(names)
