"""Which column may be which of ours: by its header, by what a known platform calls it, by what its values look like.

A proposal is sure only where the header is one that reading itself would take and the values fit; everything else is
for a person to decide.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz, process

from submissions.dictionary import COMPLAINTS, Field, folded
from submissions.mapping.columns_seen import READABLE, Column
from submissions.mapping.platforms import headers_of
from submissions.mapping.states import states
from submissions.moments import ORDERS, Order

if TYPE_CHECKING:
    from submissions.mapping.samples import Sample
    from submissions.sources import ComplaintSource

Certainty = Literal["sure", "likely", "guess"]
CERTAINTIES: tuple[Certainty, ...] = ("sure", "likely", "guess")
NEAR = 85.0
_TIME = re.compile(r"\b(?:waktu|jam|time|hour|pukul)\b", re.IGNORECASE)
_UNITS = {
    "minutes": r"minute|\bmin\b|menit",
    "hours": r"hour|\bhrs?\b|\bjam\b",
    "seconds": r"second|detik",
    "days": r"\bdays?\b|hari",
}
_STEPS = {
    "answered_at": r"first (?:reply|response)|respon|tanggap|jawab",
    "resolved_at": r"full resolution|resolution|penyelesaian|selesai",
}


@dataclass(frozen=True)
class Reason:
    """Why, as a code that the application puts into words, with what stands in them."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """One of our columns and what may be it: one column, or several to be joined; unit: of a duration, else ""."""

    ours: str
    columns: tuple[Column, ...]
    certainty: Certainty
    reasons: tuple[Reason, ...]
    unit: str = ""

    @property
    def theirs(self) -> tuple[str, ...]:
        """The headers."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class Proposals:
    """All proposals, best first for each of ours; orders: those that the dates allow (one: decided, none: no dates).

    events: the column of states, where a number stands in several rows with changing states.
    """

    columns: tuple[Proposal, ...]
    orders: tuple[Order, ...]
    events: str = ""


def propose(sample: Sample, columns: list[Column], maps: Mapping[str, ComplaintSource]) -> Proposals:
    """Return what each of our columns may be in a sample; maps: ready maps by platform, for what others call things."""
    times = Counter(folded(column.name) for column in columns)
    usable = [column for column in columns if column.name and times[folded(column.name)] == 1]
    called = _called(maps)
    taken: set[int] = set()
    found: list[Proposal] = []
    for certainty in CERTAINTIES:
        for ours in COMPLAINTS:
            if any(proposal.ours == ours.name for proposal in found):
                continue
            proposal = _proposal(ours, certainty, usable, taken, called)
            if proposal:
                taken |= {column.at for column in proposal.columns}
                found.append(_with_time(proposal, usable, taken))
    found += _durations(usable, taken, {proposal.ours for proposal in found})
    order = [ours.name for ours in COMPLAINTS]
    found.sort(key=lambda proposal: order.index(proposal.ours))
    dated = [column for proposal in found for column in proposal.columns if column.orders]
    return Proposals(tuple(found), orders(dated), states(sample, _ids(found), _decided(found), columns))


def mapped(columns: list[Column], source: ComplaintSource, platform: str) -> Proposals:
    """Return what a platform's ready map says of the columns that an export has."""
    fields = {ours.name: ours for ours in COMPLAINTS}
    found: list[Proposal] = []
    named = {ours: [theirs] if isinstance(theirs, str) else theirs for ours, theirs in source.columns.items()}
    named |= {ours: [duration.column] for ours, duration in source.durations.items()}
    for ours in (name for name in fields if name in named):
        there = tuple(c for name in named[ours] for c in columns if name and folded(c.name) == folded(name))[
            : len(named[ours])
        ]
        unit = source.durations[ours].unit if ours in source.durations else ""
        if there:
            looks = (Reason("duration", {"unit": unit}),) if unit else _looks(fields[ours], there[0])
            found.append(Proposal(ours, there, "sure", (Reason("ready", {"platform": platform}), *looks), unit))
    dated = [p.columns[0] for p in found if fields[p.ours].type == "moment" and not p.unit and p.columns[0].orders]
    return Proposals(tuple(found), orders(dated))


def orders(dated: list[Column]) -> tuple[Order, ...]:
    """Return the orders in which every column of dates is read as well as it can be."""
    if not dated:
        return ()
    return tuple(order for order in ORDERS if all(order in column.best for column in dated))


def _called(maps: Mapping[str, ComplaintSource]) -> dict[str, dict[str, str]]:
    """Return by our column what platforms call it, folded, with the platform."""
    called: dict[str, dict[str, str]] = defaultdict(dict)
    for platform, source in maps.items():
        for ours, theirs in source.columns.items():
            first = theirs if isinstance(theirs, str) else theirs[0]
            if first and first in set(headers_of(source)):
                called[ours].setdefault(folded(first), platform)
    return called


