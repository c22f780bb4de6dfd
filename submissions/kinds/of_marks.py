"""Kinds of problems with who marks whom, and when: assignments, closing days, judges."""

from __future__ import annotations

from submissions.kinds.making import BLOCKING, NOTE, SET_ASIDE, WARNING, kind

ASSIGNMENTS_TWICE = kind(
    "assignments-twice",
    BLOCKING,
    ("Ada dua daftar penugasan: CSV dan XLSX.", "Simpan satu saja."),
    ("There are two lists of assignments, a CSV and an XLSX.", "Keep one of them."),
)
ASSIGNMENTS_EMPTY = kind(
    "assignments-empty",
    WARNING,
    (
        "Daftar penugasan tidak memuat satu penugasan pun; semua juri dianggap boleh menilai.",
        "Isi satu baris per juri dan peserta, atau hapus berkasnya.",
    ),
    (
        "The list of assignments holds none; every judge is taken to be allowed to mark.",
        "Write one row per judge and participant, or remove the file.",
    ),
)
ASSIGNMENT_INCOMPLETE = kind(
    "assignment-incomplete",
    SET_ASIDE,
    ("Penugasan ini tidak menyebut juri.", "Isi nama atau kode jurinya, seperti di lembar penilaian."),
    ("This assignment names no judge.", "Fill in the judge's name or code, as on the score sheets."),
)
ASSIGNMENT_STAGE_UNKNOWN = kind(
    "assignment-stage-unknown",
    SET_ASIDE,
    (
        "Buku aturan tidak mengenal tahap ini; penugasannya tidak berlaku. Yang ada: {stages}.",
        "Tulis kode atau nama salah satu tahap itu, atau kosongkan.",
    ),
    (
        "The rulebook has no such stage; the assignment does not hold. There are: {stages}.",
        "Write the code or the title of one of these stages, or leave it empty.",
    ),
)
ASSIGNMENT_UNMARKED = kind(
    "assignment-unmarked",
    NOTE,
    (
        "Dari juri ini masih ditunggu nilai untuk {count} penugasan; ini yang pertama.",
        "Minta nilainya, atau catat bahwa juri tidak menilai.",
    ),
    (
        "Marks of this judge are still awaited for {count} assignments; this is the first.",
        "Ask for them, or write down that the judge did not mark.",
    ),
)
MARK_UNASSIGNED = kind(
    "mark-unassigned",
    SET_ASIDE,
    (
        "Juri ini tidak ditugasi menilai peserta ini pada kriteria ini ({file}); nilainya tidak dihitung.",
        "Tambahkan penugasannya bila memang benar, atau hapus nilainya.",
    ),
    (
        "This judge was not assigned this participant on this criterion ({file}); the mark does not count.",
        "Add the assignment if it is right, or remove the mark.",
    ),
)
STAGE_UNKNOWN = kind(
    "stage-unknown",
    WARNING,
    (
        "Buku aturan tidak mengenal tahap ini; nilainya tetap dihitung. Yang ada: {stages}.",
        "Tulis kode atau nama salah satu tahap itu.",
    ),
    (
        "The rulebook has no such stage; the marks count all the same. There are: {stages}.",
        "Write the code or the title of one of these stages.",
    ),
)
MARK_LATE = kind(
    "mark-late",
    SET_ASIDE,
    (
        "Nilai ini diberikan setelah tahap {stage} ditutup ({closes}); tidak dihitung.",
        "Perbaiki tanggalnya bila keliru; bila tidak, panitia yang memutuskan apakah tahap dibuka lagi.",
    ),
    (
        "This mark was given after the stage {stage} had closed ({closes}); it does not count.",
        "Mend the day if it is wrong; if not, whoever organises decides whether the stage is opened again.",
    ),
)
MARK_DAY_UNREADABLE = kind(
    "mark-day-unreadable",
    SET_ASIDE,
    (
        "Tanggal penilaian ini tidak terbaca, padahal tahap {stage} ditutup {closes}; nilainya tidak dihitung.",
        "Tulis seperti 2022-05-30, atau sebut urutan tanggalnya di [sources.scores] date_order.",
    ),
    (
        "This day of marking cannot be read, but the stage {stage} closes on {closes}; the mark does not count.",
        "Write it as 2022-05-30, or say in [sources.scores] date_order how days are written.",
    ),
)
MARKS_UNDATED = kind(
    "marks-undated",
    NOTE,
    (
        "{count} nilai tahap {stage} tidak bertanggal; tidak diketahui apakah diberikan sebelum ditutup ({closes}).",
        "Tambahkan kolom marked_at ke lembar penilaian.",
    ),
    (
        "{count} marks of the stage {stage} name no day; whether it was before it closed ({closes}) is not known.",
        "Add the column marked_at to the score sheets.",
    ),
)
JUDGES_ALIKE = kind(
    "judges-alike",
    WARNING,
    (
        "Semua {count} nilai juri ini sama dengan nilai juri lain (lihat {other}): mungkin juri yang sama dua kali.",
        "Bila benar orang yang sama, samakan namanya; nilainya lalu dihitung sekali.",
    ),
    (
        "All {count} marks of this judge are those of another one (see {other}): it may be the same judge twice.",
        "If it is one person, give both the same name; the marks then count once.",
    ),
)
