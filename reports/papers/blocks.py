"""What an official paper is made of, whatever it is written as: the same blocks become the PDF and the DOCX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BLANK, SHORT_BLANK = "…" * 12, "…" * 6
"""Where something is to be written by hand."""
Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the paper."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, kept with a table that follows it; ``small`` for remarks under a table."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, where its text stands."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its heading is repeated on every page. A row of one text is a band across, over the rows that follow.

    ``tall``: rows with room to write by hand.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs; what is empty is left to be written by hand."""

    name: str = ""
    position: str = ""
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The end of a paper: where and when, and room for every signature."""

    where: tuple[str, ...]
    signers: tuple[Signer, ...]

    @property
    def across(self) -> int:
        """How many stand side by side: a lone one on the right, four as two and two, more by three."""
        return {1: 2, 2: 2, 4: 2}.get(len(self.signers), 3)

    @property
    def rows(self) -> tuple[tuple[Signer | None, ...], ...]:
        """The signers row by row; None where nobody signs. A last row that is not full is symmetrical."""
        found = []
        for start in range(0, len(self.signers), self.across):
            row: list[Signer | None] = list(self.signers[start : start + self.across])
            if self.across == 2 and len(row) == 1:
                row = [None, *row]
            elif self.across == 3 and len(row) < 3:
                row = [None, *row, None] if len(row) == 1 else [row[0], None, row[1]]
            found.append(tuple(row))
        return tuple(found)

    @property
    def together(self) -> bool:
        """Whether they are few enough to be kept on one page."""
        return len(self.signers) <= 6


Block = Heading | Text | Items | Table | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper.

    subject: what it is called in the file's properties. corner: lines that stand at the upper right (what an annex
    belongs to). organiser: above the title, "" for none. head: the title's lines, the first one the largest. label:
    said on every page, for made-up data. foot: by what rules it was made.
    """

    language: Literal["id", "en"]
    subject: str
    corner: tuple[str, ...]
    organiser: str
    head: tuple[str, ...]
    blocks: tuple[Block, ...]
    label: str
    foot: str
    page: str
    """ "Page {page} of {pages}", with both in braces."""
    landscape: bool = False
