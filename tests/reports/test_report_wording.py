"""Every sentence of the report and the workbook has its Indonesian, and the catalogue holds no other."""

from __future__ import annotations

import re
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

REPORTS = Path(str(files("reports")))
PO = REPORTS / "locale" / "id" / "report.po"


def said():
    """The sentences handed to ``say`` in the code and the templates."""
    found = set()
    for path in [*REPORTS.rglob("*.py"), *(REPORTS / "templates").glob("*/*.j2")]:
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        for _, message, _, _ in extract_from_file(method, path, {"say": None}, options={"silent": "false"}):
            found.add(next(part for part in message if part) if isinstance(message, tuple) else message)
    return found


def translations():
    return {
        message.id: message.string for message in read_po(BytesIO(PO.read_bytes()), abort_invalid=True) if message.id
    }


def test_catalogue_and_code_hold_the_same_sentences():
    assert set(translations()) == said()


def test_translations_fill_in_the_same_details():
    for english, indonesian in translations().items():
        assert indonesian
        assert sorted(re.findall(r"\{\w+\}", indonesian)) == sorted(re.findall(r"\{\w+\}", english)), english
