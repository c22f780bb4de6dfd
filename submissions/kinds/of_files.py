"""Kinds of problems with whole files: missing, empty, unreadable, in an unknown encoding."""

from __future__ import annotations

from submissions.kinds.making import BLOCKING, NOTE, SET_ASIDE, WARNING, kind

FOLDER_MISSING = kind(
    "folder-missing",
    BLOCKING,
    ("Folder ini tidak ada.", "Buat folder ini dan taruh berkasnya di dalamnya, atau perbaiki nama foldernya."),
    ("This folder does not exist.", "Make the folder and put the files into it, or mend its name."),
)
FILE_EMPTY = kind(
    "file-empty",
    WARNING,
    ("Berkas ini kosong.", "Ekspor ulang dari sistem asalnya, atau hapus berkas ini."),
    ("This file is empty.", "Export it again from where it came from, or remove it."),
)
FILE_HEADER_ONLY = kind(
    "file-header-only",
    NOTE,
    ("Berkas ini hanya berisi judul kolom, tanpa satu baris data pun.", "Periksa apakah ekspornya lengkap."),
    ("This file holds column headers only, and not one row of data.", "Check that the export was complete."),
)
FILE_UNREADABLE = kind(
    "file-unreadable",
    BLOCKING,
    ("Berkas ini tidak dapat dibaca: rusak, terkunci, atau bukan berkas biasa.", "Serahkan berkas yang utuh."),
    ("This file cannot be read: it is damaged, locked, or no ordinary file.", "Hand in a whole file."),
)
FILE_TRUNCATED = kind(
    "file-truncated",
    BLOCKING,
    ("Berkas terkompresi ini terpotong atau rusak.", "Salin atau unduh ulang berkas ini sampai selesai."),
    ("This compressed file was cut off or is damaged.", "Copy or download it again, to its end."),
)
FILE_TOO_LARGE = kind(
    "file-too-large",
    BLOCKING,
    (
        "Berkas ini terlalu besar, atau mengembang tidak wajar saat dibuka (lebih dari {limit}).",
        "Serahkan ekspor yang biasa, atau bagilah menjadi beberapa berkas.",
    ),
    (
        "This file is too large, or swells beyond reason when opened (more than {limit}).",
        "Hand in an ordinary export, or split it into several files.",
    ),
)
FILE_IGNORED = kind(
    "file-ignored",
    NOTE,
    ("Berkas tersembunyi atau berkas kunci ini diabaikan.", "Tidak perlu apa-apa; tutup berkasnya bila masih dibuka."),
    ("This hidden or lock file is ignored.", "Nothing to do; close the file if a program still has it open."),
)
FILE_TYPE_UNKNOWN = kind(
    "file-type-unknown",
    WARNING,
    ("Jenis berkas ini tidak dibaca di folder ini. Yang dibaca: {types}.", "Simpan ulang sebagai salah satunya."),
    ("Files of this type are not read in this folder. Read are: {types}.", "Save it again as one of these."),
)
FILE_ELSEWHERE = kind(
    "file-elsewhere",
    BLOCKING,
    ("Ini tautan ke berkas di luar folder kompetisi; tidak diikuti.", "Salin berkasnya sendiri ke dalam folder ini."),
    ("This is a link to a file outside the competition folder; it is not followed.", "Copy the file itself here."),
)
FILE_REPEATED = kind(
    "file-repeated",
    WARNING,
    ("Berkas ini sama persis dengan {other}; hanya satu yang dihitung.", "Hapus salah satunya."),
    ("This file is the very same as {other}; only one counts.", "Remove one of the two."),
)
FOLDER_IGNORED = kind(
    "folder-ignored",
    WARNING,
    ("Subfolder ini tidak dibaca.", "Pindahkan berkasnya satu tingkat ke atas bila memang harus dihitung."),
    ("This subfolder is not read.", "Move its files one level up if they are meant to count."),
)
ENCODING_UNKNOWN = kind(
    "encoding-unknown",
    BLOCKING,
    ("Penyandian huruf berkas ini tidak dikenali.", "Simpan ulang sebagai CSV UTF-8."),
    ("The character encoding of this file is not recognised.", "Save it again as CSV UTF-8."),
)
ENCODING_ASSUMED = kind(
    "encoding-assumed",
    NOTE,
    ("Berkas ini bukan UTF-8; dibaca sebagai {encoding}.", "Periksa huruf beraksen; lebih baik simpan sebagai UTF-8."),
    ("This file is not UTF-8; it was read as {encoding}.", "Check accented letters; better save it as UTF-8."),
)
NUL_BYTES = kind(
    "nul-bytes",
    BLOCKING,
    ("Baris ini memuat bita NUL; berkasnya rusak atau bukan teks.", "Ekspor ulang sebagai CSV UTF-8."),
    ("This line holds NUL bytes; the file is damaged or no text.", "Export it again as CSV UTF-8."),
)
LINE_TOO_LONG = kind(
    "line-too-long",
    BLOCKING,
    ("Baris atau kolom ini panjangnya tidak wajar (lebih dari {limit}).", "Ekspor ulang; periksa tanda petik."),
    ("This line or field is unreasonably long (more than {limit}).", "Export it again; check its quotation marks."),
)
QUOTES_BROKEN = kind(
    "quotes-broken",
    SET_ASIDE,
    (
        "Tanda petik di baris ini tidak ditutup atau salah tempat; baris ini disisihkan.",
        'Tutup tanda petiknya, atau tulis tanda petik di dalam teks sebagai "".',
    ),
    (
        "A quotation mark on this line is not closed or stands in the wrong place; the line is set aside.",
        'Close the quotation mark, or write one inside a text as "".',
    ),
)
QUOTES_HOPELESS = kind(
    "quotes-hopeless",
    BLOCKING,
    ("Terlalu banyak baris dengan tanda petik rusak.", "Ekspor ulang berkas ini sebagai CSV yang benar."),
    ("Too many lines have broken quotation marks.", "Export this file again as proper CSV."),
)
ROWS_BROKEN = kind(
    "rows-broken",
    SET_ASIDE,
    (
        "Jumlah kolom di baris ini tidak sama dengan judulnya; baris ini disisihkan.",
        "Beri tanda petik pada teks yang memuat tanda pemisah, lalu ekspor ulang.",
    ),
    (
        "This line does not have as many fields as the header; it is set aside.",
        "Put quotation marks around texts that hold the delimiter, and export again.",
    ),
)
ENCODING_BROKEN = kind(
    "encoding-broken",
    SET_ASIDE,
    ("Baris ini memuat huruf yang rusak (bukan UTF-8); baris ini disisihkan.", "Ekspor ulang sebagai CSV UTF-8."),
    ("This line holds broken characters (no UTF-8); it is set aside.", "Export it again as CSV UTF-8."),
)
JSON_SHAPE = kind(
    "json-shape",
    BLOCKING,
    (
        "Berkas JSON ini bukan larik objek dan bukan pula satu objek per baris (elemen {row}).",
        'Ekspor sebagai [{{"id": ...}}, ...], atau satu objek per baris; satu objek adalah satu laporan.',
    ),
    (
        "This JSON file is no array of objects, nor one object per line (element {row}).",
        'Export it as [{{"id": ...}}, ...], or as one object per line; an object is a complaint.',
    ),
)
JSON_BROKEN = kind(
    "json-broken",
    BLOCKING,
    (
        "Elemen {row} bukan JSON yang benar ({reason}); berkasnya terpotong atau rusak.",
        "Ekspor atau unduh ulang berkas ini sampai selesai.",
    ),
    (
        "Element {row} is not valid JSON ({reason}); the file was cut off or is damaged.",
        "Export or download it again, to its end.",
    ),
)
JSON_KEY_TWICE = kind(
    "json-key-twice",
    BLOCKING,
    ("Nama ini muncul dua kali di dalam elemen {row}.", "Hapus atau ganti nama salah satunya."),
    ("This name stands twice in element {row}.", "Remove or rename one of the two."),
)
JSON_NESTED = kind(
    "json-nested",
    BLOCKING,
    (
        "Kolom ini memuat objek atau larik, bukan nilai (mulai elemen {row}).",
        "Ekspor nilainya sebagai teks atau angka, atau petakan kolom lain di buku aturan.",
    ),
    (
        "This column holds objects or arrays and no values (from element {row} on).",
        "Export its values as text or numbers, or map another column in the rulebook.",
    ),
)
