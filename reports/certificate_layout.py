"""Where everything on a certificate stands: one stack of lines on the axis, in sizes that fit. Lengths are points.

Sizes are tried from generous to dense; what is left over is spread over the gaps that may stretch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from babel.dates import format_date

from reports import refusals
from reports.certificate_text import CertificateText
from reports.refusals import CertificateRefusedError
from reports.signatures import Signatures, set_signatures
from reports.typesetting import SERIF, SERIF_ITALIC, SERIF_MEDIUM, Setting, fit
from reports.wording import catalogue

WIDTH, HEIGHT = 841.89, 595.28  # A4 landscape
TOP, BOTTOM = 58.0, 534.0  # between these stands the stack, within the frame
MEASURE = 640.0  # the longest line of a name
FOOT_MEASURE = 500.0  # between the QR and the seal

NAME_STEPS = (
    (46.0, 1), (42.0, 1), (38.0, 1), (34.0, 1), (36.0, 2), (33.0, 2), (30.0, 2), (27.0, 2), (27.0, 3), (25.0, 2),
    (24.0, 3), (22.0, 3), (20.0, 3), (20.0, 4), (18.0, 3), (18.0, 4), (18.0, 5),
)  # fmt: skip
_AWARD_STEPS = (
    (22.0, 1),
    (20.0, 1),
    (18.0, 1),
    (20.0, 2),
    (18.0, 2),
    (16.0, 1),
    (16.0, 2),
    (14.0, 1),
    (14.0, 2),
    (13.0, 2),
    (12.5, 2),
    (12.5, 3),
    (12.5, 4),
)


_BLANK = "\u2026" * 12  # where the date is written by hand


_NOTHING = Setting((), 0.0)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind (the class of the style sheet) with the gap above them; without lines, room of its ``leading``.

    aside: the same words in English, on the line of the Indonesian ones.
    """

    kind: str
    leading: float
    setting: Setting = _NOTHING
    gap: float = 0.0
    stretch: float = 0.0
    language: str = "id"
    aside: str = ""

    @property
    def height(self) -> float:
        """With its gap."""
        return self.gap + self.leading * max(1, len(self.setting.lines))


@dataclass(frozen=True, slots=True)
class Layout:
    """The page: the stack from ``TOP`` down, the signatures under it, ending at ``BOTTOM``."""

    blocks: tuple[Block, ...]
    signatures: Signatures
    emblem: float

    @property
    def divider(self) -> float:
        """The middle of the braid under the title, from the page's top edge."""
        before = [block.kind for block in self.blocks].index("divider")
        above = sum(block.height for block in self.blocks[:before])
        return round(TOP + above + self.blocks[before].gap + self.blocks[before].leading / 2, 2)


@dataclass(frozen=True, slots=True)
class Density:
    """How generous the page is: a scale of type and gaps, the emblem's height, the smallest name it is meant for."""

    scale: float
    emblem: float

    @property
    def divider(self) -> float:
        """The middle of the braid under the title, from the page's top edge."""
        before = [block.kind for block in self.blocks].index("divider")
        above = sum(block.height for block in self.blocks[:before])
        return round(TOP + above + self.blocks[before].gap + self.blocks[before].leading / 2, 2)

    room: float
    smallest_name: float


DENSITIES = (
    Density(1.0, 46.0, 46.0, 27.0),
    Density(0.94, 40.0, 42.0, 22.0),
    Density(0.88, 32.0, 38.0, 18.0),
    Density(0.8, 24.0, 32.0, 18.0),
    Density(0.72, 0.0, 26.0, 18.0),
)


def lay_out(text: CertificateText) -> Layout:
    """Return the most generous layout in which everything fits.

    Raises CertificateRefusedError, naming what is too long, where none does.
    """
    fitting = [step for step in NAME_STEPS if fit(text.recipient, SERIF_MEDIUM, (step,), MEASURE)]
    if not fitting:
        raise CertificateRefusedError(refusals.too_long(text.recipient, "recipient"))
    for density in DENSITIES:
        signatures = set_signatures(text.signatories, density.room, density.scale, FOOT_MEASURE)
        for step in fitting:
            name = fit(text.recipient, SERIF_MEDIUM, (step,), MEASURE)
            if signatures is None or name is None or name.size < density.smallest_name:
                continue
            blocks = [*_upper(text, density), *_middle(text, name, density), *_decided(text, density)]
            spare = BOTTOM - TOP - signatures.height - sum(block.height for block in blocks)
            if spare >= 0:
                return Layout(tuple(_stretched(blocks, spare)), signatures, density.emblem)
    raise CertificateRefusedError(refusals.too_long(text.recipient, "text"))


