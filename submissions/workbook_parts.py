"""The XML inside a workbook, looked at before calamine reads it: what would make it read wrong, or not survive it.

calamine sees error cells and formulas that were never computed as empty, and allocates a whole rectangle for one cell
in its far corner. This runs in the child process of ``workbooks``.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.parsers import expat

LARGEST_PART = 400 << 20
MOST_CELLS = 20_000_000
"""Cells of a sheet's rectangle: a million rows of twenty columns."""
MOST_FAULTS = 100_000
"""Faulty cells of a sheet, from which on it is as good as never computed."""

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_COLUMN = re.compile(rb"r=[\"']([A-Za-z]+)[0-9]")
_ROW = re.compile(rb"r=[\"'][A-Za-z]*([0-9]+)[\"']")
_FAR_ROW = re.compile(rb"r=[\"'][A-Za-z]*([0-9]{6,})[\"']")
_NEAR_ROWS = 99_999
_SUSPECTS = (b'="e"', b"='e'", b"<f", b":f")
_RECALCULATED = re.compile(rb"fullCalcOnLoad\s*=\s*[\"'](?:1|true)[\"']")
_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)

Faults = dict[tuple[int, int], tuple[str, str]]
"""Cells whose value cannot be used, by row and column (from 0): "error" or "formula", and what stands there."""


class Refused(Exception):  # noqa: N818 (a finding about the file, not an error of ours)
    """The workbook is not read; the reason is one of ``workbooks.REASONS``."""


@dataclass(frozen=True)
class Part:
    """A sheet of the workbook: its name, whether it is hidden, and the zip member that holds it."""

    name: str
    hidden: bool
    member: str


def read_part(archive: zipfile.ZipFile, member: str) -> bytes:
    """Return a member that is XML in UTF-8 without a document type. Raises Refused."""
    with archive.open(member) as file:
        xml = file.read(LARGEST_PART + 1)
    if len(xml) > LARGEST_PART:
        raise Refused("size")
    if b"\0" in xml[:200]:
        raise Refused("encoding")
    if _DOCTYPE.search(xml):
        raise Refused("doctype")
    return xml


def parts(archive: zipfile.ZipFile) -> tuple[list[Part], bool]:
    """Return the sheets in order, and whether the workbook says that its formulas have yet to be computed."""
    book = read_part(archive, "xl/workbook.xml")
    targets = _targets(read_part(archive, "xl/_rels/workbook.xml.rels"))
    sheets = []
    for element in ET.fromstring(book).iter():  # noqa: S314 (no document type: see read_part)
        if element.tag.endswith("}sheet"):
            relation = next((value for name in _RELATIONS if (value := element.get(name))), "")
            hidden = element.get("state", "visible") != "visible"
            sheets.append(Part(element.get("name", ""), hidden, targets.get(relation, "")))
    return sheets, bool(_RECALCULATED.search(book))


def _targets(relations: bytes) -> dict[str, str]:
    """Return the zip member by relation."""
    found = {}
    for element in ET.fromstring(relations):  # noqa: S314 (no document type: see read_part)
        found[element.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", element.get("Target", ""))).lstrip("/")
    return found


def faults(xml: bytes, *, recalculated: bool) -> Faults:
    """Return the cells of a sheet that hold an error or a formula never computed. Raises Refused: too wide and long.

    recalculated: programs that cannot compute write 0 beside a formula and say so in the workbook; it is no value.
    """
    if _narrow(xml) and not any(suspect in xml for suspect in _SUSPECTS):
        expat.ParserCreate().Parse(xml, True)
        return {}
    cells = _Cells(recalculated=recalculated)
    cells.parse(xml)
    if cells.wide * cells.long > MOST_CELLS:
        raise Refused("area")
    return cells.faults


def _narrow(xml: bytes) -> bool:
    """Whether the rectangle of all cells, those without a value included, is small enough."""
    wide = max(map(_column, {found.decode("ascii") for found in _COLUMN.findall(xml)}), default=0) + 1
    long = max(map(int, _FAR_ROW.findall(xml)), default=_NEAR_ROWS)
    return wide * long <= MOST_CELLS or wide * max(map(int, _ROW.findall(xml)), default=1) <= MOST_CELLS


def _column(letters: str) -> int:
    """Return a column's number, from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Cells:
    """One pass over a sheet's XML: the rectangle of cells that hold something, and the faulty ones."""

    def __init__(self, *, recalculated: bool) -> None:
        self.faults: Faults = {}
        self.wide = self.long = 0
        self._recalculated = recalculated
        self._parser = expat.ParserCreate()
        self._row = self._column = -1
        self._type = ""
        self._formula: list[str] | None = None
        self._value: list[str] | None = None

    def parse(self, xml: bytes) -> None:
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.Parse(xml, True)
        self._judge()

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        self._parser.CharacterDataHandler = None
        if tag == "c":
            self._judge()
            self._place(attributes.get("r", ""))
            self._type, self._formula, self._value = attributes.get("t", ""), None, None
        elif tag in ("v", "is"):
            self._value = []
            self._listen(self._value)
        elif tag == "f":
            self._formula = []
            self._listen(self._formula)
        elif tag == "row":
            self._judge()
            said = attributes.get("r", "")
            self._row, self._column = int(said) - 1 if said.isdecimal() else self._row + 1, -1

    def _listen(self, into: list[str]) -> None:
        """Keep the text of a formula, and the value beside one; the others are calamine's to read."""
        if self._formula is not None or self._type == "e":
            self._parser.CharacterDataHandler = into.append

    def _place(self, reference: str) -> None:
        letters = reference.rstrip("0123456789")
        if letters and letters.isascii() and letters.isalpha() and letters != reference:
            self._row, self._column = int(reference[len(letters) :]) - 1, _column(letters)
        else:
            self._column += 1

    def _judge(self) -> None:
        """Judge the cell that has just been passed."""
        if self._value is None and self._formula is None:
            return
        self.wide, self.long = max(self.wide, self._column + 1), max(self.long, self._row + 1)
        if len(self.faults) > MOST_FAULTS:
            raise Refused("faults")
        value = "".join(self._value or ()).strip()
        if self._type == "e":
            self.faults[self._row, self._column] = ("error", value or "#")
        elif self._formula is not None and not self._computed(value):
            self.faults[self._row, self._column] = ("formula", "=" + "".join(self._formula))
        self._value = self._formula = None

    def _computed(self, value: str) -> bool:
        if self._type == "str":  # a formula may well give an empty text
            return self._value is not None
        return bool(value) and not (self._recalculated and value == "0")
