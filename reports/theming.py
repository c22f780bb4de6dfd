"""Themes: the colours, the QR's text and the emblem of certificates, as data (never as templates)."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Theme(BaseModel):
    """What a certificate looks like beside its text; ``qr`` contains {code}, ``emblem`` is a picture or empty."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    ink: Colour
    gold: Colour
    qr: Annotated[str, Field(pattern=r"\{code\}", max_length=120)] = "{code}"
    emblem: bytes = b""


def load_theme(folder: Path | None = None) -> Theme:
    """Return the theme in a folder (``theme.toml`` and its picture), or the one that is shipped.

    Raises OSError, tomllib.TOMLDecodeError or pydantic.ValidationError where the folder holds no theme.
    """
    place: Traversable = folder or files("reports").joinpath("theme")
    settings = tomllib.loads(place.joinpath("theme.toml").read_text(encoding="utf-8"))
    picture = settings.pop("emblem", "")
    if picture and (not isinstance(picture, str) or Path(picture).name != picture):
        raise ValueError(f"emblem: expected the name of a file beside theme.toml, not {picture!r}")
    return Theme(**settings, emblem=place.joinpath(picture).read_bytes() if picture else b"")