def _stretched(blocks: Sequence[Block], spare: float) -> Iterator[Block]:
    total = sum(block.stretch for block in blocks)
    for block in blocks:
        yield replace(block, gap=round(block.gap + spare * block.stretch / total, 2))


def _upper(text: CertificateText, density: Density) -> Iterator[Block]:
    scale = density.scale
    yield Block("emblem", density.emblem)
    if text.organiser is not None:
        yield _set(text, "organiser", text.organiser.id.upper(), SERIF, [(10.5, 1), (9.5, 1), (9.0, 2)], scale, gap=7, spacing=0.12)
        yield _set(text, "organiser en", text.organiser.en, SERIF_ITALIC, [(9.5, 1), (8.5, 1), (8.5, 2)], scale, gap=0)
    title = "Certificate of Award"
    yield Block("title", 30 * scale, Setting((_indonesian(title).upper(),), 27 * scale), gap=8 * scale)
    yield Block("title-en", 15 * scale, Setting((title,), 13 * scale), language="en", gap=1 * scale)
    yield Block("divider", 11 * scale, gap=5 * scale)
    number = Setting((_indonesian("Number {number}").format(number=text.number),), 8.5 * scale)
    yield Block("number", 11 * scale, number, gap=5 * scale)


def _middle(text: CertificateText, name: Setting, density: Density) -> Iterator[Block]:
    scale = density.scale
    yield _phrase("presented to", scale, gap=6 * scale, stretch=1.0)
    yield Block("name", name.size * 1.1, name, gap=4 * scale, stretch=0.35)
    yield _phrase("as", scale, gap=5 * scale, stretch=0.35)
    steps = [(size, lines) for size, lines in _AWARD_STEPS if size * scale <= 0.75 * name.size]
    yield _set(text, "award", text.award.id, SERIF_MEDIUM, steps, scale, gap=2)
    yield _set(text, "award en", text.award.en, SERIF_ITALIC, [(12.0, 1), (11.0, 1), (10.5, 2), (10, 3)], scale, gap=1)
    if text.place is not None:
        place = "Place {place}"
        setting = Setting((_indonesian(place).format(place=text.place),), 13 * scale)
        yield Block("place", 16 * scale, setting, gap=3 * scale, aside=place.format(place=text.place))
    category = "Category: {category}"
    steps = [(11.0, 1), (10.0, 1), (10.0, 2), (9.0, 3)]
    words = f"{_indonesian(category).format(category=text.category.id)} – {text.edition.id}"
    yield _set(text, "edition", words, SERIF, steps, scale, gap=6, stretch=0.35)
    words = f"{category.format(category=text.category.en)} – {text.edition.en}"
    yield _set(text, "edition en", words, SERIF_ITALIC, [(9.5, 1), (9.0, 1), (9.0, 2), (8.5, 3)], scale, gap=0)


def _decided(text: CertificateText, density: Density) -> Iterator[Block]:
    sentence = "Decided in {city}, on {date}"
    dates = [format_date(text.date, "d MMMM y", locale=locale) if text.date else _BLANK for locale in ("id", "en_GB")]
    words = [
        _indonesian(sentence).format(city=text.city, date=dates[0]),
        sentence.format(city=text.city, date=dates[1]),
    ]
    steps = ((10.5, 1), (9.0, 2))
    yield _set(text, "decided", words[0], SERIF, steps, density.scale, gap=7, stretch=1.0)
    yield _set(text, "decided en", words[1], SERIF_ITALIC, [(9.0, 1), (9.0, 2)], density.scale, gap=0)


def _phrase(english: str, scale: float, gap: float, stretch: float) -> Block:
    setting = Setting((_indonesian(english),), 12 * scale)
    return Block("phrase", 15 * scale, setting, gap=gap, stretch=stretch, aside=english)


def _set(
    text: CertificateText, kind: str, words: str, font: str, steps: Sequence[tuple[float, int]], scale: float,
    *, gap: float, stretch: float = 0.0, spacing: float = 0.0,
) -> Block:  # fmt: skip
    scaled = tuple((size * scale, lines) for size, lines in steps)
    setting = fit(words, font, scaled, MEASURE - 40, spacing)
    if setting is None:
        raise CertificateRefusedError(refusals.too_long(text.recipient, kind.split(maxsplit=1)[0]))
    language = "en" if kind.endswith(" en") else "id"
    return Block(kind, setting.size * 1.22, setting, gap * scale, stretch, language)


def _indonesian(english: str) -> str:
    return catalogue("reports", "certificate", "id").gettext(english)
