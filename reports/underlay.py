"""An ornament drawn under a page of text, as something that a reader for the blind passes over."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from reports.certificate_background import Drawing
from reports.lasting import Attachment, attach, make_lasting


def put_under(page: bytes, drawing: Drawing, attachment: Attachment | None = None) -> bytes:
    """Return the one-page PDF/UA ``page`` as PDF/A-3, the drawing before its text as an artifact, with the attachment.

    The file identifier follows from the content: same input, same bytes.
    """
    with pikepdf.open(BytesIO(page)) as document:
        make_lasting(document)
        if attachment:
            attach(document, attachment)
        sheet = document.pages[0]
        box = Array([float(value) for value in sheet.mediabox])
        parts = {f"/{name}": _form(document, part, _AROUND, Dictionary()) for name, part in drawing.parts.items()}
        form = _form(document, drawing.content, box, Dictionary(XObject=Dictionary(parts)))
        name = sheet.add_resource(form, Name.XObject, Name.Ornament)  # without a name it would get a random one
        marked = f"/Artifact <</Type /Background>> BDC q {name} Do Q EMC".encode()
        sheet.contents_add(document.make_stream(marked), prepend=True)
        out = BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


_AROUND = Array([-100, -100, 100, 100])  # parts are drawn about (0, 0) and are smaller than this


def _form(document: pikepdf.Pdf, deflated: bytes, box: Array, resources: Dictionary) -> pikepdf.Stream:
    form = document.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=resources)
    form.write(deflated, filter=Name.FlateDecode)
    return form
