"""Certificates from a list of winners that were decided already: for staff who only print."""

from __future__ import annotations

import hashlib
import re
import shutil
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.editions import edition_text, list_editions
from criteria.loading import loads
from criteria.rulebook import Certificate
from criteria.vocabulary import Title
from evaluator import legible, manifest, winners
from evaluator.documents import CERTIFICATES, keeping, processes
from evaluator.pipeline import scratch_folder
from evaluator.refusals import WrongUse
from evaluator.theme import theme_for
from evaluator.words import _
from reports.batch import write_certificates
from reports.certificate_text import CertificateText
from reports.codes import certificate_code
from reports.theming import load_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from criteria.rulebook import Rulebook
    from evaluator.winners import Winner
    from submissions.progress import Progress

UNFINISHED = ".certificates.unfinished"
"""Within the folder of the certificates, until all are printed."""
_LONGEST_NAME = 60  # characters of a file's name, so that any file system takes it


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of the list that could not be printed, in words."""

    row: int
    column: str
    value: str
    problem: str
    mend: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What was made: the paths of the certificates, and the rows that could not be.

    kept: how many a run that was stopped had made. manifest: the file with the sha256 of each.
    """

    files: tuple[str, ...]
    bad: tuple[BadRow, ...]
    kept: int = 0
    manifest: str = ""


def certify(  # noqa: PLR0913 (all but three are named)
    listed: Path,
    edition: str,
    out: Path,
    *,
    rules: Rulebook | None,
    language: str,
    progress: Progress,
    theme: Path | None = None,
    warn: Callable[[str], None] = lambda _text: None,
) -> Printed:
    """Print a certificate for every row of the list that can be, into ``out``; the same list, the same bytes.

    edition: what the competition is called, "Indonesian | English" or one text for both. rules: whose [certificate]
    part says who signs, where and when; without it, date and signature are left to be written by hand. theme: a folder;
    the shipped one where it is None. warn: told, before the first is printed, of letters that no font has. A run that
    was stopped goes on where it was.
    """
    if not listed.is_file():
        raise WrongUse(_("There is no file {path}.").format(path=listed))
    with scratch_folder() as scratch:
        found, problems = winners.read(listed, scratch)
    bad = [BadRow(p.row or 0, p.column, p.value, p.says(language), p.mend(language)) for p in problems]
    look = theme_for(theme, rules.certificate.signatories if rules else ()) if theme else load_theme()
    warn(legible.told(legible.in_list(found, look.fonts.all)))
    teller = _Texts(_title(edition), rules, hashlib.sha256(listed.read_bytes()).digest())
    texts = [teller.text(winner, sequence) for sequence, winner in enumerate(found, start=1)]
    taken: set[str] = set()
    with keeping(out / UNFINISHED):
        out.mkdir(parents=True, exist_ok=True)
        made = write_certificates(
            texts,
            [out / file_name(winner, taken) for winner in found],
            processes=processes(),
            progress=lambda done, total: progress(CERTIFICATES, done, total),
            keep=out / UNFINISHED,
            theme=look,
        )
    printed = [one.path for one in made if one.refusal is None]
    manifest.write_list(listed, rules, printed, out)
    shutil.rmtree(out / UNFINISHED, ignore_errors=True)
    for winner, one in zip(found, made, strict=True):
        if one.refusal is not None:
            said = one.refusal.says(language), one.refusal.mend(language)
            bad.append(BadRow(winner.row, "name", winner.name, *said))
    rows = tuple(sorted(bad, key=lambda row: row.row))
    return Printed(tuple(map(str, printed)), rows, sum(one.kept for one in made), str(out / manifest.NAME))


def file_name(winner: Winner, taken: set[str]) -> str:
    """Return a name of letters, digits and dashes that no other certificate has: award, place, code or name."""
    place = str(winner.place) if winner.place else ""
    parts = [slug(part) for part in (winner.award, place, winner.code or winner.name)]
    stem = "-".join(part for part in parts if part)[:_LONGEST_NAME].strip("-") or "certificate"
    name, again = stem, 1
    while name in taken:
        again += 1
        name = f"{stem}-{again}"
    taken.add(name)
    return f"{name}.pdf"


def slug(text: str) -> str:
    """Return text as lower-case ASCII letters and digits with dashes between."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:30].strip("-")


class _Texts:
    """Makes the text of one certificate after the other."""

    def __init__(self, edition: Title, rules: Rulebook | None, key: bytes) -> None:
        self.edition, self.rules, self.key = edition, rules, key
        self.settings = rules.certificate if rules else Certificate()
        self.titles = _known_titles()

    def text(self, winner: Winner, sequence: int) -> CertificateText:
        date = winner.date or self.settings.date
        code = slug(self.edition.id)
        return CertificateText(
            edition_code=code,
            edition=self.edition,
            organiser=self.rules.edition.organiser if self.rules else None,
            recipient=winner.name,
            award=self._both(winner.award, winner.award_en),
            category=self._both(winner.category, winner.category_en) if winner.category else None,
            place=winner.place,
            number=winner.number or f"{sequence:03d}" + (f"/{date.year}" if date else ""),
            code=certificate_code(self.key, code, winner.award, winner.code or str(winner.row), winner.name),
            date=date,
            city=self.settings.place,
            signatories=tuple(self.settings.signatories),
            synthetic=bool(self.rules and self.rules.edition.synthetic),
        )

    def _both(self, text: str, english: str) -> Title:
        """Title in both languages: as the list says, else as a shipped rulebook does, else the same twice."""
        return Title(id=text, en=english) if english else self.titles.get(text.casefold(), Title(id=text, en=text))


def _title(text: str) -> Title:
    indonesian, _bar, english = (part.strip() for part in text.partition("|"))
    if not indonesian:
        raise WrongUse(_("--edition is empty."))
    return Title(id=indonesian, en=english or indonesian)


def _known_titles() -> dict[str, Title]:
    """Titles of awards and categories in the shipped rulebooks, by their Indonesian and their English words."""
    books = [loads(edition_text(code), code) for code in list_editions()]
    titles = [award.title for book in books for award in book.award]
    titles += [category.title for book in books for category in book.category]
    return {word.casefold(): title for title in titles for word in (title.id, title.en)}
