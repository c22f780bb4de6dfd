"""One certificate: its text, checked, and its page."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import segno
from babel.dates import format_date

from criteria.rulebook import Signatory, Title
from reports import codes, refusals
from reports.certificate_layout import PAGE, Layout, lay_out
from reports.ornament import braid, flowers, guilloche_ring, kawung_frame
from reports.refusals import CertificateRefusedError
from reports.rendering import MissingGlyphsError, RenderingError, environment, render_pdf
from reports.theming import Theme
from reports.underlay import put_under

LONGEST = 400  # characters of one text; longer ones are refused before they are measured
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class CertificateText:
    """Everything a certificate says. ``place`` is None where an award has one winner, ``date`` where it is written by hand.

    ``code`` is one of ``reports.codes``; ``synthetic`` prints that the data are made up.
    """

    edition_code: str
    edition: Title
    organiser: Title | None
    recipient: str
    award: Title
    category: Title
    place: int | None
    number: str
    code: str
    date: dt.date | None
    city: str
    signatories: tuple[Signatory, ...]
    synthetic: bool


def render_certificate(text: CertificateText, theme: Theme) -> bytes:
    """Return the certificate as a tagged PDF of one page; the same text and theme, the same bytes.

    Raises CertificateRefusedError where a character cannot be printed or a text does not fit.
    """
    _check(text)
    layout = lay_out(text)
    try:
        page = render_pdf(_html(text, layout, theme), stylesheet=_stylesheet(theme), assets={"qr.svg": _qr(text, theme)})
    except MissingGlyphsError as missing:
        raise CertificateRefusedError(refusals.missing_glyphs(text.recipient, missing.characters)) from missing
    except RenderingError as error:
        raise CertificateRefusedError(refusals.other(text.recipient, str(error))) from error
    return put_under(page, _background(theme))
