"""A page of ornament put under a page of text, as something that a reader for the blind passes over."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Name


def put_under(page: bytes, background: bytes) -> bytes:
    """Return the one-page PDF ``page`` with the one-page PDF ``background`` drawn first, as an artifact.

    The file identifier follows from the content: same input, same bytes.
    """
    with pikepdf.open(BytesIO(page)) as document, pikepdf.open(BytesIO(background)) as ornament:
        sheet = document.pages[0]
        form = document.copy_foreign(ornament.pages[0].as_form_xobject())
        name = sheet.add_resource(form, Name.XObject, prefix="Background")
        drawing = f"/Artifact <</Type /Background>> BDC q {name} Do Q EMC".encode()
        sheet.contents_add(document.make_stream(drawing), prepend=True)
        out = BytesIO()
        document.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()
