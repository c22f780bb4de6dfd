"""Fonts of a theme's own: they set the page and measure it, ours have what they lack, the unsound are refused."""

import re
import subprocess
import sys
from io import BytesIO

import pypdf
import pytest
from fontTools.ttLib import TTFont

from reports.batch import made_from
from reports.certificate import render_certificate
from reports.own_fonts import fault_of
from reports.refusals import CertificateRefusedError
from reports.sheet import A4
from reports.theming import Fonts, Theme, load_theme
from reports.typesetting import SERIF, fit, width
from tests.reports.box_fonts import LATIN, box_font
from tests.reports.certificate_samples import PANGKAJENE, PLAIN, text

JAVANESE = "\ua98f\ua9a0"
INKS = {"ink": "#000000", "gold": "#777777"}
OWN = Theme(**INKS, fonts=Fonts(heading=box_font(), text=box_font(cff=True, name="Lain"), italic=box_font(wide=500)))


def drawn(pdf):
    """What is drawn with which font: [(family, size, left, words)]."""
    found = []

    def see(words, cm, tm, font, size):
        if words.strip():
            family = re.sub(r"^/[A-Z]{6}\+", "", font["/BaseFont"]) if font else ""
            found.append((family, size * cm[0], tm[4] * cm[0] + cm[4], words.strip()))

    pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=see)
    return found


def test_each_role_is_set_in_its_own_font_and_the_rest_in_ours():
    families = {words: family for family, _size, _left, words in drawn(render_certificate(PLAIN, OWN))}
    for words in ("PIAGAM PENGHARGAAN", "Kota Awan", "Pengelola Sistem Pengaduan Terbaik", "Dr. NAMA CONTOH, M.A."):
        assert families[words].startswith("own-heading")
    assert families["KEMENTERIAN CONTOH"].startswith("own-text")
    assert families["Certificate of Award"].startswith("own-italic")
    assert families["Nomor 007/sistem/2019"].startswith("Source-Sans")
    only = render_certificate(PLAIN, Theme(**INKS, fonts=Fonts(heading=box_font())))
    assert {family.split("-")[0] for family, *_rest in drawn(only)} == {"own", "EB", "Source"}


def test_lines_are_broken_by_the_width_of_its_letters():
    """Each letter is six tenths of an em: what a line may hold is known without the font."""
    lines = [(words, size) for family, size, _left, words in drawn(render_certificate(text(recipient=PANGKAJENE), OWN))
             if family.startswith("own-heading") and words in PANGKAJENE]  # fmt: skip
    assert " ".join(words for words, _size in lines) == PANGKAJENE
    assert all(len(words) * 0.6 * size <= A4.name_measure for words, size in lines)
    assert width("Kota", (box_font(),), 10.0) == pytest.approx(24.0)
    assert fit("Kota Awan", (box_font(),), ((100.0, 1), (50.0, 1)), 300.0).size == 50.0


def test_names_stand_in_the_middle_of_the_page():
    (left,) = (left for _f, _s, left, words in drawn(render_certificate(PLAIN, OWN)) if words == "Kota Awan")
    (size,) = (size for _f, size, _l, words in drawn(render_certificate(PLAIN, OWN)) if words == "Kota Awan")
    assert left + len("Kota Awan") * 0.6 * size / 2 == pytest.approx(841.89 / 2, abs=1.0)


def test_letters_that_it_lacks_come_from_ours_and_from_those_named_for_them():
    named = text(recipient=f"Kota Ωδε {JAVANESE}")
    with pytest.raises(CertificateRefusedError, match="U\\+A98F JAVANESE LETTER KA"):
        render_certificate(named, OWN)
    more = Theme(**INKS, fonts=Fonts(heading=box_font(), also=(box_font(JAVANESE, 1000, name="Jawa"),)))
    families = {words: family for family, _size, _left, words in drawn(render_certificate(named, more))}
    assert families[JAVANESE].startswith("own-also-1")
    assert width(f"a{JAVANESE}", (*SERIF, box_font(JAVANESE, 1000, name="Jawa")), 1.0) == pytest.approx(
        width("a", SERIF, 1.0) + 2.0
    )


def test_same_fonts_same_bytes_and_others_are_printed_anew():
    assert render_certificate(PLAIN, OWN) == render_certificate(PLAIN, OWN.model_copy())
    assert len(render_certificate(PLAIN, OWN)) <= 60_000
    assert len({made_from(PLAIN, OWN), made_from(PLAIN, load_theme()), made_from(PLAIN, Theme(**INKS))}) == 3


def test_nothing_is_left_on_the_disk_when_a_process_ends(tmp_path):
    code = "from tests.reports.test_certificate_fonts import *; render_certificate(PLAIN, OWN)"
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    )
    assert list(tmp_path.iterdir()) == []


def changed(table, field, value):
    font = TTFont(BytesIO(box_font()))
    setattr(font[table], field, value)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def variable():
    font = TTFont(BytesIO(box_font()))
    font["fvar"] = TTFont()  # a table of that name is enough: it is not looked into
    font["fvar"].compile = lambda _font: b"\0" * 16
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (box_font(), ""),
        (box_font(cff=True), ""),
        (box_font(licence=0x0004), ""),  # preview and print: a certificate is printed
        (box_font(licence=0x0008), ""),
        (box_font(licence=0x0002), "licence"),
        (box_font(licence=0x0102), "licence"),
        (box_font(licence=0x0100), "licence"),  # no part of it alone
        (box_font(licence=0x0200), "licence"),  # its bitmaps alone
        (box_font(JAVANESE), "letters"),
        (changed("head", "unitsPerEm", 0), "broken"),
        (variable(), "variable"),
        (box_font()[:-400], "broken"),
        (box_font()[:-900] + b"torn" + box_font()[-896:], "broken"),  # as long as it was
        (box_font().replace(b"post", b"\xa5ost"), "broken"),
        (box_font()[:200], "broken"),
        (b"", "broken"),
        (b"<svg/>", "broken"),
        (b"wOFF" + bytes(60), "web"),
        (b"wOF2" + bytes(60), "web"),
        (b"ttcf" + bytes(60), "collection"),
    ],
)  # fmt: skip
def test_a_font_that_cannot_be_used_or_may_not_be_is_told_by_a_word(content, fault):
    assert fault_of(content) == fault


def test_a_font_for_letters_that_others_lack_needs_no_latin():
    assert fault_of(box_font(JAVANESE), latin=False) == ""
    assert set(LATIN) >= set("Aa0")
