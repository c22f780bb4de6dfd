"""Blocks of complaints as Arrow tables: our column names, cells of text where dirt or the format demands it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from evaluator.synth import names
from evaluator.synth.complaints import CHANNELS, KINDS, NEVER, STATUSES, TOPICS, UNITS
from evaluator.synth.dirt import Spoilt
from evaluator.synth.draws import Ints
from evaluator.synth.year import Year

MOMENTS = ("received_at", "acknowledged_at", "answered_at", "resolved_at")
MARK = "data_sintetis"  # a column without content: its name says in every log that it is made up
ID = "SIN"  # every id begins so


@dataclass(frozen=True)
class Labels:
    """How participants are written in logs: all codes, then all names, then all names misspelt."""

    words: pa.Array

    @classmethod
    def of(cls, roster: pd.DataFrame) -> Labels:
        """Return the labels of a roster."""
        wrong = [names.misspelt(name) for name in roster["name"]]
        return cls(pa.array([*roster["code"], *roster["name"], *wrong], pa.string()))


def table(year: Year, labels: Labels, spoilt: Spoilt) -> pa.Table:
    """Return a block with typed columns; cells that hold a text instead of a moment are not in it yet."""
    rows = spoilt.rows
    columns = {
        "complaint_id": ids(rows.number),
        "participant": _words(labels.words, rows.participant + rows.label * year.participants),
        "received_at": _moments(year, rows.received),
        "acknowledged_at": _moments(year, rows.acknowledged, rows.acknowledged == NEVER),
        "answered_at": _moments(year, rows.answered, rows.answered == NEVER),
        "resolved_at": _moments(year, rows.resolved, rows.resolved == NEVER),
        "due_at": _days(year, rows.due),
        "kind": _words(KINDS, rows.kind),
        "topic": _words(TOPICS, rows.topic),
        "channel": _words(CHANNELS, rows.channel),
        "unit": _words(UNITS, rows.unit),
        "status": _words(STATUSES, rows.status),
        "reopened": pa.array(rows.reopened.astype(np.int8)),
        "rating": pa.array(rows.rating.astype(np.int8), mask=rows.rating == 0),
        "updated_at": _moments(year, rows.updated),
        "reporter": pc.cast(pa.array(rows.reporter), pa.string()),
        MARK: pa.nulls(len(rows), pa.string()),
    }
    return pa.table(columns)


def as_text(block: pa.Table, texts: dict[str, tuple[Ints, list[str]]]) -> pa.Table:
    """Return the block with its moments as text, and those texts in their place that are none."""
    for name in MOMENTS:
        column = pc.cast(block[name].combine_chunks(), pa.string())
        if name in texts:
            where, words = texts[name]
            mask = np.zeros(len(block), dtype=np.bool_)
            mask[where] = True
            column = pc.replace_with_mask(column, mask, pa.array(words, pa.string()))
        block = block.set_column(block.column_names.index(name), name, column)
    return block


def ids(numbers: Ints) -> pa.Array:
    """Return complaint ids as text, null where the number is 0."""
    width = 10 ** len(str(10**8 - 1))
    text = pc.utf8_slice_codeunits(pc.cast(pa.array(numbers + width), pa.string()), 1)
    return pc.if_else(pa.array(numbers > 0), pc.binary_join_element_wise(ID, text, ""), pa.scalar(None, pa.string()))


def _words(words: tuple[str, ...] | pa.Array, at: Ints) -> pa.Array:
    return pc.take(words if isinstance(words, pa.Array) else pa.array(words, pa.string()), pa.array(at))


def _moments(year: Year, seconds: Ints, missing: NDArray[np.bool_] | None = None) -> pa.Array:
    return pa.array((np.datetime64(year.first, "s") + seconds.astype("timedelta64[s]")), mask=missing)


def _days(year: Year, days: Ints) -> pa.Array:
    return pa.array((np.datetime64(year.first, "D") + days.astype("timedelta64[D]")), mask=days == NEVER)
