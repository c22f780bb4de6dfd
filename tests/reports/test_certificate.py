"""The page itself: what stands on it, in what fonts, how big the file is, and what is refused."""

import re
from io import BytesIO
from itertools import pairwise

import numpy as np
import pypdf
import pytest
import segno
from PIL import Image

from reports.certificate import render_certificate
from reports.certificate_background import sample_words
from reports.certificate_text import LONGEST, Signatory, Title
from reports.refusals import CertificateRefusedError
from reports.sheet import A4, CODE_LEFT, CODE_WIDTH, SHEETS
from reports.theming import Theme, load_theme
from tests.reports.certificate_samples import CODE, MINISTER, PANGKAJENE, PLAIN, pdf, rendered, text, words

LONG = ("Unit Pelaksana Teknis Pusat Pelayanan Kesehatan Masyarakat Kabupaten Tanjung Awan Selatan " * 4)[:300]
VARIANTS = {
    "short": PLAIN,
    "long": text(recipient=PANGKAJENE),
    "300 letters": text(recipient=LONG, synthetic=True),
    "no organiser, place or date": text(organiser=None, place=None, date=None),
    "two sign": text(signatories=(MINISTER,) * 2),
    "twelve sign": text(recipient=PANGKAJENE, signatories=(MINISTER,) * 12, synthetic=True),
    "nobody signs": text(signatories=()),
    "long award": text(award=Title("Perubahan dan Perbaikan Pengelolaan " * 5, "Change and Improvement " * 6)),
}


def test_every_field_stands_on_the_page_in_both_languages():
    for expected in (
        "KEMENTERIAN CONTOH", "Ministry of Samples", "PIAGAM PENGHARGAAN", "Certificate of Award",
        "Nomor 007/sistem/2019", "diberikan kepada", "presented to", "Kota Awan", "sebagai",
        "Pengelola Sistem Pengaduan Terbaik", "Best Manager of a Complaint System", "Peringkat 2", "Place 2",
        "Kategori Instansi – Kompetisi Pengaduan Contoh 2019", "Category: Agencies – Sample Complaint Competition 2019",
        "Ditetapkan di Jakarta, pada tanggal 9 Desember 2019", "Decided in Jakarta, on 9 December 2019",
        "Menteri Contoh", "Minister of Samples", "Dr. NAMA CONTOH, M.A.", "NIP 19700101 199503 1 001",
        " ".join(CODE[start : start + 4] for start in range(0, 24, 4)),
    ):  # fmt: skip
        assert expected in words(PLAIN)


def test_made_up_data_say_so_and_real_data_do_not():
    said = "CONTOH – DATA SINTETIS / SAMPLE – SYNTHETIC DATA"
    assert words(text(synthetic=True)).count(said) == 2
    assert said not in words(PLAIN)


def test_what_is_unknown_is_left_out_or_left_to_be_written_by_hand():
    shown = words(VARIANTS["no organiser, place or date"])
    assert "Peringkat" not in shown
    assert "KEMENTERIAN" not in shown
    assert re.search(r"pada tanggal …+", shown)


@pytest.mark.parametrize("variant", VARIANTS)
def test_one_page_of_a4_landscape_small_with_embedded_subsets_alone(variant):
    document = pdf(VARIANTS[variant])
    (page,) = document.pages
    assert [float(side) for side in page.mediabox[2:]] == pytest.approx([841.89, 595.28], abs=0.02)
    assert len(rendered(VARIANTS[variant])) <= 60_000
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert len(fonts) >= 3
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert re.match(r"/[A-Z]{6}\+(EB-Garamond|Source-Sans)", font["/BaseFont"])
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def assert_nothing_collides(page, sheet):
    lines = []

    def see(words, cm, tm, _font, size):
        if words.strip() and words.strip() != sample_words():
            left, baseline = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            lines.append((baseline, left, size * cm[0]))

    page.extract_text(visitor_text=see)
    assert len(lines) >= 10
    assert min(baseline for baseline, _, _ in lines) >= sheet.rule + 6
    assert max(baseline + size for baseline, _, size in lines) <= sheet.height - sheet.rule
    assert min(left for _, left, _ in lines) >= sheet.rule
    on_the_axis = sorted((baseline, size) for baseline, left, size in lines if left > CODE_LEFT + CODE_WIDTH)
    for (lower, lower_size), (upper, _) in pairwise(on_the_axis):
        assert upper - lower < 1.5 or upper - lower >= 0.65 * lower_size  # beside each other, or one above the other


@pytest.mark.parametrize("variant", VARIANTS)
def test_everything_stands_within_the_frame_and_no_line_on_another(variant):
    assert_nothing_collides(pdf(VARIANTS[variant]).pages[0], A4)


@pytest.mark.parametrize("variant", ["short", "300 letters", "twelve sign"])
@pytest.mark.parametrize(("size", "millimetres"), [("Letter", (279.4, 215.9)), ("F4", (330, 215))])
def test_a_theme_may_choose_another_sheet(variant, size, millimetres):
    made = render_certificate(VARIANTS[variant], Theme(ink="#000000", gold="#555555", size=size))
    assert len(made) <= 60_000
    (page,) = pypdf.PdfReader(BytesIO(made)).pages
    assert [float(side) / 72 * 25.4 for side in page.mediabox[2:]] == pytest.approx(millimetres, abs=0.02)
    assert_nothing_collides(page, SHEETS[size])


