"""Papers in which one cell was changed after they were made, for tests of what reads them back."""

from __future__ import annotations

import html
from pathlib import Path

import docx
from reading import printed

from reports.rendering import render_pdf


def alter(path: Path, before: str, after: str) -> None:
    """Put other text where this stands once; cells are parted by "|", and just one of them changes."""
    (alter_docx if path.suffix == ".docx" else alter_pdf)(path, before, after)


def alter_pdf(path: Path, before: str, after: str) -> None:
    """Write the PDF's letters anew, without spaces, as one long paragraph."""
    text, old, new = printed(path), *("".join(part.replace("|", "").split()) for part in (before, after))
    assert text.count(old) == 1, (old, text)
    page = f'<p style="overflow-wrap: anywhere">{html.escape(text.replace(old, new))}'
    path.write_bytes(render_pdf(f'<html lang="en"><title>x</title>{page}'))


def alter_docx(path: Path, before: str, after: str) -> None:
    """Write other text into the cells of the one row that holds these."""
    document, old, new = docx.Document(str(path)), before.split("|"), after.split("|")
    rows = [row.cells for table in document.tables for row in table.rows]
    (cells,) = [row for row in rows if [cell.text for cell in row][: len(old)] == old]
    for cell, text in zip(cells, new, strict=False):
        cell.paragraphs[0].runs[0].text = text
    document.save(str(path))
