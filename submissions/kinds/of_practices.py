"""Kinds of problems with practices, which are read for the catalogue alone: none of them touches a ranking."""

from __future__ import annotations

from submissions.kinds.making import BLOCKING, NOTE, SET_ASIDE, kind

PRACTICES_TWICE = kind(
    "practices-twice",
    BLOCKING,
    ("Ada dua berkas praktik baik: CSV dan XLSX.", "Simpan satu saja."),
    ("There are two files of practices, a CSV and an XLSX.", "Keep one of them."),
)
PRACTICE_INCOMPLETE = kind(
    "practice-incomplete",
    SET_ASIDE,
    ("Kolom ini kosong; praktik ini tidak dimuat.", "Isi judul, masalah, dan apa yang dilakukan."),
    ("This column is empty; the practice is left out.", "Fill in title, problem and what was done."),
)
PRACTICE_LONG = kind(
    "practice-long",
    SET_ASIDE,
    ("Isian ini lebih dari {limit} huruf; praktik ini tidak dimuat.", "Singkatkan."),
    ("This is longer than {limit} characters; the practice is left out.", "Shorten it."),
)
PRACTICE_PERSONAL = kind(
    "practice-personal",
    SET_ASIDE,
    (
        "Isian ini memuat nomor seperti NIK, NIP, atau nomor ponsel; praktik ini tidak dimuat.",
        "Hapus nomornya; sebagai narahubung tulis unit kerja, bukan orang.",
    ),
    (
        "This holds a number like one of identity or of a mobile telephone; the practice is left out.",
        "Remove it; as contact name a unit, and no person.",
    ),
)
PRACTICE_WITHOUT_AWARD = kind(
    "practice-without-award",
    NOTE,
    ("Praktik peserta tanpa penghargaan tidak dimuat dalam katalog: {count}.", "Tidak perlu apa-apa."),
    ("Practices of participants who hold no award are left out of the catalogue: {count}.", "Nothing to do."),
)
