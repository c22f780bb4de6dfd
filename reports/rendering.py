"""HTML of ours to PDF, guarded: our fonts and handed-over assets alone, no warning missed, the same bytes each time.

WeasyPrint by itself reads files of the machine and the network, treats what it cannot load as a warning, and prints a
box for a letter that no font has. Here each of these stops the document with a named error.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from reports.wording import catalogue

ASSETS = "asset:"
Fonts = tuple[tuple[str, bytes], ...]
_FONTS = Path(str(files("reports").joinpath("fonts")))
_lock = threading.Lock()


class RenderingError(Exception):
    """The document was not made; the message says why."""


class ResourceRefusedError(RenderingError):
    """The document asked for something that was not handed over with it: a file, an address, an unknown asset."""

    def __init__(self, url: str) -> None:
        super().__init__(f"the document asks for {url!r}, which was not handed over with it")
        self.url = url


class MissingGlyphsError(RenderingError):
    """No shipped font has these characters; printing would leave empty boxes."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__("no shipped font has " + ", ".join(f"{c!r} (U+{ord(c):04X})" for c in characters))
        self.characters = characters


def environment(domain: str, language: str) -> Environment:
    """Return the environment of our own templates (``reports/templates``).

    Everything is escaped, whatever the file is called; an undefined name is an error; ``_()`` translates by the
    catalogue ``reports/locale/<language>/<domain>.po``. Templates are never handed in by users.
    """
    env = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_translations(catalogue("reports", domain, language), newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    return env


def render_pdf(
    html: str,
    *,
    stylesheet: str = "",
    assets: Mapping[str, bytes | Path] | None = None,
    identifier: bytes = b"",
    variant: str | None = "pdf/ua-1",
    fonts: Fonts = (),
) -> bytes:
    """Return the PDF (tagged, fonts embedded as subsets) of one HTML document.

    Title, author and dates come from the document's ``<title>`` and ``<meta>``, the language from ``<html lang>``.

    stylesheet: CSS that many documents share; it is parsed once.
    assets: name to content (or file) of what the document may load, as ``asset:<name>``; nothing else can be loaded.
    identifier: the PDF's file identifier; same document and identifier, same bytes.
    fonts: family and content of fonts beside the shipped ones; their style sheets are kept with them.
    variant: one of WeasyPrint's; None for a picture without tags that goes into another document.
    Raises MissingGlyphsError, ResourceRefusedError, or RenderingError for any other warning of WeasyPrint.
    """
    weasyprint = _weasyprint()
    refused: list[str] = []
    fetcher = _fetcher(dict(assets or {}), refused)
    with _lock, _listening() as warnings:
        try:
            pdf = weasyprint.HTML(string=html, base_url=ASSETS, url_fetcher=fetcher).write_pdf(
                font_config=_fonts(fonts),
                stylesheets=[_css(stylesheet)],
                pdf_variant=variant,
                pdf_tags=variant is not None,
                pdf_identifier=identifier,
            )
        except weasyprint.urls.FatalURLFetchingError:
            pdf = b""
    if refused:
        raise ResourceRefusedError(refused[0])
    if warnings:
        _css.cache_clear()  # faults of a style sheet are told when it is parsed: the next document is to hear them too
        _fonts.cache_clear()
    _judge(warnings)
    return bytes(pdf)


@contextmanager
def _only_our_fonts() -> Iterator[None]:
    """Fontconfig reads its configuration when it is first asked: show it ours, then put things back for others."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(_FONTS / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@cache
def _weasyprint() -> Any:  # noqa: ANN401 (a module without types)
    with _only_our_fonts():
        import weasyprint  # noqa: PLC0415 (start-up: it takes a third of a second and loads Pango)
    weasyprint.LOGGER.setLevel(logging.WARNING)
    return weasyprint


@lru_cache(maxsize=4)
def _fonts(own: Fonts = ()) -> Any:  # noqa: ANN401 (a class without types)
    """Return the shipped fonts, and these beside them, which are written to a folder that lives as long as they do."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 (start-up)

    with _only_our_fonts():
        found = FontConfiguration()
    if own:
        atexit.register(_fonts.cache_clear)  # which removes that folder; a process that ends forgets it otherwise
        faces = "".join(f'@font-face {{ font-family: "{name}"; src: url("{ASSETS}{name}") }}' for name, _content in own)
        fetcher = _fetcher(dict(own), [])
        _weasyprint().CSS(string=faces, base_url=ASSETS, url_fetcher=fetcher, font_config=found)
    return found


@lru_cache(maxsize=64)
def _css(stylesheet: str) -> Any:  # noqa: ANN401 (a class without types)
    return _weasyprint().CSS(string=stylesheet, base_url=ASSETS, url_fetcher=_fetcher({}, []), font_config=_fonts())


def _fetcher(assets: dict[str, bytes | Path], refused: list[str]) -> Any:  # noqa: ANN401 (a class without types)
    """Return a fetcher that knows these assets.

    Its refusal is no Exception, for WeasyPrint swallows those; within a picture it swallows even this, so what is
    refused is also written down.
    """
    urls = _weasyprint().urls

    class Fetcher(urls.URLFetcher):  # type: ignore[name-defined,misc]  # a base class without types
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401 (WeasyPrint's signature)
            content = assets.get(url.removeprefix(ASSETS)) if url.startswith(ASSETS) else None
            if content is None:
                refused.append(url)
                raise urls.FatalURLFetchingError(url)
            return urls.URLFetcherResponse(url, content if isinstance(content, bytes) else content.read_bytes())

    return Fetcher()


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """Collect what WeasyPrint complains of; one document at a time, or complaints would change hands."""
    collector, logger = _Collector(), _weasyprint().LOGGER
    logger.addHandler(collector)
    try:
        yield collector.records
    finally:
        logger.removeHandler(collector)


def _judge(records: list[logging.LogRecord]) -> None:
    if missing := dict.fromkeys(str(r.args[0]) for r in records if _is_missing_glyph(r) and isinstance(r.args, tuple)):
        raise MissingGlyphsError(tuple(missing))
    if records:
        raise RenderingError("; ".join(dict.fromkeys(r.getMessage() for r in records)))


def _is_missing_glyph(record: logging.LogRecord) -> bool:
    return str(record.msg).startswith(".notdef glyph")
