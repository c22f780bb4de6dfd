"""Random years full of dirt, as logs in a folder, and what the plain calculation says of them."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pandas as pd
from hypothesis import strategies as st

from criteria.calendar import days_off
from criteria.editions import edition_text
from criteria.loading import loads
from tests import plain

COLUMNS = [
    "complaint_id", "participant", "received_at", "acknowledged_at", "answered_at", "resolved_at", "due_at", "kind",
    "topic", "status", "reopened", "rating", "updated_at",
]  # fmt: skip
CODES = ["A1", "007", "NA"]

dates = st.dates(dt.date(2018, 10, 25), dt.date(2019, 11, 12)).map(str)
moments = st.one_of(dates, dates.map(lambda d: f"{d} 09:30:00"), dates.map(lambda d: f"{d}T23:59"))
events = st.one_of(st.just(""), moments, moments, st.sampled_from(["tidak ada", "2019-02-30"]))
rows = st.fixed_dictionaries(
    {
        "complaint_id": st.sampled_from(["1", "2", "007", "7", "1e5", "NA", "", "x9", "x8", "x7"]),
        "participant": st.sampled_from([*CODES, "a1", " A1 ", "Agency One", "nobody", ""]),
        "received_at": st.one_of(moments, moments, st.sampled_from(["", "besok"])),
        "acknowledged_at": events,
        "answered_at": events,
        "resolved_at": events,
        "due_at": st.one_of(st.just(""), st.just(""), dates),
        "kind": st.sampled_from(["", "complaint", "Inspection", "information", "aspiration"]),
        "topic": st.sampled_from(["", "roads"]),
        "status": st.sampled_from(["", "closed", "Withdrawn"]),
        "reopened": st.sampled_from(["", "0", "1", "2"]),
        "rating": st.sampled_from(["", "1", "4", "5"]),
        "updated_at": st.sampled_from(["2019-11-01", "2019-11-02"]),
    }
)
logs = st.lists(st.lists(rows, max_size=12), min_size=1, max_size=3)


def rulebook(duplicates: str, imply: bool):
    text = edition_text("anggakara-2019").replace('duplicates = "refuse"', f'duplicates = "{duplicates}"')
    return loads(text.replace("[sources.complaints]", f"[sources.complaints]\nimply = {str(imply).lower()}", 1), "test")


def rules(rulebook) -> plain.Rules:
    source, period = rulebook.sources.complaints, rulebook.period
    off = set(days_off(rulebook.calendar, range(period.from_.year, period.cutoff.year + 1)))
    standards = {step: getattr(rulebook.standards, step) for step in plain.STEPS}
    exclude = [(column, [w.lower() for w in words]) for column, words in source.exclude.items()]
    return plain.Rules(
        (period.from_, period.to, period.cutoff), off, standards, exclude, source.duplicates, source.imply
    )


def write(folder: Path, files: list[list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    (folder / "complaints").mkdir(parents=True)
    roster = ["code,name,kind"] + [
        f"{code},Agency {n},city" for code, n in zip(CODES, ("One", "Two", "Three"), strict=True)
    ]
    (folder / "participants.csv").write_text("\n".join(roster) + "\n", encoding="utf-8")
    written = {}
    for n, log in enumerate(files):
        name = f"complaints/log{n}.csv"
        with (folder / name).open("w", encoding="utf-8", newline="") as f:
            writer = csv.DictWriter(f, COLUMNS)
            writer.writeheader()
            writer.writerows(log)
        written[name] = log
    return written


def known() -> dict[str, str]:
    return {code.lower(): code for code in CODES} | {"agency one": "A1", "agency two": "007", "agency three": "NA"}


def same(table: pd.DataFrame, expected: dict[str, dict[str, float]]) -> None:
    wanted = pd.DataFrame.from_dict(expected, orient="index").sort_index()
    pd.testing.assert_frame_equal(
        table[wanted.columns], wanted, check_names=False, check_exact=True, check_index_type=False, check_dtype=False
    )
