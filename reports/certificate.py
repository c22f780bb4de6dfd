"""One certificate: the page of text, and the page of ornament that lies under it."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import segno

from reports import codes, refusals
from reports.certificate_background import RULE, background
from reports.certificate_layout import TOP, WIDTH, Layout, lay_out
from reports.certificate_text import CertificateText, checked
from reports.refusals import CertificateRefusedError
from reports.rendering import MissingGlyphsError, RenderingError, environment, render_pdf
from reports.theming import Theme
from reports.underlay import put_under

QR_SIZE = 56.7  # points: 20 mm from the first module to the last; the quiet zone is the white around it
CODE_LEFT, CODE_WIDTH, CODE_TOP = 66.0, 92.0, 451.0
SEAL = (WIDTH - CODE_LEFT - CODE_WIDTH / 2, CODE_TOP + 41.0)  # the counterpart of the QR and its code

__all__ = ["CertificateRefusedError", "CertificateText", "render_certificate"]


def render_certificate(text: CertificateText, theme: Theme) -> bytes:
    """Return the certificate as a tagged PDF of one page; the same text and theme, the same bytes.

    Raises CertificateRefusedError where a character cannot be printed or a text does not fit.
    """
    text = checked(text)
    layout = lay_out(text)
    content = theme.qr.replace("{code}", text.code)
    try:
        page = render_pdf(
            _html(text, layout, content),
            stylesheet=_stylesheet(theme),
            assets={"qr.png": _qr(content, theme.ink)},
        )
    except MissingGlyphsError as missing:
        raise CertificateRefusedError(refusals.missing_glyphs(text.recipient, missing.characters)) from missing
    except RenderingError as error:
        raise CertificateRefusedError(refusals.other(text.recipient, str(error))) from error
    return put_under(page, background(theme, layout.emblem, layout.divider, SEAL))


def _html(text: CertificateText, layout: Layout, content: str) -> str:
    fours = codes.groups(text.code).split()
    half = (len(fours) + 1) // 2
    return (
        _environment()
        .get_template("certificate.html")
        .render(
            text=text, layout=layout, qr=content, code=[" ".join(fours[:half]), " ".join(fours[half:])]
        )
    )


@lru_cache(maxsize=1)
def _environment():
    return environment("certificate", "id")


@lru_cache(maxsize=4)
def _stylesheet(theme: Theme) -> str:
    return (
        _environment()
        .get_template("certificate.css")
        .render(
            ink=theme.ink,
            gold=theme.gold,
            top=TOP,
            rule=RULE,
            code_left=CODE_LEFT,
            code_top=CODE_TOP,
            code_width=CODE_WIDTH,
            qr_size=QR_SIZE,
        )
    )


def _qr(content: str, colour: str) -> bytes:
    """Return the QR as a picture of twelve dots to a module, which stays sharp and costs a tenth less than an SVG."""
    out = BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="png", scale=12, border=0, dark=colour)
    return out.getvalue()
