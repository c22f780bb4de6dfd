"""An ornament drawn under a page of text, as something that a reader for the blind passes over."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from reports.certificate_background import Drawing


def put_under(page: bytes, drawing: Drawing) -> bytes:
    """Return the one-page PDF ``page`` with the drawing before its text, marked as an artifact.

    The file identifier follows from the content: same input, same bytes.
    """
    with pikepdf.open(BytesIO(page)) as document:
        sheet = document.pages[0]
        square = _form(document, drawing.square, [0, 0, drawing.side, drawing.side], Dictionary())
        resources = Dictionary(XObject=Dictionary(Square=square))
        form = _form(document, drawing.content, [float(value) for value in sheet.mediabox], resources)
        name = sheet.add_resource(form, Name.XObject, prefix="Ornament")
        marked = f"/Artifact <</Type /Background>> BDC q {name} Do Q EMC".encode()
        sheet.contents_add(document.make_stream(marked), prepend=True)
        out = BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _form(document: pikepdf.Pdf, content: bytes, box: list[float], resources: Dictionary) -> pikepdf.Stream:
    return document.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array(box), Resources=resources)
