"""Checklists of the self-assessment: what participants claim, beside what evaluators verified; both are kept.

Participants hand in ``checklists/*``, evaluators ``checklists/verified/*``: nobody can verify in their own file. What
stands as evidence, a file's name or an address, is text: it is never opened, fetched or followed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from submissions import kinds
from submissions.checklist_claims import MISSING, Claim, claims
from submissions.checklist_entries import Answer, Finder
from submissions.checklist_sheets import Entry, lay_out
from submissions.checklist_verified import Verified, verified
from submissions.dictionary import CHECKLISTS, VERIFIED, Field, known_headers
from submissions.files import find_files
from submissions.handed_in import CHECKLIST_COLUMNS, InputFile, no_checklists
from submissions.names import Resolver
from submissions.origin import beside, of_other_editions
from submissions.problems import Problem
from submissions.questions import Questions
from submissions.sources import ChecklistSource, Question
from submissions.tables import Table, read_tables

FOLDER = "checklists"
BY_EVALUATORS = f"{FOLDER}/verified"
SUFFIXES = (".csv", ".csv.gz", ".xlsx")


def read_checklists(
    folder: Path,
    source: ChecklistSource,
    questions: Sequence[Question],
    resolver: Resolver,
    roster: pd.DataFrame,
    scratch: Path,
    *,
    edition: str = "",
) -> tuple[pd.DataFrame, list[Problem], list[InputFile]]:
    """Return the checklists (``HandedIn.checklists``), what is wrong with them, and the files they came from.

    Claims that cannot be, or contradict each other, are missing, each named by its place; the answer stays. So are
    verified points, and those of a participant that handed in nothing are left out.
    """
    found, problems = find_files(folder, FOLDER, SUFFIXES)
    problems = [p for p in problems if (p.kind, p.file) != (kinds.FOLDER_IGNORED, BY_EVALUATORS)]
    marked, wrong = find_files(folder, BY_EVALUATORS, SUFFIXES)
    problems += wrong
    if not questions:
        files = [file for _, file in (*found, *marked)]
        unruled = [Problem(kinds.CHECKLISTS_UNRULED, file=f"{FOLDER}/", details={"files": str(len(files))})]
        return no_checklists(), unruled if files else problems, files
    finder = Finder(Questions(questions), resolver, [str(code) for code in roster.index])
    theirs = _Folder(source, finder, scratch, CHECKLISTS, "claimed", edition)
    theirs.read(found)
    ours = _Folder(source, finder, scratch, VERIFIED, "verified")
    ours.read(marked)
    claimed, wrong = claims(theirs.answers)
    problems += theirs.problems + ours.problems + wrong + _self_verified(theirs.answers)
    problems += _unanswered(claimed, theirs.answers, len(questions))
    marks, wrong = verified(ours.answers, {claim.participant for claim in claimed})
    problems += wrong
    if not claimed:
        problems.append(Problem(kinds.CHECKLISTS_NONE, file=f"{FOLDER}/"))
    return _frame(claimed, marks, [question.code for question in questions]), problems, theirs.files + ours.files


@dataclass
class _Folder:
    """Reads the files of one folder into answers; ``points`` is the column that its layout cannot lack."""

    source: ChecklistSource
    finder: Finder
    scratch: Path
    fields: Sequence[Field]
    points: str
    edition: str = ""
    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: list[InputFile] = field(default_factory=list)

    def read(self, found: Iterable[tuple[Path, InputFile]]) -> None:
        """Read the files in their order."""
        known = known_headers(self.fields, self.source.columns)
        for path, file in found:
            tables, wrong = read_tables(path, file.path, self.scratch, known)
            self.problems += wrong + of_other_editions(tables, self.edition)
            self._take(tables)
            self.files.append(replace(file, rows=sum(len(table.rows) for table in tables)))

    def _take(self, tables: Iterable[Table]) -> None:
        """Take what the tables of a file say; a sheet that is no checklist is passed over beside one that is."""
        refused: list[Problem] = []
        used = False
        for table in tables:
            laid_out = lay_out(table, self.fields, self.source.columns, self.points)
            if isinstance(laid_out, Problem):
                refused.append(laid_out)
                continue
            used = True
            entries, wrong = laid_out
            answers, misfits = self.finder.find(entries)
            self.answers += answers
            self.problems += wrong + misfits
        self.problems += beside(refused, used=used)


def _self_verified(answers: Iterable[Answer]) -> list[Problem]:
    """Return the sheets in which a participant hands in verified points of its own."""
    sheets: dict[tuple[str, str], list[Entry]] = {}
    for answer in answers:
        if answer.entry.verified:
            sheets.setdefault((answer.entry.table.file, answer.entry.table.sheet), []).append(answer.entry)
    return [
        entries[0].problem(
            kinds.CHECKLIST_SELF_VERIFIED, "verified", entries[0].verified, count=str(len(entries))
        )
        for entries in sheets.values()
    ]  # fmt: skip


def _unanswered(claimed: Iterable[Claim], answers: Iterable[Answer], asked: int) -> list[Problem]:
    """Return, for each participant that claims nothing on some questions, on how many."""
    counts: Counter[str] = Counter()
    for claim in claimed:
        counts[claim.participant] += claim.claimed == claim.claimed  # NaN is none
    files = {answer.participant: answer.entry.table.file for answer in reversed([*answers])}
    return [
        Problem(
            kinds.CHECKLIST_UNANSWERED,
            files[participant],
            value=participant,
            details={"participant": participant, "count": str(asked - count), "asked": str(asked)},
        )
        for participant, count in sorted(counts.items())
        if count < asked
    ]


def _frame(claimed: Collection[Claim], marks: Iterable[Verified], order: Sequence[str]) -> pd.DataFrame:
    """Put claims and verified points beside each other, by participant, then in the order of the questions."""
    by_matter = {claim[:2]: claim for claim in claimed}
    verified_ = {mark[:2]: mark for mark in marks}
    places = {code: place for place, code in enumerate(order)}
    rows = []
    for matter in sorted(by_matter.keys() | verified_.keys(), key=lambda one: (one[0], places[one[1]])):
        claim = by_matter.get(matter, Claim(*matter, "", MISSING, ""))
        mark = verified_.get(matter, Verified(*matter, MISSING, "", ""))
        rows.append((*claim[:4], mark.verified, claim.evidence, mark.verifier, mark.remark))
    types = dict.fromkeys(CHECKLIST_COLUMNS, object) | {"claimed": "float64", "verified": "float64"}
    return pd.DataFrame(rows, columns=list(CHECKLIST_COLUMNS)).astype(types)
