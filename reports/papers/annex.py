"""The annex to the decree (lampiran keputusan): who is awarded what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import report_glance
from reports.papers.attendance import who_sat
from reports.papers.blocks import BLANK, Block, Column, Paper, Signatures, Signer, Table
from reports.papers.minutes import paper

if TYPE_CHECKING:
    from reports.speech import Speech
    from reports.year import Year


def annex(year: Year, say: Speech) -> Paper:
    """Return the annex; what the rulebook's [certificate] and session.toml do not say is left to be written by hand."""
    decree, settings = who_sat(year).sessions.decree, year.rulebook.certificate
    edition = say.title(year.rulebook.edition.title)
    about = decree.about or say("Winners of {edition}", edition=edition)
    day = decree.date or settings.date
    corner = (
        say("ANNEX"),
        say("to the decree of {office}", office=decree.office) if decree.office else say("to the decree"),
        say("Number: {number}", number=decree.number or BLANK),
        say("Date: {day}", day=say.date(day) if day else BLANK),
        say("On: {about}", about=about),
    )
    where = (
        say("Decided in {place}", place=settings.place or BLANK),
        say("on {day}", day=say.date(day) if day else BLANK),
    )
    signers = tuple(
        Signer(one.name, say.title(one.position), one.identity) for one in settings.signatories
    ) or (Signer(),)  # fmt: skip
    blocks = [*_winners(year, say), Signatures(where, signers)]
    return paper(year, say("Annex: {about}", about=about), [say("WINNERS")], blocks, say, corner)


def _winners(year: Year, say: Speech) -> list[Block]:
    """Return the winners in the order of the awards, numbered through; awards that nobody holds are said."""
    lines = report_glance.award_lines(year, say)
    rows: list[tuple[str, ...]] = []
    number = 0
    for line in lines:
        rows.append((f"{line.title} ({line.category})",))
        for winner in line.winners:
            number += 1
            rows.append((str(number), winner.name, str(winner.place)))
        if not line.winners:
            rows.append(("–", say("Nobody holds this award."), ""))
    columns = (Column(say("No."), 14, "centre"), Column(say("Winner"), 128), Column(say("Place"), 24, "centre"))
    return [Table(columns, tuple(rows))]
