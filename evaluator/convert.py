"""Turning logs into Parquet once, for who reads the same large logs many times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from criteria.loading import loads
from criteria.refusals import RulebookRefused
from evaluator.init import rulebook_text
from evaluator.pipeline import scratch_folder
from evaluator.refusals import WrongUse, of_problems
from evaluator.words import _
from submissions.convert import Converted, convert, targets

if TYPE_CHECKING:
    from pathlib import Path

    from submissions.problems import Problem
    from submissions.progress import Progress


def converted(
    logs: list[Path], rulebook: str, out: Path, *, force: bool, progress: Progress
) -> tuple[list[Converted], list[Problem]]:
    """Convert the logs into the folder ``out`` (made where it is missing); see ``submissions.convert``.

    rulebook: a shipped code, or the path of a file. force: replace files that are there already.
    """
    try:
        terms = loads(rulebook_text(rulebook), rulebook).terms
    except RulebookRefused as refused:
        raise of_problems(refused.problems) from refused
    for log in logs:
        if not log.is_file():
            raise WrongUse(_("There is no file {path}.").format(path=log))
    stems = [log.name.partition(".")[0] for log in logs]
    for log, stem in zip(logs, stems, strict=True):
        if stems.count(stem) > 1:
            raise WrongUse(_("Two complaint logs are called {name}: rename one.").format(name=log.name))
        there = targets(log, out)
        if there and not force:
            raise WrongUse(_("{path} is there already; --force replaces it.").format(path=there[0]))
    out.mkdir(parents=True, exist_ok=True)
    with scratch_folder() as scratch:
        return convert(logs, terms, out, scratch=scratch, progress=progress)
