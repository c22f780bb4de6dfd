"""Letters that no font has, found without setting anything: the layout engine finds the same ones when it sets them."""

import html
import unicodedata

import pytest

from reports.certificate_text import checked
from reports.letters import _SURE, missing, shipped_letters
from reports.refusals import CertificateRefusedError
from reports.rendering import MissingGlyphsError, render_pdf
from tests.reports.certificate_samples import text

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
BLOCKS = [
    (0x20, 0x180),
    (0x2B0, 0x530),
    (0x620, 0x640),
    (0x905, 0x910),
    (0x1E00, 0x1E40),
    (0x1F00, 0x1F20),
    (0x2000, 0x2070),
    (0x20A0, 0x20C0),
    (0x2200, 0x2290),
    (0xA980, 0xA9B4),
]
"""Latin, Greek, Cyrillic; some of Arabic, Devanagari, Javanese; accents; punctuation, spaces; coins; struck signs."""
SEEN = [chr(c) for first, last in BLOCKS for c in range(first, last) if unicodedata.category(chr(c)) not in UNSEEN]


def test_the_layout_engine_misses_the_same_letters():
    page = "".join(f"<span>{html.escape(one)}</span>" for one in [*SEEN, "\U0001f389"])
    with pytest.raises(MissingGlyphsError) as caught:
        render_pdf(f'<html lang="id"><title>x</title><body style="font-family: EB Garamond">{page}</body></html>')
    assert set(missing([*SEEN, "\U0001f389"])) == set(caught.value.characters)


def test_what_is_taken_for_sure_is_in_the_fonts():
    assert {ord(one) for one in _SURE - set("\n\t\r")} <= shipped_letters()


@pytest.mark.parametrize(
    ("name", "lacking"),
    [("\ua98f\ua9a0\ua98f", "\ua98f\ua9a0"), ("a\u0645b", "\u0645"), ("e\u0301 Ngawi", "")],
)
def test_each_is_named_once_and_nothing_is_set(name, lacking):
    assert "".join(missing([name])) == lacking
    if lacking:
        with pytest.raises(CertificateRefusedError) as caught:
            checked(text(recipient=name))
        assert caught.value.refusal.code == "missing-glyphs"
