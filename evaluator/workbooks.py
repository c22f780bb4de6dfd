"""The year's blank workbooks, written beside each other into one folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import submissions
from criteria.loading import load, loads
from criteria.refusals import RulebookRefused
from evaluator import pipeline, publish
from evaluator.init import rulebook_text
from evaluator.refusals import Refusal, WrongUse, of_problems
from evaluator.words import _
from reports.blank.checklist import checklist
from reports.blank.score_sheet import panels, score_sheet
from reports.blank.tables import complaint_log, roster
from reports.speech import Speech
from submissions.dictionary import COMPLAINTS, ROSTER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from criteria.rulebook import Rulebook
    from evaluator.folder import CompetitionFolder
    from submissions.dictionary import Field
    from submissions.progress import Progress

NAMES = {
    "id": ("daftar-periksa", "lembar-penilaian", "pengaduan", "participants"),
    "en": ("checklist", "score-sheet", "complaints", "participants"),
}


@dataclass(frozen=True)
class Written:
    """A workbook that was written: its path, and whether it already holds the participants."""

    path: str
    people: int


def write_workbooks(
    rulebook: str, out: Path, *, folder: CompetitionFolder | None, force: bool, progress: Progress
) -> list[Written]:
    """Write the blank workbooks of a rulebook into ``out`` (made where it is missing), in the edition's language.

    rulebook: a shipped code, or the path of a file. folder: whose roster fills the score sheets and the choice of
    participants. A checklist only where the rules ask questions, score sheets only where judges mark: one per stage.
    """
    rules = _rules(rulebook)
    people = people_in(folder, progress, rules) if folder else []
    say = Speech(rules.edition.language)
    for_checks, for_scores, for_log, for_roster = NAMES[say.language]
    books = {
        f"{for_log}.xlsx": complaint_log(rules, say, _headings(COMPLAINTS, say)),
        f"{for_roster}.xlsx": roster(rules, say, _headings(ROSTER, say)),
    }
    if rules.question:
        books[f"{for_checks}.xlsx"] = checklist(rules, say, people)
    stages = [stage for stage in rules.stage if panels(rules, stage)]
    for stage in stages:
        books[f"{for_scores}-{stage.code}.xlsx"] = score_sheet(rules, say, stage, people)
    if not stages and panels(rules, None):
        books[f"{for_scores}.xlsx"] = score_sheet(rules, say, None, people)
    there = [name for name in books if (out / name).exists()]
    if there and not force:
        raise WrongUse(_("{path} is there already; --force replaces it.").format(path=out / there[0]))
    with publish.writing(out):
        out.mkdir(parents=True, exist_ok=True)
        for name, content in books.items():
            (out / name).write_bytes(content)
    filled = {name: len(people) for name in books if name.startswith((for_checks, for_scores))}
    return [Written(str(out / name), filled.get(name, 0)) for name in sorted(books)]


def _headings(fields: Sequence[Field], say: Speech) -> dict[str, tuple[str, bool]]:
    """Return what heads each column, as reading knows it first, and whether it is needed."""
    return {field.name: (field.labels[say.language][0], field.needed) for field in fields}


def _rules(rulebook: str) -> Rulebook:
    try:
        return loads(rulebook_text(rulebook), rulebook)
    except RulebookRefused as refused:
        raise of_problems(refused.problems) from refused


def people_in(folder: CompetitionFolder, progress: Progress, rules: Rulebook | None = None) -> list[tuple[str, str]]:
    """Return code and name of whoever is in the folder's roster, by code; rules: where the folder has none."""
    if rules is not None and not folder.rulebook.is_file():
        own = rules
    else:
        try:
            own = load(folder.rulebook)
        except RulebookRefused as refused:
            raise of_problems(refused.problems) from refused
    with pipeline.scratch_folder() as scratch:
        handed_in = submissions.read(folder.root, own.terms, scratch=scratch, progress=progress)
    if handed_in.roster.empty:
        raise Refusal(_("{path} has no roster that can be read: evaluator check says why.").format(path=folder.root))
    return [(str(code), str(name)) for code, name in handed_in.roster["name"].items()]
