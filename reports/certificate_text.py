"""What a certificate says, and the check that it can be said."""

from __future__ import annotations

import dataclasses
import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from reports import refusals
from reports.letters import missing
from reports.refusals import CertificateRefusedError

LONGEST = 400  # characters of one text; longer ones are refused before they are measured
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # of Unicode: controls, marks of direction, unassigned


class Bilingual(Protocol):
    """Anything with the same words in Indonesian and English, such as a title of the rulebook."""

    @property
    def id(self) -> str:
        """In Indonesian."""

    @property
    def en(self) -> str:
        """In English."""


class Signer(Protocol):
    """Who signs, such as a signatory of the rulebook: ``position`` above the name, ``identity`` below or empty."""

    @property
    def name(self) -> str:
        """With academic titles, as it is to be printed."""

    @property
    def position(self) -> Bilingual:
        """The office."""

    @property
    def identity(self) -> str:
        """A number such as NIP, or empty."""


@dataclass(frozen=True, slots=True)
class Title:
    """The same words in Indonesian and English, plain, so that a process that prints loads no rulebook."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """A plain ``Signer``."""

    name: str
    position: Title
    identity: str = ""


@dataclass(frozen=True, slots=True)
class CertificateText:
    """Everything a certificate says.

    ``place`` is None where an award has one winner, ``date`` where it is to be written by hand. ``code`` is one of
    ``reports.codes``. ``synthetic`` prints that the data are made up. ``appreciation`` thanks for taking part, where
    there is nothing to be awarded. ``wording`` is the theme's (``reports.theming``): other words by part.
    """

    edition_code: str
    edition: Bilingual
    organiser: Bilingual | None
    recipient: str
    award: Bilingual
    category: Bilingual | None
    place: int | None
    number: str
    code: str
    date: dt.date | None
    city: str
    signatories: tuple[Signer, ...]
    synthetic: bool
    appreciation: bool = False
    wording: tuple[tuple[str, Title], ...] = ()


def checked(text: CertificateText, fonts: Sequence[bytes] = ()) -> CertificateText:
    """Return the text in plain types, with its white space made plain (a line break in a cell becomes a space).

    Raises CertificateRefusedError where a text is empty, too long, or holds an invisible character, or one that no
    font has: before anything is set, so that a batch knows of them before it prints the first. fonts: the content of
    those beside the shipped ones.
    """
    plain = dataclasses.replace(
        text,
        edition=_plain_title(text.edition),
        organiser=text.organiser and _plain_title(text.organiser),
        recipient=_plain(text.recipient),
        award=_plain_title(text.award),
        category=text.category and _plain_title(text.category),
        number=_plain(text.number),
        city=_plain(text.city),
        signatories=tuple(
            Signatory(_plain(each.name), _plain_title(each.position), _plain(each.identity))
            for each in text.signatories
        ),
    )
    for name, value in every_part(plain):
        _judge(plain.recipient, name, value)
    if lacking := missing((words for _name, words in every_part(plain)), fonts):
        raise CertificateRefusedError(refusals.missing_glyphs(plain.recipient, lacking))
    return plain


def _plain(text: str) -> str:
    return " ".join(text.split())


def _plain_title(title: Bilingual) -> Title:
    return Title(_plain(title.id), _plain(title.en))


def every_part(text: CertificateText) -> Iterator[tuple[str, str]]:
    """Yield every text that was handed in for a certificate, with the name of its part (``refusals.FIELDS``)."""
    yield "recipient", text.recipient
    titles = {"award": text.award, "category": text.category, "edition": text.edition, "organiser": text.organiser}
    for name, title in titles.items():
        if title is not None:
            yield from ((name, words) for words in (title.id, title.en))
    yield from (("number", text.number), ("city", text.city))
    for signatory in text.signatories:
        yield from (("signatory", words) for words in (signatory.name, signatory.position.id, signatory.position.en))
        if signatory.identity:
            yield "signatory", signatory.identity


def _judge(recipient: str, name: str, value: str) -> None:
    if not value:
        raise CertificateRefusedError(refusals.empty(recipient, name))
    if len(value) > LONGEST:
        raise CertificateRefusedError(refusals.too_long(recipient, name))
    if hidden := tuple(dict.fromkeys(c for c in value if unicodedata.category(c) in _INVISIBLE)):
        raise CertificateRefusedError(refusals.unprintable(recipient, name, hidden))
