"""The ornament, drawn as mathematics: a kawung of interlaced circles, guilloche rings and a braid, as PDF paths.

Kawung: circles of radius h/2 about the middles of the sides of squares of side h; where two overlap, a petal runs from
the middle of a square to its corner, four to a flower. Guilloche: sine waves bent into a ring, shifted against each
other in phase. Lengths are points. Paths are written in PDF's operators (m, l, c, h), for they are drawn without a
detour, and rounded to a hundredth of a point, so that the same numbers give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

Point = tuple[float, float]
_QUARTER = 4 / 3 * (math.sqrt(2) - 1)  # how far a cubic's handles reach along a quarter circle of radius 1
_STEP = 1e-5


def flower(middle: Point, length: float, shorter: float, turn: float = math.pi / 4) -> str:
    """Return four petals of a length, the first at the angle ``turn``, so that by itself they point to the corners.

    shorter: the part of its length by which each end of a petal is drawn in; 0 for petals that touch.
    """
    x, y = middle
    angles = [turn + quarter * math.pi / 2 for quarter in range(4)]
    corners = [(x + length * math.cos(angle), y + length * math.sin(angle)) for angle in angles]
    return " ".join(_petal(_between(middle, c, shorter), _between(middle, c, 1 - shorter)) for c in corners)


def ring_of_squares(columns: int, rows: int, side: float) -> list[Point]:
    """Return the lower left corners of the squares along the edge of a rectangle of squares from (0, 0)."""
    edge = ({0, columns - 1}, {0, rows - 1})
    return [(i * side, j * side) for j in range(rows) for i in range(columns) if i in edge[0] or j in edge[1]]


def rectangle(corner: Point, width: float, height: float, opening: float = 0.0) -> str:
    """Return a rectangle from its lower left corner, with an opening in the middle of its lower and upper side."""
    if not opening:
        return f"{_written(corner)} {_written((width, height))} re"
    (x, y), left, right = corner, corner[0] + (width - opening) / 2, corner[0] + (width + opening) / 2
    halves = [
        [(left, y), (x, y), (x, y + height), (left, y + height)],
        [(right, y), (x + width, y), (x + width, y + height), (right, y + height)],
    ]
    return " ".join(" l ".join(_written(point) for point in half).replace(" l ", " m ", 1) + " l" for half in halves)


def circle(middle: Point, radius: float) -> str:
    """Return a circle as four quarters."""
    x, y = middle
    points = [(x + radius, y), (x, y + radius), (x - radius, y), (x, y - radius), (x + radius, y)]
    quarters = [_quarter(start, end, middle) for start, end in pairwise(points)]
    return f"{_written(points[0])} m {' '.join(quarters)} h"


def guilloche_sector(inner: float, outer: float, waves: int, strands: int) -> str:
    """Return one of the ``waves`` equal sectors, about (0, 0), of a ring of waves between two radii.

    Turned ``waves`` times by its angle it becomes ``strands`` closed waves, evenly shifted in phase.
    """
    mean, swing = (inner + outer) / 2, (outer - inner) / 2

    def strand(phase: float) -> Callable[[float], Point]:
        def at(turn: float) -> Point:
            radius = mean + swing * math.cos(waves * turn + phase)
            return radius * math.cos(turn), radius * math.sin(turn)

        return at

    phases = [2 * math.pi * k / strands for k in range(strands)]
    return " ".join(_smooth(strand(phase), 0.0, 2 * math.pi / waves, 6) for phase in phases)


def braid(start: Point, length: float, height: float, waves: float, strands: int) -> str:
    """Return ``strands`` sine waves along a level line from ``start``, swelling to ``height`` between two points."""

    def strand(phase: float) -> Callable[[float], Point]:
        def at(part: float) -> Point:
            swell = math.sin(math.pi * part) ** 2 * height / 2
            return start[0] + length * part, start[1] + swell * math.sin(2 * math.pi * waves * (part - 0.5) + phase)

        return at

    phases = [2 * math.pi * k / strands + math.pi / 2 for k in range(strands)]
    return " ".join(_smooth(strand(phase), 0.0, 1.0, round(5 * waves)) for phase in phases)


def _petal(start: Point, end: Point) -> str:
    """Return the shape between the two quarter circles that join two points."""
    (ax, ay), (bx, by) = start, end
    one = ((ax + bx - (by - ay)) / 2, (ay + by + (bx - ax)) / 2)
    other = (ax + bx - one[0], ay + by - one[1])
    return f"{_written(start)} m {_quarter(start, end, one)} {_quarter(end, start, other)} h"


def _quarter(start: Point, end: Point, middle: Point) -> str:
    """Return the quarter circle from one point to another about the middle, as one cubic Bézier."""
    to_start, to_end = _minus(start, middle), _minus(end, middle)
    first = (start[0] + to_end[0] * _QUARTER, start[1] + to_end[1] * _QUARTER)
    second = (end[0] + to_start[0] * _QUARTER, end[1] + to_start[1] * _QUARTER)
    return f"{_written(first)} {_written(second)} {_written(end)} c"


def _smooth(at: Callable[[float], Point], start: float, stop: float, pieces: int) -> str:
    """Return a curve as cubic Béziers whose ends and tangents are those of ``at`` (Hermite's form)."""
    step = (stop - start) / pieces
    path = f"{_written(at(start))} m"
    for piece in range(pieces):
        here, there = start + piece * step, start + (piece + 1) * step
        (x0, y0), (x3, y3) = at(here), at(there)
        (u0, v0), (u3, v3) = _slope(at, here), _slope(at, there)
        handles = ((x0 + u0 * step / 3, y0 + v0 * step / 3), (x3 - u3 * step / 3, y3 - v3 * step / 3))
        path += f" {_written(handles[0])} {_written(handles[1])} {_written((x3, y3))} c"
    return path


def _slope(at: Callable[[float], Point], place: float) -> Point:
    (x0, y0), (x1, y1) = at(place - _STEP), at(place + _STEP)
    return (x1 - x0) / (2 * _STEP), (y1 - y0) / (2 * _STEP)


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _minus(one: Point, other: Point) -> Point:
    return one[0] - other[0], one[1] - other[1]


def _written(point: Point) -> str:
    return " ".join(f"{value:.2f}".rstrip("0").rstrip(".") for value in point)
