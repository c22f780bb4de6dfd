"""A feedback as PDF: two pages, tagged, with charts as vector graphics."""

from __future__ import annotations

import dataclasses
import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from reports.feedback import charts
from reports.printable import printable
from reports.rendering import environment, render_pdf
from reports.speech import Speech

if TYPE_CHECKING:
    from reports.feedback.told import Feedback

_MADE_BY = ("matplotlib", "weasyprint")
_DRAWN_BY = (("reports.feedback", "charts.py"), ("reports.charts", "by_month.py"), ("reports.charts", "style.py"))


def render_feedback(told: Feedback) -> bytes:
    """Return the two pages; same feedback, same bytes. Raises ``rendering.RenderingError``."""
    say, own = Speech(told.language), identifier(told)
    told = dataclasses.replace(
        told, leaves=tuple(dataclasses.replace(leaf, title=str(printable(leaf.title))) for leaf in told.leaves)
    )
    assets = {"criteria.svg": charts.criteria(told.leaves, told.decimals, say)}
    if any(month.complaints for month in told.months):
        assets["months.svg"] = charts.months(told.months, say)
    return render_pdf(html(told), stylesheet=_text("feedback.css"), assets=assets, identifier=own)


def html(told: Feedback) -> str:
    """Return the pages as HTML; whatever was handed in is escaped, and shown by number where no font has it."""
    say = Speech(told.language)
    env = environment("report", told.language)
    env.finalize = printable
    return env.get_template("feedback/feedback.html.j2").render(
        told=told, say=say, criteria_text=_criteria_in_words(told, say), months_text=_months_in_words(told, say)
    )


def identifier(told: Feedback) -> bytes:
    """Return 16 bytes that follow from what is said and from what sets it: where they are the same, the file is too."""
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass") + _setting()).digest()[:16]


@cache
def _setting() -> bytes:
    """What a feedback looks like, as far as it is ours, and the versions of those who set it."""
    own = [
        _text("feedback.css"),
        _text("feedback.html.j2"),
        *(files(room).joinpath(name).read_text(encoding="utf-8") for room, name in _DRAWN_BY),
    ]
    return "\0".join([*own, *(version(name) for name in _MADE_BY)]).encode()


@cache
def _text(name: str) -> str:
    return files("reports").joinpath("templates", "feedback", name).read_text(encoding="utf-8")


def _criteria_in_words(told: Feedback, say: Speech) -> str:
    """Return the chart of criteria for who cannot see it."""
    lines = [
        say("{criterion}: you {own}, median {median}, winners {winners}", criterion=leaf.title,
            own=say.number(leaf.own, 1), median=say.number(leaf.median, 1), winners=say.number(leaf.winners, 1))
        for leaf in told.leaves
    ]  # fmt: skip
    return "; ".join(lines)


def _months_in_words(told: Feedback, say: Speech) -> str:
    """Return the chart of months for who cannot see it; "" where there is none."""
    if not any(month.complaints for month in told.months):
        return ""
    lines = [
        say("{month}: {count} complaints, {share} answered on time", month=month.label.replace("\n", " "),
            count=say.number(month.complaints), share=say.percent(None if np.isnan(month.on_time) else month.on_time))
        for month in told.months
    ]  # fmt: skip
    return "; ".join(lines)
