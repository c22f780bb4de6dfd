"""Kinds of problems with complaints and with the participants they name."""

from __future__ import annotations

from submissions.kinds.making import BLOCKING, SET_ASIDE, WARNING, kind

ROW_WITHOUT_ID = kind(
    "row-without-id",
    SET_ASIDE,
    ("Baris ini tidak memuat nomor laporan.", "Isi nomor laporannya."),
    ("This row has no complaint number.", "Fill in the number of the complaint."),
)
PARTICIPANT_MISSING = kind(
    "participant-missing",
    SET_ASIDE,
    ("Baris ini tidak menyebut peserta.", "Isi kode atau nama peserta."),
    ("This row names no participant.", "Fill in the participant's code or name."),
)
PARTICIPANT_UNKNOWN = kind(
    "participant-unknown",
    SET_ASIDE,
    (
        "Peserta ini tidak ada di daftar peserta. Yang paling mirip: {suggestion}.",
        "Tulis kode atau nama persis seperti di daftar peserta, atau tambahkan pesertanya ke daftar.",
    ),
    (
        "This participant is not in the roster. The nearest there: {suggestion}.",
        "Write the code or name exactly as in the roster, or add the participant to the roster.",
    ),
)
PARTICIPANT_AMBIGUOUS = kind(
    "participant-ambiguous",
    SET_ASIDE,
    ("Nama ini dimiliki lebih dari satu peserta.", "Tulis kode pesertanya."),
    ("More than one participant has this name.", "Write the participant's code."),
)
DATE_UNREADABLE = kind(
    "date-unreadable",
    SET_ASIDE,
    (
        "Tanggal di kolom {column} tidak dapat dibaca dengan urutan {order}.",
        "Tulis tanggal yang benar dengan urutan itu, atau ubah date_order di buku aturan.",
    ),
    (
        "The date in column {column} cannot be read in the order {order}.",
        "Write a proper date in that order, or change date_order in the rulebook.",
    ),
)
EVENT_BEFORE_RECEIPT = kind(
    "event-before-receipt",
    SET_ASIDE,
    ("Kejadian ini bertanggal sebelum laporan diterima.", "Perbaiki salah satu dari kedua tanggalnya."),
    ("This event is dated before the complaint was received.", "Mend one of the two dates."),
)
DATES_IN_ANOTHER_ORDER = kind(
    "dates-in-another-order",
    BLOCKING,
    (
        "Tanggal di kolom {column} tidak mungkin berurutan {order}.",
        "Sesuaikan date_order di buku aturan dengan berkas ini, atau ekspor ulang dengan tanggal ISO.",
    ),
    (
        "The dates in column {column} cannot be in the order {order}.",
        "Set date_order in the rulebook as this file has it, or export again with ISO dates.",
    ),
)
ID_CONFLICT = kind(
    "id-conflict",
    SET_ASIDE,
    (
        "Nomor laporan ini muncul lebih dari sekali dengan isi yang berbeda.",
        'Serahkan satu baris per laporan, atau pilih duplicates = "latest" di buku aturan.',
    ),
    (
        "This complaint number stands there more than once with different content.",
        'Hand in one row per complaint, or choose duplicates = "latest" in the rulebook.',
    ),
)
RATING_OUTSIDE = kind(
    "rating-outside",
    WARNING,
    ("Rating ini bukan angka dari 1 sampai 5; dianggap tidak ada.", "Isi angka dari 1 sampai 5, atau kosongkan."),
    ("This rating is no number from 1 to 5; it is taken as missing.", "Write a number from 1 to 5, or leave it empty."),
)
COUNT_UNREADABLE = kind(
    "count-unreadable",
    WARNING,
    ("Ini bukan bilangan cacah; dianggap tidak ada.", "Isi bilangan bulat mulai dari 0, atau kosongkan."),
    ("This is no count; it is taken as missing.", "Write a whole number from 0 on, or leave it empty."),
)
NO_COMPLAINTS = kind(
    "no-complaints",
    BLOCKING,
    ("Tidak ada satu pun laporan yang dapat dihitung.", "Taruh catatan laporan di folder complaints/ dan baca ulang."),
    ("There is not a single complaint that can be counted.", "Put complaint logs into complaints/ and read again."),
)
YEAR_WITHOUT_ROWS = kind(
    "year-without-rows",
    WARNING,
    (
        "Semua baris berkas ini di luar masa penilaian.",
        "Periksa [period] di buku aturan, atau tahun berkasnya.",
    ),
    ("All rows of this file are outside the period.", "Check [period] in the rulebook, or hand in the right year."),
)
RECEIPT_MISSING = kind(
    "receipt-missing",
    SET_ASIDE,
    ("Baris ini tidak memuat tanggal laporan diterima.", "Isi tanggal laporan diterima."),
    ("This row does not say when the complaint was received.", "Fill in the date of receipt."),
)
DATE_IGNORED = kind(
    "date-ignored",
    WARNING,
    (
        "Tanggal di kolom {column} tidak dapat dibaca dengan urutan {order}; dianggap tidak ada.",
        "Tulis tanggal yang benar dengan urutan itu, atau kosongkan.",
    ),
    (
        "The date in column {column} cannot be read in the order {order}; it is taken as missing.",
        "Write a proper date in that order, or leave it empty.",
    ),
)
FOLLOW_UPS_ALONE = kind(
    "follow-ups-without-complaint",
    WARNING,
    (
        "{rows} baris tindak lanjut memuat nomor laporan yang tidak ada di complaints/.",
        "Periksa bahwa ekspor laporan dan ekspor tindak lanjut mencakup masa yang sama dan menulis nomor sama.",
    ),
    (
        "{rows} follow-ups have a complaint number that no log in complaints/ has.",
        "Check that the export of complaints and that of follow-ups cover the same time and write numbers alike.",
    ),
)
FOLLOW_UPS_UNRULED = kind(
    "follow-ups-unruled",
    BLOCKING,
    (
        "Ada berkas di follow_ups/, tetapi buku aturan tidak mengatakan cara membacanya.",
        "Tambahkan [sources.follow_ups] dengan steps di buku aturan, atau pindahkan berkas itu.",
    ),
    (
        "There are files in follow_ups/, but the rulebook does not say how to read them.",
        "Add [sources.follow_ups] with its steps to the rulebook, or move the files away.",
    ),
)
STATES_REPEATED = kind(
    "states-repeated",
    BLOCKING,
    (
        "Kolom {column} tidak pernah berubah di dalam satu laporan: kolom itu mengulang satu keadaan, bukan kejadian.",
        "Petakan kolom status ke kolom yang menyebut apa yang terjadi pada tiap baris.",
    ),
    (
        "The column {column} never changes within a complaint: it repeats one state and tells no events.",
        "Map the column status to the one that says what happened on each row.",
    ),
)
DURATION_UNREADABLE = kind(
    "duration-unreadable",
    SET_ASIDE,
    (
        "Lama waktu di kolom {column} tidak dapat dibaca sebagai {unit}.",
        "Tulis lama waktu yang benar, atau ubah unit di [sources.complaints.durations].",
    ),
    (
        "The duration in column {column} cannot be read as {unit}.",
        "Write a proper duration, or change the unit in [sources.complaints.durations].",
    ),
)
