"""Years for the tests of documents: one of twelve participants that can be worked out by hand, one made by seed.

The small year's tree: speed (60) = on-time (50) + days (50); change (40) = judged (60) + connected (40).
Scores of "01": on-time .9 -> 90, days 5 of 20 -> 75, so speed 82.5; judged 80, connected .5 -> 50, so change 68;
total .6 x 82.5 + .4 x 68 = 76.7. Others are worked out in the tests that need them.
"""

from __future__ import annotations

import datetime as dt
from importlib.resources import files

import numpy as np
import pandas as pd

import criteria
from criteria.indicators import INDICATORS
from criteria.loading import fingerprint, load
from criteria.results import Indicators
from criteria.rulebook import Rulebook
from reports.year import Year
from submissions.handed_in import BINS, HandedIn
from submissions.problems import COLUMNS

LONG_NAME = (
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kabupaten Pangkajene dan Kepulauan "
    "Provinsi Sulawesi Selatan X120"
)
HOSTILE_NAME = '=HYPERLINK("http://x.example","<b>Klik</b> & \'menang\'")'
EMOJI_NAME = "Kota Ceria 🎉\u202e naik"
# code, name, category, complaints, on time, days, mark, connected
SMALL = [
    ("01", "Kabupaten Contoh Satu", "agency", 100, 0.9, 5, 80, 0.5),
    ("02", LONG_NAME, "agency", 2000, 0.97, 2, 92.5, 0.9),
    ("03", HOSTILE_NAME, "agency", 50, 0.5, 10, 50, 0.5),
    ("04", "Kota Contoh Empat", "agency", 80, 0.5, 10, 50, 0.5),  # shares everything with 03
    ("05", "Kota Contoh Lima", "agency", 80, 0.9, 5, 80, None),  # its weight goes to judged
    ("06", "Provinsi Contoh Enam", "agency", 1, 1.0, 0, 100, 1.0),  # too few complaints
    ("07", EMOJI_NAME, "agency", 70, 0.7, None, 60, 0.25),  # half were never resolved: days score zero
    ("08", "Kabupaten Contoh, Delapan", "agency", 60, 0.6, 12, None, 0.75),
    ("09", "RSUD Contoh Sembilan", "upp", 40, 0.8, 4, 70, None),
    ("10", "Puskesmas Contoh Sepuluh", "upp", 31, 0.7, 2, 70, None),  # 09 and 10: 76, broken by on-time
    ("11", "Samsat Contoh Sebelas", "upp", 45, 0.95, 3, 88, None),
    ("12", "Badan Tanpa Golongan", "", 45, 0.95, 3, 88, None),
]


def title(indonesian, english):
    return {"id": indonesian, "en": english}


