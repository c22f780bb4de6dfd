"""The complaints themselves: every column worked out from a complaint's number and its draws, a block at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evaluator.synth.draws import LANE, Ints, Stream, lanes
from evaluator.synth.year import DAY, SPEED, Year

WORDS = 5  # 64-bit words drawn for each complaint
NEVER = np.int64(-1)  # a moment that has not come
KINDS = ("complaint", "inspection", "information", "aspiration")
KIND_ENDS = np.array([0.78, 0.85, 0.94, 1.0]) * LANE
KIND_PACE = np.array([4, 14, 1, 3])  # time to resolve, in quarters of that of a complaint
STATUSES = ("new", "acknowledged", "answered", "resolved", "not authority", "withdrawn")
NOT_AUTHORITY, WITHDRAWN = 4, 5
TOPICS = (
    "Infrastruktur jalan", "Administrasi kependudukan", "Kesehatan", "Pendidikan", "Perizinan", "Air bersih",
    "Penerangan jalan", "Persampahan", "Bantuan sosial", "Perhubungan", "Ketenagakerjaan", "Lingkungan hidup",
)  # fmt: skip
CHANNELS = ("Situs web", "Aplikasi", "SMS", "Media sosial", "Tatap muka", "Telepon", "Surat")
UNITS = ("Bidang Pelayanan", "Sekretariat", "Bidang Pengawasan", "Bidang Teknis", "Bagian Umum", "Bidang Informasi")
CHANNEL_ENDS = np.array([0.34, 0.62, 0.76, 0.89, 0.95, 0.98, 1.0]) * LANE
RATED = 0.3
RATING_ENDS = (  # share of ratings up to 1, 2, 3, 4, by how pleased people are with the participant
    np.array([[0.3, 0.52, 0.74, 0.9], [0.2, 0.38, 0.62, 0.85], [0.12, 0.25, 0.47, 0.76], [0.07, 0.15, 0.33, 0.64],
              [0.03, 0.08, 0.2, 0.5]]) * LANE
)  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """A block of complaints. Moments: seconds since the first midnight of the period, ``NEVER`` when missing.

    number: of the complaint, 0 when the id is missing (ids count from 1); participant: row of the roster; label: 0
    written as code, 1 as name, 2 as a misspelt name; due: day of the period; rating 0: none; the rest are positions in
    the tuples above.
    """

    number: Ints
    participant: Ints
    label: Ints
    received: Ints
    acknowledged: Ints
    answered: Ints
    resolved: Ints
    due: Ints
    kind: Ints
    topic: Ints
    channel: Ints
    unit: Ints
    status: Ints
    reopened: Ints
    rating: Ints
    updated: Ints
    reporter: Ints

    def __len__(self) -> int:
        return len(self.number)


def draws(year: Year, start: int, stop: int) -> NDArray[np.uint16]:
    """Return the lanes drawn for complaints ``start`` to ``stop`` (excluded)."""
    return lanes(year.seed, Stream.COMPLAINTS, start, stop, WORDS)


def rows(year: Year, index: Ints, drawn: NDArray[np.uint16]) -> Rows:
    """Return the complaints with these numbers (from 0) and draws, before any dirt."""
    lane = np.ascontiguousarray(drawn.T).astype(np.int64)
    participant = year.slots[(lane[0] << 4) | (lane[1] >> 12)]
    kind = np.searchsorted(KIND_ENDS, lane[2], side="right")
    day = np.searchsorted(year.bounds, index, side="right") - 1
    received = day * DAY + _second(year, index, day, lane[11])
    events = _events(year, (participant, kind, year.months[day]), received, lane)
    return Rows(
        number=index + 1,
        participant=participant,
        label=((lane[1] & 0xFFF) < 0.04 * 4_096).astype(np.int64),
        received=received,
        due=_due(year, received, lane[10]),
        kind=kind,
        topic=lane[3] % len(TOPICS),
        channel=np.searchsorted(CHANNEL_ENDS, lane[17], side="right"),
        unit=lane[8] % len(UNITS),
        reporter=_reporter(year, (lane[12] << 16) | lane[13]),
        **_outcome(year, participant, received, events, lane),
    )


def _reporter(year: Year, lane: Ints) -> Ints:
    """Return an opaque key of ten digits: fewer people than complaints, so some write more than once."""
    person = lane * (year.count * 3 // 5 + 1) >> 32
    return 10**9 + (person * 2_654_435_761 + year.seed) % (9 * 10**9)


def _second(year: Year, index: Ints, day: Ints, jitter: Ints) -> Ints:
    """Return the second of the day at which each is received, later for later numbers of a day."""
    first, after = year.bounds[day], year.bounds[day + 1]
    return year.of_day[((index - first) * LANE + jitter) // (after - first)]


def _events(year: Year, who: tuple[Ints, Ints, Ints], received: Ints, lane: Ints) -> list[Ints]:
    """Return acknowledged, answered and resolved: each a delay on the office clock after the step before it."""
    participant, kind, month = who
    clock = year.office.clock(received)
    last = year.office.clock(np.array([year.cutoff]))
    stalled = lane[16] < year.stalls[participant]
    halted = np.where(stalled, lane[16] & 3, 3)  # 0: never acknowledged ... 3: goes on to the end (or only resolved)
    events = []
    for step in range(3):
        delay = year.delays[step][lane[4 + step]] * year.factor[step, participant, month] // SPEED
        clock = clock + (delay * KIND_PACE[kind] // 4 if step == 2 else delay)
        moment = year.office.moment(np.minimum(clock, last + 1))
        happened = (halted > step) & (moment < year.cutoff)
        events.append(np.where(happened, moment, NEVER))
    return events


def _due(year: Year, received: Ints, lane: Ints) -> Ints:
    """Return the day by which it promises to be resolved: fourteen weekdays on, for one complaint in six."""
    office = year.office
    day = office.days[office.open_before[received // DAY] + 13 + office.is_open[received // DAY]]
    return np.where(lane < LANE // 6, day, NEVER)


def _outcome(year: Year, participant: Ints, received: Ints, events: list[Ints], lane: Ints) -> dict[str, Ints]:
    """Return the events as logged, and the columns that hang on how it ended."""
    acknowledged, answered, resolved = events
    dropped = np.where(lane[7] < 0.012 * LANE, NOT_AUTHORITY, np.where(lane[7] < 0.018 * LANE, WITHDRAWN, 0))
    answered, resolved = (np.where(dropped > 0, NEVER, event) for event in (answered, resolved))
    reached = (acknowledged != NEVER).astype(np.int64) + (answered != NEVER) + (resolved != NEVER)
    done = resolved != NEVER
    forgotten = (lane[7] > 0.97 * LANE) & (answered != NEVER)  # nobody logged the acknowledgement
    rated = done & (lane[9] < RATED * LANE)
    ends = RATING_ENDS[year.pleased[participant]]
    return {
        "acknowledged": np.where(forgotten, NEVER, acknowledged),
        "answered": answered,
        "resolved": resolved,
        "status": np.where(dropped > 0, dropped, reached),
        "reopened": np.where(done & (lane[8] > 0.96 * LANE), 1 + (lane[9] & 1), 0),
        "rating": np.where(rated, 1 + (lane[19][:, None] >= ends).sum(axis=1), 0),
        "updated": np.maximum.reduce([received, acknowledged, answered, resolved]),
    }


def patched(block: Rows, where: NDArray[np.bool_], **values: Ints | np.int64) -> Rows:
    """Return the block with other values in these rows; the values have the block's length or are single."""
    return replace(block, **{name: np.where(where, value, getattr(block, name)) for name, value in values.items()})
