"""Themes: made, looked at, used by every certificate; one that reaches outside its folder is refused in words."""

import json
import shutil
from io import BytesIO

import numpy as np
import pypdf
import pytest
import small_folder as small
from PIL import Image

from tests.reports.box_fonts import box_font
from tests.reports.scribbles import scribble

PLAIN = 'ink = "#000000"\ngold = "#777777"\n'


@pytest.fixture
def theme(tmp_path):
    folder = tmp_path / "tema"
    folder.mkdir()
    (folder / "theme.toml").write_text(PLAIN, encoding="utf-8")
    return folder


def test_a_theme_to_begin_with_is_sound_and_nothing_is_overwritten(call, tmp_path):
    assert call("theme", "new", tmp_path / "tema").code == 0
    assert call("theme", "preview", tmp_path / "tema").code == 0
    assert call("theme", "new", tmp_path / "tema").code == 2


def test_a_preview_shows_paper_and_the_names_of_the_roster(call, theme, tmp_path):
    (theme / "theme.toml").write_text(PLAIN + 'paper = "#ffeecc"\n', encoding="utf-8")
    year = small.build(tmp_path / "tahun")
    shown = call("theme", "preview", theme, "--folder", year, "--out", tmp_path / "p")
    assert shown.code == 0, shown.err
    pictures = {name: Image.open(tmp_path / "p" / f"{name}.png") for name in ("shortest", "usual", "longest")}
    assert all(picture.convert("RGB").getpixel((3, 3)) == (0xFF, 0xEE, 0xCC) for picture in pictures.values())
    shortest, longest = (np.asarray(pictures[name].convert("L")) for name in ("shortest", "longest"))
    assert (shortest != longest).any()


def test_every_certificate_of_a_folder_is_printed_by_its_theme(call, tmp_path):
    year = small.build(tmp_path / "tahun")
    (year / "theme").mkdir()
    picture = BytesIO()
    Image.new("RGB", (40, 40), "#7a1020").save(picture, "png")
    (year / "theme" / "lambang.png").write_bytes(picture.getvalue())
    words = 'emblem = "lambang.png"\n[wording]\ntitle = { id = "Piala Contoh", en = "Sample Prize" }\n'
    (year / "theme" / "theme.toml").write_text(PLAIN + words, encoding="utf-8")
    assert call("run", year).code == 0
    told = json.loads((year / "results" / "manifest.json").read_text(encoding="utf-8"))["theme"]
    assert [one["path"] for one in told] == ["lambang.png", "theme.toml"]
    first = sorted((year / "results" / "certificates").rglob("*.pdf"))[0]
    page = pypdf.PdfReader(first).pages[0]
    assert "PIALA CONTOH" in page.extract_text()
    assert len(page.images) == 2
    listed = tmp_path / "pemenang.csv"
    listed.write_text("name,award\nKota Contoh,Terbaik\n", encoding="utf-8")
    printed = call(
        "certify", "--list", listed, "--edition", "Lomba", "--out", tmp_path / "o", "--theme", year / "theme"
    )
    assert printed.code == 0, printed.err
    (one,) = (tmp_path / "o").glob("*.pdf")
    assert "PIALA CONTOH" in pypdf.PdfReader(one).pages[0].extract_text()


def picture(size, mode, kind, *, noise=False):
    out = BytesIO()
    dots = np.random.default_rng(7).bytes(size[0] * size[1] * len(mode)) if noise else None
    made = Image.frombytes(mode, size, dots) if noise else Image.new(mode, size)
    made.save(out, kind)
    return out.getvalue()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">{}</svg>'


