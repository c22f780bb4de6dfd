"""Logs reduced to be sent say what the logs say, on every platform, and nothing of what they do not ask for."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import submissions
from criteria import measure
from criteria.loading import loads
from submissions.names import key
from submissions.reduced import Mine, reduce
from tests.submissions.test_platforms import NAMES, put, rulebook

RULES = """schema = 1
[edition]
code = "x"
title = { id = "X", en = "X" }
[period]
from = 2019-01-01
to = 2019-12-31
cutoff = 2019-12-31
[participants]
from = "complaints"
[sources.complaints]
date_order = "dmy"
exclude = { topic = ["Hoaks"] }
columns = { complaint_id = "Nomor" }
[[category]]
code = "all"
title = { id = "Semua", en = "All" }
[[criterion]]
code = "answered"
title = { id = "Dijawab", en = "Answered" }
weight = 100
indicator = "answered_share"
scale = { type = "linear", zero = 0, full = 1 }
[[award]]
code = "best"
title = { id = "Terbaik", en = "Best" }
category = "all"
by = "total"
"""
SECRETS = ("Siti", "Budi", "081234", "Loket Rahasia", "Air kotor", "jalan rusak", "3171", "kata Siti")
LOG = """Nomor,Peserta,received_at,answered_at,Pelapor,Topik,Unit,Rating,Isi Laporan,NIK
1,Kota A,03/04/2019 08:00,05/04/2019 10:00,Siti 081234,Air kotor,Loket Rahasia,4,jalan rusak,3171
2,Kota A,04/04/2019,kata Siti,Budi,Hoaks,Loket Rahasia,buruk kata Siti,jalan rusak,3171
3,kota a,05/04/2019,06/04/2019,Siti 081234,Air kotor,Loket Dua,5,jalan rusak,3171
4,Kota B,05/04/2019,06/04/2019,Budi,Air kotor,Loket Dua,5,jalan rusak,3171
5,,05/04/2019,06/04/2019,Budi,Air kotor,Loket Dua,5,jalan rusak,3171
3,kota a,05/04/2019,06/04/2019,Siti 081234,Air kotor,Loket Dua,5,jalan rusak,3171
6,Kota A,07/04/2019,08/04/2019,Budi,Air kotor,Loket Dua,5,jalan rusak,3171
6,Kota A,07/04/2019,08/04/2019,Budi,Air kotor,Loket Tiga,5,jalan rusak,3171
7,Kota A,01/04/2018,08/04/2019,Budi,Air kotor,Loket Dua,5,jalan rusak,3171
"""


def read(folder: Path, rules, scratch: Path):
    scratch.mkdir()
    return submissions.read(folder, rules.terms, scratch=scratch)


def reduced(folder: Path, code: str, rules, out: Path) -> list[Path]:
    """Reduce all logs of a folder to one participant's, as packing does."""
    found = [
        sorted(path for path in (folder / sub).rglob("*") if path.is_file()) for sub in ("complaints", "follow_ups")
    ]
    room = out.with_name(f"{out.name}-room")
    for one in (out, room):
        one.mkdir()
    return [out / one.path for one in reduce(*found, rules.terms, Mine([code], code), out, scratch=room)]


def rows_of(handed_in, code: str) -> dict[str, int]:
    mine = handed_in.bins[handed_in.bins["participant"].map(key) == key(code)]
    return {name: int(rows) for name, rows in mine.groupby("bin")["rows"].sum().items()}


@pytest.mark.parametrize("platform", NAMES)
def test_every_platforms_logs_say_the_same_when_reduced(platform, tmp_path):
    rules, folder = rulebook(platform), put(platform, tmp_path / "given")
    whole = read(folder, rules, tmp_path / "s")
    theirs = measure(whole, rules)
    code = max(whole.roster.index, key=lambda one: (sum(rows_of(whole, one).values()), one))  # who has most rows
    assert reduced(folder, code, rules, tmp_path / "out")
    own = read(tmp_path / "out", rules, tmp_path / "o")
    ours = measure(own, rules)
    assert rows_of(own, code) == rows_of(whole, code)
    for mine, given in zip(*((m.table, m.numerators, m.denominators) for m in (ours, theirs)), strict=True):
        pd.testing.assert_series_equal(mine.loc[code], given.loc[code], check_exact=True)


def test_bins_stay_and_nothing_personal_does(tmp_path):
    rules, folder = loads(RULES, "x"), tmp_path / "given"
    (folder / "complaints").mkdir(parents=True)
    (folder / "complaints" / "ekspor.csv").write_text(LOG, encoding="utf-8")
    (path,) = reduced(folder, "Kota A", rules, tmp_path / "out")
    table = pq.read_table(path)
    raw = path.read_bytes() + repr(table.to_pylist()).encode()
    assert [secret for secret in SECRETS if secret.encode() in raw] == []
    before, after = (read(one, rules, tmp_path / f"s{n}") for n, one in enumerate((folder, tmp_path / "out")))
    # by hand: 1 and a 3 count, the other 3 repeats it; 2 is excluded; both 6 contradict each other; 7 is of 2018
    assert rows_of(before, "Kota A") == {"used": 2, "repeated": 1, "excluded": 1, "set aside": 2, "outside": 1}
    assert rows_of(after, "Kota A") == rows_of(before, "Kota A")
