"""The part of a rulebook that reading needs: which days count, where participants come from, how files are laid out."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator


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
Order = Literal["ymd", "dmy", "mdy"]


def _one_or_parts(value: Any) -> str:  # noqa: ANN401 (anything may stand in a file)
    return "parts" if isinstance(value, list) else "one"


Theirs = Annotated[
    Annotated[str, Tag("one")] | Annotated[list[str], Field(min_length=1, max_length=5), Tag("parts")],
    Discriminator(_one_or_parts),
]
"""The platform's column, or several whose values are joined by a blank (date, time, zone)."""


class Duration(Strict):
    """How long a step took, where the platform writes that instead of the step's date.

    ``clock`` is hours:minutes, or hours:minutes:seconds; the other units are numbers.
    """

    column: str
    unit: Literal["seconds", "minutes", "hours", "days", "clock"]


class Statuses(Strict):
    """What the platform's status words say of the date of resolution.

    ``resolved``: only under these words the date counts; none: under any. ``unsolved``: closed without having been
    solved; the date does not count, the complaint stays open, and such complaints are counted apart.
    """

    resolved: Words = []
    unsolved: Words = []


class StepWords(Strict):
    """Which of the platform's states, or actions, are which step. Words that stand nowhere are no step.

    ``received`` empty: a complaint is received with its first event.
    """

    received: Words = []
    acknowledged: Words = []
    answered: Words = []
    resolved: Words = []
    reopened: Words = []


class ComplaintSource(Strict):
    """How complaint logs are laid out and which of their rows count.

    ``columns`` maps our column names to theirs (to "": the logs have none, whatever a header is called), ``nulls``
    lists per column (or "*") the values that mean nothing, ``exclude`` lists per column the values whose rows are left
    out of the competition. In the shape ``events`` a log has one row per change of state, and ``steps`` says which
    states are which step.
    """

    shape: Literal["rows", "events"] = "rows"
    date_order: Order = "ymd"
    duplicates: Literal["refuse", "latest"] = "refuse"
    imply: bool = True
    whole_ids: bool = False
    exclude: dict[str, Words] = {}
    columns: dict[str, Theirs] = {}
    fixed: dict[str, str] = {}
    nulls: dict[str, Words] = {}
    durations: dict[str, Duration] = {}
    statuses: Statuses = Statuses()
    steps: StepWords = StepWords()
    participant_of: Literal["first", "last"] = "last"
    list_at_most: Annotated[int, Field(ge=1, le=1_000_000)] = 10_000


class FollowUps(Strict):
    """How the files in ``follow_ups/`` are laid out: one row per action on a complaint in ``complaints/``, by id."""

    date_order: Order = "ymd"
    whole_ids: bool = False
    columns: dict[str, Theirs] = {}
    nulls: dict[str, Words] = {}
    steps: StepWords = StepWords()


class MarkSource(Strict):
    """How judges' score sheets, and the list of assignments, are laid out; ``columns`` maps our names to theirs."""

    date_order: Order = "ymd"
    columns: dict[str, str] = {}


class RosterSource(Strict):
    """How the roster is laid out; ``columns`` maps our names to theirs."""

    columns: dict[str, str] = {}


class ChecklistSource(Strict):
    """How checklists, as handed in and as verified, are laid out; ``columns`` maps our names to theirs."""

    columns: dict[str, str] = {}


class Sources(Strict):
    """``[sources]``: the layout of each kind of file."""

    complaints: ComplaintSource = ComplaintSource()
    follow_ups: FollowUps | None = None
    scores: MarkSource = MarkSource()
    participants: RosterSource = RosterSource()
    checklists: ChecklistSource = ChecklistSource()


Where = Annotated[str, Field(min_length=1, max_length=300)]


class Engine(Strict):
    """Who counts. DuckDB runs in this process; the others are found as their own environment says, never by this file.

    With ``table`` or ``path`` the complaints are measured where they lie, and `complaints/` is not read; without, the
    logs are read here, and what was read is handed to the engine, which measures.
    """

    name: Literal["duckdb", "spark", "postgresql"] = "duckdb"
    table: Where | None = None
    path: Where | None = None

    @property
    def place(self) -> str:
        """Where the complaints lie, as lists of files name it; "" where they are handed in as logs."""
        where = self.table or self.path
        return f"{self.name}:{where}" if where else ""


class Panel(Strict):
    """What a mark may be on one judged criterion: its code, the smallest and largest mark, and its titles."""

    criterion: str
    minimum: float
    maximum: float
    titles: tuple[str, ...] = ()


class Stage(Strict):
    """A stage at which judges mark: its code, its titles, and the last day on which a mark may be given."""

    code: str
    titles: tuple[str, ...] = ()
    closes: dt.date | None = None


Evidence = Literal["required", "optional", "none"]


class Question(Strict):
    """What a checklist asks: its code, the points it can bring, whether evidence is asked for, and its titles."""

    code: str
    points: float
    evidence: Evidence = "optional"
    titles: tuple[str, ...] = ()


class Terms(Strict):
    """All that reading needs to know of a rulebook; the rulebook composes it (``Rulebook.terms``).

    topics: whether complaints are counted by their topics, which are otherwise not kept in any form.
    """

    period: Period
    participants: Participants
    sources: Sources
    panels: tuple[Panel, ...] = ()
    questions: tuple[Question, ...] = ()
    stages: tuple[Stage, ...] = ()
    topics: bool = False
    engine: Engine = Engine()
    edition: str = ""
