"""Themes: colours, paper, fonts, the QR's text, the emblem and some words of certificates, as data (no templates)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, Literal
from xml.etree import ElementTree as ET

from pydantic import BaseModel, ConfigDict, Field

from reports.own_fonts import fault_of

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
SETTINGS = "theme.toml"
LARGEST = 2 << 20
"""Bytes of an emblem, and of a font: they go with every certificate, a font in the part that is used."""
LARGEST_SIGNATURE = 300 << 10
"""Bytes of a picture of a signature: several may stand on every certificate."""
LARGEST_SIDE = 5000
"""Dots of a picture along a side: it is unpacked for every certificate."""
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_JPEG_END = b"\xff\xd9"
_ACTIVE = (b"<!doctype", b"<!entity", b"<script", b"<style", b"<image", b"<foreignobject", b"href", b"url(", b"@import")
"""What an SVG may not hold: it would draw from elsewhere, or is no drawing."""


class ThemeError(ValueError):
    """A theme that cannot be used. reason: a word for the door to say more about; detail: which part."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Words(BaseModel):
    """The same words in both languages; the Indonesian ones stand first, English ones may be left out."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(max_length=60)] = ""


class Fonts(BaseModel):
    """The content of fonts of the theme's own; what is empty is set in the shipped ones.

    heading: title, names, awards; text: what else stands upright; italic: what is in English, and small words between.
    also: fonts for letters that no other has.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    heading: bytes = b""
    text: bytes = b""
    italic: bytes = b""
    also: Annotated[tuple[bytes, ...], Field(max_length=4)] = ()

    @property
    def all(self) -> tuple[bytes, ...]:
        """Those that there are."""
        return tuple(one for one in (self.heading, self.text, self.italic, *self.also) if one)


class Theme(BaseModel):
    """What a certificate looks like beside its text; ``qr`` contains {code}, ``emblem`` is a picture or empty.

    signatures: pictures of them, by whose they are: the order among those who sign ("1"), or the name.
    wording: other words for "title" (of an award), "appreciation" (the title that thanks), "presented" and "as".
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    ink: Colour
    gold: Colour
    paper: Colour = "#ffffff"
    size: Literal["A4", "Letter", "F4"] = "A4"
    qr: Annotated[str, Field(pattern=r"\{code\}", max_length=120)] = "{code}"
    emblem: bytes = b""
    fonts: Fonts = Fonts()
    signatures: Annotated[dict[str, bytes], Field(max_length=40)] = {}
    wording: dict[Literal["title", "appreciation", "presented", "as"], Words] = {}

    def __hash__(self) -> int:
        """Let drawings be kept by theme."""
        return hash((self.ink, self.gold, self.paper, self.size, self.qr, self.emblem, self.fonts.all))

    def signed(self, names: Sequence[str]) -> dict[int, bytes]:
        """Return the pictures of signatures by whose they are, in their order from 1; a name goes before a number."""
        found = {
            order: self.signatures.get(name) or self.signatures.get(str(order)) for order, name in enumerate(names, 1)
        }
        return {order: picture for order, picture in found.items() if picture}

    def unsigned(self, names: Sequence[str]) -> list[str]:
        """Return for whom there are pictures, though nobody who signs is called so, or stands there."""
        known = {*names, *map(str, range(1, len(names) + 1))}
        return [whose for whose in self.signatures if whose not in known]


def load_theme(folder: Path | None = None) -> Theme:
    """Return the theme in a folder (``theme.toml`` and its picture), or the one that is shipped.

    Raises ThemeError, OSError, tomllib.TOMLDecodeError or pydantic.ValidationError where the folder holds no theme.
    Nothing outside the folder is read, whatever it says.
    """
    place: Traversable = folder or files("reports").joinpath("theme")
    settings = tomllib.loads(_inside(place, SETTINGS).decode("utf-8-sig"))
    emblem = settings.pop("emblem", "")
    content = _picture(place, emblem) if emblem else b""
    if isinstance(signed := settings.get("signatures"), dict):
        settings["signatures"] = {" ".join(whose.split()): _signature(place, name) for whose, name in signed.items()}
    if isinstance(fonts := settings.get("fonts"), dict):
        settings["fonts"] = {role: _fonts(place, role, names) for role, names in fonts.items()}
    return Theme(**settings, emblem=content)


def _picture(place: Traversable, name: object) -> bytes:
    content = _named(place, name)
    if not _is_picture(content):
        raise ThemeError("picture", str(name))
    return content


def _signature(place: Traversable, name: object) -> bytes:
    content = _picture(place, name)
    if len(content) > LARGEST_SIGNATURE:
        raise ThemeError("heavy", str(name))
    return content


def _fonts(place: Traversable, role: str, names: object) -> Any:  # noqa: ANN401 (of one role, or of several)
    if isinstance(names, list):
        return tuple(_font(place, name, latin=role != "also") for name in names)
    return _font(place, names, latin=True) if names else b""


def _font(place: Traversable, name: object, *, latin: bool) -> bytes:
    content = _named(place, name)
    if fault := fault_of(content, latin=latin):
        raise ThemeError(f"font-{fault}", str(name))
    return content


def _named(place: Traversable, name: object) -> bytes:
    """Return the content of what a theme names, which must be the bare name of a file beside it."""
    if not isinstance(name, str) or Path(name).name != name:
        raise ThemeError("outside", str(name))
    return _inside(place, name)


def _inside(place: Traversable, name: str) -> bytes:
    """Return the content of an ordinary file of the folder, which no link leads out of."""
    path = place.joinpath(name)
    if isinstance(path, Path) and not path.resolve().is_relative_to(path.parent.resolve()):
        raise ThemeError("outside", name)
    if isinstance(path, Path) and path.stat().st_size > LARGEST:
        raise ThemeError("large", name)
    return path.read_bytes()


def _is_picture(content: bytes) -> bool:
    """Whether it is a whole PNG or JPEG in colours of a screen, or an SVG that draws by itself alone."""
    if content.startswith(_PICTURES):
        return _is_whole(content)
    plain = content.lower()
    if b"<svg" not in plain[:1000] or b"\0" in plain or any(word in plain for word in _ACTIVE):
        return False
    try:
        ET.fromstring(content)  # noqa: S314 (without entities and types of documents, which were refused)
    except ET.ParseError:
        return False
    return True


def _is_whole(content: bytes) -> bool:
    from PIL import Image  # noqa: PLC0415 (start-up)

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if max(picture.size) > LARGEST_SIDE or picture.mode == "CMYK":  # whose colours PDF/A would have to explain
                return False
            picture.verify()  # a PNG to its end; who loads it later may leave out what is torn off
            return picture.format == "PNG" or _JPEG_END in content[-64:]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
