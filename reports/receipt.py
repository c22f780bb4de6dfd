"""The receipt of a submission: one sheet to print, with what was packed and room for who takes it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from reports.codes import groups
from reports.printable import printable
from reports.rendering import environment, render_pdf

if TYPE_CHECKING:
    import datetime as dt

    from reports.speech import Speech

MOST = 13
"""Files that are listed, a line each; the others are counted, so that it stays one page."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What it says. parts: place, name it had before ("" where it has none), bytes and sha256. rows: by bin.

    low, high: between what the total will lie, as printed; "" where nothing can be said.
    """

    code: str
    participant: str
    name: str
    edition: str
    edition_title: str
    made_at: dt.datetime
    file: str
    size: int
    sha256: str
    parts: tuple[tuple[str, str, int, str], ...]
    rows: dict[str, int]
    low: str
    high: str
    of: str


def receipt(slip: Receipt, say: Speech) -> bytes:
    """Return the sheet as a tagged PDF; raises ``rendering.RenderingError``."""
    env = environment("report", say.language)
    env.finalize = printable
    html = env.get_template("receipt/receipt.html.j2").render(
        slip=slip,
        say=say,
        code=groups(slip.code),
        day=say.date(slip.made_at.date()),
        moment=slip.made_at.strftime("%H:%M"),
        parts=slip.parts[:MOST],
        more=max(len(slip.parts) - MOST, 0),
        all_bytes=sum(size for _path, _called, size, _sha256 in slip.parts),
        points=lambda written: say.number(float(written), len(written.partition(".")[2])),
        kilobytes=lambda size: say.number(size / 1000, 1 if size < 100_000 else 0),
    )
    folder = files("reports").joinpath("templates")
    style = "".join(
        folder.joinpath(*path).read_text(encoding="utf-8")
        for path in (("report", "report.css"), ("receipt", "receipt.css"))
    )
    return render_pdf(html, stylesheet=style, identifier=hashlib.sha256(html.encode()).digest()[:16])
