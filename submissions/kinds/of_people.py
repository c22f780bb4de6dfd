"""Kinds of problems with the roster of participants and with judges' marks."""

from __future__ import annotations

from submissions.kinds.making import BLOCKING, NOTE, SET_ASIDE, WARNING, kind

ROSTER_MISSING = kind(
    "roster-missing",
    BLOCKING,
    (
        "Daftar peserta tidak ada.",
        'Serahkan participants.csv atau participants.xlsx, atau pilih [participants] from = "complaints".',
    ),
    (
        "There is no roster of participants.",
        'Hand in participants.csv or participants.xlsx, or choose [participants] from = "complaints".',
    ),
)
ROSTER_TWICE = kind(
    "roster-twice",
    BLOCKING,
    ("Ada dua daftar peserta: CSV dan XLSX.", "Simpan satu saja."),
    ("There are two rosters, a CSV and an XLSX.", "Keep one of them."),
)
ROSTER_EMPTY = kind(
    "roster-empty",
    BLOCKING,
    ("Daftar peserta tidak memuat satu peserta pun.", "Isi satu baris per peserta, dengan kode dan nama."),
    ("The roster names no participant.", "Write one row per participant, with code and name."),
)
CODE_MISSING = kind(
    "code-missing",
    BLOCKING,
    ("Peserta ini tidak mempunyai kode.", "Isi kode yang unik."),
    ("This participant has no code.", "Fill in a unique code."),
)
CODE_REPEATED = kind(
    "code-repeated",
    WARNING,
    ("Peserta ini tercantum dua kali dengan isi yang sama; dihitung sekali.", "Hapus salah satu barisnya."),
    ("This participant is listed twice with the same content; counted once.", "Remove one of the rows."),
)
CODE_CONFLICT = kind(
    "code-conflict",
    BLOCKING,
    (
        "Kode ini dipakai dua kali dengan isi yang berbeda (lihat baris {other}).",
        "Beri setiap peserta kode sendiri; huruf besar dan kecil dianggap sama.",
    ),
    (
        "This code is used twice with different content (see row {other}).",
        "Give each participant a code of its own; upper and lower case count as the same.",
    ),
)
NAME_MISSING = kind(
    "name-missing",
    WARNING,
    ("Peserta ini tidak mempunyai nama; kodenya dipakai.", "Isi nama resminya."),
    ("This participant has no name; its code is used.", "Fill in its official name."),
)
NAME_LONG = kind(
    "name-long",
    WARNING,
    ("Nama ini lebih dari {limit} huruf.", "Singkatkan; sertifikat tidak dapat memuatnya dengan baik."),
    ("This name is longer than {limit} characters.", "Shorten it; no certificate can set it well."),
)
NAME_SHARED = kind(
    "name-shared",
    WARNING,
    (
        "Nama ini juga dimiliki peserta lain (baris {other}); tidak dapat dipakai untuk mengenali peserta.",
        "Bedakan namanya, atau pakai kode di semua berkas.",
    ),
    (
        "Another participant has this name as well (row {other}); it cannot be used to tell who is meant.",
        "Tell the names apart, or use codes in all files.",
    ),
)
PARENT_UNKNOWN = kind(
    "parent-unknown",
    WARNING,
    ("Instansi induk UPP ini tidak ada di daftar peserta.", "Isi kode instansi yang ada di daftar."),
    ("The agency of this UPP is not in the roster.", "Fill in the code of an agency in the roster."),
)
UNITS_UNREADABLE = kind(
    "units-unreadable",
    WARNING,
    ("Ini bukan bilangan cacah; dianggap tidak diketahui.", "Isi bilangan bulat mulai dari 0, atau kosongkan."),
    ("This is no count; it is taken as unknown.", "Write a whole number from 0 on, or leave it empty."),
)
UNITS_EXCEEDED = kind(
    "units-exceeded",
    WARNING,
    ("Unit yang terhubung lebih banyak daripada seluruh unit ({units}).", "Periksa kedua angkanya."),
    ("More units are connected than there are units ({units}).", "Check the two numbers."),
)
PARTICIPANT_TWO_WAYS = kind(
    "participant-two-ways",
    SET_ASIDE,
    ("Kode dan nama di baris ini milik peserta yang berbeda.", "Perbaiki salah satunya."),
    ("Code and name on this row belong to different participants.", "Mend one of the two."),
)
CRITERION_MISSING = kind(
    "criterion-missing",
    SET_ASIDE,
    ("Nilai ini tidak menyebut kriteria.", "Isi kode kriterianya."),
    ("This mark names no criterion.", "Fill in the code of the criterion."),
)
CRITERION_UNKNOWN = kind(
    "criterion-unknown",
    SET_ASIDE,
    (
        "Ini bukan kriteria yang dinilai juri menurut buku aturan. Yang ada: {criteria}.",
        "Pakai kode kriteria dari buku aturan, atau serahkan lembar penilaian yang benar.",
    ),
    (
        "This is no criterion that judges mark under the rulebook. There are: {criteria}.",
        "Use the code of a criterion of the rulebook, or hand in the right score sheet.",
    ),
)
JUDGE_MISSING = kind(
    "judge-missing",
    SET_ASIDE,
    ("Nilai ini tidak menyebut juri.", "Isi nama atau kode jurinya."),
    ("This mark names no judge.", "Fill in the judge's name or code."),
)
MARK_MISSING = kind(
    "mark-missing",
    SET_ASIDE,
    ("Statusnya dinilai, tetapi nilainya kosong.", "Isi nilainya, atau ubah statusnya."),
    ("The status says scored, but there is no mark.", "Fill in the mark, or change the status."),
)
MARK_NOT_NUMBER = kind(
    "mark-not-number",
    SET_ASIDE,
    (
        "Nilai ini bukan angka dan bukan kata status.",
        "Isi angka seperti 87,5, atau: tidak menilai, tidak hadir, benturan kepentingan.",
    ),
    (
        "This mark is neither a number nor a status.",
        "Write a number such as 87.5, or: abstained, absent, conflict.",
    ),
)
MARK_OUTSIDE = kind(
    "mark-outside",
    SET_ASIDE,
    ("Nilai ini di luar skala {minimum} sampai {maximum}.", "Isi nilai di dalam skalanya."),
    ("This mark is outside its scale of {minimum} to {maximum}.", "Write a mark within the scale."),
)
STATUS_UNKNOWN = kind(
    "status-unknown",
    SET_ASIDE,
    ("Status ini tidak dikenal.", "Isi: dinilai, tidak menilai, tidak hadir, atau benturan kepentingan."),
    ("This status is not known.", "Write: scored, abstained, absent or conflict."),
)
MARK_WITH_STATUS = kind(
    "mark-with-status",
    SET_ASIDE,
    ("Ada nilai, padahal statusnya {status}.", "Hapus nilainya, atau ubah statusnya."),
    ("There is a mark although the status is {status}.", "Remove the mark, or change the status."),
)
MARK_REPEATED = kind(
    "mark-repeated",
    NOTE,
    ("Nilai yang sama sudah ada di {other}; dihitung sekali.", "Hapus salah satunya."),
    ("The same mark stands in {other} already; it counts once.", "Remove one of them."),
)
MARK_TWICE = kind(
    "mark-twice",
    SET_ASIDE,
    (
        "Juri ini memberi nilai yang berbeda untuk peserta dan kriteria yang sama (juga di {other}).",
        "Tanyakan kepada juri nilai mana yang benar, dan hapus yang lain.",
    ),
    (
        "This judge gave the same participant different marks for one criterion (also in {other}).",
        "Ask the judge which mark holds, and remove the other.",
    ),
)
MARKS_EMPTY = kind(
    "marks-empty",
    NOTE,
    ("{count} nilai dibiarkan kosong; tidak dihitung, bukan nol.", "Isi bila juri memang sudah menilai."),
    ("{count} marks were left empty; they do not count, and are not zero.", "Fill them in if the judge has scored."),
)
MARKS_NONE = kind(
    "marks-none",
    WARNING,
    ("Buku aturan menghendaki nilai juri, tetapi tidak ada satu pun.", "Taruh lembar penilaian di folder scores/."),
    ("The rulebook asks for judges' marks, but there is not one.", "Put the score sheets into the folder scores/."),
)
