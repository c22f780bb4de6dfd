"""Taking submissions in: looked at to the last byte, filed where a run reads them, newer ones in the place of older.

``received/CODE.json`` says what was filed for whom; it is written last, so that a run that was stopped is done again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

import submissions
from criteria.loading import fingerprint, load
from criteria.refusals import RulebookRefused
from evaluator import pipeline, publish
from evaluator.parcel import ParcelError, unpacked
from evaluator.refusals import Refusal, of_problems
from evaluator.submitting import contents, evidence
from evaluator.submitting.contents import Index
from evaluator.words import _, language, number
from reports.awarded import safe_name
from submissions import kinds
from submissions.checklists import read_checklists
from submissions.names import Resolver, key
from submissions.problems import Severity
from submissions.sources import Participants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from criteria.rulebook import Rulebook
    from evaluator.folder import CompetitionFolder
    from submissions.progress import Progress

RECEIVED = "received"
ASSESSMENTS = "assessments"
"""Apart from what we write down: a sender writes them, and they are never read here."""
RECEIVING = "taking submissions in"
LARGEST = 1 << 30
"""Bytes that a submission may have, unpacked."""
MOST_ROWS = 20_000_000
"""Rows that a log within may have."""
_AHEAD = dt.timedelta(days=1)
"""How far a sender's clock may be ahead."""
NEW, NEWER, SAME, OLDER, REFUSED = "filed", "replaced", "same", "older", "refused"


@dataclass(frozen=True)
class Taken:
    """What became of one file. outcome: one of the words above. says: why it was refused, or what to look at."""

    file: str
    outcome: str
    participant: str
    name: str
    code: str
    made_at: str
    says: str


@dataclass(frozen=True)
class Intake:
    """All of it, and who has not sent anything yet: code and name, in the roster's order."""

    taken: tuple[Taken, ...]
    received: int
    waiting: tuple[tuple[str, str], ...]


def receive(bundles: Sequence[Path], folder: CompetitionFolder, *, progress: Progress) -> Intake:
    """File submissions into a competition folder, in the order given; say what became of each, and who is awaited.

    One that may not be taken is refused in words, and the others are filed all the same. Refusal where the folder's
    rulebook or roster cannot be read.
    """
    rules = _rules(folder)
    with publish.locked(folder.root):
        roster = _roster(folder, rules, progress)
        found = []
        for place, path in enumerate(bundles):
            progress(RECEIVING, place, len(bundles))
            found.append(_take(path, folder, rules, roster))
        if bundles:
            progress(RECEIVING, 1, 1)
        there = _ledgers(folder)
    waiting = tuple((code, name) for code, name in roster.items() if code not in there)
    return Intake(tuple(found), len(there), waiting)


def _rules(folder: CompetitionFolder) -> Rulebook:
    if not folder.rulebook.is_file():
        raise Refusal(_("{path} has no rulebook.toml: name the competition folder.").format(path=folder.root))
    try:
        return load(folder.rulebook)
    except RulebookRefused as refused:
        raise of_problems(refused.problems) from refused


def _roster(folder: CompetitionFolder, rules: Rulebook, progress: Progress) -> dict[str, str]:
    """Return code and name of whom the roster has; none where the rules take participants from the logs."""
    if rules.participants.from_ != "roster":
        return {}
    with pipeline.scratch_folder() as scratch:
        room = Path(scratch) / "roster"
        room.mkdir()
        for path in folder.root.glob("participants.*"):
            if path.is_file():
                shutil.copyfile(path, room / path.name)
        handed_in = submissions.read(room, rules.terms, scratch=_made(Path(scratch) / "reading"), progress=progress)
    if handed_in.roster.empty:
        raise Refusal(_("{path} has no roster that can be read: evaluator check says why.").format(path=folder.root))
    return {str(code): str(name) for code, name in handed_in.roster["name"].items()}


def _take(path: Path, folder: CompetitionFolder, rules: Rulebook, roster: dict[str, str]) -> Taken:
    """File one; whatever is wrong with it is said, and nothing of it stays."""
    with pipeline.scratch_folder() as scratch:
        room = _made(Path(scratch) / "unpacked")
        try:
            unpacked(path, room, contents.Allowed(), LARGEST)
            index, content = contents.read(room, path.name)
            code = _whose(index, rules, roster)
            _look_at(room, code, index, rules, Path(scratch))
            _look_at_checklists(room, code, index, rules, roster, Path(scratch))
        except ParcelError as error:
            return Taken(path.name, REFUSED, "", "", "", "", error.says)
        told = Taken(
            path.name, NEW, code, roster.get(code, index.name), contents.code(content),
            index.made_at.isoformat(timespec="seconds"), _notes(index, rules),
        )  # fmt: skip
        earlier = _ledger(folder, code)
        if earlier is not None:
            if earlier["code"] == told.code and _whole(folder, earlier):
                return replace(told, outcome=SAME)
            if earlier["code"] != told.code and earlier["made_at"] >= told.made_at:
                return replace(told, outcome=OLDER)
        _file(room, folder, index, told, earlier)
    return told if earlier is None else replace(told, outcome=NEWER)