def test_same_text_same_bytes():
    assert render_certificate(PLAIN, load_theme()) == render_certificate(text(), load_theme())


def test_metadata_and_tags():
    document = pdf(PLAIN)
    assert document.metadata.title == "Piagam Penghargaan – Kota Awan – Pengelola Sistem Pengaduan Terbaik"
    assert document.metadata.author == "Kementerian Contoh"
    assert document.root_object["/Lang"] == "id"
    assert document.root_object["/MarkInfo"]["/Marked"]
    assert document.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in document.root_object["/Metadata"].get_data()
    content = document.pages[0].get_contents().get_data()
    assert content.lstrip().startswith(b"/Artifact")  # the ornament is passed over by a reader for the blind


def test_the_qr_is_that_of_the_code_and_at_least_18_mm():
    (picture,) = list(pdf(PLAIN).pages[0].images)
    dark = np.asarray(picture.image.convert("L"))[2::4, 2::4] < 128
    expected = np.array([list(row) for row in segno.make(CODE, error="m", micro=False).matrix], dtype=bool)
    assert (dark == expected).all()
    content = pdf(PLAIN).pages[0].get_contents().get_data()
    placed = re.findall(
        rb"([\d.]+) 0 0 -([\d.]+) 0 [\d.]+ cm\s+/\S+ Do", content
    )  # in pixels of three quarters of a point
    assert [float(side) * 0.75 / 72 * 25.4 for side in placed[0]] == pytest.approx([20, 20], abs=0.01)


HOSTILE = (
    "<b>Kota</b> <script>alert(1)</script>",
    "Kota \"Kutip\" & 'Petik'",
    "=HYPERLINK(1;2)",
    "{{ 7 * 7 }} {% raw %} {recipient} %(nama)s",
    "file:///etc/passwd",
    "</p><img src=http://example.org/x.png>",
    "Kota &lt;b&gt; \\n %s",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_printed_as_text_and_do_nothing(name):
    document = pdf(text(recipient=name))
    assert name in words(text(recipient=name))
    assert "/Annots" not in document.pages[0]
    assert list(document.attachments) == ["award.jsonld"]


@pytest.mark.parametrize(
    ("name", "code", "named"),
    [
        ("Kota 漢 Ceria 🎉", "missing-glyphs", ("漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)", "🎉 (U+1F389 PARTY POPPER)")),
        ("مدينة", "missing-glyphs", ("U+0645",)),
        ("Kota \u202eawA", "unprintable", ("U+202E",)),
        ("Kota\u200b Awan", "unprintable", ("U+200B",)),
        ("Kota \x07", "unprintable", ("U+0007",)),
        ("Kota \ud800", "unprintable", ("U+D800",)),
        ("K" * 200, "too-long", ("KKK",)),
        ("kata " * LONGEST, "too-long", ("kata",)),
        (" \n ", "empty", ()),
    ],
)
def test_what_cannot_be_printed_is_refused_by_name_in_both_languages(name, code, named):
    with pytest.raises(CertificateRefusedError) as caught:
        render_certificate(text(recipient=name), load_theme())
    refusal = caught.value.refusal
    assert refusal.code == code
    for language in ("id", "en"):
        assert all(part in refusal.says(language) for part in named)
        assert refusal.mend(language)
    assert refusal.says("id") != refusal.says("en")


def test_too_much_of_everything_is_refused():
    much = text(recipient=LONG, signatories=(MINISTER,) * 20, award=Title("Kata " * 60, "Word " * 60))
    with pytest.raises(CertificateRefusedError, match="does not fit"):
        render_certificate(much, load_theme())


def test_a_signatory_without_a_name_is_refused():
    with pytest.raises(CertificateRefusedError, match="a signatory is empty"):
        render_certificate(text(signatories=(Signatory("", MINISTER.position),)), load_theme())


def test_line_breaks_in_a_cell_become_spaces():
    assert "Kota Awan" in words(text(recipient="Kota\r\n  Awan\t"))


def test_a_theme_brings_an_emblem_in_place_of_the_medallion():
    picture = BytesIO()
    Image.new("RGB", (60, 80), "#7a1020").save(picture, "png")
    themed = Theme(ink="#000000", gold="#555555", qr="https://example.org/{code}", emblem=picture.getvalue())
    document = pypdf.PdfReader(BytesIO(render_certificate(PLAIN, themed)))
    assert len(document.pages) == 1
    assert len(document.pages[0].images) == 2


def test_nothing_is_said_twice_where_a_list_gives_no_english_and_no_category():
    award, edition = Title("Dampak Terbaik", "Dampak Terbaik"), Title("Lomba 2019", "Lomba 2019")
    said = words(text(category=None, award=award, edition=edition))
    assert (said.count("Dampak Terbaik"), said.count("Lomba 2019")) == (1, 1)
    assert "Kategori" not in said
