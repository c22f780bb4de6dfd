"""What stands on a certificate, from the emblem down to the date, and in which type. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from babel.dates import format_date

from reports import refusals
from reports.certificate_text import Bilingual, CertificateText, Title
from reports.refusals import CertificateRefusedError
from reports.typesetting import Faces, Role, Setting, fit
from reports.wording import catalogue

CAPITALS = 0.12  # space between capitals, in em
_BLANK = "\u2026" * 12  # where the date is written by hand
_NOTHING = Setting((), 0.0)

Steps = tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind (a class of the style sheet) with the gap above them; without lines, room of its ``leading``.

    english: the same words in English, beneath the Indonesian ones, or beside them on their line where ``beside``.
    stretch: its share of the room that is left over.
    """

    kind: str
    leading: float
    setting: Setting = _NOTHING
    english: Setting = _NOTHING
    beside: bool = False
    gap: float = 0.0
    stretch: float = 0.0

    @property
    def height(self) -> float:
        """With its gap."""
        lines = len(self.setting.lines) + (0 if self.beside else len(self.english.lines))
        return self.gap + self.leading * max(1, lines)


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind is set: the sizes to try with their number of lines, the gap above, the share of what is left."""

    face: Role
    steps: Steps
    gap: float
    stretch: float = 0.0
    spacing: float = 0.0
    english: Steps = ()


@dataclass(frozen=True, slots=True)
class Look:
    """The typefaces, the part of their sizes that all type but the name has, the height of the emblem's place.

    measure: the longest line, but of the name.
    """

    faces: Faces
    scale: float
    emblem: float
    measure: float


_AWARD = ((22, 1), (20, 1), (18, 1), (20, 2), (18, 2), (16, 1), (16, 2), (14, 1), (14, 2), (12.5, 3), (12, 4))


def _(message: str) -> str:
    """Mark a msgid of the catalogue."""
    return message


STYLES = {
    "organiser": Style(
        "text", ((10.5, 1), (9.5, 1), (9.0, 2), (8.0, 3)), 7.0, 0.0, CAPITALS, ((9.5, 1), (8.5, 1), (8.5, 2), (8.0, 3))
    ),
    "title": Style("title", ((27.0, 1), (24.0, 1), (21.0, 1), (18.0, 1), (15.0, 1)), 6.0, spacing=0.16),
    "subtitle": Style("italic", ((13.0, 1), (11.0, 1)), 0.0),
    "number": Style("small", ((8.5, 1), (8.5, 2), (7.5, 3)), 5.0, spacing=0.04),
    "phrase": Style("italic", ((12.0, 1),), 5.0, 0.35, english=((10.0, 1),)),
    "award": Style("heading", _AWARD, 2.0),
    "award-en": Style("italic", ((12.0, 1), (11.0, 1), (10.5, 2), (10.0, 3)), 0.0),
    "place": Style("heading", ((13.0, 1),), 3.0, english=((10.5, 1),)),
    "edition": Style(
        "text", ((11.0, 1), (10.0, 1), (10.0, 2), (9.0, 3)), 6.0, 0.35, english=((9.5, 1), (9.0, 1), (9.0, 2), (8.5, 3))
    ),
    "decided": Style("text", ((10.5, 1), (9.0, 2), (9.0, 3)), 7.0, 1.0, english=((9.0, 1), (8.5, 2), (8.5, 3))),
}


def compose(text: CertificateText, name: Setting, look: Look) -> list[Block]:
    """Return the blocks of a certificate whose name is set already.

    Raises CertificateRefusedError where a text does not fit in any of its sizes.
    """
    return [*_head(text, look), *_award(text, name, look), _decision(text, look)]


def heading(text: CertificateText) -> str:
    """Return what the document is called, as a msgid of the catalogue."""
    return _("Certificate of Appreciation") if text.appreciation else _("Certificate of Award")


def says(text: CertificateText, part: str, usual: Bilingual) -> Bilingual:
    """Return the theme's own words for a part, else the usual ones."""
    return dict(text.wording).get(part) or usual


def _head(text: CertificateText, look: Look) -> Iterator[Block]:
    yield Block("emblem", look.emblem)
    if text.organiser is not None:
        yield _set(text, "organiser", Title(text.organiser.id.upper(), text.organiser.en), look)
    title = says(text, "appreciation" if text.appreciation else "title", in_both(heading(text)))
    yield _set(text, "title", Title(title.id.upper(), ""), look)
    yield _set(text, "subtitle", Title(title.en, ""), look)
    yield Block("divider", 11 * look.scale, gap=5 * look.scale)
    yield _set(text, "number", Title(in_both("Number {number}", number=text.number).id, ""), look)


def _award(text: CertificateText, name: Setting, look: Look) -> Iterator[Block]:
    yield replace(
        _set(text, "phrase", says(text, "presented", in_both("presented to")), look, beside=True), stretch=1.0
    )
    yield Block("name", name.size * 1.1, name, gap=4 * look.scale, stretch=0.35)
    yield _set(text, "phrase", says(text, "as", in_both("as")), look, beside=True)
    yield _set(text, "award", Title(text.award.id, ""), look, largest=0.75 * name.size)
    if text.award.en != text.award.id:
        yield _set(text, "award-en", Title(text.award.en, ""), look)
    if text.place is not None:
        yield _set(text, "place", in_both("Place {place}", place=text.place), look, beside=True)
    yield _set(text, "edition", _edition(text), look)


def _edition(text: CertificateText) -> Title:
    """Return category and edition; one that has no English of its own is not said twice."""
    if text.category is None:
        return Title(text.edition.id, "" if text.edition.en == text.edition.id else text.edition.en)
    category = in_both("Category: {category}", category=text.category)
    return Title(f"{category.id} – {text.edition.id}", f"{category.en} – {text.edition.en}")


def _decision(text: CertificateText, look: Look) -> Block:
    dates = [format_date(text.date, "d MMMM y", locale=locale) if text.date else _BLANK for locale in ("id", "en_GB")]
    words = in_both("Decided in {city}, on {date}", city=text.city, date=Title(dates[0], dates[1]))
    return _set(text, "decided", words, look)


def _set(
    text: CertificateText, kind: str, words: Bilingual, look: Look, *, beside: bool = False, largest: float = 100.0
) -> Block:
    style, scale = STYLES[kind], look.scale
    steps = tuple((size * scale, lines) for size, lines in style.steps if size * scale <= largest)
    setting = fit(words.id, getattr(look.faces, style.face), steps, look.measure, style.spacing)
    smaller = tuple((size * scale, lines) for size, lines in style.english)
    english = fit(words.en, look.faces.italic, smaller, look.measure) if smaller and words.en else _NOTHING
    if setting is None or english is None:
        raise CertificateRefusedError(refusals.too_long(text.recipient, kind.removesuffix("-en")))
    return Block(kind, setting.leading, setting, english, beside, style.gap * scale, style.stretch)


def in_both(english: str, **details: str | int | Bilingual) -> Title:
    """Return a msgid of the catalogue in both languages, filled in."""
    indonesian = catalogue("reports", "certificate", "id").gettext(english)
    filled = [
        template.format(**{key: getattr(value, language, value) for key, value in details.items()})
        for template, language in ((indonesian, "id"), (english, "en"))
    ]
    return Title(filled[0], filled[1])
