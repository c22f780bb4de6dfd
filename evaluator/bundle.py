"""A year that anybody can work out again: what counted, the rules and the published results in one file.

The logs and score sheets themselves are nobody else's business: a bundle holds complaints as days, judges as numbers
(``submissions.counted``). ``reproduce`` walks the same corridor from there and compares what comes out, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from criteria.loading import load
from criteria.refusals import RulebookRefused
from evaluator import pipeline, publish
from evaluator.folder import CompetitionFolder
from evaluator.manifest import versions
from evaluator.parcel import ParcelError, unpacked
from evaluator.refusals import Refusal, of_problems
from evaluator.site import MARKED, public_files
from evaluator.sure import with_certainty
from evaluator.words import _
from reports.certainty_tables import write_certainty
from reports.results_json import describe
from reports.site.public import public_json
from reports.tables import write_tables
from submissions.counted import FILES, DamagedError, read_counted, write_counted

if TYPE_CHECKING:
    from evaluator.outcome import Outcome
    from reports.year import Year
    from submissions.progress import Progress

SCHEMA = 1
INDEX = "bundle.json"
RULES = "rulebook.toml"
COUNTED = "counted/"
PUBLISHED = "published/"
_MEMBERS = frozenset({INDEX, RULES, *(COUNTED + name for name in FILES), *(PUBLISHED + name for name in MARKED)})
_OLDEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can tell: bundles hold no clock


@dataclass(frozen=True)
class Compared:
    """One file of the results, published and worked out again."""

    name: str
    same: bool
    published: str
    again: str


@dataclass(frozen=True)
class Bundle:
    """A bundle that was written: its path, size in bytes and sha256."""

    path: str
    size: int
    sha256: str


def make_bundle(folder: CompetitionFolder, out: Path, *, progress: Progress, known: Outcome | None = None) -> Bundle:
    """Write the bundle of a folder's published results; the same folder, the same bytes.

    known: the outcome that was just published, while its scratch folder is there: the folder is not read again, and
    draws are not made again where they would be the same.

    Before it is written it is worked out again itself: Refusal where the results do not follow from it, as when the
    folder has changed since they were published.
    """
    published, until = public_files(folder)
    with pipeline.scratch_folder() as scratch, TemporaryDirectory(prefix="evaluator-") as made:
        outcome = known or pipeline.open_year(folder, scratch=scratch, progress=progress, until=until)
        if outcome.year is None or outcome.handed_in is None:
            raise Refusal(_("{path} gives no ranking any more: evaluator check says why.").format(path=folder.root))
        parcel = Path(made)
        (parcel / COUNTED).mkdir()
        (parcel / PUBLISHED).mkdir()
        rules = outcome.year.rulebook
        write_counted(outcome.handed_in, parcel / COUNTED, rules.roster_fields, rules.standards.kinds)
        (parcel / RULES).write_bytes(folder.rulebook.read_bytes())
        for name, content in published.items():
            (parcel / PUBLISHED / name).write_bytes(content)
        _index(parcel, until)
        changed = [one.name for one in _again(parcel, progress, known) if not one.same]
        if changed:
            raise Refusal(
                _("{name} does not follow from what lies in {path} now: run again, then make the bundle.").format(
                    name=changed[0], path=folder.root
                )
            )
        content = _packed(parcel, made_in=scratch)
        publish.write_beside(out, content)
    return Bundle(str(out), len(content), hashlib.sha256(content).hexdigest())


def reproduce(bundle: Path, *, progress: Progress) -> list[Compared]:
    """Work out a bundle's year again; return each published file beside what came out, by name.

    Refusal where the file is no bundle, or was damaged; its parts are checked before anything of it is read.
    """
    with TemporaryDirectory(prefix="evaluator-") as room:
        parcel = Path(room)
        try:
            unpacked(bundle, parcel, _MEMBERS)
            listed = _listed(parcel)
        except ParcelError as error:
            raise Refusal(error.says) from error
        for name, digest in listed.items():
            if hashlib.sha256((parcel / name).read_bytes()).hexdigest() != digest:
                raise Refusal(_damaged(bundle, name))
        try:
            return _again(parcel, progress)
        except DamagedError as error:
            raise Refusal(_damaged(bundle, COUNTED + str(error))) from error


def _listed(parcel: Path) -> dict[str, str]:
    """Return the sha256 of every part that the index lists, if that is every part there is."""
    there = {path.relative_to(parcel).as_posix() for path in parcel.rglob("*") if path.is_file()} - {INDEX}
    try:
        index = json.loads((parcel / INDEX).read_bytes())
        schema, files = index["schema"], {str(one["path"]): str(one["sha256"]) for one in index["files"]}
        str(index["until"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ParcelError(
            _("This is no bundle of results: {name} is missing or damaged.").format(name=INDEX)
        ) from error
    if schema != SCHEMA:
        raise ParcelError(_("This bundle was made by a newer version of the program: update it, then try again."))
    if set(files) != there or RULES not in there:
        odd = sorted(set(files) ^ there) or [RULES]
        raise ParcelError(_("The bundle is not whole: {name} is missing or was added.").format(name=odd[0]))
    return files


def _again(parcel: Path, progress: Progress, known: Outcome | None = None) -> list[Compared]:
    """Work out the year of an unpacked bundle, and compare; known: as in ``make_bundle``."""
    until = json.loads((parcel / INDEX).read_bytes())["until"]
    folder = CompetitionFolder(parcel)
    try:
        rules = load(folder.rulebook, "duckdb")
    except RulebookRefused as refused:
        raise of_problems(refused.problems) from refused
    with pipeline.scratch_folder() as scratch:
        progress("working it out again", 0, 1)
        handed_in = read_counted(parcel / COUNTED, scratch, rules.period.timezone)
        outcome = pipeline.work_out(folder, handed_in, rules, until=until)
        if outcome.year is None:
            raise Refusal(_("What lies in the bundle gives no ranking."))
        sure = with_certainty(outcome, progress, known).year or outcome.year
        again = _published_again(sure, scratch)
        progress("working it out again", 1, 1)
    published = {path.name: path.read_bytes() for path in sorted((parcel / PUBLISHED).iterdir())}
    return [
        Compared(name, content == again.get(name), _digest(content), _digest(again.get(name, b"")))
        for name, content in published.items()
    ]


def _published_again(year: Year, scratch: Path) -> dict[str, bytes]:
    """Return what would be published of the year."""
    room = scratch / "again"
    room.mkdir()
    write_tables(year, room)
    write_certainty(year, room)
    results: dict[str, Any] = json.loads(json.dumps(describe(year)))
    return {path.name: path.read_bytes() for path in room.iterdir()} | {"results.json": public_json(results)}


def _index(parcel: Path, until: str | None) -> None:
    files = sorted(path for path in parcel.rglob("*") if path.is_file())
    index = {
        "schema": SCHEMA,
        "until": until,
        "versions": versions(),
        "files": [
            {"path": path.relative_to(parcel).as_posix(), "sha256": _digest(path.read_bytes())} for path in files
        ],
    }
    (parcel / INDEX).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def _packed(parcel: Path, made_in: Path) -> bytes:
    path = made_in / "bundle.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for part in sorted(path for path in parcel.rglob("*") if path.is_file()):
            named = zipfile.ZipInfo(part.relative_to(parcel).as_posix(), _OLDEST)
            named.external_attr = 0o644 << 16
            named.compress_type = zipfile.ZIP_STORED if part.suffix == ".parquet" else zipfile.ZIP_DEFLATED
            packed.writestr(named, part.read_bytes())
    return path.read_bytes()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _damaged(bundle: Path, name: str) -> str:
    return _("{name} in {path} is damaged: get the bundle again from where it was published.").format(
        name=name, path=bundle.name
    )
