"""Packing a submission: the reduced log, checklist, evidence and self-assessment in one file, and its receipt.

What is packed is assessed once more as the secretariat will read it, by the rules alone; that is the assessment sent.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pydantic import ValidationError

from criteria.loading import fingerprint
from evaluator import publish
from evaluator.assess import assess
from evaluator.assess.standing import reading, stand
from evaluator.assess.year import one_year
from evaluator.refusals import Refusal, WrongUse
from evaluator.submitting import contents, evidence
from evaluator.submitting.contents import Index, Part
from evaluator.words import _
from reports.awarded import safe_name
from reports.receipt import Receipt, receipt
from reports.speech import speaking
from submissions.reduced import Mine, reduce

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from evaluator.assess import Asked
    from reports.assessment import Assessment
    from submissions.progress import Progress

_OLDEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can tell


@dataclass(frozen=True)
class Packed:
    """A submission that was written. differs: whether the export's own map reads it otherwise than the rules do."""

    path: str
    receipt: str
    code: str
    participant: str
    name: str
    size: int
    sha256: str
    parts: tuple[Part, ...]
    rows: dict[str, int]
    low: float | None
    high: float | None
    differs: bool


def pack(
    asked: Asked,
    proofs: Sequence[Path],
    out: Path | None,
    at: dt.datetime,
    *,
    language: str,
    force: bool,
    progress: Progress,
) -> Packed:
    """Write the submission of ``asked.who`` and its receipt; the same files at the same moment, the same bytes.

    proofs: files of evidence. out: the ZIP; CODE-EDITION.zip here where it is None. at: the moment that it carries, by
    which a newer one is told. Refusal, in words, where something may not be packed; then nothing is written.
    """
    if not asked.who:
        raise WrongUse(_("Say who you are: --as CODE, as the secretariat's roster has it."))
    edition = asked.rulebook.edition.code
    target = out or Path(f"{safe_name(asked.who)}-{edition}.zip")
    paper = target.with_name(f"{target.stem}-{'tanda-terima' if language == 'id' else 'receipt'}.pdf")
    for path in (target, paper):
        if path.exists() and not force:
            raise WrongUse(_("{path} is there already; --force replaces it.").format(path=path))
    wrong = evidence.faults(proofs)
    if wrong:
        raise Refusal("\n".join(wrong))
    with TemporaryDirectory(prefix="evaluator-") as made:
        parcel = Path(made)
        given = _reduce(asked, parcel, language, progress)
        _put_files(parcel, asked.checklists, proofs)
        found = _as_received(asked, parcel, language, progress)
        (parcel / contents.ASSESSMENT).write_text(_told(found), encoding="utf-8")
        try:
            index = _index(asked, found, parcel, at)
        except ValidationError as error:
            place = ".".join(map(str, error.errors()[0]["loc"]))
            raise Refusal(_("{what} is too long, or cannot be so: shorten it.").format(what=place)) from error
        content = contents.written(index)
        (parcel / contents.INDEX).write_bytes(content)
        packed = _zipped(parcel, index)
    code = contents.code(content)
    digest = hashlib.sha256(packed).hexdigest()
    say = speaking(language)
    slip = Receipt(
        code=code, participant=index.participant, name=found.name, edition=edition,
        edition_title=found.edition_title, made_at=at, file=target.name, size=len(packed), sha256=digest,
        parts=tuple((part.path, part.called, part.size, part.sha256) for part in index.parts),
        rows=index.rows, low=index.low, high=index.high, of="100",
    )  # fmt: skip
    printed = receipt(slip, say)
    publish.write_beside(target, packed)
    publish.write_beside(paper, printed)
    return Packed(
        str(target), str(paper), code, index.participant, found.name, len(packed), digest, tuple(index.parts),
        index.rows, found.low, found.high, differs=_scores(given) != _scores(found),
    )  # fmt: skip


def _reduce(asked: Asked, parcel: Path, language: str, progress: Progress) -> Assessment:
    """Put the reduced logs into the parcel; return how the files stand as they were given."""
    with one_year(asked, progress) as read:
        given = stand(reading(asked, read, None, speaking(language)))
        room = parcel / ".reducing"
        room.mkdir()
        mine = Mine({asked.who, asked.told.get("name", ""), read.code} - {""}, asked.who)
        reduce(read.layout.complaints, read.layout.follow_ups, read.rules.terms, mine, parcel, scratch=room)
        shutil.rmtree(room)
    return given


