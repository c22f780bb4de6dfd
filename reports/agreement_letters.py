"""The letters on the pages of a PDF, to hold them against results.json."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def page_letters(path: Path) -> list[str]:
    """Return the letters of each page; PDFium gives a hyphen at the end of a line as one of two signs of its own."""
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 (start-up; it has no types)

    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return [text.replace("\ufffe", "-").replace("\x02", "-") for text in pages]


def pages_by_heading(path: Path) -> dict[str, range]:
    """Return the pages of each heading of the outermost level of the outline, by its ``plain`` text."""
    import pypdfium2  # noqa: PLC0415 (start-up)

    with pypdfium2.PdfDocument(path) as document:
        marks = [
            (plain(entry.get_title()), entry.get_dest().get_index()) for entry in document.get_toc() if entry.level == 0
        ]
        ends = [*marks, ("", len(document))]
    return {title: range(first, max(after, first + 1)) for (title, first), (_, after) in pairwise(ends)}


def plain(text: str) -> str:
    """Return text without spaces, and with letters for the one sign that a font draws two of them as."""
    return "".join(unicodedata.normalize("NFKC", text).split())
