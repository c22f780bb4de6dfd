"""The ornament under a certificate: frame, medallion, braid and seal, as one PDF drawing that many pages share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from reports.certificate_layout import HEIGHT, TOP, WIDTH
from reports.ornament import braid, circle, flower, guilloche_ring, rectangle, ring_of_squares
from reports.theming import Theme

COLUMNS, ROWS = 58, 40  # squares of the frame along the page's sides
MARGIN = (COLUMNS * HEIGHT - ROWS * WIDTH) / (2 * (COLUMNS - ROWS))  # the one at which they are squares
SIDE = (WIDTH - 2 * MARGIN) / COLUMNS
RULE = MARGIN + SIDE + 5.0  # how far the inner rule is from the edge of the page
SEAL_RADIUS = 31.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page's drawing in PDF operators; ``square`` is the part that it repeats as ``/Square Do``, ``side`` its size."""

    content: bytes
    square: bytes
    side: float


@lru_cache(maxsize=32)
def background(theme: Theme, emblem: float, divider: float, seal: tuple[float, float]) -> Drawing:
    """Return the ornament.

    emblem: height of its place (0: none), where the medallion is drawn unless the theme brings a picture.
    divider: middle of the braid, and seal: middle of the seal, both from the page's top edge.
    """
    ink, gold = _rgb(theme.ink), _rgb(theme.gold)
    parts = [_frame(), *_rules(ink), _stroke(gold, 0.35, braid(((WIDTH - 190) / 2, HEIGHT - divider), 190, 8, 9, 4))]
    if emblem and not theme.emblem:
        parts += _medallion(ink, gold, (WIDTH / 2, HEIGHT - TOP - emblem / 2), emblem / 2)
    parts += _seal(ink, gold, (seal[0], HEIGHT - seal[1]))
    middle = (SIDE / 2, SIDE / 2)
    square = [_fill(gold, flower(middle, SIDE / 2, 0.24)), _stroke(gold, 0.3, flower(middle, SIDE / 2, 0.0))]
    return Drawing("\n".join(parts).encode(), "\n".join(square).encode(), SIDE)


def _frame() -> str:
    corners = ring_of_squares(COLUMNS, ROWS, SIDE)
    return "\n".join(f"q 1 0 0 1 {MARGIN + x:.2f} {MARGIN + y:.2f} cm /Square Do Q" for x, y in corners)


def _rules(ink: str) -> list[str]:
    return [
        _stroke(ink, weight, rectangle((inset, inset), WIDTH - 2 * inset, HEIGHT - 2 * inset))
        for inset, weight in ((MARGIN - 2.5, 0.8), (MARGIN + SIDE + 2.3, 0.3), (RULE, 0.8))
    ]


def _medallion(ink: str, gold: str, middle: tuple[float, float], radius: float) -> list[str]:
    half = radius * 0.66 / math.sqrt(2)
    return [
        _stroke(gold, 0.5, circle(middle, radius)),
        _stroke(gold, 0.3, guilloche_ring(middle, radius * 0.74, radius * 0.96, 28, 3)),
        _stroke(ink, 0.5, circle(middle, radius * 0.7)),
        _stroke(ink, 0.5, flower(middle, half, 0.0)),
        _fill(gold, flower(middle, half, 0.24)),
    ]


def _seal(ink: str, gold: str, middle: tuple[float, float]) -> list[str]:
    r = SEAL_RADIUS
    return [
        _stroke(gold, 0.3, guilloche_ring(middle, r * 0.8, r, 36, 4)),
        _stroke(ink, 0.3, guilloche_ring(middle, r * 0.44, r * 0.8, 18, 6)),
        _stroke(gold, 0.3, guilloche_ring(middle, r * 0.16, r * 0.44, 9, 4)),
    ]


def _stroke(colour: str, weight: float, path: str) -> str:
    return f"{colour} RG {weight} w {path} S"


def _fill(colour: str, path: str) -> str:
    return f"{colour} rg {path} f"


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[start : start + 2], 16) / 255:.4f}" for start in (1, 3, 5))