@pytest.mark.parametrize(
    ("settings", "emblem", "says"),
    [
        ('emblem = "../rahasia.png"\n', b"", "is not a file of the theme's own folder"),
        ('emblem = "/etc/passwd"\n', b"", "is not a file of the theme's own folder"),
        ('emblem = "a.png"\n', None, "a.png is not there"),
        ('emblem = "a.png"\n', b"GIF89a", "is no PNG or JPEG"),
        ('emblem = "a.svg"\n', SVG.format('<image href="file:///etc/passwd"/>').encode(), "is no PNG or JPEG"),
        ('emblem = "a.svg"\n', SVG.format('<rect fill="url(http://x.example/)"/>').encode(), "is no PNG or JPEG"),
        ('emblem = "a.svg"\n', b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "is no PNG or JPEG"),
        ('emblem = "a.svg"\n', SVG.format("<script>1</script>").encode(), "is no PNG or JPEG"),
        ('emblem = "a.png"\n', b"\x89PNG\r\n\x1a\n" + b"0" * (3 << 20), "more than 2 MB"),
        ('qr = "https://x.example/"\n', b"", "qr cannot be so"),
        ('paper = "red; } body { x: y"\n', b"", "paper cannot be so"),
        ('emblem = "a.png"\n', scribble()[:-600], "is no PNG or JPEG"),
        ('emblem = "a.png"\n', scribble(kind="jpeg")[:-600], "is no PNG or JPEG"),
        ('emblem = "a.png"\n', picture((6000, 1), "RGB", "png"), "is no PNG or JPEG"),
        ('emblem = "a.png"\n', picture((9, 9), "CMYK", "jpeg"), "is no PNG or JPEG"),
        ('emblem = "a.svg"\n', b"<svg><g></svg>", "is no PNG or JPEG"),
        ('[signatures]\n1 = "a.png"\n', b"GIF89a", "is no PNG or JPEG"),
        ('[signatures]\n1 = "../a.png"\n', scribble(), "is not a file of the theme's own folder"),
        ('[signatures]\n1 = "a.png"\n', picture((400, 400), "RGB", "png", noise=True), "more than 300 KB"),
        ('[signatures]\n1 = 3\n', scribble(), "is not a file of the theme's own folder"),
        ('signatures = "a.png"\n', scribble(), "signatures cannot be so"),
        ('size = "A3"\n', b"", "size cannot be so"),
        ('fonts = "x"\n', b"", "fonts cannot be so"),
        ('[fonts]\nbody = "a.png"\n', box_font(), "fonts.body cannot be so"),
        ('[fonts]\nheading = 7\n', b"", "is not a file of the theme's own folder"),
        ('[fonts]\ntext = ["a.png"]\n', box_font(), "fonts.text cannot be so"),
        ('[fonts]\nalso = "a.png"\n', box_font(), "fonts.also cannot be so"),
        ('[fonts]\nalso = ["a.png", "a.png", "a.png", "a.png", "a.png"]\n', box_font(), "fonts.also cannot be so"),
        ('[fonts]\nheading = "https://x.example/a.ttf"\n', b"", "is not a file of the theme's own folder"),
        ('[fonts]\nheading = "../a.ttf"\n', b"", "is not a file of the theme's own folder"),
        ('[fonts]\nheading = "b.ttf"\n', b"", "b.ttf is not there"),
        ('[fonts]\nheading = "a.png"\n', b"0" * (3 << 20), "more than 2 MB"),
        ('[fonts]\nheading = "a.png"\n', b"wOF2", "is a font for web pages"),
        ('[fonts]\nheading = "a.png"\n', b"ttcf", "holds several fonts"),
        ('[fonts]\nheading = "a.png"\n', box_font(licence=2), "may not be embedded"),
        ('[fonts]\nheading = "a.png"\n', box_font("abc"), "lacks letters or digits of Latin script"),
        ('[fonts]\nheading = "a.png"\n', b"GIF89a", "no font that can be read"),
        ("[wording]\ntitle = { id = \"" + "x" * 61 + '" }\n', b"", "wording.title.id cannot be so"),
        ("ink = \n", b"", "is no TOML"),
    ],
)  # fmt: skip
def test_an_unsound_theme_is_refused_in_words(call, theme, settings, emblem, says):
    (theme / "theme.toml").write_text(PLAIN + settings, encoding="utf-8")
    if emblem is not None:
        for name in ("a.png", "a.svg"):
            (theme / name).write_bytes(emblem)
    shown = call("theme", "preview", theme)
    assert shown.code == 1
    assert says in " ".join(shown.err.split())
    assert not (theme / "preview").exists()


