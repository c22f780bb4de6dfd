"""Who sat over the competition: what session.toml says of the sessions, and what the score sheets say of the judges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

from criteria.vocabulary import Code, Text

MOST = 200
Line = Annotated[str, Field(max_length=300)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Person(_Strict):
    """Somebody who sits in sessions. ``judge``: what the score sheets call this person, where it marks."""

    name: Text
    position: Line = ""
    identity: Line = ""
    judge: Line = ""


class Absence(_Strict):
    """Who was not there, by name or by judge, and why."""

    person: Text
    reason: Line = ""


class Session(_Strict):
    """One session: of a ``stage``, or the final one where none is named.

    People are named by their name or by what score sheets call them. Without ``present`` the minutes leave room to tick
    who was there; without ``signs`` those present sign.
    """

    stage: Code | None = None
    number: Line = ""
    date: dt.date | None = None
    time: Line = ""
    place: Line = ""
    present: Annotated[list[Text], Field(max_length=MOST)] | None = None
    absent: Annotated[list[Absence], Field(max_length=MOST)] = []
    signs: Annotated[list[Text], Field(min_length=1, max_length=MOST)] | None = None
    decisions: Annotated[list[Annotated[str, Field(min_length=1, max_length=2000)]], Field(max_length=MOST)] = []


class Decree(_Strict):
    """The decree whose annex names the winners: its number, its date, what it is about, whose decree it is.

    Place, date and who signs are those of the rulebook's [certificate] where they are not said here.
    """

    office: Line = ""
    number: Line = ""
    date: dt.date | None = None
    about: Line = ""


class Sessions(_Strict):
    """session.toml: who sat, when and where; everything in it may be left out."""

    person: Annotated[list[Person], Field(max_length=MOST)] = []
    session: Annotated[list[Session], Field(max_length=MOST)] = []
    decree: Decree = Decree()

    def of(self, stage: str | None) -> Session:
        """Return what is known of the session of a stage, of the final one for None."""
        return next((one for one in self.session if one.stage == stage), Session(stage=stage))

    def find(self, word: str) -> Person | None:
        """Return who is meant by a name or by what the score sheets say."""
        named = (one for one in self.person if word in (one.name, one.judge))
        return next(named, None)

    def references(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield every word that names a person, with the path of its key."""
        for place, session in enumerate(self.session):
            for key in ("present", "signs"):
                for number, word in enumerate(getattr(session, key) or []):
                    yield ("session", place, key, number), word
            for number, absence in enumerate(session.absent):
                yield ("session", place, "absent", number, "person"), absence.person


def _none(*columns: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns), dtype=object)


@dataclass(frozen=True)
class Sittings:
    """All that is known of who sat.

    judges: stage (the rulebook's code; "" where the score sheets name none of them), judge (as the sheets have it),
        marked (participants with at least one mark); by stage, judge.
    conflicts: stage, judge, code: whom a judge declared to have a conflict of interest with; each once, sorted.
    """

    sessions: Sessions = field(default_factory=Sessions)
    judges: pd.DataFrame = field(default_factory=lambda: _none("stage", "judge", "marked"))
    conflicts: pd.DataFrame = field(default_factory=lambda: _none("stage", "judge", "code"))
