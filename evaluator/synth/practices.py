"""Made-up good practices of the best, so that the catalogue of a synthetic year has something to tell."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from evaluator.synth.roster import MADE_UP
from submissions.dictionary import PRACTICES

if TYPE_CHECKING:
    from pathlib import Path

    from evaluator.synth.roster import Roster

BEST = 0.08
"""Share of the agencies, and of the units, that tell of a practice: the best, for winners are among them."""
LEAST = 2
TOLD = (
    (
        "Satu petugas pemilah setiap pagi",
        "Pengaduan tiba di unit yang salah; Pengaduan lama tidak ditanggapi",
        "Seorang petugas membaca semua pengaduan baru pukul delapan dan meneruskannya pada hari itu juga.\n"
        "Unit yang merasa salah alamat mengembalikannya dalam satu hari, bukan membiarkannya.",
        "Satu orang selama dua jam sehari; tanpa anggaran tambahan.",
        "Pengaduan yang dikembalikan antarunit turun dari satu di antara lima menjadi satu di antara dua puluh.",
    ),
    (
        "Papan tenggat di ruang rapat",
        "Tindak lanjut melewati tenggat",
        "Pengaduan yang tenggatnya tinggal tiga hari ditampilkan di layar ruang rapat, per unit.\n"
        "Kepala unit menjelaskan yang terlambat dalam rapat mingguan.",
        "Satu layar bekas dan lembar kerja yang disegarkan setiap pagi.",
        "Tunggakan yang lewat tenggat berkurang setengahnya dalam empat bulan.",
    ),
    (
        "Jawaban baku yang boleh diubah",
        "Jawaban kepada pelapor sulit dipahami; Pengaduan lama tidak ditanggapi",
        "Tiga puluh jawaban tersering ditulis ulang dengan bahasa sehari-hari bersama para pelapor.\n"
        "Petugas wajib menambahkan apa yang khusus bagi pelapor itu.",
        "Dua lokakarya sehari dan seorang penyunting.",
        "Laporan yang dibuka kembali karena jawabannya tidak jelas menjadi jarang.",
    ),
    (
        "Telepon sebelum menutup laporan",
        "Laporan dibuka kembali; Pelapor tidak puas",
        "Sebelum laporan ditutup, petugas menanyakan kepada pelapor apakah masalahnya memang selesai.",
        "Lima menit untuk setiap laporan.",
        "Penilaian pelapor naik, laporan yang dibuka kembali turun.",
    ),
    (
        "Sebab dicari setiap bulan",
        "Pengaduan yang sama datang berulang",
        "Sepuluh pengaduan tersering dibahas setiap bulan bersama unit teknis: apa sebabnya, siapa mengubah apa.",
        "Satu rapat sebulan dan seorang analis.",
        "Tiga sebab utama diselesaikan di hulunya; pengaduan tentangnya hampir tidak datang lagi.",
    ),
)
"""Title, problems, what was done, what it took, what came of it."""


def write(roster: Roster, path: Path) -> int:
    """Write practices.csv; return how many practices it tells."""
    rows = []
    is_unit = roster.table["kind"].eq("upp").to_numpy()
    for mine in (~is_unit, is_unit):
        places = np.flatnonzero(mine)
        best = places[np.argsort(-roster.quality[places], kind="stable")]
        rows += [int(place) for place in best[: max(LEAST, round(BEST * len(places)))]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in PRACTICES])
        for number, place in enumerate(sorted(rows)):
            title, *told = TOLD[number % len(TOLD)]
            code = str(roster.table["code"].iloc[place])
            writer.writerow([code, f"{title} ({MADE_UP})", *told, "Unit Pengelola Pengaduan (rekaan)"])
    return len(rows)
