"""The ornament under a certificate: frame, medallion, braid and seal, as one PDF drawing that many pages share."""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from reports.ornament import Point, braid, circle, flower, guilloche_sector, rectangle, ring_of_squares
from reports.sheet import SHEETS, TOP, Sheet
from reports.theming import Theme
from reports.typesetting import SANS, width
from reports.wording import catalogue

SEAL_RADIUS = 31.0
QR_SIZE = 56.7  # 20 mm from the first module to the last; the quiet zone is the white around it
SAMPLE_SIZE, SAMPLE_SPACING = 8.5, 0.14  # of the words on certificates of made-up data, in points and em


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page in PDF operators, deflated; ``parts`` are the forms that it draws repeatedly, by name, deflated too."""

    content: bytes
    parts: Mapping[str, bytes]


@dataclass(slots=True)
class _Pen:
    """Two inks, what was drawn so far, and the parts that are drawn more than once."""

    ink: str
    gold: str
    content: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)

    def stroke(self, colour: str, weight: float, path: str) -> None:
        self.content.append(_stroke(colour, weight, path))

    def ring(self, colour: str, middle: Point, inner: float, outer: float, waves: int, strands: int) -> None:
        """Draw a guilloche ring by turning one sector around."""
        name, angle = f"Ring{len(self.parts)}", 2 * math.pi / waves
        self.parts[name] = _stroke(colour, 0.3, guilloche_sector(inner, outer, waves, strands))
        turn = f"{math.cos(angle):.6f} {math.sin(angle):.6f} {-math.sin(angle):.6f} {math.cos(angle):.6f} 0 0 cm"
        turned = "\n".join([f"/{name} Do {turn}"] * waves)
        self.content.append(f"q 1 0 0 1 {middle[0]:.2f} {middle[1]:.2f} cm\n{turned}\nQ")


@lru_cache(maxsize=32)
def background(theme: Theme, emblem: float, divider: float, seal: Point, *, synthetic: bool) -> Drawing:
    """Return the ornament.

    emblem: height of its place (0: none), where the medallion is drawn unless the theme brings a picture.
    divider: middle of the braid, and seal: middle of the seal, both from the page's top edge. synthetic: the inner
    rules leave room for the words that say so.
    """
    pen, sheet = _Pen(_rgb(theme.ink), _rgb(theme.gold)), SHEETS[theme.size]
    if theme.paper.lower() != "#ffffff":
        pen.content.append(f"q {_rgb(theme.paper)} rg 0 0 {sheet.width:.2f} {sheet.height:.2f} re f Q")
    _frame(pen, sheet)
    _rules(pen, sheet, _sample_width() if synthetic else 0.0)
    pen.stroke(pen.gold, 0.35, braid(((sheet.width - 190) / 2, sheet.height - divider), 190, 8, 9, 4))
    if emblem and not theme.emblem:
        _medallion(pen, (sheet.width / 2, sheet.height - TOP - emblem / 2), emblem / 2)
    _seal(pen, (seal[0], sheet.height - seal[1]))
    parts = {name: zlib.compress(part.encode(), 9) for name, part in pen.parts.items()}
    return Drawing(zlib.compress("\n".join(pen.content).encode(), 9), parts)


def sample_words() -> str:
    """Return what certificates of made-up data say, in both languages."""
    indonesian = catalogue("reports", "certificate", "id").gettext("SAMPLE – SYNTHETIC DATA")
    return f"{indonesian} / SAMPLE – SYNTHETIC DATA"


def _sample_width() -> float:
    return width(sample_words(), SANS, SAMPLE_SIZE, SAMPLE_SPACING) + 20


def _frame(pen: _Pen, sheet: Sheet) -> None:
    middle = (sheet.side / 2, sheet.side / 2)
    petals, seeds = flower(middle, sheet.side / math.sqrt(2), 0.0), flower(middle, sheet.side / math.sqrt(2), 0.24)
    pen.parts["Square"] = f"{_fill(pen.gold, seeds)}\n{_stroke(pen.gold, 0.3, petals)}"
    for x, y in ring_of_squares(sheet.columns, sheet.rows, sheet.side):
        pen.content.append(f"q 1 0 0 1 {sheet.margin + x:.2f} {sheet.margin + y:.2f} cm /Square Do Q")


def _rules(pen: _Pen, sheet: Sheet, opening: float) -> None:
    inner = sheet.margin + sheet.side + 2.3
    rules = ((sheet.margin - 2.5, 0.8, 0.0), (inner, 0.3, opening), (sheet.rule, 0.8, opening))
    for inset, weight, gap in rules:
        pen.stroke(pen.ink, weight, rectangle((inset, inset), sheet.width - 2 * inset, sheet.height - 2 * inset, gap))


def _medallion(pen: _Pen, middle: Point, radius: float) -> None:
    length = radius * 0.66
    pen.stroke(pen.gold, 0.5, circle(middle, radius))
    pen.ring(pen.gold, middle, radius * 0.74, radius * 0.96, 28, 3)
    pen.stroke(pen.ink, 0.5, circle(middle, radius * 0.7))
    pen.stroke(pen.gold, 0.3, flower(middle, length, 0.0, turn=0.0))
    pen.stroke(pen.ink, 0.5, flower(middle, length, 0.0))
    pen.content.append(_fill(pen.gold, flower(middle, length, 0.24)))


def _seal(pen: _Pen, middle: Point) -> None:
    pen.ring(pen.gold, middle, SEAL_RADIUS * 0.8, SEAL_RADIUS, 36, 4)
    pen.ring(pen.ink, middle, SEAL_RADIUS * 0.44, SEAL_RADIUS * 0.8, 18, 6)
    pen.ring(pen.gold, middle, SEAL_RADIUS * 0.16, SEAL_RADIUS * 0.44, 9, 4)


def _stroke(colour: str, weight: float, path: str) -> str:
    return f"{colour} RG {weight} w 1 J {path} S"


def _fill(colour: str, path: str) -> str:
    return f"{colour} rg {path} f"


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[start : start + 2], 16) / 255:.4f}" for start in (1, 3, 5))
