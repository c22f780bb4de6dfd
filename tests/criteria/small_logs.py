"""Complaint logs small enough to count by hand, as reading would hand them on."""

from __future__ import annotations

import datetime as dt

import ibis
import pandas as pd
from ibis.util import gen_name

from submissions.handed_in import BINS, HandedIn, InputFile
from tests.criteria import small_year as small

SCHEMA = {
    "participant": "int32", "bin": "int8", "complaint_id": "string", "kind": "string", "unit": "string",
    "received": "date", "acknowledged": "date", "answered": "date", "resolved": "date", "due": "date",
    "reopened": "int32", "rating": "int16", "unsolved": "boolean", "file": "int32", "row": "int64",
}  # fmt: skip
COLUMNS = frozenset(
    {"complaint_id", "participant", "received_at", "acknowledged_at", "answered_at", "resolved_at", "rating", "status"}
)
ENGINE = ibis.duckdb.connect()
START = dt.date(2019, 1, 1)


def day(number):
    """The day of 2019 with this number, from 0; None stays None."""
    return None if number is None else START + dt.timedelta(days=int(number))


def complaint(who, received=0, acknowledged=None, answered=None, resolved=None, **more):
    """A complaint of the participant "A", "B", ...; the steps come so many days after receipt, None: not at all."""
    steps = {"acknowledged": acknowledged, "answered": answered, "resolved": resolved}
    after = {step: None if delay is None else day(received + delay) for step, delay in steps.items()}
    return {"who": who, "bin": "used", "received": day(received), "unsolved": False, **after, **more}


def rulebook(*, imply=True, unsolved=("closed",), categories=None):
    plain = small.rulebook([small.leaf("a", 100)], categories=categories)
    complaints = plain.sources.complaints
    statuses = complaints.statuses.model_copy(update={"unsolved": list(unsolved)})
    complaints = complaints.model_copy(update={"imply": imply, "statuses": statuses})
    return plain.model_copy(update={"sources": plain.sources.model_copy(update={"complaints": complaints})})


def handed_in(rows, columns=COLUMNS, roster=None):
    """rows: of ``complaint``; roster: code -> fields, by default who has a complaint."""
    codes = sorted(roster or {row["who"] for row in rows})
    people = pd.DataFrame.from_dict(roster or {code: {} for code in codes}, orient="index").reindex(codes)
    people = people.assign(name=codes, units=float("nan"), units_connected=float("nan")).rename_axis("code")
    table = pd.DataFrame(rows).reindex(columns=["who", *SCHEMA])
    table["participant"] = [codes.index(who) for who in table["who"]]
    table["bin"] = [BINS.index(name) for name in table["bin"]]
    table["file"], table["row"] = 0, range(2, len(table) + 2)
    table["complaint_id"] = [f"C{row}" for row in table["row"]]
    bins = table.assign(bin=[BINS[at] for at in table["bin"]], file="complaints/log.csv")
    bins = bins.groupby(["file", "who", "bin"]).size().rename("rows").reset_index()
    typed = ibis.memtable(table.drop(columns="who").astype(object).where(table.notna(), None), schema=SCHEMA)
    complaints = ENGINE.create_table(gen_name("complaints"), typed, temp=True)
    files = (InputFile("complaints/log.csv", "0", 0, len(rows)),)
    marks = small.handed_in().marks
    return HandedIn(people, marks, complaints, columns, bins.rename(columns={"who": "participant"}), files)
