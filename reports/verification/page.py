"""The page (one HTML file, all within) and the list (JSON) of everything that was issued, without a name in clear."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

from markupsafe import Markup

from reports.rendering import environment
from reports.speech import Language, Speech
from reports.verification.sealing import found_by, sealed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

SCHEMA = 1
PAGE, LIST = "index.html", "codes.json"


@dataclass(frozen=True)
class Entry:
    """One document that was issued, as the list is made of it.

    edition, award: Indonesian and English. files: sha256 of the signed file; copies: of its copies. withdrawn: the day,
    and the reason.
    """

    edition: tuple[str, str]
    issued: dt.date
    file: str
    code: str | None = None
    name: str = ""
    award: tuple[str, str] | None = None
    number: str = ""
    copies: Sequence[str] = field(default=())
    withdrawn: tuple[dt.date, str] | None = None


def verification(entries: Sequence[Entry], contact: str) -> dict[str, bytes]:
    """Return the files of the page by name; the same entries and contact, the same bytes.

    Of several entries with one code the last one counts. contact: whom to ask, in words; may be empty.
    """
    listed = _listed(entries)
    text = json.dumps(listed, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    until = max((max(e.issued, e.withdrawn[0]) if e.withdrawn else e.issued for e in entries), default=None)
    template = environment("report", "id").get_template("verification/page.html.j2")
    own = files("reports").joinpath("templates", "verification")
    style, script = (own.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    page = template.render(
        say=_both,
        titles=[_title(Speech(language)) for language in get_args(Language)],
        until=[(language, _until(Speech(language), until)) for language in get_args(Language)] if until else [],
        editions=sorted({entry.edition for entry in entries}),
        contact=contact,
        style=Markup(style),  # noqa: S704 (our own files)
        script=Markup(script),  # noqa: S704
        listed=Markup(text.replace("<", "\\u003c")),  # noqa: S704 (nothing in it ends the element)
        style_hash=_source(style),
        script_hash=_source(script),
    )
    return {PAGE: page.encode(), LIST: (json.dumps(listed, indent=1, sort_keys=True) + "\n").encode()}


def _listed(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the list: what is found by a hash is its state, and, by a code, what is sealed with it."""
    codes: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    for entry in entries:
        state = "withdrawn" if entry.withdrawn else "valid"
        if entry.code:
            codes[found_by(entry.code)] = [state, sealed(entry.code, _said(entry))]
        known[found_by(entry.file)] = state
        known |= {found_by(copy): state for copy in entry.copies}
    return {"schema": SCHEMA, "codes": codes, "files": known}


def _said(entry: Entry) -> dict[str, Any]:
    day, reason = entry.withdrawn or (None, "")
    return {
        "edition": entry.edition,
        "name": entry.name,
        "award": entry.award,
        "number": entry.number,
        "issued": entry.issued.isoformat(),
        "withdrawn": day.isoformat() if day else None,
        "reason": reason,
    }


def _both(message: str) -> Markup:
    """Return a sentence in both languages; the page shows one, and both where no script runs."""
    return Markup("").join(
        Markup('<span lang="{}">{}</span> ').format(language, Speech(language)(message))
        for language in get_args(Language)
    )


def _title(say: Speech) -> str:
    return say("Verify a certificate")


def _until(say: Speech, day: dt.date) -> str:
    return say("The list goes up to {day}.", day=say.date(day))


def _source(text: str) -> str:
    """Return what the page's policy allows: just this text."""
    return "'sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
