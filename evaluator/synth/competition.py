"""A whole synthetic competition folder, made up from a seed and marked as such in every file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from criteria.loading import loads
from criteria.rulebook import Rulebook
from evaluator.folder import CompetitionFolder
from evaluator.refusals import WrongUse
from evaluator.synth import fields, logs, marks, papers, practices, roster, year
from evaluator.synth.dirt import MOST as MOST_DIRT
from evaluator.synth.dirt import plan as plan_dirt
from evaluator.synth.months import Format, spread
from evaluator.synth.roster import MADE_UP
from evaluator.synth.tables import Labels, ids
from evaluator.words import _
from submissions.handed_in import BINS

MOST = 99_999_999  # complaints that an id of eight digits can number
MOST_AGENCIES, MOST_UPPS = 6_000, 100_000  # more names than that cannot be invented, nor slots dealt


@dataclass(frozen=True)
class SynthReport:
    """What was made. bins: rows that a reader must find, by bin; dirt: planted rows by kind; files: relative paths."""

    folder: Path
    complaints: int
    agencies: int
    upps: int
    marks: int
    bins: dict[str, int]
    dirt: dict[str, int]
    files: tuple[str, ...]


def synthesise(  # noqa: PLR0913 (each is a choice of the user's)
    folder: Path,
    *,
    complaints: int = 200_000,
    agencies: int = 600,
    upps: int = 2_000,
    seed: int = 7,
    dirt: float = 0.02,
    format: Format = "csv",  # noqa: A002 (the option's name)
    files: int | None = None,
    edition: str = papers.EDITION,
    progress: Callable[[int, int], None] | None = None,
) -> SynthReport:
    """Write a synthetic competition folder that can be run at once; the same arguments give the same bytes.

    files: how many logs the months of the period are spread over, whole months each, None for a log a month; a log that
    would be empty is not written. edition: one of ``papers.EDITIONS``, whose roster, marks and period are made up;
    without a category for service units there are none. dirt: share of rows that are spoilt, 0 to 0.5. progress is told
    complaints written and their total.
    Raises WrongUse when a number cannot be met or the folder is not empty.
    """
    _empty(folder)
    _check(complaints=complaints, agencies=agencies, upps=upps, seed=seed, dirt=dirt)
    text = papers.rulebook(edition)
    rulebook = loads(text, "rulebook.toml")
    upps = upps if fields.takes(rulebook, "upp") else 0
    people = fields.filled(roster.draw(seed, agencies, upps), rulebook, seed)
    plan = year.plan(seed, complaints, rulebook.period, people)
    home = CompetitionFolder(folder)
    to_write = spread(plan, home.complaints, format, files)
    writer = logs.Writer(
        year=plan,
        labels=Labels.of(people.table),
        dirt=plan_dirt(dirt, rulebook.sources.complaints, text=format != "parquet"),
        format=format,
        moved=_counter(complaints, progress),
    )
    facts = {"complaints": complaints, "agencies": agencies, "upps": upps, "seed": seed, "rate": dirt}
    try:
        home.complaints.mkdir(parents=True)
        home.rulebook.write_text(text, encoding="utf-8", newline="\n")
        (folder / "README.txt").write_text(papers.README.format(**facts), encoding="utf-8", newline="\n")
        people.table.to_csv(home.roster, index=False, lineterminator="\n")
        practices.write(people, home.practices)
        marked = _write_marks(folder, seed, people, rulebook)
        bins, kinds = _write_dirt(folder, {f"complaints/{log.path.name}": writer.write(log) for log in to_write})
    except BaseException:  # even an interruption leaves no half a year behind; the folder held nothing else
        shutil.rmtree(folder, ignore_errors=True)
        raise
    made = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return SynthReport(folder, complaints, agencies, upps, marked, bins, kinds, tuple(made))


def _empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(_("{path} exists already and is not an empty folder.").format(path=folder))


def _check(*, complaints: int, agencies: int, upps: int, seed: int, dirt: float) -> None:
    if not 1 <= complaints <= MOST:
        raise WrongUse(_("Between 1 and {most} complaints can be made.").format(most=MOST))
    if not 1 <= agencies <= MOST_AGENCIES or not 0 <= upps <= MOST_UPPS:
        raise WrongUse(
            _("Between 1 and {agencies} agencies and up to {upps} UPPs can be made.").format(
                agencies=MOST_AGENCIES, upps=MOST_UPPS
            )
        )
    if seed < 0 or not 0 <= dirt <= MOST_DIRT:
        raise WrongUse(_("A seed is 0 or more, and dirt a share from 0 to {most}.").format(most=MOST_DIRT))


def _counter(total: int, progress: Callable[[int, int], None] | None) -> Callable[[int], None]:
    done = 0

    def moved(rows: int) -> None:
        nonlocal done
        done += rows
        if progress:
            progress(done, total)

    return moved


def _write_marks(folder: Path, seed: int, people: roster.Roster, rulebook: Rulebook) -> int:
    panels = marks.panels(rulebook)
    if not panels:
        return 0
    drawn = marks.draw(seed, people, panels)
    (folder / "scores").mkdir()
    marks.write(drawn, folder / "scores")
    return len(drawn)


def _write_dirt(folder: Path, written: dict[str, logs.Written]) -> tuple[dict[str, int], dict[str, int]]:
    """Write dirt.csv and dirt.json; return rows by bin and planted rows by kind of dirt."""
    planted = pd.concat([part.dirt for part in written.values()], ignore_index=True)
    planted.insert(3, "complaint_id", ids(planted.pop("number").to_numpy()).to_pandas().fillna(""))
    planted.to_csv(folder / "dirt.csv", index=False, lineterminator="\n")
    by_file = {file: dict(zip(BINS, part.bins.tolist(), strict=True)) for file, part in written.items()}
    bins = {name: sum(counts[name] for counts in by_file.values()) for name in BINS}
    kinds = {str(kind): int(rows) for kind, rows in planted["dirt"].value_counts().sort_index().items()}
    totals = {"note": MADE_UP, "rows": sum(bins.values()), "bins": bins, "files": by_file, "dirt": kinds}
    (folder / "dirt.json").write_text(json.dumps(totals, indent=2) + "\n", encoding="utf-8", newline="\n")
    return bins, kinds