def small_rulebook(language="en", *, synthetic=True, decimals=2):
    criterion = [
        {"code": "speed", "title": title("Kecepatan", "Speed"), "weight": 60.0, "assumed": True,
         "reason": "No published weight."},
        {"code": "change", "title": title("Perubahan", "Change"), "weight": 40.0},
        {"code": "on-time", "title": title("Tepat waktu", "On time"), "weight": 50.0, "parent": "speed",
         "indicator": "answered_on_time_share", "scale": {"type": "linear", "zero": 0.0, "full": 1.0}},
        {"code": "days", "title": title("Hari kerja", "Working days"), "weight": 50.0, "parent": "speed",
         "indicator": "days_to_resolve_median", "scale": {"type": "linear", "zero": 20.0, "full": 0.0}},
        {"code": "judged", "title": title("Penilaian juri", "Judged"), "weight": 60.0, "parent": "change", "panel": {}},
        {"code": "connected", "title": title("Terhubung", "Connected"), "weight": 40.0, "parent": "change",
         "indicator": "units_connected_share", "missing": "exclude",
         "scale": {"type": "linear", "zero": 0.0, "full": 1.0}},
    ]  # fmt: skip
    award = [
        {"code": "best", "title": title("Instansi Terbaik", "Best Agency"), "category": "agency", "winners": 2},
        {"code": "change", "title": title("Pendorong Perubahan", "Driver of Change"), "category": "agency",
         "by": "change", "exclusive": False},
        {"code": "upp", "title": title("UPP Terbaik", "Best Service Unit"), "category": "upp", "winners": 4},
    ]  # fmt: skip
    return Rulebook.model_validate(
        {
            "schema": 1,
            "edition": {
                "code": "contoh-2019", "title": title("Kompetisi Contoh 2019", "Example Competition 2019"),
                "language": language, "synthetic": synthetic, "decimals": decimals,
            },
            "period": {"from": dt.date(2018, 11, 1), "to": dt.date(2019, 10, 31), "cutoff": dt.date(2019, 11, 1)},
            "standards": {"resolve": {"default": 14, "inspection": 60}, "assumed": True, "reason": "As the app says."},
            "ranking": {"ties": ["on-time", "connected"]},
            "category": [
                {"code": "agency", "title": title("Instansi", "Agencies")},
                {"code": "upp", "title": title("Unit Pelayanan", "Service Units")},
            ],
            "gate": [
                {"code": "minimum-complaints", "title": title("Sekurangnya 30 pengaduan", "At least 30 complaints"),
                 "indicator": "complaints", "at_least": 30.0},
            ],
            "criterion": criterion,
            "award": award,
        }
    )  # fmt: skip


def small_year(language="en", *, synthetic=True, decimals=2, rules=None):
    """Return the year of ``SMALL``, with one problem of each severity but blocking, and 2,647 rows in five bins.

    rules: take the place of the small rulebook.
    """
    rows = pd.DataFrame(SMALL, columns=["code", "name", "category", "complaints", "on_time", "days", "mark", "units"])
    rows = rows.set_index("code")
    table = pd.DataFrame(np.nan, index=rows.index, columns=list(INDICATORS))
    table["complaints"] = rows["complaints"]
    table["excluded"] = 1.0
    table["set_aside_share"] = 0.0
    table["answered_on_time_share"] = rows["on_time"]
    table["days_to_resolve_median"] = rows["days"]
    table["units_connected_share"] = rows["units"]
    marks = [("final", "J1", code, "judged", mark, "scored", "") for code, mark in rows["mark"].dropna().items()]
    rules = rules or small_rulebook(language, synthetic=synthetic, decimals=decimals)
    return _year(rules, table, rows[["name", "category"]], marks)


def seeded_year(participants=300, language="id", seed=7):
    """Return a year of the shipped 2019 rules: two thirds UPPs, names of every length, as the seed has it."""
    with_source = files("criteria").joinpath("editions", "anggakara-2019.toml")
    rules = load(with_source)
    edition = rules.edition.model_copy(update={"language": language, "synthetic": True})
    rules = rules.model_copy(update={"edition": edition})
    random = np.random.default_rng(seed)
    codes = [f"{'i' if n % 3 == 0 else 'u'}{n:04d}" for n in range(participants)]
    table = pd.DataFrame(index=codes)
    for indicator in INDICATORS.values():
        table[indicator.code] = _made_up(indicator, random, participants)
    names = [LONG_NAME if n % 50 == 7 else _name(code, n) for n, code in enumerate(codes)]
    roster = pd.DataFrame({"name": names, "category": ["agency" if c < "u" else "upp" for c in codes]}, index=codes)
    table.loc[roster["category"] == "upp", "units_connected_share"] = np.nan
    quality = random.uniform(40, 95, participants)
    marks = [
        ("final", f"J{judge}", code, leaf.code, float(np.clip(np.round(mark), 0, 100)), "scored", "")
        for leaf in rules.leaves
        if leaf.panel
        for judge in range(1, 6)
        for code, mark in zip(codes, quality + random.normal(0, 6, participants), strict=True)
    ]
    return _year(rules, table, roster, marks)


def remade(year, rulebook):
    """Return the year scored again under other rules, without marks."""
    indicators = year.indicators
    return _year(rulebook, indicators.table, indicators.participants[["name", "category"]], [])