def _whose(index: Index, rules: Rulebook, roster: dict[str, str]) -> str:
    """Return the participant's code as the roster writes it."""
    if index.made_at > dt.datetime.now(dt.UTC) + _AHEAD:  # nothing newer could ever take its place
        raise ParcelError(
            _("It says that it was packed at {moment}, which is to come: set the clock, then pack it anew.").format(
                moment=f"{index.made_at:%Y-%m-%d %H:%M}"
            )
        )
    if index.edition != rules.edition.code:
        raise ParcelError(
            _("It was made for the edition {theirs}, but this competition is {ours}: pack it anew.").format(
                theirs=index.edition[:60], ours=rules.edition.code
            )
        )
    if not roster:
        return index.participant
    found = [code for code in roster if key(code) == key(index.participant)]
    if not found:
        raise ParcelError(
            _("The roster has no participant {code} ({name}): mend the code, or the roster.").format(
                code=index.participant, name=index.name
            )
        )
    return found[0]


def _look_at(room: Path, code: str, index: Index, rules: Rulebook, scratch: Path) -> None:
    """Refuse a submission whose log cannot be read or speaks of others, and evidence that is not what it says."""
    for path in room.rglob("*.parquet"):
        _rows_can_be(path)
    year = _made(scratch / "year")
    for place in (contents.COMPLAINTS, contents.FOLLOW_UPS):
        if (room / place).is_dir():
            shutil.copytree(room / place, year / place)
    if not (year / contents.COMPLAINTS).is_dir():
        raise ParcelError(_("It holds no log of complaints."))
    everybody = Participants.model_validate({"from": "complaints"})
    terms = rules.terms.model_copy(update={"participants": everybody, "questions": ()})
    handed_in = submissions.read(year, terms, scratch=_made(scratch / "looking"))
    blocking = [one for one in handed_in.problems if one.kind.severity is Severity.BLOCKING]
    if blocking:
        first = blocking[0]
        raise ParcelError(f"{first.file}: {first.says(language())} {first.mend(language())}")
    others = [str(name) for name in handed_in.roster.index if key(str(name)) not in {key(code), key(index.participant)}]
    if others:
        raise ParcelError(_("Its log has rows of {name}, which is not who sent it.").format(name=others[0][:60]))
    proofs = sorted((room / contents.EVIDENCE).iterdir()) if (room / contents.EVIDENCE).is_dir() else []
    wrong = evidence.faults(proofs)
    lists = sorted((room / contents.CHECKLISTS).iterdir()) if (room / contents.CHECKLISTS).is_dir() else []
    wrong += [said for path in lists if (said := evidence.checklist_fault(path, path.name))]
    if wrong:
        raise ParcelError(" ".join(wrong[:3]))


def _rows_can_be(path: Path) -> None:
    """Refuse a log of so many rows as no participant has: a few bytes can say that one value stands a billion times."""
    try:
        rows = pq.read_metadata(path).num_rows
    except (pa.ArrowException, OSError) as error:
        raise ParcelError(_("{name} is no table that can be read: pack it anew.").format(name=path.name)) from error
    if rows > MOST_ROWS:
        raise ParcelError(
            _("{name} has {count} rows; at most {most} are taken.").format(
                name=path.name, count=number(rows), most=number(MOST_ROWS)
            )
        )


