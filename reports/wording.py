"""Words for people, by language: English in the code, Indonesian in gettext catalogues (``locale/id/*.po``)."""

from __future__ import annotations

import gettext
from functools import cache
from importlib.resources import files
from io import BytesIO


@cache
def catalogue(package: str, domain: str, language: str) -> gettext.NullTranslations:
    """Return the translations of ``<package>/locale/<language>/<domain>.po``; English is the source and needs none.

    The text catalogue is compiled on reading, so that no generated file has to be kept in step.
    """
    if language == "en":
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 (start-up: English needs none of it)
    from babel.messages.pofile import read_po  # noqa: PLC0415 (start-up)

    source = files(package).joinpath("locale", language, f"{domain}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source), locale=language, abort_invalid=True))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
