"""Kinds of problems with checklists of the self-assessment, as handed in and as verified."""

from __future__ import annotations

from submissions.kinds.making import BLOCKING, NOTE, SET_ASIDE, WARNING, kind

CHECKLISTS_UNRULED = kind(
    "checklists-unruled",
    BLOCKING,
    (
        "Ada {files} berkas di checklists/, tetapi buku aturan tidak memuat pertanyaan.",
        "Tambahkan [[question]] ke buku aturan, atau pindahkan berkas itu.",
    ),
    (
        "There are {files} files in checklists/, but the rulebook asks no question.",
        "Add [[question]] to the rulebook, or move the files away.",
    ),
)
CHECKLISTS_NONE = kind(
    "checklists-none",
    WARNING,
    ("Buku aturan memuat pertanyaan, tetapi tidak ada satu pun daftar isian.", "Taruh daftar isian di checklists/."),
    ("The rulebook asks questions, but there is not one checklist.", "Put the checklists into checklists/."),
)
CHECKLIST_OTHER_YEAR = kind(
    "checklist-other-year",
    SET_ASIDE,
    (
        "{unknown} dari {asked} pertanyaan di sini tidak ada di buku aturan ini; seluruh lembar tidak dihitung.",
        "Serahkan daftar isian tahun ini; barangkali ini milik tahun lain.",
    ),
    (
        "{unknown} of the {asked} questions here are not in this rulebook; nothing of the sheet counts.",
        "Hand in this year's checklist; this one may belong to another year.",
    ),
)
CHECKLIST_MISNAMED = kind(
    "checklist-misnamed",
    WARNING,
    (
        "Isinya menyebut peserta {named}, tetapi nama berkasnya menyebut {other}; dihitung bagi {named}.",
        "Perbaiki nama berkas atau sel yang menyebut pesertanya.",
    ),
    (
        "The sheet names the participant {named}, but the file's name says {other}; it counts for {named}.",
        "Mend the file's name, or the cell that names the participant.",
    ),
)
CHECKLIST_SELF_VERIFIED = kind(
    "checklist-self-verified",
    SET_ASIDE,
    (
        "Poin verifikasi di berkas peserta sendiri tidak dihitung ({count} sel).",
        "Verifikator menaruh hasilnya di checklists/verified/.",
    ),
    (
        "Verified points in a participant's own file do not count ({count} cells).",
        "Verifiers put what they found into checklists/verified/.",
    ),
)
CHECKLIST_UNANSWERED = kind(
    "checklist-unanswered",
    NOTE,
    (
        "{participant} tidak mengklaim poin pada {count} dari {asked} pertanyaan; bernilai nol kecuali diverifikasi.",
        "Lengkapi bila memang ada yang hendak diklaim.",
    ),
    (
        "{participant} claims no points on {count} of {asked} questions; they bring nothing unless verified.",
        "Fill them in if there is something to claim.",
    ),
)
CHECKLIST_REPEATED = kind(
    "checklist-repeated",
    NOTE,
    ("{count} jawaban {participant} yang sama sudah ada di {other}; dihitung sekali.", "Hapus salah satunya."),
    ("{count} answers of {participant} stand alike in {other} already; they count once.", "Remove one of them."),
)
CHECKLISTS_DIFFER = kind(
    "checklists-differ",
    SET_ASIDE,
    (
        "{participant} menyerahkan dua daftar isian yang berbeda (juga {other}) pada {count} pertanyaan: {questions}.",
        "Tanyakan kepada peserta mana yang berlaku, dan hapus yang lain; sampai itu klaimnya tidak dihitung.",
    ),
    (
        "{participant} handed in two checklists that differ (also {other}) on {count} questions: {questions}.",
        "Ask the participant which one holds, and remove the other; until then these claims do not count.",
    ),
)
QUESTION_MISSING = kind(
    "question-missing",
    SET_ASIDE,
    ("Baris ini tidak menyebut pertanyaan.", "Isi kode pertanyaannya."),
    ("This row names no question.", "Fill in the code of the question."),
)
QUESTION_UNKNOWN = kind(
    "question-unknown",
    SET_ASIDE,
    (
        "Pertanyaan ini tidak ada di buku aturan. Yang paling mirip: {suggestion}.",
        "Pakai kode pertanyaan dari buku aturan.",
    ),
    (
        "This question is not in the rulebook. The nearest there: {suggestion}.",
        "Use the code of a question of the rulebook.",
    ),
)
QUESTION_TWO_WAYS = kind(
    "question-two-ways",
    SET_ASIDE,
    ("Kode dan uraian di baris ini milik pertanyaan yang berbeda.", "Perbaiki salah satunya."),
    ("Code and wording on this row belong to different questions.", "Mend one of the two."),
)
QUESTION_TWICE = kind(
    "question-twice",
    SET_ASIDE,
    (
        "Pertanyaan ini dijawab dua kali dengan isi yang berbeda (juga di {other}).",
        "Sisakan jawaban yang benar; sampai itu klaimnya tidak dihitung.",
    ),
    (
        "This question is answered twice, differently (also in {other}).",
        "Leave the answer that holds; until then the claim does not count.",
    ),
)
CLAIM_MISSING = kind(
    "claim-missing",
    WARNING,
    ("Dijawab, tetapi tanpa poin yang diklaim; bernilai nol kecuali diverifikasi.", "Isi poinnya, atau 0."),
    ("Answered, but without claimed points; it brings nothing unless verified.", "Fill in the points, or 0."),
)
POINTS_NOT_NUMBER = kind(
    "points-not-number",
    SET_ASIDE,
    ("Poin ini bukan angka.", "Isi angka dari 0 sampai {maximum}."),
    ("These points are no number.", "Write a number from 0 to {maximum}."),
)
POINTS_NEGATIVE = kind(
    "points-negative",
    SET_ASIDE,
    ("Poin ini di bawah nol.", "Isi angka dari 0 sampai {maximum}."),
    ("These points are below zero.", "Write a number from 0 to {maximum}."),
)
POINTS_ABOVE = kind(
    "points-above",
    SET_ASIDE,
    ("Poin ini melampaui yang tertinggi bagi pertanyaan ini, {maximum}.", "Isi angka dari 0 sampai {maximum}."),
    ("These points are above the most that this question can bring, {maximum}.", "Write a number from 0 to {maximum}."),
)
EVIDENCE_MISSING = kind(
    "evidence-missing",
    WARNING,
    ("Pertanyaan ini menuntut bukti, dan tidak ada; bernilai nol kecuali diverifikasi.", "Sebut nama berkas buktinya."),
    (
        "This question asks for evidence, and there is none; it brings nothing unless verified.",
        "Name the file of the evidence.",
    ),
)
VERIFIED_WITHOUT_CHECKLIST = kind(
    "verified-without-checklist",
    SET_ASIDE,
    (
        "Peserta ini tidak menyerahkan daftar isian; {count} poin verifikasi baginya tidak dihitung.",
        "Taruh daftar isiannya di checklists/, atau perbaiki pesertanya.",
    ),
    (
        "This participant handed in no checklist; {count} verified points do not count.",
        "Put its checklist into checklists/, or mend the participant.",
    ),
)
VERIFIED_REPEATED = kind(
    "verified-repeated",
    NOTE,
    ("Poin verifikasi yang sama sudah ada di {other}; dihitung sekali.", "Hapus salah satunya."),
    ("The same verified points stand in {other} already; they count once.", "Remove one of them."),
)
VERIFIED_TWICE = kind(
    "verified-twice",
    SET_ASIDE,
    (
        "Pertanyaan peserta ini diverifikasi dua kali dengan poin yang berbeda (juga di {other}).",
        "Sepakati satu, dan hapus yang lain; sampai itu pertanyaan ini belum terverifikasi.",
    ),
    (
        "This question of the participant was verified twice with different points (also in {other}).",
        "Agree on one, and remove the other; until then the question is not verified.",
    ),
)
VERIFIED_EMPTY = kind(
    "verified-empty",
    NOTE,
    ("{count} baris tanpa poin verifikasi; belum diverifikasi, bukan nol.", "Isi bila memang sudah diverifikasi."),
    ("{count} rows without verified points; not verified, and not zero.", "Fill them in if they were verified."),
)
VERIFIER_MISSING = kind(
    "verifier-missing",
    WARNING,
    ("{count} poin verifikasi di sini tidak menyebut siapa verifikatornya.", "Isi nama atau kode verifikatornya."),
    ("{count} verified points here do not say who verified.", "Fill in the verifier's name or code."),
)
