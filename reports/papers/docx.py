"""An official paper as DOCX, for the office that edits it: named styles, headings, tables whose head is repeated.

The same paper gives the same bytes: the file says nothing of when it was made. Text is always text: no field, link or
picture is made of it, and what cannot be seen is shown by its number in Unicode.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.papers.blocks import BLANK, Block, Heading, Items, Signatures, Table, Text
from reports.papers.docx_styles import ALIGNED, CELL, CORNER, NOTE, SIGNATURE, SUBTITLE, WIDTH, set_up
from reports.printable import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.papers.blocks import Paper, Signer

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say


def as_docx(paper: Paper, day: dt.date) -> bytes:
    """Return the paper as the bytes of a DOCX file; ``day`` stands in its properties as the day it was made."""
    document = Document()
    set_up(document, paper, day)
    for line in paper.corner:
        _paragraph(document, line, CORNER).paragraph_format.left_indent = Mm(WIDTH / 2)
    if paper.corner:
        _gap(document)
    if paper.organiser:
        _paragraph(document, paper.organiser, SUBTITLE)
    for number, line in enumerate(paper.head):
        last = _paragraph(document, line, SUBTITLE if number else "Title")
    last.paragraph_format.space_after = Pt(18)
    for block, following in zip_longest(paper.blocks, paper.blocks[1:]):
        _block(document, block)
        if isinstance(block, Text) and isinstance(following, Table | Signatures):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
    target = BytesIO()
    document.save(target)
    return _without_times(target.getvalue())


def _block(document: Any, block: Block) -> None:  # noqa: ANN401 (a library without types)
    match block:
        case Heading(text=text):
            _paragraph(document, text, "Heading 1")
        case Text(text=text, small=small):
            _paragraph(document, text, NOTE if small else "Normal")
        case Items():
            _items(document, block)
        case Table():
            _table(document, block)
        case Signatures():
            _signatures(document, block)


def _paragraph(place: Any, text: str, style: str) -> Any:  # noqa: ANN401 (a library without types)
    return place.add_paragraph(_plain(text), style)


def _items(document: Any, items: Items) -> None:  # noqa: ANN401 (a library without types)
    """Number the lines from 1, as Word does it, so that whoever adds a line need not number by hand."""
    style = document.styles["List Number"].element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    own = numbering.add_num(numbering.num_having_numId(style).abstractNumId.val)
    own.add_lvlOverride(ilvl=0).add_startOverride(1)
    for line in items.lines:
        numbered = _paragraph(document, line, "List Number")._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = own.numId


def _table(document: Any, block: Table) -> None:  # noqa: ANN401 (a library without types)
    whole = sum(column.width for column in block.columns)
    table = document.add_table(len(block.rows) + 1, len(block.columns), "Table Grid")
    widths = [WIDTH * column.width / whole for column in block.columns]
    aligned = [ALIGNED[column.align] for column in block.columns]
    _widths(table, widths)
    for row, texts in zip(table.rows, [[column.title for column in block.columns], *block.rows], strict=True):
        _mark(row, "w:cantSplit")
        if block.tall:
            row.height = Mm(8)
        cells = row.cells
        if len(texts) == 1:
            _write(cells[0].merge(cells[-1]), texts[0], CELL).runs[0].bold = True
            continue
        for cell, text, width, align in zip(cells, texts, widths, aligned, strict=True):
            cell.width = Mm(width)
            _write(cell, text, CELL).alignment = align
    head = table.rows[0]
    _mark(head, "w:tblHeader")
    for cell in head.cells:
        cell.paragraphs[0].runs[0].bold = True
        cell._tc.get_or_add_tcPr().append(_shade())
    _gap(document)


def _signatures(document: Any, block: Signatures) -> None:  # noqa: ANN401 (a library without types)
    widths = [WIDTH / block.across] * block.across
    for number, line in enumerate(block.where):
        paragraph = _paragraph(document, line, SIGNATURE)
        paragraph.paragraph_format.space_before = Pt(0 if number else 12)
        paragraph.paragraph_format.left_indent = Mm(WIDTH - widths[0])
        paragraph.paragraph_format.keep_with_next = True
    table = document.add_table(2 * len(block.rows), block.across)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, widths)
    for number, signers in enumerate(block.rows):
        offices, names = table.rows[2 * number], table.rows[2 * number + 1]
        offices.height = Mm(26)
        for row in (offices, names):
            _mark(row, "w:cantSplit")
        _sign(offices.cells, names.cells, signers)
    _gap(document)


def _sign(offices: Sequence[Any], names: Sequence[Any], signers: Sequence[Signer | None]) -> None:
    for office, name, signer in zip(offices, names, signers, strict=True):
        if signer is None:
            continue
        _write(office, signer.position or BLANK, SIGNATURE).paragraph_format.keep_with_next = True
        _write(name, signer.name or BLANK, SIGNATURE).runs[0].bold = bool(signer.name)
        if signer.identity:
            _paragraph(name, signer.identity, CELL).alignment = ALIGNED["centre"]


def _write(cell: Any, text: str, style: str) -> Any:  # noqa: ANN401 (a library without types)
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(_plain(text))
    return paragraph


def _plain(text: str) -> str:
    """Return text as one line: the library would make breaks and tabs of what stands in a cell that was handed in."""
    return visible(" ".join(text.split()))


def _widths(table: Any, widths: Sequence[float]) -> None:  # noqa: ANN401 (a library without types)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _shade() -> Any:  # noqa: ANN401 (an XML element)
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EEF0F3")):
        shade.set(qn(f"w:{name}"), value)
    return shade


def _mark(row: Any, name: str) -> None:  # noqa: ANN401 (a library without types)
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _gap(document: Any) -> None:  # noqa: ANN401 (a library without types)
    """Part a table from what follows: two tables without anything between them would become one."""
    document.add_paragraph(style=CELL)


def _without_times(package: bytes) -> bytes:
    """Return the package with no time of writing in it."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as clean:
        for entry in source.infolist():
            plain = zipfile.ZipInfo(entry.filename, _NO_TIME)
            plain.compress_type = zipfile.ZIP_DEFLATED
            clean.writestr(plain, source.read(entry))
    return target.getvalue()
