"""The ornament, drawn as mathematics: a kawung of interlaced circles, guilloche rings and a braid, as SVG paths.

Kawung: circles of radius h/2 about the middles of the sides of squares of side h; where two overlap, a petal runs from
the middle of a square to its corner, four to a flower. Guilloche: sine waves bent into a ring, shifted against each
other in phase. Lengths are points; the same numbers give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

Point = tuple[float, float]
_STEP = 1e-5


def kawung_frame(width: float, height: float, columns: int, rows: int) -> tuple[str, str]:
    """Return a band of flowers once around a rectangle from (0, 0): the petals, and the seeds within them.

    The squares are ``width / columns`` by ``height / rows``; to be squares, these are equal.
    """
    across, down = width / columns, height / rows
    ring = [(i, j) for j in range(rows) for i in range(columns) if i in {0, columns - 1} or j in {0, rows - 1}]
    middles = [((i + 0.5) * across, (j + 0.5) * down) for i, j in ring]
    return flowers(middles, across / 2)


def flowers(middles: Iterable[Point], half: float) -> tuple[str, str]:
    """Return flowers of four petals that reach the corners at ``half`` from each middle: the petals and their seeds."""
    petals, seeds = [], []
    for x, y in middles:
        for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
            corner = (x + dx * half, y + dy * half)
            petals.append(_lens((x, y), corner, 0.0))
            seeds.append(_lens((x, y), corner, 0.24))
    return " ".join(petals), " ".join(seeds)


def _lens(start: Point, end: Point, shorter: float) -> str:
    """Return the shape between two quarter circles, each end drawn in by the part ``shorter`` of its length."""
    (ax, ay), (bx, by) = start, end
    x1, y1 = ax + (bx - ax) * shorter, ay + (by - ay) * shorter
    x2, y2 = bx - (bx - ax) * shorter, by - (by - ay) * shorter
    radius = math.dist((x1, y1), (x2, y2)) / math.sqrt(2)
    arc = f"A{radius:.2f} {radius:.2f} 0 0 1"
    return f"M{x1:.2f} {y1:.2f}{arc} {x2:.2f} {y2:.2f}{arc} {x1:.2f} {y1:.2f}Z"


def guilloche_ring(middle: Point, inner: float, outer: float, waves: int, strands: int) -> str:
    """Return ``strands`` closed waves between two radii, evenly shifted in phase."""
    mean, swing = (inner + outer) / 2, (outer - inner) / 2

    def strand(phase: float) -> Callable[[float], Point]:
        def at(turn: float) -> Point:
            radius = mean + swing * math.cos(waves * turn + phase)
            return middle[0] + radius * math.cos(turn), middle[1] + radius * math.sin(turn)

        return at

    phases = [2 * math.pi * k / strands for k in range(strands)]
    return " ".join(_smooth(strand(phase), 0.0, 2 * math.pi, 6 * waves) + "Z" for phase in phases)


def braid(length: float, height: float, waves: float, strands: int) -> str:
    """Return ``strands`` sine waves along a line from (0, 0), swelling to ``height`` between two points."""

    def strand(phase: float) -> Callable[[float], Point]:
        def at(part: float) -> Point:
            swell = math.sin(math.pi * part) ** 2 * height / 2
            return length * part, swell * math.sin(2 * math.pi * waves * (part - 0.5) + phase)

        return at

    return " ".join(
        _smooth(strand(2 * math.pi * k / strands + math.pi / 2), 0.0, 1.0, round(8 * waves)) for k in range(strands)
    )


def _smooth(at: Callable[[float], Point], start: float, stop: float, pieces: int) -> str:
    """Return a curve as cubic Béziers whose ends and tangents are those of ``at`` (Hermite's form)."""
    step = (stop - start) / pieces
    path = "M{:.2f} {:.2f}".format(*at(start))
    for piece in range(pieces):
        here, there = start + piece * step, start + (piece + 1) * step
        (x0, y0), (x3, y3) = at(here), at(there)
        (u0, v0), (u3, v3) = _slope(at, here), _slope(at, there)
        third = step / 3
        path += f"C{x0 + u0 * third:.2f} {y0 + v0 * third:.2f} "
        path += f"{x3 - u3 * third:.2f} {y3 - v3 * third:.2f} {x3:.2f} {y3:.2f}"
    return path


def _slope(at: Callable[[float], Point], place: float) -> Point:
    (x0, y0), (x1, y1) = at(place - _STEP), at(place + _STEP)
    return (x1 - x0) / (2 * _STEP), (y1 - y0) / (2 * _STEP)
