"""The score summary (rekapitulasi nilai) on paper: per category the ranked with their points, and room to sign."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reports.papers.attendance import signatures, who_sat
from reports.papers.blocks import Block, Column, Heading, Paper, Table, Text
from reports.papers.minutes import paper
from reports.score_summary import Summary, parts, summaries

if TYPE_CHECKING:
    from reports.papers.blocks import Signatures
    from reports.score_summary import Part
    from reports.speech import Speech
    from reports.year import Year

PRINTED = 100
"""Participants of a category on paper; all of them stand in the workbook."""
MOST = 8
"""Criteria that have room beside each other."""


def signed_by(year: Year, say: Speech) -> Signatures:
    """Return who signs the summary: whoever signs the minutes of the final session."""
    return signatures(year, who_sat(year).sessions.of(None), say)


def summary_paper(year: Year, say: Speech) -> Paper:
    """Return the score summary as a paper, upright, or across where there are many criteria."""
    columns = parts(year, say)
    blocks: list[Block] = [Text(say(
        "The points of a row add up to its total; what a criterion can bring stands in brackets. Everybody, with the "
        "reasons of who is not ranked and the judges' marks, stands in summary.xlsx; every criterion in ranking.xlsx.",
    ))]  # fmt: skip
    for summary in summaries(year, say):
        blocks += [Heading(summary.title), *_category(year, summary, columns, say)]
    blocks.append(signed_by(year, say))
    made = paper(year, say("Score summary"), [say("SCORE SUMMARY")], blocks, say)
    return replace(made, landscape=len(columns) > 2)


def _category(year: Year, summary: Summary, columns: tuple[Part, ...], say: Speech) -> list[Block]:
    decimals = year.rulebook.edition.decimals
    shown = columns if len(columns) <= MOST else ()
    rows = [
        (
            say.number(line.rank), f"{line.name} ({line.code})" + (f" – {line.remark}" if line.remark else ""),
            *(say.number(points, decimals) for points in line.points if shown), say.number(line.total, decimals),
        )
        for line in summary.lines[: min(summary.ranked, PRINTED)]
    ]  # fmt: skip
    heads = tuple(
        Column(say("{criterion} ({weight})", criterion=part.title, weight=say.exact(part.weight)), 26, "right")
        for part in shown
    )
    found: list[Block] = []
    if rows:
        first = (Column(say("Rank"), 22, "centre"), Column(say("Participant"), 80))
        found.append(Table((*first, *heads, Column(say("Total"), 20, "right")), tuple(rows)))
    rest, out = summary.ranked - len(rows), len(summary.lines) - summary.ranked
    if rest:
        found.append(
            Text(say("And {rest} more; all of them stand in summary.xlsx.", rest=say.number(rest)), small=True)
        )
    if out:
        found.append(Text(say("Not ranked: {count}.", count=say.number(out)), small=True))
    return found
