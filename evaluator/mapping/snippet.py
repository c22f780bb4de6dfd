"""The part of a rulebook that lays out complaint logs, written down: what is not sure stands there as a comment."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from criteria.editions import edition_text
from evaluator.mapping.reasons import CERTAINTIES, said
from evaluator.mapping.tables import COMPLAINTS, FOLLOW_UPS, cut
from evaluator.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from submissions.mapping import Match, Proposal, Proposals
    from submissions.moments import Order
    from submissions.sources import ComplaintSource

_MOST_WORDS = 12


def of_platform(match: Match, proposals: Proposals, source: ComplaintSource) -> str:
    """Return the ready map of a platform, with the order of dates that this export has, and what it lacks."""
    text = cut(edition_text(match.platform), (COMPLAINTS, FOLLOW_UPS))
    head = [
        _comment(
            _("An export of {platform}: its ready map. Read examples/{platform}/README.md.").format(
                platform=match.platform
            )
        )
    ]
    head += [_comment(_("This file has no column {column}.").format(column=name)) for name in match.lacks]
    found = proposals.orders
    if found and source.date_order not in found:
        head.append(_comment(_("Its dates cannot be in the order {order}.").format(order=source.date_order)))
        choice = f'date_order = "{found[0]}"' if len(found) == 1 else f"# date_order = {_choice(found)}"
        text = re.sub(r'(?m)^date_order *= *"[a-z]+"', choice, text, count=1)
    return "\n".join([*head, text])


def of_proposals(proposals: Proposals) -> str:
    """Return a map of the columns that are sure, with the others as comments to decide."""
    dates = [p for p in proposals.columns if p.ours.endswith("_at") and not p.unit]
    lines = ["[sources.complaints]", *_order(proposals.orders, bool(dates)), *_shape(proposals)]
    plain = [proposal for proposal in proposals.columns if not proposal.unit]
    timed = [proposal for proposal in proposals.columns if proposal.unit]
    columns, steps = _events(proposals)
    lines += ["", "[sources.complaints.columns]", *(_line(p, _headers(p)) for p in plain), *columns]
    if timed:
        lines += ["", "[sources.complaints.durations]"]
        lines += [_line(p, f"{{ column = {text(p.theirs[0])}, unit = {text(p.unit)} }}") for p in timed]
    lines += _nulls(plain) + (steps or _statuses(plain))
    return "\n".join(lines) + "\n"


def text(value: str) -> str:
    """Return a text as TOML writes it, whatever signs are in it."""
    known = value.encode("utf-8", "replace").decode()
    return json.dumps(known, ensure_ascii=False).replace("\x7f", "\\u007f")


def _order(found: tuple[Order, ...], dated: bool) -> list[str]:
    if len(found) == 1:
        why = _("the dates can be read in no other order")
        return [f'date_order = "{found[0]}"    {_comment(why)}']
    if len(found) > 1 and "ymd" in found:
        why = _("the year stands first: the order is plain")
        return [f'date_order = "ymd"    {_comment(why)}']
    if found:
        return [
            _comment(
                _("Not decided: the dates can be read in either order. Ask who exported them; then remove one #.")
            ),
            *(f'# date_order = "{order}"' for order in found),
        ]
    said_ = _("The columns of dates contradict each other.") if dated else _("No column of dates was found.")
    return [_comment(said_)]


def _choice(found: tuple[Order, ...]) -> str:
    return " | ".join(f'"{order}"' for order in found)


def _shape(proposals: Proposals) -> list[str]:
    if not proposals.events:
        return []
    words = _("It looks like one row per event, for {column} changes within one number. If so, take off the #:")
    return [_comment(words.format(column=proposals.events)), '# shape = "events"']


def _events(proposals: Proposals) -> tuple[list[str], list[str]]:
    """Return the columns and the steps of a log of events, to be decided."""
    if not proposals.events:
        return [], []
    dates = next((proposal for proposal in proposals.columns if proposal.ours == "received_at"), None)
    columns = [f"# status = {text(proposals.events)}"] + ([f"# event_at = {_headers(dates)}"] if dates else [])
    steps = [f"# {step} = []" for step in ("received", "acknowledged", "answered", "resolved", "reopened")]
    return columns, [
        "",
        _comment(_("Which states are which step is yours to say:")),
        "# [sources.complaints.steps]",
        *steps,
    ]


def _headers(proposal: Proposal) -> str:
    theirs = [text(name) for name in proposal.theirs]
    return theirs[0] if len(theirs) == 1 else f"[{', '.join(theirs)}]"


def _line(proposal: Proposal, value: str) -> str:
    sure = "" if proposal.certainty == "sure" else "# "
    why = f"{_(CERTAINTIES[proposal.certainty])}: {said(proposal.reasons)}"
    return f"{sure}{proposal.ours} = {value}    {_comment(why)}"


def _nulls(plain: Sequence[Proposal]) -> list[str]:
    lines = [
        f"{'' if proposal.certainty == 'sure' else '# '}{proposal.ours} = [{', '.join(map(text, words))}]"
        for proposal in plain
        if (words := dict.fromkeys(word for column in proposal.columns for word in column.nothing))
    ]
    if not lines:
        return []
    return ["", "[sources.complaints.nulls]", _comment(_("these stand where nothing is known")), *lines]


def _statuses(plain: Sequence[Proposal]) -> list[str]:
    words = next((list(p.columns[0].words) for p in plain if p.ours == "status"), [])
    if not words:
        return []
    return [
        "",
        _comment(_("Which of these words mean solved, and which closed without a solution? Yours to say:")),
        _comment(
            ", ".join(text(word[:60]) for word in words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
        ),
        "# [sources.complaints.statuses]",
        "# resolved = []",
        "# unsolved = []",
    ]


def _comment(words: str) -> str:
    """Return a comment in one line: no sign can end it."""
    return "# " + "".join(sign if sign.isprintable() else " " for sign in words)
