"""Who sat in a session, whose conflicts of interest were declared, and who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.papers.blocks import SHORT_BLANK, Block, Column, Signatures, Signer, Table, Text
from reports.papers.sittings import Sittings

if TYPE_CHECKING:
    import pandas as pd

    from reports.papers.sittings import Session
    from reports.speech import Speech
    from reports.year import Year

ROOM = 5
"""Empty lines where nothing is known of who sat."""
NAMED = 60
"""Participants named of one judge's conflicts; the others are counted and stand in the score sheets."""


def who_sat(year: Year) -> Sittings:
    """Return what is known of who sat; nothing where nobody looked."""
    return year.sittings or Sittings()


def attendance(year: Year, session: Session, say: Speech) -> list[Block]:
    """Return the table of who was there: as session.toml says, else everybody known, with room to tick by hand."""
    sat = who_sat(year)
    reasons = {_name(sat, one.person): _absent(one.reason, say) for one in session.absent}
    told = session.present is not None
    words = [*(session.present or []), *reasons] if told else _known(sat, session)
    there = say("present") if told else ""
    rows = [(_name(sat, word), _office(sat, session, word, say), reasons.get(_name(sat, word), there))
            for word in words] or [("", "", "")] * ROOM  # fmt: skip
    columns = (
        Column(say("No."), 12, "centre"), Column(say("Name"), 70), Column(say("Office"), 58),
        Column(say("Attendance"), 30, "centre"),
    )  # fmt: skip
    table = Table(columns, tuple((str(number), *row) for number, row in enumerate(rows, start=1)), tall=not told)
    if told:
        return [table]
    return [table, Text(say("Attendance was not recorded in session.toml; it is filled in by hand."), small=True)]


def _absent(reason: str, say: Speech) -> str:
    return say("absent: {reason}", reason=reason) if reason else say("absent")


def _known(sat: Sittings, session: Session) -> list[str]:
    """Return everybody of session.toml, then the judges of the stage whom it does not know, by what sheets say."""
    judges = [judge for judge in _judges(sat, session)["judge"].drop_duplicates() if sat.sessions.find(judge) is None]
    return [*(person.name for person in sat.sessions.person), *judges]


def _judges(sat: Sittings, session: Session) -> pd.DataFrame:
    """Return the judges of the stage; of all stages for the final session."""
    return sat.judges[sat.judges["stage"] == session.stage] if session.stage else sat.judges


def _name(sat: Sittings, word: str) -> str:
    person = sat.sessions.find(word)
    return person.name if person else word


def _office(sat: Sittings, session: Session, word: str, say: Speech) -> str:
    """Return the office, and of a judge how many participants it marked."""
    person = sat.sessions.find(word)
    judge = person.judge if person else word
    judges = _judges(sat, session)
    marked = judges.loc[judges["judge"] == judge, "marked"]
    parts = [person.position] if person and person.position else []
    if judge and len(marked):
        parts.append(say("judge; participants marked: {count}", count=say.number(int(marked.max()))))
    return "; ".join(parts)


def conflicts(year: Year, session: Session, say: Speech) -> list[Block]:
    """Return whom each judge declared a conflict with, of the stage; of all stages for the final session."""
    sat = who_sat(year)
    table = sat.conflicts[sat.conflicts["stage"] == session.stage] if session.stage else sat.conflicts
    table = table[["judge", "code"]].drop_duplicates()
    if table.empty:
        return [Text(say("No judge declared a conflict of interest on the score sheets."))]
    names = year.indicators.participants["name"]
    rows = []
    for judge, group in table.groupby("judge", sort=True):
        codes = [str(code) for code in group["code"]]
        named = "; ".join(f"{names.get(code, code)} ({code})" for code in codes[:NAMED])
        if len(codes) > NAMED:
            rest = say.number(len(codes) - NAMED)
            named += " " + say("And {rest} more; all of them stand on the score sheets.", rest=rest)
        rows.append((_name(sat, str(judge)), say.number(len(codes)), named))
    columns = (Column(say("Judge"), 50), Column(say("Count"), 18, "right"), Column(say("Participants"), 100))
    told = say("A judge gave no mark to a participant with whom it declared a conflict of interest.")
    return [Table(columns, tuple(rows)), Text(told, small=True)]


def signatures(year: Year, session: Session, say: Speech) -> Signatures:
    """Return room to sign: for whom session.toml names, else for those present, else for everybody known."""
    sat = who_sat(year)
    absent = {_name(sat, one.person) for one in session.absent}
    words = session.signs or session.present or [
        word for word in _known(sat, session) if _name(sat, word) not in absent
    ]  # fmt: skip
    signers = []
    for word in words:
        person = sat.sessions.find(word)
        judge = say("judge")
        signers.append(
            Signer(person.name, person.position or (judge if person.judge else ""), person.identity)
            if person
            else Signer(word, judge)
        )
    where = say("{place}, {day}", place=session.place or SHORT_BLANK,
                day=say.date(session.date) if session.date else SHORT_BLANK)  # fmt: skip
    return Signatures((where,), tuple(signers) or (Signer(),) * 3)
