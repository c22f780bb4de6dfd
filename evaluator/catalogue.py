"""The catalogue of good practices: the winners' own words beside their figures, as pages and as a PDF."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evaluator import pipeline, publish
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _, language
from reports.catalogue.entries import Told
from reports.catalogue.pages import MARK, PDF, awards, catalogue
from submissions import kinds
from submissions.dictionary import PRACTICES
from submissions.names import Resolver
from submissions.practices import find, read_practices
from submissions.problems import COLUMNS, Problem, Severity, rows

if TYPE_CHECKING:
    from pathlib import Path

    from evaluator.folder import CompetitionFolder
    from evaluator.outcome import Outcome
    from submissions.practices import Practice
    from submissions.progress import Progress

CATALOGUE = "making the catalogue"
HEADER = ",".join(field.name for field in PRACTICES)
"""The first line of a practices.csv."""


@dataclass(frozen=True)
class Made:
    """A catalogue: its folder, first page and PDF; winners, practices told of them, and what was wrong with others.

    offered: whether nobody told of a practice yet, so that the file is offered. problems: as rows of problems.csv.
    """

    folder: str
    first: str
    pdf: str
    winners: int
    practices: int
    offered: bool
    problems: tuple[dict[str, str], ...]


def make_catalogue(
    folder: CompetitionFolder, out: Path | None = None, *, progress: Progress, engine: str | None = None
) -> Made:
    """Write the catalogue of the folder's year into ``out``, whole or not at all; ``catalogue/`` in it by default.

    Refusal where there is no ranking or the file of practices cannot be read; WrongUse where ``out`` holds something
    that is no catalogue, or is one of the competition's own folders.
    """
    out = out or folder.catalogue
    with publish.locked(folder.root), pipeline.scratch_folder() as scratch:
        outcome = pipeline.open_year(folder, scratch=scratch, progress=progress, engine=engine)
        return of_year(outcome, folder, out, progress=progress)


def of_year(outcome: Outcome, folder: CompetitionFolder, out: Path, *, progress: Progress) -> Made:
    """Write the catalogue of a year that is open; call it under ``publish.locked``."""
    _free(folder, out)
    year, handed_in = outcome.year, outcome.handed_in
    if year is None or handed_in is None:
        raise Refusal(
            _("There is no ranking to tell of: {count} blocking problems. See: evaluator check").format(
                count=outcome.blocking
            )
        )
    progress(CATALOGUE, 0, 1)
    with pipeline.scratch_folder() as scratch:
        codes = [str(code) for code in handed_in.roster.index]
        told, problems = read_practices(folder.root, Resolver(handed_in.roster), codes, scratch)
    if blocking := [problem for problem in problems if problem.kind.severity is Severity.BLOCKING]:
        raise Refusal("\n".join(_sentence(problem) for problem in blocking))
    winners = {code for _award, code in awards(year)}
    shown = [practice for practice in told if practice.code in winners]
    if others := len(told) - len(shown):
        file, details = find(folder.root)[0].name, {"count": str(others)}
        problems.append(Problem(kinds.PRACTICE_WITHOUT_AWARD, file=file, details=details, count=others))
    with publish.writing(out.parent):
        out.parent.mkdir(parents=True, exist_ok=True)
    with publish.whole(out) as fresh:
        for name, content in catalogue(year, _by_code(shown)):
            path = fresh / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    progress(CATALOGUE, 1, 1)
    listed = tuple(dict(zip(COLUMNS, row, strict=True)) for row in rows(problems, language()))
    first, pdf = str(out / "index.html"), str(out / PDF)
    return Made(str(out), first, pdf, len(winners), len(shown), not told and not problems, listed)


def read_made(made: Path, results: dict[str, Any]) -> dict[str, bytes]:
    """Return the files of a catalogue by name, if it tells of these results.

    WrongUse where the folder is no catalogue, Refusal where it is one of other results.
    """
    try:
        mark = json.loads((made / MARK).read_bytes())
        same = (mark["rulebook"], mark["awards"]) == (results["rulebook"]["fingerprint"], _held(results))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongUse(_("{path} is no catalogue: evaluator catalogue makes one.").format(path=made)) from error
    if not same:
        raise Refusal(_("{path} is a catalogue of other results: make it again.").format(path=made))
    found = (path for path in sorted(made.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(made).as_posix(): path.read_bytes() for path in found}


def _held(results: dict[str, Any]) -> list[list[str]]:
    return sorted([award["code"], winner["code"]] for award in results["awards"] for winner in award["winners"])


def _by_code(practices: list[Practice]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for one in practices:
        found.setdefault(one.code, []).append(
            Told(one.title, one.problems, one.done, one.took, one.result, one.contact)
        )
    return found


def _sentence(problem: Problem) -> str:
    return f"{problem.file}: {problem.says(language())} {problem.mend(language())}"


def _free(folder: CompetitionFolder, out: Path) -> None:
    """See that nothing is lost when ``out`` is replaced."""
    inside, results = folder.root.resolve(), folder.results.resolve()
    if out.resolve() in {inside, *inside.parents} or results in {out.resolve(), *out.resolve().parents}:
        raise WrongUse(
            _("{path} belongs to the competition: name a folder of its own for the catalogue.").format(path=out)
        )
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / MARK).is_file())):
        raise WrongUse(_("{path} holds something else than a catalogue: name another folder.").format(path=out))
