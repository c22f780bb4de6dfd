"""Guarded rendering: nothing is fetched, no warning is missed, no box stands for a letter, only our fonts are used."""

import os
import subprocess
import sys
from io import BytesIO

import jinja2
import pypdf
import pytest

from reports.rendering import (
    MissingGlyphsError,
    RenderingError,
    ResourceRefusedError,
    environment,
    render_pdf,
)


def page(body, head=""):
    style = "font-family: EB Garamond"
    return f'<html lang="id"><head><title>t</title>{head}</head><body style="{style}">{body}</body></html>'


REACHING = {
    "image by http": ("<img src='http://127.0.0.1:9/x.png' alt='x'>", ""),
    "image of this machine": ("<img src='file:///etc/passwd' alt='x'>", ""),
    "relative image": ("<img src='x.png' alt='x'>", ""),
    "unknown asset": ("<img src='asset:unknown' alt='x'>", ""),
    "data address": ("<img src='data:image/png;base64,AAAA' alt='x'>", ""),
    "attachment": ("x", "<link rel=attachment href='file:///etc/passwd'>"),
    "style sheet": ("x", "<link rel=stylesheet href='http://127.0.0.1:9/x.css'>"),
    "import": ("x", "<style>@import 'file:///etc/x.css';</style>"),
    "font": ("<p style='font-family:q'>x", "<style>@font-face{font-family:q;src:url(file:///etc/passwd)}</style>"),
    "background": ("<p style='background:url(file:///etc/passwd)'>x", ""),
    "base": ("<img src='passwd' alt='x'>", "<base href='file:///etc/'>"),
    "object": ("<object data='http://127.0.0.1:9/'></object>", ""),
    "embed": ("<embed src='http://127.0.0.1:9/'>", ""),
    "picture in a picture": ("<img src='asset:svg' alt='x'>", ""),
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd" width="9" height="9"/></svg>'


@pytest.mark.parametrize("case", REACHING)
def test_a_document_that_reaches_out_is_not_made(case):
    with pytest.raises(ResourceRefusedError) as caught:
        render_pdf(page(*REACHING[case]), assets={"svg": SVG})
    assert caught.value.url


def test_missing_letters_are_named():
    with pytest.raises(MissingGlyphsError, match=r"U\+6F22") as caught:
        render_pdf(page("Kota 漢 dan 🎉, 漢"))
    assert caught.value.characters == ("漢", "🎉")


def test_any_other_warning_is_a_failure():
    with pytest.raises(RenderingError, match="unknown property"):
        render_pdf(page("<p style='colour: red'>x"))


def test_assets_are_taken_from_bytes_and_files(tmp_path):
    (tmp_path / "s").write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    made = [
        render_pdf(page("<img src='asset:s' alt='x'>"), assets={"s": asset})
        for asset in (tmp_path / "s", (tmp_path / "s").read_bytes())
    ]
    assert made[0] == made[1]


def test_the_document_is_the_same_whatever_the_machine_has_installed(tmp_path):
    code = """
import hashlib
from reports.rendering import render_pdf
pdf = render_pdf('<html lang=id><title>t</title><p style="font-family:sans-serif">abc')
print(hashlib.sha256(pdf).hexdigest())
"""
    other = {"LANG": "tr_TR.UTF-8", "TZ": "Pacific/Apia", "PYTHONHASHSEED": "7", "FONTCONFIG_FILE": "/nowhere",
             "HOME": str(tmp_path), "PATH": os.environ["PATH"]}  # fmt: skip
    environments = (os.environ | {"PYTHONHASHSEED": "1"}, other)
    said = [
        subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True).stdout
        for env in environments
    ]
    assert said[0] == said[1] != ""


def test_fontconfig_is_left_as_it_was():
    before = os.environ.get("FONTCONFIG_FILE")
    document = pypdf.PdfReader(BytesIO(render_pdf(page("abc"))))
    assert os.environ.get("FONTCONFIG_FILE") == before
    (font,) = document.pages[0]["/Resources"]["/Font"].values()
    assert "EB-Garamond" in font.get_object()["/BaseFont"]


def test_templates_escape_whatever_they_are_called_and_refuse_unknown_names():
    made = environment("certificate", "id")
    assert made.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    assert made.get_template("certificate.html").environment.autoescape is True
    with pytest.raises(jinja2.UndefinedError):
        made.from_string("{{ unknown }}").render()
