"""A competition of six participants and some two hundred complaints, clean, for tests that spoil one thing of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from pathlib import Path

RULEBOOK = """\
schema = 1
[edition]
code = "kecil-2019"
title = { id = "Kompetisi Kecil 2019", en = "Small Competition 2019" }
language = "en"
[period]
from = 2018-11-01
to = 2019-10-31
cutoff = 2019-11-01
[standards]
answer = 5
resolve = { default = 14 }
[sources.complaints]
exclude = { kind = ["aspiration"] }
[[category]]
code = "agency"
title = { id = "Instansi", en = "Agencies" }
where = { kind = ["city", "regency"] }
[[category]]
code = "upp"
title = { id = "UPP", en = "Units" }
where = { kind = ["upp"] }
[[gate]]
code = "enough"
title = { id = "Cukup", en = "Enough" }
indicator = "complaints"
at_least = 10
[[criterion]]
code = "speed"
title = { id = "Cepat", en = "Speed" }
weight = 60
[[criterion]]
code = "answered"
title = { id = "Dijawab", en = "Answered on time" }
parent = "speed"
weight = 50
indicator = "answered_on_time_share"
scale = { type = "linear", zero = 0, full = 1 }
[[criterion]]
code = "days"
title = { id = "Hari", en = "Days to resolve" }
parent = "speed"
weight = 50
indicator = "days_to_resolve_median"
scale = { type = "linear", zero = 30, full = 0 }
[[criterion]]
code = "judged"
title = { id = "Juri", en = "Judged" }
weight = 40
panel = { min = 0, max = 100 }
[[award]]
code = "best-agency"
title = { id = "Instansi Terbaik", en = "Best Agency" }
category = "agency"
by = "total"
winners = 2
[[award]]
code = "best-unit"
title = { id = "UPP Terbaik", en = "Best Unit" }
category = "upp"
by = "total"
[certificate]
date = 2019-12-09
place = "Jakarta"
"""
PEOPLE = {
    "A1": "Kota Satu", "A2": "Kabupaten Dua", "A3": "Kota Tiga", "A4": "Kabupaten Empat",
    "U1": "Loket Lima", "U2": "Klinik Enam",
}  # fmt: skip
COLUMNS = (
    "complaint_id", "participant", "received_at", "acknowledged_at", "answered_at", "resolved_at", "topic", "rating",
)  # fmt: skip
COUNT = 200
LOG = "complaints/log.csv"
ROSTER = "participants.csv"
MARKS = "scores/marks.csv"
FIRST_FREE_ROW = COUNT + 2
"""Row of the log at which a row that is added will stand."""


def complaints() -> list[list[str]]:
    """The clean complaints as text; received in order, none of them excluded, set aside or outside."""
    draw = random.Random(7)  # noqa: S311 (data for tests)
    rows = []
    for number in range(COUNT):
        code = list(PEOPLE)[number % len(PEOPLE)]
        named = code if number % 3 else PEOPLE[code]
        received = dt.datetime(2018, 11, 2, 8) + dt.timedelta(days=1.7 * number)  # noqa: DTZ001 (as a cell: no zone)
        received = received.replace(minute=draw.randrange(60), second=0, microsecond=0)
        slow = 1 + list(PEOPLE).index(code)
        steps = [received + dt.timedelta(days=draw.randrange(most)) for most in (2, 4 * slow, 8 * slow)]
        times = [f"{day:%Y-%m-%d %H:%M:%S}" for day in (received, *steps)]
        times[3] = "" if draw.random() < 0.1 else max(times[1:])
        rows.append([f"{number + 1:05d}", named, *times, draw.choice(["Jalan", "Air bersih", "Perizinan"]), "4"])
    return rows


def as_csv(rows: list[list[str]], delimiter: str = ",", *, header: tuple[str, ...] = COLUMNS) -> str:
    """Rows under their header."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def roster() -> list[list[str]]:
    """code, name, kind, parent."""
    kinds = {"A1": "city", "A2": "regency", "A3": "city", "A4": "regency"}
    return [[code, name, kinds.get(code, "upp"), "" if code in kinds else "A1"] for code, name in PEOPLE.items()]


def marks() -> list[list[str]]:
    """judge, participant, criterion, mark."""
    return [
        [f"J{judge}", code, "judged", str(60 + 5 * at + judge)] for judge in (1, 2) for at, code in enumerate(PEOPLE)
    ]


def build(root: Path) -> Path:
    """Write the clean folder."""
    for sub in ("complaints", "scores"):
        (root / sub).mkdir(parents=True)
    (root / "rulebook.toml").write_text(RULEBOOK, encoding="utf-8")
    (root / ROSTER).write_text(as_csv(roster(), header=("code", "name", "kind", "parent")), encoding="utf-8")
    (root / LOG).write_text(as_csv(complaints()), encoding="utf-8")
    (root / MARKS).write_text(as_csv(marks(), header=("judge", "participant", "criterion", "mark")), encoding="utf-8")
    return root


def add(folder: Path, name: str, *lines: str) -> None:
    """Add lines to a file of the folder."""
    with (folder / name).open("a", encoding="utf-8", newline="") as file:
        file.writelines(f"{line}\n" for line in lines)


def replace(folder: Path, name: str, old: str, new: str) -> None:
    """Change the one place where a text stands in a file of the folder."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """A table of the results."""
    with (folder / "results" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def problems(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """What problems.csv says: code, file, row, column, value."""
    told = ("code", "file", "row", "column", "value")
    return [tuple(row[name] for name in told) for row in table(folder, "problems.csv")]


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every result by its path, but for the list of problems."""
    files = (path for path in (folder / "results").rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in files if path.name != "problems.csv"}
