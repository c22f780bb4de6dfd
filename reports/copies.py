"""A document that is printed again: the same pages, each marked as a copy (*salinan*)."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import pikepdf

from reports.rendering import environment, render_pdf
from reports.theming import Theme

MARK = "Salinan"
_LANDSCAPE = (62.0, 60.0, 14.0)  # points from the right and from the top, within a certificate's frame; size of type
_PORTRAIT = (56.0, 16.0, 10.0)  # in the margin of a report


def as_copy(pdf: bytes, theme: Theme) -> bytes:
    """Return the document with the mark over every page and in its title; same document, same bytes.

    To a reader for the blind the mark is in the title, for it is no part of the page's text.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            _, _, width, height = (float(value) for value in page.mediabox)
            with pikepdf.open(BytesIO(_mark(width, height, theme.ink, theme.gold))) as mark:
                form = document.copy_foreign(mark.pages[0].as_form_xobject())
            name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name.CopyMark)
            page.contents_add(document.make_stream(b"q"), prepend=True)
            page.contents_add(document.make_stream(f"Q /Artifact BMC q {name} Do Q EMC".encode()))
        _entitle(document)
        out = BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _entitle(document: pikepdf.Pdf) -> None:
    title = f"{document.docinfo.get('/Title', '')} ({MARK})".lstrip()
    document.docinfo["/Title"] = title
    if "/Metadata" in document.Root:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = title


@lru_cache(maxsize=4)
def _mark(width: float, height: float, ink: str, gold: str) -> bytes:
    right, top, size = _LANDSCAPE if width > height else _PORTRAIT
    page = environment("certificate", "id").get_template("copy.html")
    html = page.render(width=width, height=height, right=right, top=top, size=size, ink=ink, gold=gold)
    return render_pdf(html, variant=None)