def _put_files(parcel: Path, checklists: Sequence[Path], proofs: Sequence[Path]) -> None:
    for place, path in enumerate(checklists, start=1):
        suffix = path.suffix.casefold()
        if suffix not in {".xlsx", ".csv"}:
            raise Refusal(_("{path}: a checklist is handed in as XLSX or CSV.").format(path=path.name))
        if wrong := evidence.checklist_fault(path, path.name):
            raise Refusal(wrong)
        (parcel / contents.CHECKLISTS).mkdir(exist_ok=True)
        shutil.copyfile(path, parcel / contents.CHECKLISTS / f"{place:02}{suffix}")
    for path in proofs:
        (parcel / contents.EVIDENCE).mkdir(exist_ok=True)
        shutil.copyfile(path, parcel / contents.EVIDENCE / path.name)


def _as_received(asked: Asked, parcel: Path, language: str, progress: Progress) -> Assessment:
    """Assess what lies in the parcel, by the rules alone."""
    logs = tuple(sorted(parcel.glob(f"{contents.COMPLAINTS}*")) + sorted(parcel.glob(f"{contents.FOLLOW_UPS}*")))
    room = parcel / ".lists"
    room.mkdir()
    called = _called(asked.checklists)
    stems = contents.checklist_names(called, asked.who, [asked.told.get("name", "")])
    lists = tuple(room / f"{stems[place]}{Path(place).suffix}" for place in sorted(called))
    for place, path in zip(sorted(called), lists, strict=True):
        shutil.copyfile(parcel / place, path)
    found = assess(
        replace(asked, logs=logs, checklists=lists, all_mine=False, order="", guesses=False, last_year=None),
        language,
        progress,
    )
    shutil.rmtree(room)
    return found


def _called(checklists: Sequence[Path]) -> dict[str, str]:
    """Return the name that each checklist has where it lies, by its place in the parcel."""
    return {
        f"{contents.CHECKLISTS}{place:02}{path.suffix.casefold()}": path.name
        for place, path in enumerate(checklists, start=1)
    }


def _told(found: Assessment) -> str:
    """Return the self-assessment as it is sent: scores, figures, gates and counts; no row of the log."""
    document = {
        "edition": found.edition,
        "rules": found.fingerprint,
        "participant": found.code,
        "low": found.low,
        "high": found.high,
        "rows": found.rows,
        "nodes": [asdict(node) for node in found.nodes],
        "figures": [asdict(figure) for figure in found.figures],
        "gates": [asdict(gate) for gate in found.gates],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _index(asked: Asked, found: Assessment, parcel: Path, at: dt.datetime) -> Index:
    called = _called(asked.checklists)
    files = sorted(path for path in parcel.rglob("*") if path.is_file())
    names = [path.relative_to(parcel).as_posix() for path in files]
    return Index(
        edition=asked.rulebook.edition.code,
        rules=fingerprint(asked.rulebook),
        participant=asked.who,
        name=found.name,
        told=dict(asked.told),
        made_at=at,
        rows=found.rows,
        low="" if found.low is None else f"{found.low:.{found.decimals}f}",
        high="" if found.high is None else f"{found.high:.{found.decimals}f}",
        parts=[
            Part(path=name, size=path.stat().st_size, sha256=contents.digest(path), called=called.get(name, ""))
            for name, path in zip(names, files, strict=True)
        ],
    )


def _zipped(parcel: Path, index: Index) -> bytes:
    target = parcel / ".zip"
    with zipfile.ZipFile(target, "w") as packed:
        for name in [contents.INDEX, *(part.path for part in index.parts)]:
            info = zipfile.ZipInfo(name, _OLDEST)
            info.compress_type = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
            info.external_attr = 0o100644 << 16
            with (parcel / name).open("rb") as source, packed.open(info, "w") as part:
                shutil.copyfileobj(source, part)
    return target.read_bytes()


def _scores(found: Assessment) -> list[tuple[str, float | None, float | None]]:
    return [(node.code, node.low, node.high) for node in found.nodes]