def test_links_out_of_a_theme_are_not_followed(call, theme, tmp_path):
    (tmp_path / "rahasia.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (theme / "a.png").symlink_to(tmp_path / "rahasia.png")
    (theme / "theme.toml").write_text(PLAIN + 'emblem = "a.png"\n', encoding="utf-8")
    assert "is not a file of the theme's own folder" in " ".join(call("theme", "preview", theme).err.split())
    year = small.build(tmp_path / "tahun")
    (year / "theme").symlink_to(theme)
    assert "not a link" in call("run", year).err
    shutil.rmtree(theme)
    assert "not a link" in call("run", year).err


def test_every_name_that_no_font_has_is_told_before_anything_is_printed(call, theme, tmp_path):
    year = small.build(tmp_path / "tahun")
    small.replace(year, small.ROSTER, "Kota Satu", "Kota \ua98f")
    small.replace(year, small.ROSTER, "Loket Lima", "Loket \U0001f389")
    shown = call("theme", "preview", theme, "--folder", year)
    assert shown.code == 1
    said = " ".join(shown.err.split())
    assert "2 texts have letters that cannot be printed" in said
    assert "Kota \ua98f (A1)" in said
    assert "U+A98F JAVANESE LETTER KA" in said
    assert "(U1)" in said
    assert "U+1F389 PARTY POPPER" in said
    assert {path.name for path in (theme / "preview").iterdir()} == {"shortest.png", "usual.png", "longest.png"}


def test_a_font_of_the_theme_prints_what_ours_cannot(call, tmp_path):
    year = small.build(tmp_path / "tahun")
    small.replace(year, small.ROSTER, "U1,Loket Lima", "U1,Loket \ua98f")
    (year / "theme").mkdir()
    (year / "theme" / "jawa.ttf").write_bytes(box_font("\ua98f"))
    (year / "theme" / "theme.toml").write_text(PLAIN + '[fonts]\nalso = ["jawa.ttf"]\n', encoding="utf-8")
    assert call("theme", "preview", year / "theme", "--folder", year, "--out", tmp_path / "p").code == 0
    shown = call("certify", year, "--out", tmp_path / "o")
    assert (shown.code, shown.err) == (0, "")
    (made,) = (tmp_path / "o").rglob("1-U1.pdf")
    assert "Loket \ua98f" in pypdf.PdfReader(made).pages[0].extract_text()


@pytest.fixture
def signed(tmp_path):
    """A folder that two people sign, with the pictures of both."""
    year = small.build(tmp_path / "tahun")
    people = "".join(
        f'[[certificate.signatories]]\nname = "{name}"\nposition = {{ id = "Kepala", en = "Head" }}\n'
        for name in ("Dr. Satu", "Dr. Dua")
    )
    rules = year / "rulebook.toml"
    rules.write_text(rules.read_text(encoding="utf-8") + people, encoding="utf-8")
    (year / "theme").mkdir()
    (year / "theme" / "ttd.png").write_bytes(scribble())
    (year / "theme" / "theme.toml").write_text(
        PLAIN + '[signatures]\n1 = "ttd.png"\n"Dr.  Dua" = "ttd.png"\n', encoding="utf-8"
    )
    return year


def test_signatures_stand_on_certificates_and_in_the_preview(call, signed, tmp_path):
    assert call("certify", signed, "--out", tmp_path / "o").code == 0
    (made,) = (tmp_path / "o").rglob("1-U1.pdf")
    said = pypdf.PdfReader(made).pages[0]
    assert "Dr. Satu" in said.extract_text()
    assert len(said.images) >= 2  # of the QR, and of a signature that is drawn twice
    assert call("theme", "preview", signed / "theme", "--folder", signed, "--out", tmp_path / "p").code == 0
    assert call("theme", "preview", signed / "theme", "--out", tmp_path / "q").code == 0  # whoever signs: no roster
    ours, made_up = (Image.open(tmp_path / name / "usual.png").convert("RGB") for name in ("p", "q"))
    blue = [sum(b > 90 > r for r, _g, b in picture.getdata()) for picture in (ours, made_up)]
    assert min(blue) > 0


def test_a_signature_of_nobody_who_signs_is_refused(call, signed, tmp_path):
    words = PLAIN + '[signatures]\n1 = "ttd.png"\n"Dr. Tiga" = "ttd.png"\n'
    (signed / "theme" / "theme.toml").write_text(words, encoding="utf-8")
    listed = tmp_path / "pemenang.csv"
    listed.write_text("name,award\nKota Contoh,Terbaik\n", encoding="utf-8")
    by_list = ("certify", "--list", listed, "--edition", "Lomba", "--out", tmp_path / "o", "--theme", signed / "theme")
    for words in (
        ("run", signed),
        ("certify", signed),
        ("theme", "preview", signed / "theme", "--folder", signed),
        (*by_list, "--rulebook", signed / "rulebook.toml"),
    ):
        shown = call(*words)
        assert shown.code == 1
        assert "nobody who signs is called “Dr. Tiga”" in " ".join(shown.err.split())
    assert call(*by_list).code == 0  # signed by hand
