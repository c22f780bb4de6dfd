"""A new competition folder that runs at once: the rulebook, complaint logs if there are any, a roster, headings."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import submissions
from criteria.editions import edition_text, list_editions
from criteria.loading import loads
from criteria.refusals import RulebookRefused
from evaluator.folder import HANDED_IN, CompetitionFolder
from evaluator.pipeline import scratch_folder
from evaluator.refusals import WrongUse, of_problems
from evaluator.rulebooks.find import unknown
from evaluator.words import _
from reports.tables import csv_text
from submissions.dictionary import PRACTICES
from submissions.logs import FOLLOW_UPS
from submissions.sources import Participants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from criteria.rulebook import Rulebook

ROSTER = ["code", "name", "kind", "parent", "region", "units", "units_connected"]
KINDS = {
    "kementerian": "ministry", "kemenko": "ministry", "provinsi": "province", "pemprov": "province",
    "pemerintah provinsi": "province", "kota": "city", "pemkot": "city", "pemerintah kota": "city",
    "kabupaten": "regency", "kab.": "regency", "pemkab": "regency", "pemerintah kabupaten": "regency",
    "pt": "enterprise", "perum": "enterprise", "perumda": "enterprise",
    "dinas": "upp", "rsud": "upp", "rumah sakit": "upp", "puskesmas": "upp", "kantor": "upp",
}  # fmt: skip
"""First words of names, and the kind of participant that they tell; any other name is an institution's."""


@dataclass(frozen=True)
class Started:
    """What was put into the new folder: paths relative to it, how many the complaint logs name, whether judges mark."""

    folder: Path
    rulebook: str
    files: tuple[str, ...]
    participants: int
    judged: bool


def start(folder: Path, rulebook: str, complaints: Sequence[Path]) -> Started:
    """Make a competition folder; whole or not at all.

    rulebook: the code of a shipped rulebook, or the path of a rulebook file. complaints: logs to copy. Where the rules
    take participants from a roster, one is written with whoever the logs name; its kinds are read off the names.
    WrongUse when the folder is not empty, the rulebook unknown, or a log not a file of its own name.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(_("{path} exists already and is not an empty folder.").format(path=folder))
    text = rulebook_text(rulebook)
    _check_logs(complaints)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
    try:
        fresh.chmod(0o755)
        participants, judged = _fill(CompetitionFolder(fresh), text, complaints)
        files = sorted(path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file())
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Started(folder, rulebook, tuple(files), participants, judged)


def rulebook_text(rulebook: str) -> str:
    """Return the text of a shipped rulebook by its code, or of a rulebook file."""
    if rulebook in list_editions():
        return edition_text(rulebook)
    path = Path(rulebook)
    if path.is_file():
        return path.read_text(encoding="utf-8-sig", errors="replace")
    raise unknown(rulebook)


def _check_logs(complaints: Sequence[Path]) -> None:
    for path in complaints:
        if not path.is_file():
            raise WrongUse(_("There is no file {path}.").format(path=path))
    names = [path.name for path in complaints]
    for name in names:
        if names.count(name) > 1:
            raise WrongUse(_("Two complaint logs are called {name}: rename one.").format(name=name))


def _fill(home: CompetitionFolder, text: str, complaints: Sequence[Path]) -> tuple[int, bool]:
    """Fill the folder; return how many participants were put into a roster, and whether the rules ask for marks."""
    for name in HANDED_IN:
        (home.root / name).mkdir()
    home.rulebook.write_text(text, encoding="utf-8", newline="\n")
    home.certificate_key.write_text(secrets.token_hex(32) + "\n", encoding="ascii")
    home.certificate_key.chmod(0o600)
    practices = csv_text([field.name for field in PRACTICES], [])  # to be filled in, for the catalogue, or left alone
    home.practices.write_text(practices, encoding="utf-8", newline="")
    for path in complaints:
        shutil.copyfile(path, home.complaints / path.name)
    try:
        rules = loads(text, "rulebook.toml")
    except RulebookRefused as refused:
        raise of_problems(refused.problems) from refused
    if rules.sources.follow_ups:
        (home.root / FOLLOW_UPS).mkdir()
    judged = bool(rules.terms.panels)
    if rules.participants.from_ != "roster":
        return 0, judged
    rows = _named(home, rules) if complaints else []
    home.roster.write_text(csv_text(ROSTER, rows), encoding="utf-8", newline="")
    return len(rows), judged


def _named(home: CompetitionFolder, rulebook: Rulebook) -> list[list[str]]:
    """Return a roster of whoever the logs name: its name is its code until somebody gives it a better one."""
    everybody = Participants.model_validate({"from": "complaints"})
    terms = rulebook.terms.model_copy(update={"participants": everybody})
    with scratch_folder() as scratch:
        names = submissions.read(home.root, terms, scratch=scratch).roster["name"]
        return [[str(code), str(name), kind_of(str(name)), "", "", "", ""] for code, name in names.items()]


def kind_of(name: str) -> str:
    """Return the kind of participant that a name begins with; "institution" where none is recognised."""
    words = " ".join(name.casefold().split())
    return next((kind for first, kind in KINDS.items() if f"{words} ".startswith(f"{first} ")), "institution")
