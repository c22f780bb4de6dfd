"""A self-assessment as a page of one file, with figures that can be moved, and as a PDF."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from criteria.indicators import INDICATORS
from reports import assessment_words
from reports.printable import printable
from reports.rendering import environment, render_pdf
from reports.work import title as list_title

if TYPE_CHECKING:
    from reports.assessment import Assessment
    from reports.speech import Speech

CLOSEST = 9.0
"""Points between two marks on the axis, below which their words would run into each other."""


@dataclass(frozen=True)
class Mark:
    """Where last year's results stand on the axis of 0..100."""

    at: float
    label: str


def page(found: Assessment, say: Speech) -> bytes:
    """Return the page: one HTML file that loads nothing and sends nothing; the same assessment, the same bytes."""
    own = files("reports").joinpath("templates", "assessment")
    script = own.joinpath("page.js").read_text(encoding="utf-8")
    marks = axis(found, say)
    style = own.joinpath("page.css").read_text(encoding="utf-8") + _places(found, marks)
    labels = {
        "language": say.language,
        "passed": say("passed"),
        "failed": say("NOT PASSED"),
        "open": say("open"),
        "gain": say("{points} points", points="{points}"),
    }
    text = (
        environment("report", say.language)
        .get_template("assessment/page.html.j2")
        .render(
            **_shared(found, say),
            axis=marks,
            figures=_figures(found, say),
            style=Markup(style),  # noqa: S704 (our own file, and numbers)
            script=Markup(script),  # noqa: S704 (our own file)
            style_hash=_source(style),
            script_hash=_source(script),
            model=_json(found.model),
            labels=_json(labels),
        )
    )
    return text.encode()


def paper(found: Assessment, say: Speech) -> bytes:
    """Return the same as a tagged PDF; raises ``rendering.RenderingError``."""
    env = environment("report", say.language)
    env.finalize = printable
    html = env.get_template("assessment/paper.html.j2").render(**_shared(found, say), axis=axis(found, say))
    folder = files("reports").joinpath("templates")
    style = "".join(
        folder.joinpath(*path).read_text(encoding="utf-8")
        for path in (("report", "report.css"), ("assessment", "paper.css"))
    )
    return render_pdf(html, stylesheet=style, identifier=hashlib.sha256(html.encode()).digest()[:16])


def axis(found: Assessment, say: Speech) -> list[Mark]:
    """Return last year's marks on the axis, those left out whose words would run into another's."""
    if found.placed is None:
        return []
    wanted = [
        Mark(found.placed.best, say("best last year")),
        Mark(found.placed.middle, say("middle last year")),
        *([Mark(found.placed.winners, say("last award"))] if found.placed.winners is not None else []),
    ]
    marks: list[Mark] = []
    for mark in wanted:
        if all(abs(mark.at - other.at) >= CLOSEST for other in marks):
            marks.append(mark)
    return marks


def _shared(found: Assessment, say: Speech) -> dict[str, Any]:
    return {
        "found": found,
        "say": say,
        "words": assessment_words,
        "list_title": list_title,
        "period": say(
            "Complaints received from {first} to {last}; events known up to {cutoff}.",
            first=say.date(found.period[0]),
            last=say.date(found.period[1]),
            cutoff=say.date(found.cutoff),
        ),
        "mine": [lever for lever in found.levers if lever.mine],
        "judged": [lever for lever in found.levers if not lever.mine],
        "honest": assessment_words.honest(found, say),
    }


def _figures(found: Assessment, say: Speech) -> list[dict[str, Any]]:
    """Return the figures that can be moved, with what they are called."""
    titles = {node.code: node.title for node in found.nodes}
    fields = {node.fed_by: node.title for node in found.nodes if node.fed_by}
    return [
        {
            **figure,
            "title": INDICATORS[figure["code"]].title[say.language]
            if figure["code"] in INDICATORS
            else titles.get(figure["code"], fields.get(figure["code"], figure["code"])),
        }
        for figure in found.model["figures"]
    ]


def _places(found: Assessment, marks: list[Mark]) -> str:
    """Return where the bar and the marks stand: the page's policy allows no style but in its own element."""
    rules = []
    if found.low is not None and found.high is not None:
        rules.append(f".reach {{ left: {found.low:.3f}%; width: {max(found.high - found.low, 0.4):.3f}% }}")
    rules += [f".mark{place} {{ left: {mark.at:.3f}% }}" for place, mark in enumerate(marks, start=1)]
    return "".join(f"{rule}\n" for rule in rules)


def _json(document: Any) -> Markup:  # noqa: ANN401 (plain data)
    """Return a document as it may stand in a script element: nothing in it ends the element."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 (data, and nothing in it ends the element)


def _source(text: str) -> str:
    """Return what the page's policy allows: just this text."""
    return "'sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
