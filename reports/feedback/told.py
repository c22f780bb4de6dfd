"""What a feedback says, as plain values and words: one object a participant, small enough to hand to a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Leaf:
    """One measured or judged criterion; scores 0..100, NaN where there is none.

    weight: its part of the participant's total in percent, NaN where it is none. low, median, high: the quarter, the
    half, three quarters of the category. winners: the mean of those awarded. value: what was measured, in words.
    """

    title: str
    weight: float
    own: float
    low: float
    median: float
    high: float
    winners: float
    value: str


@dataclass(frozen=True, slots=True)
class Month:
    """One month of receipt: complaints, the share 0..1 answered on time, the category's median share; NaN without."""

    label: str
    complaints: int
    on_time: float
    median: float


@dataclass(frozen=True, slots=True)
class Lift:
    """What would have lifted the score: points of the total, and the rank that they would have brought."""

    title: str
    now: str
    then: str
    points: float
    rank: int | None


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody of the same kind who stands better, and where it is ahead by most points of the total."""

    rank: int
    name: str
    code: str
    score: float
    ahead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of problem in the participant's rows: how many, the first place and what stands there, how to mend it."""

    count: int
    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    says: str
    mend: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows of the participant in one bin."""

    title: str
    meaning: str
    rows: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything that the two pages say.

    standing: sentences on rank, total, interval and stage, the most important first. kind: what the peers share, "" for
    the category. months: in the order of the period. trend: a sentence on them. more_leaves, more_faults: criteria and
    kinds of problems left out.
    """

    language: Literal["id", "en"]
    decimals: int
    code: str
    name: str
    category: str
    edition: str
    organiser: str
    period: str
    label: str
    foot: str
    ranked: bool
    standing: tuple[str, ...]
    leaves: tuple[Leaf, ...]
    more_leaves: int
    months: tuple[Month, ...]
    trend: str
    lifts: tuple[Lift, ...]
    peers: tuple[Peer, ...]
    kind: str
    bins: tuple[Bin, ...]
    faults: tuple[Fault, ...]
    more_faults: int
