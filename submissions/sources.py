"""The part of a rulebook that reading needs: which days count, where participants come from, how files are laid out."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator


class Strict(BaseModel):
    """Unknown keys are refused, values are not coerced, instances do not change."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Period(Strict):
    """Which complaints count: received from ``from`` to ``to``, both included, events known up to ``cutoff``."""

    from_: Annotated[dt.date, Field(alias="from")]
    to: dt.date
    cutoff: dt.date
    timezone: str = "Asia/Jakarta"

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(
                f"expected a time zone of the IANA database such as Asia/Jakarta, not {value!r}"
            ) from error
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.to < self.from_:
            raise ValueError(f"period.to ({self.to}) is before period.from ({self.from_})")
        if self.cutoff < self.to:
            raise ValueError(f"period.cutoff ({self.cutoff}) is before period.to ({self.to})")
        return self


class Participants(Strict):
    """Who takes part: those in the roster, or whoever is named in the complaint logs."""

    from_: Annotated[Literal["roster", "complaints"], Field(alias="from")] = "roster"


Words = list[str]


class ComplaintSource(Strict):
    """How complaint logs are laid out and which of their rows count.

    ``columns`` maps our column names to theirs, ``nulls`` lists per column (or "*") the values that mean nothing,
    ``exclude`` lists per column the values whose rows are left out of the competition.
    """

    date_order: Literal["ymd", "dmy", "mdy"] = "ymd"
    duplicates: Literal["refuse", "latest"] = "refuse"
    imply: bool = True
    exclude: dict[str, Words] = {}
    columns: dict[str, str] = {}
    nulls: dict[str, Words] = {}


class MarkSource(Strict):
    """How judges' score sheets are laid out; ``columns`` maps our names to theirs."""

    columns: dict[str, str] = {}


class RosterSource(Strict):
    """How the roster is laid out; ``columns`` maps our names to theirs."""

    columns: dict[str, str] = {}


class Sources(Strict):
    """``[sources]``: the layout of each kind of file."""

    complaints: ComplaintSource = ComplaintSource()
    scores: MarkSource = MarkSource()
    participants: RosterSource = RosterSource()


class Panel(Strict):
    """What a mark may be on one judged criterion: its code, the smallest and largest mark, and its titles."""

    criterion: str
    minimum: float
    maximum: float
    titles: tuple[str, ...] = ()


class Terms(Strict):
    """All that reading needs to know of a rulebook; the rulebook composes it (``Rulebook.terms``)."""

    period: Period
    participants: Participants
    sources: Sources
    panels: tuple[Panel, ...] = ()
