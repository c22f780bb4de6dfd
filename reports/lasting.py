"""PDF/A-3 and PDF/UA-1 at once: for the archive and for readers for the blind, with a file for machines attached.

WeasyPrint writes either of the two (and leaves a file open where it is PDF/A), so it is asked for PDF/UA, and what
PDF/A wants beside is put here: what the colours mean, and metadata that say so. There every name is declared that PDF/A
does not know itself, and those of PDF/UA are younger than it.
"""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name

_COLOURS = "sRGB2014.icc"  # of the International Color Consortium; WeasyPrint brings it
_END = b"</rdf:RDF>"
_ARCHIVE = b"""
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a PDF that says to machines what the pages say to people; ``dated``: of which day it is."""

    name: str
    media_type: str
    description: str
    content: bytes
    dated: dt.date


def make_lasting(document: pikepdf.Pdf) -> None:
    """Make a tagged PDF/UA-1 of WeasyPrint's PDF/A-3a as well; its colours are sRGB."""
    before, end, after = document.Root.Metadata.read_bytes().rpartition(_END)
    if not end:
        raise ValueError("the document has no metadata to say it in")
    metadata = before + _ARCHIVE + end + after
    document.Root.Metadata = document.make_stream(metadata, Type=Name.Metadata, Subtype=Name.XML)
    profile = document.make_stream(b"", N=3)
    profile.write(_colours(), filter=Name.FlateDecode)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB",
        DestOutputProfile=profile,
    )
    document.Root.OutputIntents = Array([document.make_indirect(intent)])
    for page in document.pages:
        for picture in page.get_images().values():
            for one in (picture, picture.get("/SMask")):
                if one is not None and "/Interpolate" in one:
                    del one["/Interpolate"]  # whether a picture is smoothed may not hang on who shows it


@cache
def _colours() -> bytes:
    """Return the profile, deflated."""
    return zlib.compress(files("weasyprint").joinpath("pdf", _COLOURS).read_bytes(), 9)


def attach(document: pikepdf.Pdf, attachment: Attachment) -> None:
    """Attach a file as PDF/A-3 wants it: of a kind that is said, and as data of the whole document."""
    day = f"D:{attachment.dated:%Y%m%d}000000Z"
    spec = AttachedFileSpec(
        document,
        attachment.content,
        filename=attachment.name,
        description=attachment.description,
        mime_type=attachment.media_type,
        creation_date=day,
        mod_date=day,
        relationship=Name.Data,
    )
    document.attachments[attachment.name] = spec
    document.Root.AF = Array([document.attachments[attachment.name].obj])