def _look_at_checklists(
    room: Path, code: str, index: Index, rules: Rulebook, roster: dict[str, str], scratch: Path
) -> None:
    """Refuse checklists that cannot be read, or that claim for somebody else."""
    called = _called(index)
    if not called:
        return
    if not rules.question:
        raise ParcelError(_("These rules ask no questions: pack it anew without a checklist."))
    year = _made(scratch / "lists")
    _made(year / contents.CHECKLISTS)
    for place, stem in contents.checklist_names(called, code, [index.name, roster.get(code, "")]).items():
        shutil.copyfile(room / place, year / contents.CHECKLISTS / f"{stem}{Path(place).suffix}")
    people = pd.DataFrame({"name": roster or {code: index.name}}, dtype=object)
    found, problems, _files = read_checklists(
        year, rules.terms.sources.checklists, rules.terms.questions, Resolver(people), people,
        _made(scratch / "reading-lists"), edition=rules.edition.code,
    )  # fmt: skip
    others = sorted({str(name) for name in found["participant"]} - {code})
    if others:
        raise ParcelError(_("Its checklist claims points for {name}, which is not who sent it.").format(name=others[0]))
    strangers = (kinds.PARTICIPANT_UNKNOWN, kinds.PARTICIPANT_AMBIGUOUS)
    grave = [one for one in problems if one.kind.severity is Severity.BLOCKING or one.kind in strangers]
    if grave:
        raise ParcelError(f"{grave[0].file}: {grave[0].says(language())} {grave[0].mend(language())}")


def _called(index: Index) -> dict[str, str]:
    return {part.path: part.called for part in index.parts if part.path.startswith(contents.CHECKLISTS)}


def _whole(folder: CompetitionFolder, ledger: dict[str, Any]) -> bool:
    """Whether everything that was filed lies there as it was filed."""
    return all(
        (folder.root / name).is_file() and contents.digest(folder.root / name) == ledger["files"][name]
        for name in _filed(ledger)
    )


def _notes(index: Index, rules: Rulebook) -> str:
    if index.rules == fingerprint(rules):
        return ""
    return _("It was assessed by another rulebook of this edition; the score will be that of the rulebook here.")


def _file(room: Path, folder: CompetitionFolder, index: Index, told: Taken, earlier: dict[str, Any] | None) -> None:
    """Put the parts where a run reads them, take away what an earlier one had filed, and write it down."""
    stem = safe_name(told.participant)
    places: dict[str, Path] = {}
    lists = contents.checklist_names(_called(index), told.participant, [index.name, told.name])
    for part in index.parts:
        kind, _sign, name = part.path.rpartition("/")
        if part.path == contents.ASSESSMENT:
            places[part.path] = folder.root / RECEIVED / ASSESSMENTS / f"{stem}.json"
        elif kind == "evidence":
            places[part.path] = folder.root / "evidence" / stem / name
        elif part.path in lists:
            places[part.path] = folder.root / kind / f"{lists[part.path]}{Path(name).suffix}"
        else:
            places[part.path] = folder.root / kind / f"{stem}-{name}"
    with publish.writing(folder.root):
        for path, target in places.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            _put(room / path, target)
        kept = {target.resolve() for target in places.values()}
        for name in _filed(earlier):
            gone = folder.root / name
            if gone.resolve() not in kept and gone.resolve().is_relative_to(folder.root.resolve()):
                gone.unlink(missing_ok=True)
    ledger = {
        "schema": 1, "participant": told.participant, "code": told.code, "made_at": told.made_at,
        "rules": index.rules, "low": index.low, "high": index.high, "told": index.told,
        "files": {
            target.relative_to(folder.root).as_posix(): hashlib.sha256(target.read_bytes()).hexdigest()
            for target in places.values()
        },
    }  # fmt: skip
    content = json.dumps(ledger, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    publish.write_beside(folder.root / RECEIVED / f"{stem}.json", content.encode())


def _put(source: Path, target: Path) -> None:
    """Copy a file into its place in one step."""
    handle, name = tempfile.mkstemp(prefix=publish.FRESH, dir=target.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        shutil.copyfile(source, fresh)
        fresh.chmod(0o644)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _ledgers(folder: CompetitionFolder) -> set[str]:
    """Return the codes of whom something was filed for."""
    found = (_read(path) for path in sorted((folder.root / RECEIVED).glob("*.json")) if not path.is_symlink())
    return {str(one["participant"]) for one in found if one is not None}


def _ledger(folder: CompetitionFolder, code: str) -> dict[str, Any] | None:
    return _read(folder.root / RECEIVED / f"{safe_name(code)}.json")


def _read(path: Path) -> dict[str, Any] | None:
    """Return what was written down of one; None where there is nothing, or no such list."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    needed = {"participant", "code", "made_at", "files"}
    return found if isinstance(found, dict) and needed <= set(found) else None


def _filed(earlier: dict[str, Any] | None) -> list[str]:
    files = {} if earlier is None else earlier["files"]
    return [str(name) for name in files] if isinstance(files, dict) else []


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
