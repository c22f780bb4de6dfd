"""Kinds of problems with an engine beside the embedded one, and with complaints that lie in its tables.

No value of a row, and no complaint's number, leaves a warehouse: these say how many rows, and how to find them.
"""

from __future__ import annotations

from submissions.kinds.making import BLOCKING, SET_ASIDE, WARNING, kind

ENGINE_MISSING = kind(
    "engine-missing",
    BLOCKING,
    (
        "Mesin {engine} tidak terpasang di sini.",
        'Jalankan: pip install "anggakara-evaluator[{engine}]", atau pilih --engine duckdb.',
    ),
    (
        "The engine {engine} is not installed here.",
        'Run: pip install "anggakara-evaluator[{engine}]", or choose --engine duckdb.',
    ),
)
POSTGRESQL_UNREACHABLE = kind(
    "postgresql-unreachable",
    BLOCKING,
    (
        "Mesin postgresql tidak dapat dihubungi: {reason}",
        "Atur PGHOST, PGPORT, PGDATABASE, PGUSER, atau PGSERVICE; sandi di ~/.pgpass.",
    ),
    (
        "The engine postgresql cannot be reached: {reason}",
        "Set PGHOST, PGPORT, PGDATABASE, PGUSER, or PGSERVICE; the password belongs into ~/.pgpass.",
    ),
)
SPARK_UNREACHABLE = kind(
    "spark-unreachable",
    BLOCKING,
    (
        "Mesin spark tidak dapat dihubungi: {reason}",
        "Spark memerlukan Java 17, atau master yang disebut di spark-defaults.conf.",
    ),
    (
        "The engine spark cannot be reached: {reason}",
        "Spark needs Java 17, or a master named in spark-defaults.conf.",
    ),
)
ENGINE_FAILED = kind(
    "engine-failed",
    BLOCKING,
    (
        "Mesin {engine} berhenti sebelum selesai menghitung: {reason}",
        "Tanyakan pengelola mesin itu; hasil lama tidak berubah.",
    ),
    (
        "The engine {engine} gave up before it had counted: {reason}",
        "Ask whoever runs that engine; earlier results are untouched.",
    ),
)
TABLE_MISSING = kind(
    "table-missing",
    BLOCKING,
    (
        "Tidak ada tabel {table} di mesin {engine}, atau tabel itu tidak boleh dibaca.",
        "Periksa [engine] di buku aturan: huruf besar dan kecil berbeda. Minta izin membaca tabel itu.",
    ),
    (
        "The engine {engine} has no table {table}, or it must not be read.",
        "Check [engine] in the rulebook: small and capital letters differ. Ask for the right to read the table.",
    ),
)
TABLE_IDLE = kind(
    "table-without-complaints",
    BLOCKING,
    (
        "Tidak ada satu pun baris tabel {table} yang dapat dihitung.",
        "Periksa masalah lain yang disebut, [period], dan nama kolom di buku aturan.",
    ),
    (
        "Not a single row of the table {table} can be counted.",
        "Look at the other problems, at [period] and at the names of columns in the rulebook.",
    ),
)
LOGS_UNREAD = kind(
    "logs-unread",
    WARNING,
    (
        "{files} berkas di complaints/ tidak dibaca, sebab buku aturan mengukur pengaduan di tabel.",
        "Pindahkan berkas itu, atau hapus table dan path dari [engine].",
    ),
    (
        "{files} files in complaints/ were not read, for the rulebook measures the complaints in a table.",
        "Move the files away, or remove table and path from [engine].",
    ),
)
TOO_MANY_NAMES = kind(
    "participants-too-many",
    BLOCKING,
    (
        "Kolom {column} memuat lebih dari {most} nilai: itu bukan kolom peserta, dan tidak dikeluarkan dari tabelnya.",
        "Petakan participant ke kolom yang memuat instansi.",
    ),
    (
        "The column {column} has more than {most} values: it names no participants, and does not leave its table.",
        "Map participant to the column that names the agency.",
    ),
)
ROWS_WITHOUT_ID = kind(
    "rows-without-id",
    SET_ASIDE,
    ("{rows} baris tidak memuat nomor laporan.", "Cari baris yang kolom {column}-nya kosong."),
    ("{rows} rows have no complaint number.", "Look for rows whose column {column} is empty."),
)
ROWS_WITHOUT_PARTICIPANT = kind(
    "rows-without-participant",
    SET_ASIDE,
    ("{rows} baris tidak menyebut peserta.", "Cari baris yang kolom {column}-nya kosong."),
    ("{rows} rows name no participant.", "Look for rows whose column {column} is empty."),
)
ROWS_OF_UNKNOWN = kind(
    "rows-of-unknown-participant",
    SET_ASIDE,
    (
        "{rows} baris menyebut peserta yang tidak ada di daftar peserta. Yang paling mirip: {suggestion}.",
        "Tambahkan pesertanya ke daftar, atau perbaiki baris yang kolom {column}-nya berisi nilai ini.",
    ),
    (
        "{rows} rows name a participant that is not in the roster. The nearest there: {suggestion}.",
        "Add the participant to the roster, or mend the rows whose column {column} has this value.",
    ),
)
ROWS_OF_AMBIGUOUS = kind(
    "rows-of-ambiguous-participant",
    SET_ASIDE,
    (
        "{rows} baris menyebut nama yang dimiliki lebih dari satu peserta.",
        "Tulis kode peserta di baris yang kolom {column}-nya berisi nilai ini.",
    ),
    (
        "{rows} rows have a name that several participants share.",
        "Write the participant's code into the rows whose column {column} has this value.",
    ),
)
ROWS_WITHOUT_RECEIPT = kind(
    "rows-without-receipt",
    SET_ASIDE,
    (
        "{rows} baris tanpa tanggal diterima, atau dengan tanggal yang tidak terbaca.",
        "Cari baris yang kolom {column}-nya kosong, atau bukan tanggal ISO atau tanggal berurutan {order}.",
    ),
    (
        "{rows} rows have no date of receipt, or one that cannot be read.",
        "Look for rows whose column {column} is empty, or is no date in ISO form or in the order {order}.",
    ),
)
ROWS_UNREADABLE = kind(
    "rows-with-unreadable-date",
    SET_ASIDE,
    (
        "{rows} baris memuat tanggal atau lama waktu yang tidak terbaca di kolom {column}.",
        "Cari baris yang kolom {column}-nya terisi, tetapi bukan tanggal ISO atau berurutan {order}, atau lama waktu.",
    ),
    (
        "{rows} rows have a date or duration that cannot be read in column {column}.",
        "Look for rows whose column {column} has a value that is no date in ISO form or in the order {order}, nor a"
        " duration.",
    ),
)
ROWS_EARLY = kind(
    "rows-with-event-before-receipt",
    SET_ASIDE,
    (
        "{rows} baris memuat kejadian sebelum laporan diterima, di kolom {column}.",
        "Cari baris yang tanggal di kolom {column} mendahului tanggal diterima.",
    ),
    (
        "{rows} rows have an event before the complaint was received, in column {column}.",
        "Look for rows whose date in column {column} is before that of receipt.",
    ),
)
ROWS_IN_CONFLICT = kind(
    "rows-with-id-conflict",
    SET_ASIDE,
    (
        "{rows} baris memuat nomor laporan yang muncul lebih dari sekali dengan isi yang berbeda.",
        "Cari nomor di kolom {column} yang berulang; sisakan satu baris, atau pilih duplicates dan updated_at.",
    ),
    (
        "{rows} rows have a complaint number that stands there more than once with different content.",
        "Look for numbers in column {column} that occur again; keep one row, or choose duplicates and updated_at.",
    ),
)
VALUES_IGNORED = kind(
    "values-ignored",
    WARNING,
    (
        "{rows} nilai di kolom {column} tidak terbaca; dianggap tidak ada.",
        "Cari baris yang kolom {column}-nya terisi, tetapi bukan {expected}.",
    ),
    (
        "{rows} values in column {column} cannot be read; they are taken as missing.",
        "Look for rows whose column {column} has a value that is no {expected}.",
    ),
)