def _proposal(
    ours: Field, certainty: Certainty, columns: list[Column], taken: set[int], called: dict[str, dict[str, str]]
) -> Proposal | None:
    free = [column for column in columns if column.at not in taken]
    signs = [folded(header) for header in ours.headers]
    if certainty == "sure":
        exact = sorted((c for c in free if folded(c.name) in signs), key=lambda c: signs.index(folded(c.name)))
        fitting = [c for c in exact if fits(ours, c)]
        if fitting:
            return Proposal(ours.name, (fitting[0],), "sure", (Reason("header"), *_looks(ours, fitting[0])))
        return None
    if certainty == "likely":
        for column in free:
            reason = _likely(ours, column, called)
            if reason and fits(ours, column):
                return Proposal(ours.name, (column,), "likely", (reason, *_looks(ours, column)))
        return None
    guessed = _guess(ours, free)
    return Proposal(ours.name, (guessed,), "guess", _looks(ours, guessed)) if guessed else None


def _likely(ours: Field, column: Column, called: dict[str, dict[str, str]]) -> Reason | None:
    platform = called.get(ours.name, {}).get(folded(column.name))
    if platform:
        return Reason("platform", {"platform": platform})
    words = " ".join(re.split(r"[\W_]+", column.name.casefold()))[:100]
    choices = [header.casefold() for header in ours.headers]
    near = process.extractOne(words, choices, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR)
    return Reason("near", {"header": ours.headers[near[2]]}) if near else None


def fits(ours: Field, column: Column) -> bool:
    """Whether values look as they must; a column without values fits where it is not needed."""
    if not column.filled:
        return not ours.needed
    if ours.type == "moment":
        return column.dated >= READABLE
    if ours.name == "complaint_id":
        return column.longest <= 60 and column.dated < READABLE
    if ours.type == "rating":
        return column.ratings >= READABLE
    if ours.type == "count":
        return column.numbers >= READABLE and not column.unique
    return column.dated < READABLE


def _guess(ours: Field, free: list[Column]) -> Column | None:
    """Return what may be a needed column by its values alone."""
    if ours.name == "complaint_id":
        return next((c for c in free if c.unique and fits(ours, c) and not c.personal and c.longest <= 40), None)
    if ours.name == "received_at":
        dated = [column for column in free if column.dated >= READABLE]
        return max(dated, key=lambda column: (column.filled, -column.at), default=None)
    if ours.name == "participant":
        worded = [c for c in free if c.words and c.distinct > 1 and not c.personal and c.dated < READABLE]
        return max(worded, key=lambda column: (column.distinct, -column.at), default=None)
    return None


def _looks(ours: Field, column: Column) -> tuple[Reason, ...]:
    if not column.filled:
        return (Reason("empty"),)
    if ours.type == "moment":
        return (Reason("dates", {"share": f"{column.dated:.0%}"}),)
    if ours.name == "complaint_id":
        return (
            Reason("unique") if column.unique else Reason("repeats", {"count": f"{column.filled - column.distinct}"}),
        )
    if ours.type in {"rating", "count"}:
        return (Reason("ratings" if ours.type == "rating" else "counts"),)
    return (Reason("words", {"count": f"{column.distinct}"}),)


def _with_time(proposal: Proposal, columns: list[Column], taken: set[int]) -> Proposal:
    """Join a day with the time of day that stands in the next column."""
    day = proposal.columns[0]
    beside = next((column for column in columns if column.at == day.at + 1 and column.at not in taken), None)
    if not day.orders or day.timed or not beside or not _TIME.search(beside.name):
        return proposal
    if beside.filled and beside.first and not all(re.match(r"\d{1,2}[:.]\d\d", value) for value in beside.first):
        return proposal
    taken.add(beside.at)
    return Proposal(proposal.ours, (day, beside), "likely", (*proposal.reasons, Reason("time")))


def _durations(columns: list[Column], taken: set[int], found: set[str]) -> list[Proposal]:
    """Return the columns that may say how long a step took, for steps without a date."""
    proposals: list[Proposal] = []
    for ours, pattern in _STEPS.items():
        for column in columns:
            if ours in found or column.at in taken or not re.search(pattern, column.name, re.IGNORECASE):
                continue
            unit = "clock" if column.clock >= READABLE else _unit(column)
            if unit:
                taken.add(column.at)
                proposals.append(Proposal(ours, (column,), "likely", (Reason("duration", {"unit": unit}),), unit))
                found = found | {ours}
    return proposals


def _unit(column: Column) -> str:
    if column.numbers < READABLE:
        return ""
    return next((unit for unit, pattern in _UNITS.items() if re.search(pattern, column.name, re.IGNORECASE)), "")


def _ids(found: list[Proposal]) -> Column | None:
    return next((proposal.columns[0] for proposal in found if proposal.ours == "complaint_id"), None)


def _decided(found: list[Proposal]) -> set[int]:
    """Return the columns that are something else than a state; a guess decides nothing."""
    return {c.at for p in found if p.ours != "status" and p.certainty != "guess" for c in p.columns}
