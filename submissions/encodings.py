"""Which encoding a text is in: UTF-8, UTF-16, or Windows' western one (cp1252); nothing else is guessed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO

UTF8 = ("utf-8", "utf-8-sig")
WESTERN = "cp1252"
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CHUNK = 1 << 20
_MANY = 0.3
"""Share of one kind of sign: above it, NULs mean UTF-16, and accents mean that it is no western text."""
_BEYOND = re.compile(r"[^\x00-\x7f]")
_BROKEN = re.compile(r"[\udc80-\udcff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def detect(sample: bytes, *, whole: bool = True) -> str | None:
    """Return the encoding (``UTF8``, "utf-16", "utf-16-le", "utf-16-be", ``WESTERN``), or None when it is none of them.

    A text that is UTF-8 but for some broken characters stays UTF-8, so that only its broken lines are set aside.
    """
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith(_UTF32):
        return None
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(sample) > 1 and sample[start::2].count(0) > _MANY * len(sample) / 2 > sample[1 - start :: 2].count(0):
            return name
    good, bad = _utf8_signs(sample, whole=whole)
    if not bad or good > bad:
        return "utf-8"
    return WESTERN if _western(sample) else None


def detect_stream(source: IO[bytes]) -> str | None:
    """Return the encoding by the first piece of a stream that is not ASCII."""
    while chunk := source.read(_CHUNK):
        if not chunk.isascii():
            return detect(chunk + source.readline(_CHUNK))
    return "utf-8"


def decode_sample(sample: bytes, encoding: str) -> str:
    """Return the sample as text; what is broken in it, or cut off at its end, becomes a sign of its own."""
    text = sample.decode(encoding, "replace")
    return text.removeprefix("\ufeff")


def decoded(source: IO[bytes], encoding: str) -> Iterator[str]:
    """Yield a stream as text, piece by piece. Raises UnicodeDecodeError."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    while chunk := source.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _utf8_signs(sample: bytes, *, whole: bool) -> tuple[int, int]:
    """Return how many signs beyond ASCII are UTF-8, and how many bytes are none; one cut off at the end is neither."""
    if sample.isascii():
        return 0, 0
    text, _ = codecs.utf_8_decode(sample, "surrogateescape", whole)
    bad = len(_BROKEN.findall(text))
    return len(_BEYOND.findall(text)) - bad, bad


def _western(sample: bytes) -> bool:
    """Whether the bytes may be cp1252: each is defined, none is a control, accents are few."""
    try:
        text = sample.decode(WESTERN)
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(text) and len(_BEYOND.findall(text)) <= _MANY * len(text)
