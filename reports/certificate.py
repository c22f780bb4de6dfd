"""One certificate: the page of text, and the page of ornament that lies under it."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from functools import lru_cache
from io import BytesIO

import segno
from jinja2 import Environment

from reports import codes, refusals
from reports.certificate_background import QR_SIZE, SAMPLE_SIZE, SAMPLE_SPACING, background, sample_words
from reports.certificate_blocks import CAPITALS, heading, in_both, says
from reports.certificate_layout import Layout, lay_out
from reports.certificate_text import CertificateText, Title, checked
from reports.credential import attached
from reports.refusals import CertificateRefusedError
from reports.rendering import MissingGlyphsError, RenderingError, environment, render_pdf
from reports.sheet import CODE_LEFT, CODE_WIDTH, SHEETS, TOP
from reports.signatures import GUTTER
from reports.theming import Fonts, Theme
from reports.typesetting import SHIPPED, Face, Faces
from reports.underlay import put_under

__all__ = ["CertificateRefusedError", "CertificateText", "render_certificate"]


def render_certificate(text: CertificateText, theme: Theme) -> bytes:
    """Return the certificate as a tagged PDF/A-3 of one page, itself for machines attached; same input, same bytes.

    Raises CertificateRefusedError where a character cannot be printed or a text does not fit.
    """
    own = tuple((part, Title(words.id, words.en or words.id)) for part, words in theme.wording.items())
    text = checked(dataclasses.replace(text, wording=own), theme.fonts.all)
    families, faces = _faces(theme.fonts)
    sheet = SHEETS[theme.size]
    layout = lay_out(text, faces, sheet)
    content = theme.qr.replace("{code}", text.code)
    signed = theme.signed([each.name for each in text.signatories])
    pictures = {"qr.png": _qr(content, theme.ink), "emblem": theme.emblem}
    pictures |= {f"signature-{order}": picture for order, picture in signed.items()}
    try:
        page = render_pdf(
            _html(text, layout, theme, content, signed),
            stylesheet=_stylesheet(layout, theme, families, frozenset(signed)),
            assets=pictures,
            fonts=families,
        )
    except MissingGlyphsError as missing:
        raise CertificateRefusedError(refusals.missing_glyphs(text.recipient, missing.characters)) from missing
    except RenderingError as error:
        raise CertificateRefusedError(refusals.other(text.recipient, str(error))) from error
    return put_under(
        page, background(theme, layout.emblem, layout.divider, sheet.seal, synthetic=text.synthetic), attached(text)
    )


def _html(text: CertificateText, layout: Layout, theme: Theme, content: str, signed: Container[int]) -> str:
    fours = codes.groups(text.code).split()
    half = (len(fours) + 1) // 2
    called = says(text, "appreciation" if text.appreciation else "title", in_both(heading(text))).id
    return _environment().get_template("certificate.html").render(
        text=text, pictured=signed, heading=called, layout=layout, theme=theme, qr=content, sample=sample_words(),
        code=[" ".join(fours[:half]), " ".join(fours[half:])],
    )  # fmt: skip


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return environment("certificate", "id")


@lru_cache(maxsize=2)
def _faces(fonts: Fonts) -> tuple[tuple[tuple[str, bytes], ...], Faces]:
    """Return the theme's own fonts by family, and in which fonts each role is measured."""
    also = tuple(one for one in fonts.also if one)
    own = {"heading": fonts.heading, "text": fonts.text, "italic": fonts.italic}
    families = [(f"own-{role}", font) for role, font in own.items() if font]
    families += [(f"own-also-{number}", font) for number, font in enumerate(also, start=1)]

    def face(font: bytes, shipped: Face) -> Face:
        return ((font,) if font else ()) + shipped + also

    return tuple(families), Faces(
        title=face(fonts.heading, SHIPPED.title),
        heading=face(fonts.heading, SHIPPED.heading),
        text=face(fonts.text, SHIPPED.text),
        italic=face(fonts.italic, SHIPPED.italic),
        small=face(b"", SHIPPED.small),
    )


def _stylesheet(layout: Layout, theme: Theme, families: tuple[tuple[str, bytes], ...], signed: Container[int]) -> str:
    sheet = SHEETS[theme.size]
    return _environment().get_template("certificate.css").render(
        own=[name for name, _font in families], pictured=signed, gutter=GUTTER,
        layout=layout, ink=theme.ink, gold=theme.gold, emblem=bool(theme.emblem), top=TOP, rule=round(sheet.rule, 2),
        sheet=sheet, caps=CAPITALS, sample_size=SAMPLE_SIZE, sample_spacing=SAMPLE_SPACING,
        code_left=CODE_LEFT, code_top=sheet.code_top, code_width=CODE_WIDTH, qr_size=QR_SIZE,
    )  # fmt: skip


def _qr(content: str, colour: str) -> bytes:
    """Return the QR as a picture of four dots to a module, enlarged without smoothing; an SVG costs far more."""
    out = BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="png", scale=4, border=0, dark=colour)
    return out.getvalue()