def _name(code, n):
    kinds = ["Kementerian", "Dinas Kependudukan dan Pencatatan Sipil Kabupaten", "RSUD Kota", "Provinsi", "Kabupaten"]
    return f"{kinds[n % 5]} Rekaan {code.upper()}"


def _made_up(indicator, random, count):
    if indicator.form == "count":
        return (
            np.floor(random.gamma(1.2, 160, count)) if indicator.code == "complaints" else random.integers(0, 9, count)
        )
    if indicator.form == "days":
        return np.floor(random.gamma(3, 1.5, count)) + (6 if indicator.code.endswith("p90") else 0)
    if indicator.form == "mean":
        return np.round(random.uniform(2.2, 4.9, count), 2)
    return random.beta(1, 12, count) if indicator.better == "lower" else random.beta(9, 2, count)


def _year(rules, table, participants, marks):
    table = table.astype("float64").rename_axis("code")
    participants = participants.rename_axis("code")
    none = pd.DataFrame(np.nan, index=table.index, columns=table.columns)
    months = pd.DataFrame(columns=["code", "month", "complaints", "answered_on_time", "answered_due", "resolved"])
    indicators = Indicators(table, none, none.copy(), participants, months)
    columns = ["stage", "judge", "participant", "criterion", "mark", "status", "comment"]
    handed_in = HandedIn(
        pd.DataFrame(), pd.DataFrame(marks, columns=columns).astype({"mark": "float64"}), None, frozenset(),
        pd.DataFrame(), (),
    )  # fmt: skip
    decision = criteria.decide(indicators, handed_in, rules)
    return Year(
        rulebook=rules,
        fingerprint=fingerprint(rules),
        indicators=indicators,
        scores=decision.scores,
        stages=decision.stages,
        ranking=decision.ranking,
        awards=decision.awards,
        flags=_flags(table),
        bins=_bins(table),
        problems=_problems(),
        files=pd.DataFrame(
            [("complaints/lapor.csv", "ab" * 32, 12345, 2600), ("participants.csv", "cd" * 32, 900, 12)],
            columns=["path", "sha256", "size", "rows"],
        ),
    )


def _bins(table):
    """Rows of each participant: its complaints used, one excluded; the first one has some of every bin."""
    first = table.index[0]
    rows = [("complaints/lapor.csv", code, "used", int(count)) for code, count in table["complaints"].items()]
    rows += [("complaints/lapor.csv", code, "excluded", 1) for code in table.index]
    rows += [("complaints/tambahan.xlsx", first, name, 3) for name in BINS[2:]]
    rows += [("complaints/tambahan.xlsx", "", "set aside", 24)]
    frame = pd.DataFrame(rows, columns=["file", "participant", "bin", "rows"])
    return frame[frame["rows"] > 0].reset_index(drop=True)


def _flags(table):
    """Two flags: a share with a share that is usual, and a multiple with nobody to compare with and a detail."""
    columns = ["code", "flag", "statistic", "reference", "threshold", "complaints", "detail"]
    rows = [
        (table.index[0], "no-delay", 0.985, 0.021, 0.95, 197, ""),
        (table.index[-1], "month-break", 4.25, 1.0, 3.0, 85, "2019-02"),
    ]
    return pd.DataFrame(rows, columns=columns)


def _problems():
    unknown = ("The participant “{}” is not in the roster.", "Write its code or exact name.", "participant-unknown")
    where = ("set aside", "complaints/tambahan.xlsx", "Sheet1")
    rows = [
        (*where, str(row), "participant", value, unknown[0].format(value), *unknown[1:], "1")
        for row, value in ((7, "=1+1"), (9, "Kota Lain"), (12, "＠x"))
    ]  # fmt: skip
    rows.append(
        (
            "warning",
            "participants.csv",
            "",
            "3",
            "region",
            "",
            "The region is empty.",
            "Fill it in.",
            "region-empty",
            "1",
        )
    )
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
