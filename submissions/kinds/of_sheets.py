"""Kinds of problems with workbooks, their sheets and cells, and with columns of any table."""

from __future__ import annotations

from submissions.kinds.making import BLOCKING, NOTE, WARNING, kind

WORKBOOK_UNREADABLE = kind(
    "workbook-unreadable",
    BLOCKING,
    ("Ini bukan buku kerja XLSX yang utuh.", "Buka dengan aplikasi lembar kerja dan simpan ulang sebagai XLSX."),
    ("This is no whole XLSX workbook.", "Open it in a spreadsheet program and save it again as XLSX."),
)
WORKBOOK_PROTECTED = kind(
    "workbook-protected",
    BLOCKING,
    ("Buku kerja ini dilindungi kata sandi.", "Simpan ulang tanpa kata sandi."),
    ("This workbook is protected by a password.", "Save it again without a password."),
)
WORKBOOK_OLD = kind(
    "workbook-old",
    BLOCKING,
    ("Ini buku kerja format lama (.xls).", "Simpan ulang sebagai XLSX."),
    ("This is a workbook of the old format (.xls).", "Save it again as XLSX."),
)
WORKBOOK_UNSAFE = kind(
    "workbook-unsafe",
    BLOCKING,
    (
        "Isi buku kerja ini tidak wajar ({what}); tidak dibuka.",
        "Salin datanya ke buku kerja baru, atau serahkan sebagai CSV.",
    ),
    (
        "The inside of this workbook is not as it should be ({what}); it was not opened.",
        "Copy its data to a new workbook, or hand it in as CSV.",
    ),
)
WORKBOOK_TOO_LARGE = kind(
    "workbook-too-large",
    BLOCKING,
    ("Buku kerja ini terlalu besar untuk dibuka dengan aman ({what}).", "Serahkan sebagai CSV, atau bagilah."),
    ("This workbook is too large to be opened safely ({what}).", "Hand it in as CSV, or split it."),
)
WORKBOOK_UNCOMPUTED = kind(
    "workbook-uncomputed",
    BLOCKING,
    ("Terlalu banyak sel memuat galat atau rumus yang belum dihitung.", "Buka di aplikasi lembar kerja, simpan ulang."),
    (
        "Too many cells hold an error or a formula never computed.",
        "Open it in a spreadsheet program and save it again.",
    ),
)
WORKBOOK_MACROS = kind(
    "workbook-macros",
    WARNING,
    ("Buku kerja ini memuat makro; makronya tidak pernah dijalankan.", "Simpan ulang sebagai XLSX tanpa makro."),
    ("This workbook holds macros; they are never run.", "Save it again as XLSX without macros."),
)
SHEET_HIDDEN = kind(
    "sheet-hidden",
    NOTE,
    ("Lembar tersembunyi ini tidak dibaca.", "Tampilkan lembarnya bila memang harus dihitung."),
    ("This hidden sheet is not read.", "Unhide the sheet if it is meant to count."),
)
WORKBOOK_OTHER_EDITION = kind(
    "workbook-other-edition",
    WARNING,
    (
        "Buku kerja ini dibuat untuk edisi {made}, sedangkan aturannya edisi {edition}.",
        "Ambil buku kerja kosong tahun ini (evaluator workbooks) dan isi itu; yang masih cocok sudah dihitung.",
    ),
    (
        "This workbook was made for the edition {made}, but the rules are those of {edition}.",
        "Take this year's blank workbook (evaluator workbooks) and fill that in; what still fits was counted.",
    ),
)
SHEET_IGNORED = kind(
    "sheet-ignored",
    NOTE,
    ("Lembar ini tidak memuat kolom yang dikenal; tidak dibaca.", "Perbaiki judul kolomnya bila harus dihitung."),
    ("This sheet has none of the known columns; it is not read.", "Mend its headers if it is meant to count."),
)
SHEET_MISSING = kind(
    "sheet-missing",
    BLOCKING,
    ("Buku kerja ini tidak memuat lembar yang dapat dibaca.", "Serahkan buku kerja dengan lembar yang berisi data."),
    ("This workbook has no sheet that can be read.", "Hand in a workbook with a sheet that holds data."),
)
CELL_ERROR = kind(
    "cell-error",
    WARNING,
    ("Sel ini memuat galat lembar kerja, bukan nilai.", "Perbaiki rumusnya, atau tulis nilainya."),
    ("This cell holds a spreadsheet error instead of a value.", "Mend its formula, or write the value itself."),
)
CELL_FORMULA = kind(
    "cell-formula",
    WARNING,
    ("Sel ini memuat rumus yang belum dihitung.", "Buka dan simpan ulang buku kerjanya, atau tulis nilainya."),
    ("This cell holds a formula that was never computed.", "Open and save the workbook again, or write the value."),
)
CELLS_MORE = kind(
    "cells-more",
    WARNING,
    ("Masih ada {count} sel lain dengan galat atau rumus yang belum dihitung.", "Perbaiki bersama sel di atasnya."),
    ("{count} more cells hold an error or a formula never computed.", "Mend them with those named above."),
)
COLUMNS_MISSING = kind(
    "columns-missing",
    BLOCKING,
    (
        "Kolom yang wajib ada tidak ditemukan: {columns}.",
        "Tambahkan kolomnya, atau sebut nama kolom mereka di buku aturan, tabel [{table}].",
    ),
    (
        "Needed columns were not found: {columns}.",
        "Add them, or name the columns as they are called here in the rulebook, table [{table}].",
    ),
)
COLUMNS_TWICE = kind(
    "columns-twice",
    BLOCKING,
    ("Judul kolom ini muncul lebih dari sekali.", "Hapus atau ganti nama salah satunya."),
    ("This column header stands there more than once.", "Remove or rename one of them."),
)
COLUMNS_ALIKE = kind(
    "columns-alike",
    BLOCKING,
    (
        "Lebih dari satu kolom dapat berarti {field}: {columns}.",
        "Pilih satu di buku aturan, tabel [{table}].",
    ),
    (
        "More than one column may mean {field}: {columns}.",
        "Choose one in the rulebook, table [{table}].",
    ),
)
COLUMN_UNMAPPED = kind(
    "column-unmapped",
    WARNING,
    (
        "Kolom ini disebut di buku aturan untuk {field}, tetapi tidak ada di berkas ini.",
        "Periksa ejaannya di buku aturan, tabel [{table}], atau tambahkan kolomnya.",
    ),
    (
        "The rulebook names this column for {field}, but this file does not have it.",
        "Check its spelling in the rulebook, table [{table}], or add the column.",
    ),
)
COLUMN_CHOSEN = kind(
    "column-chosen",
    NOTE,
    (
        "Beberapa kolom dapat berarti {field}: {columns}; yang pertama yang dipakai.",
        "Bila yang dimaksud kolom lain, sebut di buku aturan, tabel [{table}].",
    ),
    (
        "Several columns may mean {field}: {columns}; the first of them is used.",
        "If another one is meant, name it in the rulebook, table [{table}].",
    ),
)
COLUMN_LEFT_OUT = kind(
    "column-left-out",
    WARNING,
    ("Judul kolom tambahan ini muncul lebih dari sekali; tidak dipakai.", "Ganti nama salah satunya."),
    ("The header of this further column stands there more than once; it is not used.", "Rename one of them."),
)
