"""How lines are broken: widths from the fonts themselves, balanced lines, names of places kept together.

The layout engine breaks a line where it is full, which leaves "Kepulauan" alone under a long name. Here the breaks are
chosen so that the lines are as equal as they can be, and never inside "Kabupaten X".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import Literal

from fontTools.ttLib import TTFont

Face = tuple[str | bytes, ...]
"""A font and those that stand in for letters that it lacks: shipped ones by their path, others by their content."""

SERIF: Face = ("eb-garamond/EBGaramond-Regular.ttf",)
SERIF_MEDIUM: Face = ("eb-garamond/EBGaramond-Medium.ttf",)
SERIF_ITALIC: Face = ("eb-garamond/EBGaramond-Italic.ttf",)
SANS: Face = ("source-sans-3/SourceSans3-Regular.ttf",)

_PLACE = {"kabupaten", "kab.", "kota", "provinsi", "prov.", "kecamatan", "kelurahan", "desa"}
_LEANS_FORWARD = {"dan", "di", "ke", "dari", "untuk", "atas", "and", "of", "the", "in", "for"}
_PLACE_LENGTH = 40  # characters of a place's name that are kept on one line, such as Kabupaten Pangkajene dan Kepulauan


@dataclass(frozen=True, slots=True)
class Setting:
    """Text as it is set: its lines and the size in points."""

    lines: tuple[str, ...]
    size: float

    @property
    def leading(self) -> float:
        """The distance from line to line."""
        return self.size * 1.2

    @property
    def height(self) -> float:
        """Of all lines."""
        return len(self.lines) * self.leading


@dataclass(frozen=True, slots=True)
class Faces:
    """In what a certificate is set: its title, names and awards, other text, what is in English, small figures."""

    title: Face = SERIF
    heading: Face = SERIF_MEDIUM
    text: Face = SERIF
    italic: Face = SERIF_ITALIC
    small: Face = SANS


Role = Literal["title", "heading", "text", "italic", "small"]
SHIPPED = Faces()


@lru_cache(maxsize=16)
def _advances(face: Face) -> dict[int, float]:
    """Width of each character in em."""
    found: dict[int, float] = {}
    for font in reversed(face):
        content = files("reports").joinpath("fonts", font).read_bytes() if isinstance(font, str) else font
        opened = TTFont(BytesIO(content), lazy=True)
        metrics, em = opened["hmtx"].metrics, opened["head"].unitsPerEm
        found |= {point: metrics[glyph][0] / em for point, glyph in opened.getBestCmap().items()}
    return found


def width(text: str, face: Face, size: float, spacing: float = 0.0) -> float:
    """Return the width in points, without kerning; ``spacing`` is extra space per character in em.

    A character that its fonts lack counts as one em: it is found when the page is made.
    """
    advances = _advances(face)
    return size * sum(advances.get(ord(character), 1.0) + spacing for character in text)


@lru_cache(maxsize=4096)  # most texts of a batch are the same on each certificate
def fit(
    text: str, face: Face, steps: tuple[tuple[float, int], ...], measure: float, spacing: float = 0.0
) -> Setting | None:
    """Return the text in the first step (size, lines) in which it is not wider than ``measure`` points, else None."""
    atoms = _atoms(text)
    widths = [width(atom, face, 1.0, spacing) for atom in atoms]
    space = width(" ", face, 1.0, spacing)
    for size, count in steps:
        if count <= len(atoms):
            lines = _balanced(atoms, widths, space, count)
            if max(width(line, face, size, spacing) for line in lines) <= measure:
                return Setting(lines, size)
    return None


def _atoms(text: str) -> list[str]:
    """Return the parts between which a line may end."""
    words = text.split()
    glued: list[bool] = [word.lower() in _LEANS_FORWARD for word in words]
    for start, word in enumerate(words):
        if word.lower() in _PLACE:
            end = _end_of_place(words, start)
            short = len(" ".join(words[start:end])) <= _PLACE_LENGTH
            glued[start : end - 1] = [True] * (end - 1 - start) if short else [True, *glued[start + 1 : end - 1]]
    atoms: list[str] = []
    for position, word in enumerate(words):
        if position and glued[position - 1]:
            atoms[-1] += " " + word
        else:
            atoms.append(word)
    return atoms


def _end_of_place(words: list[str], start: int) -> int:
    """Return where the name of a place that begins at ``start`` ends: before the next one, a bracket, after a comma."""
    for position in range(start + 1, len(words)):
        if words[position].lower() in _PLACE or words[position].startswith(("(", "-", "–", "—")):
            return position
        if re.search(r"[,;)]$", words[position]):
            return position + 1
    return len(words)


def _balanced(atoms: list[str], widths: list[float], space: float, count: int) -> tuple[str, ...]:
    """Return the atoms in ``count`` lines with the least sum of squared widths, which is the most even division."""
    ends = [0.0]
    for atom in widths:
        ends.append(ends[-1] + atom + space)

    @cache
    def best(start: int, lines: int) -> tuple[float, tuple[int, ...]]:
        if lines == 1:
            return (ends[-1] - ends[start]) ** 2, ()
        options = []
        for cut in range(start + 1, len(atoms) - lines + 2):
            rest, cuts = best(cut, lines - 1)
            options.append(((ends[cut] - ends[start]) ** 2 + rest, (cut, *cuts)))
        return min(options)

    cuts = (0, *best(0, count)[1], len(atoms))
    return tuple(" ".join(atoms[start:end]) for start, end in pairwise(cuts))
