"""Feedback to participants: two confidential pages each, beside the results and never within them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evaluator import lookup, own_faults, pipeline, publish
from evaluator.documents import processes
from evaluator.refusals import Refusal, WrongUse
from evaluator.sure import with_certainty
from evaluator.words import _
from reports.awarded import safe_name
from reports.feedback.batch import write_feedbacks
from reports.feedback.ground import Ground
from reports.feedback.telling import tell
from reports.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from evaluator.folder import CompetitionFolder
    from evaluator.outcome import Outcome
    from reports.feedback.batch import Made
    from reports.feedback.told import Feedback
    from reports.year import Year
    from submissions.progress import Progress

FEEDBACK = "making feedback"
LEDGER = "feedback.json"
"""What was made, with the sha256 of each file; by it a later run knows what it need not make again."""
EVERY = 20
"""Files after which the ledger is written: so many at most are made again where a run was killed."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A participant whose feedback could not be made, and why."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Given:
    """What became of all: the folder, the files by participant, how many were there already, what could not be made."""

    folder: str
    files: dict[str, str]
    kept: int
    bad: tuple[Bad, ...]


def make_feedback(
    folder: CompetitionFolder, asked: Sequence[str], out: Path | None, *, progress: Progress, engine: str | None = None
) -> Given:
    """Write the feedback of those asked for (code or exact name; everybody where none is) into ``out``.

    out: ``feedback/`` in the competition folder where it is None. What is there from the same figures is kept. Refusal
    where there is no ranking; WrongUse for an unknown participant, and for a place within the results, which are
    handed on.
    """
    out = out or folder.feedback
    if folder.results.resolve() in {out.resolve(), *out.resolve().parents}:
        raise WrongUse(_("{path} belongs to the results, which are handed on: name another folder.").format(path=out))
    with publish.locked(folder.root), pipeline.scratch_folder() as scratch:
        outcome = pipeline.open_year(folder, scratch=scratch, progress=progress, engine=engine)
        return _make(outcome, lambda year: [lookup.resolve(year, one) for one in asked], out, progress)


def make_examples(outcome: Outcome, folder: CompetitionFolder, *, progress: Progress) -> Given:
    """Write three feedbacks of a published year, to show what they are; call it under ``publish.locked``."""
    return _make(outcome, examples, folder.feedback, progress)


def examples(year: Year) -> list[str]:
    """Return the first of the first category that has a ranking, who stands in its middle, and one not ranked."""
    ranked = year.ranking.table[year.ranking.table["rank"].notna()]
    first = ranked[ranked["category"] == ranked["category"].iloc[0]] if len(ranked) else ranked
    out = year.ranking.table.loc[year.ranking.table["rank"].isna(), "code"]
    return [str(code) for code in [*first["code"].iloc[:1], *first["code"].iloc[len(first) // 2 :][:1], *out.iloc[:1]]]


def _make(outcome: Outcome, choose: Callable[[Year], list[str]], out: Path, progress: Progress) -> Given:
    year, handed_in = outcome.year, outcome.handed_in
    if year is None or handed_in is None:
        raise Refusal(
            _("There is no ranking to tell of: {count} blocking problems. See: evaluator check").format(
                count=outcome.blocking
            )
        )
    codes = list(dict.fromkeys(choose(year)))
    year = year if year.sure else with_certainty(outcome, progress).year or year
    say = Speech(year.rulebook.edition.language)
    ground, wrong = Ground(year, say), own_faults.faults(outcome.problems, handed_in, say)
    codes = codes or list(ground.placed)
    told = [tell(ground, code, wrong.get(code, [])) for code in codes]
    paths = [out / f"{safe_name(code)}.pdf" for code in codes]
    with publish.writing(out):
        out.mkdir(parents=True, exist_ok=True)
        made = _write(told, paths, out, year.fingerprint, progress)
    files = {code: str(one.path) for code, one in zip(codes, made, strict=True) if not one.reason}
    bad = tuple(Bad(code, one.reason) for code, one in zip(codes, made, strict=True) if one.reason)
    return Given(str(out), files, sum(one.kept for one in made), bad)


def _write(
    told: Sequence[Feedback], paths: Sequence[Path], out: Path, fingerprint: str, progress: Progress
) -> list[Made]:
    """Write the files; the ledger every now and then, and at the end however it comes."""
    ledger = _ledger(out)
    known = {out / name: pair for name, pair in ledger.items()}
    made: dict[int, Made] = {}
    try:
        for place, one in write_feedbacks(told, paths, known=known, processes=processes()):
            made[place] = one
            ledger.pop(one.path.name, None)
            if not one.reason:
                ledger[one.path.name] = (one.of, one.sha256)
            if len(made) % EVERY == 0:
                _write_ledger(out, fingerprint, ledger)
            progress(FEEDBACK, len(made), len(told))
    finally:
        _write_ledger(out, fingerprint, ledger)
    return [made[place] for place in range(len(told))]


def _ledger(out: Path) -> dict[str, tuple[str, str]]:
    """Return, by file name, what each was made from and its sha256, as an earlier run wrote it down; else nothing."""
    try:
        documents: Any = json.loads((out / LEDGER).read_bytes())["documents"]
        return {str(one["path"]): (str(one["of"]), str(one["sha256"])) for one in documents}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write_ledger(out: Path, fingerprint: str, ledger: dict[str, tuple[str, str]]) -> None:
    documents = [
        {"path": name, "sha256": digest, "of": of}
        for name, (of, digest) in sorted(ledger.items())
        if (out / name).is_file()
    ]
    content = {"schema": 1, "rulebook": fingerprint, "documents": documents}
    part = out / f".{LEDGER}.part"
    part.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(out / LEDGER)
