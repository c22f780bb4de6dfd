"""An official paper as PDF."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from reports.papers import blocks
from reports.printable import printable
from reports.rendering import environment, render_pdf

if TYPE_CHECKING:
    from reports.papers.blocks import Paper


def as_pdf(paper: Paper, identifier: bytes) -> bytes:
    """Return the paper as a tagged PDF; same paper and identifier, same bytes. Raises ``rendering.RenderingError``."""
    stylesheet = files("reports").joinpath("templates", "papers", "paper.css").read_text(encoding="utf-8")
    return render_pdf(html(paper), stylesheet=stylesheet, identifier=identifier)


def html(paper: Paper) -> str:
    """Return the paper as HTML; whatever was handed in is escaped, and shown by number where no font has it."""
    env = environment("report", paper.language)
    env.finalize = printable
    template = env.get_template("papers/paper.html.j2")
    return template.render(paper=paper, kind=lambda block: type(block).__name__, blank=blocks.BLANK)
