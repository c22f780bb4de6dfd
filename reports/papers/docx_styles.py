"""The styles, the page and the properties of a DOCX paper, so that an office changes a look in one place."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.printable import visible

if TYPE_CHECKING:
    from reports.papers.blocks import Paper

WIDTH = 165.0
"""Millimetres between the margins of A4."""
FONT = "Times New Roman"
ALIGNED = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "centre": WD_ALIGN_PARAGRAPH.CENTER}
SUBTITLE, CORNER, NOTE, CELL, SIGNATURE = (
    f"Paper {name}" for name in ("Subtitle", "Corner", "Note", "Cell", "Signature")
)
_STYLES = (
    ("Normal", None, 11, False, "left", 6),
    ("Title", None, 15, True, "centre", 2),
    ("Heading 1", None, 12, True, "left", 4),
    ("List Number", None, 11, False, "left", 3),
    (SUBTITLE, "Normal", 11, False, "centre", 2),
    (CORNER, "Normal", 10, False, "left", 0),
    (NOTE, "Normal", 9, False, "left", 6),
    (CELL, "Normal", 9.5, False, "left", 1),
    (SIGNATURE, "Normal", 11, False, "centre", 0),
)  # name, what a style of ours goes by, points, bold, alignment, points below
_LANGUAGES = {"id": "id-ID", "en": "en-GB"}


def set_up(document: Any, paper: Paper, day: dt.date) -> None:  # noqa: ANN401 (a library without types)
    """Give an empty document its properties, styles, margins, head and foot."""
    _properties(document, paper, day)
    for style in _STYLES:
        _style(document, *style)
    for name, before in (("Heading 1", 12), ("Title", 6), (CELL, 1)):
        document.styles[name].paragraph_format.space_before = Pt(before)
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    language = OxmlElement("w:lang")  # for the spelling checker
    language.set(qn("w:val"), _LANGUAGES[paper.language])
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    if paper.label:
        label = section.header.paragraphs[0]
        label.add_run(visible(paper.label)).font.size = Pt(8)
        label.alignment = ALIGNED["right"]
    _foot(section.footer.paragraphs[0], paper)


def _properties(document: Any, paper: Paper, day: dt.date) -> None:  # noqa: ANN401 (a library without types)
    moment = dt.datetime.combine(day, dt.time(), dt.UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.language = visible(paper.subject)[:255], _LANGUAGES[paper.language]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _style(document: Any, name: str, base: str | None, points: float, bold: bool, align: str, after: float) -> None:  # noqa: ANN401, PLR0917 (a library without types; a row of the table above)
    styles = document.styles
    if base:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[base]
    style = styles[name]
    style.font.name, style.font.size, style.font.bold = FONT, Pt(points), bold
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.alignment = ALIGNED[align]
    style.paragraph_format.space_after = Pt(after)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):  # the template's own, which goes before the name of a font
            del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    paragraph = style.element.get_or_add_pPr()
    for border in paragraph.findall(qn("w:pBdr")):  # the line under the template's title
        paragraph.remove(border)


def _foot(foot: Any, paper: Paper) -> None:  # noqa: ANN401 (a library without types)
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    before, between, after = paper.page.format(page="|", pages="|").split("|")
    for text, field in ((f"{visible(paper.foot)}\t{before}", "PAGE"), (between, "NUMPAGES"), (after, "")):
        foot.add_run(text).font.size = Pt(8)
        if field:
            foot._p.append(_field(field))


def _field(instruction: str) -> Any:  # noqa: ANN401 (an XML element)
    """Return a field of our own making: the number of the page, or of pages."""
    field, run, text = OxmlElement("w:fldSimple"), OxmlElement("w:r"), OxmlElement("w:t")
    properties, size = OxmlElement("w:rPr"), OxmlElement("w:sz")
    size.set(qn("w:val"), "16")
    properties.append(size)
    field.set(qn("w:instr"), instruction)
    text.text = "1"
    run.extend([properties, text])
    field.append(run)
    return field
