"""Small competition folders and hostile files for the tests of submissions."""

from __future__ import annotations

import zipfile
from pathlib import Path

from submissions.problems import Problem

_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
_ROOT = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
</Relationships>"""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def book(calculated: str = "") -> str:
    """The part that names one sheet, Nilai."""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<sheets><sheet name="Nilai" sheetId="1" r:id="rId1"/></sheets>{calculated}</workbook>'
    )


def cells(inside: str, before: str = "") -> str:
    """A sheet's part around rows."""
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>'


def workbook(path: Path, sheet: str | bytes, *, calculated: str = "", **more: str) -> Path:
    """Write a workbook by hand around one sheet's XML; further members by name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _ROOT)
        archive.writestr("xl/workbook.xml", book(calculated))
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS)
        archive.writestr(SHEET, sheet)
        for name, content in more.items():
            archive.writestr(name, content)
    return path


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file of a competition folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def places(problems: list[Problem]) -> list[tuple[str, str, int | None, str, str]]:
    """Problems by code and place: what tests compare."""
    return [(p.kind.code, p.sheet, p.row, p.column, p.value) for p in problems]


def codes(problems: list[Problem]) -> list[str]:
    """Problems by code alone."""
    return [problem.kind.code for problem in problems]
