"""What is written, as readers see it: the letters of a PDF or a DOCX, the cells of a workbook, the tags of a page."""

from __future__ import annotations

import html.parser
from pathlib import Path

import docx
import openpyxl
from docx.text.paragraph import Paragraph
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from reports.printable import printable


def plain(text: str) -> str:
    """Text without white space: a reader of PDFs guesses it from places."""
    return "".join(text.split())


def printed(path: Path) -> str:
    return plain("".join(page.extract_text() for page in PdfReader(path).pages))


def written(path: Path) -> str:
    body = docx.Document(str(path)).element.body
    return plain("".join(Paragraph(node, None).text for node in body.iter("{*}p")))


def cells(path: Path) -> list[object]:
    return [cell.value for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]


def shown(name: str) -> str:
    """A name as it is shown: what cannot be seen or printed stands there by its number."""
    return plain(str(printable(name)))


class Page(html.parser.HTMLParser):
    """The tags of a page, their attributes, its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.said += data


def every(reader: PdfReader) -> list[dict[str, str]]:
    """Every dictionary of a PDF, with those of its values that are names."""
    found, seen, left = [], set(), [reader.trailer]
    while left:
        one = left.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            found.append(
                {str(key): str(value) for key, value in one.items() if isinstance(value, NameObject)}
                | {str(key): "" for key in one}
            )
            left += [dict.__getitem__(one, key) for key in one]
        elif isinstance(one, ArrayObject):
            left += list.__iter__(one)
    return found
