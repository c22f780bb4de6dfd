"""Minutes (berita acara): of each stage, who went on; of the final session, who is awarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from criteria.rank import ADVANCED
from reports import report_glance, report_stages
from reports.papers import ties
from reports.papers.attendance import attendance, conflicts, signatures, who_sat
from reports.papers.blocks import BLANK, Block, Column, Heading, Items, Paper, Table, Text
from reports.papers.unranked import reasons
from reports.stage_words import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from criteria.stage_rules import Stage
    from reports.papers.sittings import Session
    from reports.speech import Speech
    from reports.year import Year

LISTED = 120
"""Participants of a category that minutes list by name; the others stand in a file that the minutes bind by sha256."""


def stage_minutes(year: Year, stage: Stage, digests: Mapping[str, str], say: Speech) -> Paper:
    """Return the minutes of a stage that was held. digests: sha256 of the results' tables, by the file's name."""
    session = _session(year, stage.code)
    held = say("the session of the stage “{stage}”", stage=say.title(stage.title))
    table = year.stages.table[year.stages.table["stage"] == stage.code]
    decided: list[Block] = [Text(say(
        "By the rules of the stage the session found who goes on. The whole list is stages.csv, sha256 {digest}.",
        digest=digests["stages.csv"],
    ))]  # fmt: skip
    for category in year.rulebook.category:
        mine = table[table["category"] == category.code]
        if not mine.empty:
            decided += _went_on(year, stage, mine, say.title(category.title), cut(stage, category.code, say), say)
    return _minutes(year, session, held, decided, ties.at_stage(year, stage, say), say)


def final_minutes(year: Year, digests: Mapping[str, str], say: Speech) -> Paper:
    """Return the minutes of the final session. digests: sha256 of the results' tables, by the file's name."""
    session = _session(year, None)
    decided: list[Block] = [Text(say(
        "By the rulebook's order of awards the session found these winners. Every participant's rank and scores are "
        "ranking.csv, sha256 {digest}.",
        digest=digests["ranking.csv"],
    )), *awards(year, say)]  # fmt: skip
    decided.append(Table(
        (
            Column(say("Category"), 52), Column(say("Participants"), 24, "right"), Column(say("Ranked"), 27, "right"),
            Column(say("Not ranked"), 27, "right"), Column(say("Best total (of 100)"), 30, "right"),
        ),
        tuple(
            (line.title, say.number(line.participants), say.number(line.ranked),
             say.number(line.participants - line.ranked), say.number(line.best, year.rulebook.edition.decimals))
            for line in report_glance.glance(year, say).categories
        ),
    ))  # fmt: skip
    if why := reasons(year, say):
        decided.append(Text(say("Not ranked: {reasons}.", reasons="; ".join(why)), small=True))
    return _minutes(year, session, say("the final session"), decided, ties.at_the_end(year, say), say)


def awards(year: Year, say: Speech) -> list[Block]:
    """Return the table of winners, and what is to be said of each award."""
    decimals = year.rulebook.edition.decimals
    lines = report_glance.award_lines(year, say)
    if not lines:
        return [Text(say("The rulebook names no awards."))]
    rows: list[tuple[str, ...]] = []
    for line in lines:
        rows.append((f"{line.title} ({line.category})",))
        rows += [(str(one.place), one.code, one.name, say.number(one.score, decimals)) for one in line.winners]
    columns = (
        Column(say("Place"), 20, "centre"), Column(say("Code"), 22), Column(say("Winner"), 110),
        Column(say("Score"), 20, "right"),
    )  # fmt: skip
    said = [Text(f"{line.title}: {remark}", small=True) for line in lines for remark in line.remarks]
    return [Table(columns, tuple(rows)), *said]


def _session(year: Year, stage: str | None) -> Session:
    return who_sat(year).sessions.of(stage)


def _minutes(
    year: Year, session: Session, held: str, decided: list[Block], equal: Iterable[Block], say: Speech
) -> Paper:
    edition = year.rulebook.edition
    opening = say(
        "On {day}, from {time}, at {place}, the evaluation team of {edition} held {held}.",
        day=say.weekday(session.date) if session.date else BLANK, time=session.time or BLANK,
        place=session.place or BLANK, edition=say.title(edition.title), held=held,
    )  # fmt: skip
    blocks: list[Block] = [Text(opening), Heading(say("Who was present")), *attendance(year, session, say)]
    blocks += [Heading(say("By which rules")), Items(_basis(year, say))]
    blocks += [Heading(say("Conflicts of interest declared")), *conflicts(year, session, say)]
    blocks += [Heading(say("What was decided")), *decided]
    if session.decisions:
        blocks += [Text(say("The session decided further:")), Items(tuple(session.decisions))]
    blocks += [Heading(say("Equal scores, and how they were settled")), *equal]
    blocks.append(Text(say("These minutes were drawn up truthfully, to be used as need be.")))
    blocks.append(signatures(year, session, say))
    head = [say("MINUTES"), say("Number: {number}", number=session.number or BLANK), held[:1].upper() + held[1:]]
    return paper(year, say("Minutes: {held}", held=held), head, blocks, say)


def paper(
    year: Year, subject: str, head: list[str], blocks: list[Block], say: Speech, corner: tuple[str, ...] = ()
) -> Paper:
    """Return a paper of this year, with its label, foot and title."""
    edition = year.rulebook.edition
    return Paper(
        language=edition.language,
        subject=f"{subject} – {say.title(edition.title)}",
        corner=corner,
        organiser=say.title(edition.organiser) if edition.organiser else "",
        head=(*head, say.title(edition.title)),
        blocks=tuple(blocks),
        label=say("SYNTHETIC DATA: everything here is made up") if edition.synthetic else "",
        foot=say("{edition} · rules {fingerprint}", edition=edition.code, fingerprint=year.fingerprint[:12]),
        page=say("Page {page} of {pages}", page="{page}", pages="{pages}"),
    )


def _basis(year: Year, say: Speech) -> tuple[str, ...]:
    period, glance = year.rulebook.period, report_glance.glance(year, say)
    return (
        say("Rulebook {code}, fingerprint (sha256) {fingerprint}.", code=year.rulebook.edition.code,
            fingerprint=year.fingerprint),
        say("Complaints received from {first} to {last}; events known up to {cutoff}.", first=say.date(period.from_),
            last=say.date(period.to), cutoff=say.date(period.cutoff)),
        say("{rows} rows were read; {used} of them count ({share}).", rows=say.number(glance.rows),
            used=say.number(glance.used), share=say.percent(glance.bins[0].share)),
        say("Every file that went in, and its sha256, stands in manifest.json."),
    )  # fmt: skip


def _went_on(year: Year, stage: Stage, table: pd.DataFrame, title: str, rule: str, say: Speech) -> list[Block]:
    """Return who of a category went on, by rank, and how many did not for which reason."""
    decimals = year.rulebook.edition.decimals
    on = table[table["status"] == ADVANCED]
    told = say("{category}: {advanced} of {count} go on ({rule}).", category=title, advanced=say.number(len(on)),
               count=say.number(len(table)), rule=rule)  # fmt: skip
    found: list[Block] = [Text(told)]
    rows = [
        (say.number(float(rank)) if rank == rank else "–", str(code), str(name), say.number(float(score), decimals),  # noqa: PLR0124 (missing)
         report_stages.outcome(ADVANCED, str(why), year.rulebook, say) if why else "")
        for rank, code, name, score, why in on.astype({"rank": "float64"}).head(LISTED)[
            ["rank", "code", "name", "score", "why"]
        ].itertuples(index=False, name=None)
    ]  # fmt: skip
    if rows:
        columns = (
            Column(say("Rank"), 22, "centre"), Column(say("Code"), 20), Column(say("Name"), 75),
            Column(say("Score"), 18, "right"), Column(say("Remark"), 35),
        )  # fmt: skip
        remarks = any(row[-1] for row in rows)
        found.append(Table(columns if remarks else columns[:-1], tuple(row if remarks else row[:-1] for row in rows)))
    if len(on) > LISTED:
        rest = say.number(len(on) - LISTED)
        found.append(Text(say("And {rest} more; all of them stand in stages.csv.", rest=rest), small=True))
    out = table[table["status"] != ADVANCED].groupby(["status", "why"], sort=False).size().reset_index(name="count")
    if len(out):
        why = [
            f"{report_stages.outcome(str(status), str(code), year.rulebook, say)}: {say.number(count)}"
            for status, code, count in out.itertuples(index=False)
        ]
        found.append(Text(say("Not going on: {reasons}.", reasons="; ".join(why)), small=True))
    return found
