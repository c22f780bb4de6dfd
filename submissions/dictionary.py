"""The data dictionary: every column of the contract, what it holds, and by which headers it is recognised.

A header is recognised whatever its case, blanks and underscores, by the rulebook's column map first, then by our own
name, then by the labels. ``labels["id"][0]`` and ``labels["en"][0]`` head the columns of workbooks we hand out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

Type = Literal["text", "moment", "count", "rating", "number", "status"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column. ``personal``: it may hold personal data, so its values are never shown."""

    name: str
    type: Type
    needed: bool
    personal: bool
    labels: Mapping[str, tuple[str, ...]]

    @property
    def headers(self) -> tuple[str, ...]:
        """Everything it may be called, our own name first."""
        return (self.name, *self.labels["id"], *self.labels["en"])


def _field(
    name: str, kind: Type, indonesian: str, english: str, *, needed: bool = False, personal: bool = False
) -> Field:
    """Return a field; the labels of a language are separated by ``|``, the one to print first."""
    labels = {"id": tuple(indonesian.split("|")), "en": tuple(english.split("|"))}
    return Field(name, kind, needed, personal, labels)


COMPLAINTS: tuple[Field, ...] = (
    _field(
        "complaint_id",
        "text",
        "Nomor Laporan|No Laporan|Nomor Pengaduan|No Pengaduan|Nomor Tiket|No Tiket|ID Laporan|ID Pengaduan",
        "Complaint number|Complaint ID|Tracking ID|Ticket number|Ticket ID|Report ID",
        needed=True,
    ),
    _field(
        "participant",
        "text",
        "Peserta|Instansi Terdisposisi|Instansi|Nama Instansi|Instansi Tujuan|Unit Pelaksana Pelayanan Publik|UPP",
        "Participant|Agency|Participant code",
        needed=True,
    ),
    _field(
        "received_at",
        "moment",
        "Tanggal Masuk|Tanggal Laporan Masuk|Tanggal Laporan|Tanggal Pengaduan|Tanggal Diterima|Waktu Masuk",
        "Received at|Received|Date received|Date of receipt",
        needed=True,
    ),
    _field(
        "acknowledged_at",
        "moment",
        "Tanggal Verifikasi|Tanggal Terverifikasi|Tanggal Disposisi|Tanggal Terdisposisi|Waktu Verifikasi",
        "Acknowledged at|Acknowledged|Date acknowledged",
    ),
    _field(
        "answered_at",
        "moment",
        "Tanggal Tanggapan|Tanggal Tanggapan Pertama|Tanggal Jawaban|Tanggal Ditanggapi|Waktu Tanggapan",
        "Answered at|Answered|Date answered|First answer",
    ),
    _field(
        "resolved_at",
        "moment",
        "Tanggal Selesai|Tanggal Tindak Lanjut|Tanggal Penyelesaian|Tanggal Ditutup|Waktu Selesai",
        "Resolved at|Resolved|Date resolved",
    ),
    _field("due_at", "moment", "Batas Waktu|Tenggat|Tanggal Tenggat|Tanggal Jatuh Tempo", "Due at|Due date|Deadline"),
    _field(
        "kind",
        "text",
        "Klasifikasi Laporan|Klasifikasi|Jenis Laporan|Jenis Pengaduan|Jenis",
        "Kind|Kind of complaint|Complaint type",
    ),
    _field("topic", "text", "Kategori|Topik|Pokok Aduan", "Topic|Subject", personal=True),
    _field("channel", "text", "Kanal|Sumber Laporan|Kanal Pengaduan|Media Pengaduan", "Channel|Way in"),
    _field("unit", "text", "Unit Kerja|Unit|Unit Penanggung Jawab|Bidang", "Unit|Handling unit"),
    _field("status", "text", "Status Laporan|Status|Status Pengaduan|Status Tindak Lanjut", "Status"),
    _field("reopened", "count", "Dibuka Kembali|Jumlah Dibuka Kembali", "Reopened|Times reopened"),
    _field("rating", "rating", "Rating|Penilaian Pelapor|Kepuasan|Nilai Kepuasan", "Rating|Satisfaction"),
    _field(
        "updated_at",
        "moment",
        "Terakhir Diperbarui|Tanggal Pembaruan|Tanggal Diubah|Waktu Pembaruan",
        "Updated at|Last updated|Last change",
    ),
    _field("reporter", "text", "Pelapor|Nama Pelapor|ID Pelapor", "Reporter|Complainant", personal=True),
    _field(
        "answer_text",
        "text",
        "Isi Tanggapan|Isi Jawaban|Teks Tanggapan|Teks Jawaban",
        "Answer text|Text of the answer|Response text",
        personal=True,
    ),
)

_EVENT_AT = _field(
    "event_at",
    "moment",
    "Tanggal|Tanggal Aktivitas|Tanggal Tindak Lanjut|Waktu|Waktu Aktivitas|Tanggal Perubahan",
    "Event at|Changed at|Date|Time|Timestamp|Date of change",
    needed=True,
)
_STATE = _field(
    "status",
    "text",
    "Status|Aktivitas|Tindakan|Aksi|Status Laporan",
    "Status|State|Action|Activity|Event",
    needed=True,
)
_DATES = tuple(field.name for field in COMPLAINTS if field.type == "moment")

EVENTS: tuple[Field, ...] = (
    *(field for field in COMPLAINTS if field.name not in {*_DATES, "status", "reopened", "answer_text"}),
    _STATE,
    _EVENT_AT,
)
"""A log with one row per change of state: only the state and its time tell what happened."""

FOLLOW_UPS: tuple[Field, ...] = (COMPLAINTS[0], _STATE, _EVENT_AT)
"""A second file with one row per action on a complaint that a log has."""

ROSTER: tuple[Field, ...] = (
    _field("code", "text", "Kode|Kode Peserta|Kode Instansi", "Code|Participant code", needed=True),
    _field("name", "text", "Nama|Nama Peserta|Nama Instansi|Nama UPP", "Name|Participant name", needed=True),
    _field("kind", "text", "Jenis|Jenis Peserta|Jenis Instansi", "Kind"),
    _field("parent", "text", "Induk|Instansi Induk|Kode Induk|Kode Instansi Induk", "Parent|Parent agency"),
    _field("region", "text", "Wilayah|Daerah|Provinsi", "Region|Province"),
    _field("units", "count", "Jumlah Unit|Unit", "Units|Number of units"),
    _field("units_connected", "count", "Unit Terhubung|Jumlah Unit Terhubung", "Units connected|Connected units"),
)

SCORES: tuple[Field, ...] = (
    _field("stage", "text", "Tahap|Tahapan", "Stage"),
    _field("judge", "text", "Juri|Nama Juri|Penilai|Kode Juri", "Judge|Judge name|Judge code", personal=True),
    _field(
        "participant",
        "text",
        "Peserta|Kode|Kode Peserta|Kode Instansi",
        "Participant|Code|Participant code",
        needed=True,
    ),
    _field("name", "text", "Nama|Nama Peserta|Nama Instansi|Instansi", "Name|Participant name|Agency"),
    _field("criterion", "text", "Kriteria|Kode Kriteria|Aspek", "Criterion|Criterion code", needed=True),
    _field("mark", "number", "Nilai|Skor", "Mark|Score"),
    _field("status", "status", "Status|Status Nilai", "Status"),
    _field(
        "marked_at",
        "moment",
        "Tanggal Penilaian|Tanggal Menilai|Tanggal Dinilai|Dinilai Pada|Waktu Penilaian",
        "Marked at|Marked on|Date marked|Date of marking",
    ),
    _field("comment", "text", "Catatan|Komentar|Keterangan", "Comment|Remarks|Notes", personal=True),
)

ASSIGNMENTS: tuple[Field, ...] = tuple(
    replace(field, needed=field.name in {"judge", "participant"})
    for field in SCORES
    if field.name in {"stage", "judge", "participant", "criterion"}
)
"""Who is asked to mark whom: a row per judge and participant, if need be per stage and criterion."""

_WHOSE = _field(
    "participant",
    "text",
    "Peserta|Kode Peserta|Nama Peserta|Instansi|Nama Instansi|Kode Instansi",
    "Participant|Participant code|Participant name|Agency",
)
_CODE = _field("code", "text", "Kode|Kode Pertanyaan|Nomor Pertanyaan|No Pertanyaan", "Code|Question code")
_QUESTION = _field("question", "text", "Pertanyaan|Butir|Uraian", "Question|Item")
_CLAIMED = "Poin Klaim|Nilai Klaim|Klaim|Nilai Mandiri|Skor Mandiri"
_VERIFIED = "Poin Verifikasi|Nilai Verifikasi|Skor Verifikasi|Hasil Verifikasi"

CHECKLISTS: tuple[Field, ...] = (
    _WHOSE,
    _CODE,
    _QUESTION,
    _field("answer", "text", "Jawaban|Isian", "Answer|Response", personal=True),
    _field("claimed", "number", f"{_CLAIMED}|Poin|Nilai|Skor", "Claimed points|Claimed|Points claimed|Points|Score"),
    _field("evidence", "text", "Bukti|Bukti Dukung|Data Dukung|Tautan Bukti|Berkas Bukti", "Evidence", personal=True),
    _field("verified", "number", _VERIFIED, "Verified points|Verified|Points verified"),
)
"""A participant's own checklist; a column of verified points in it is found so that it can be refused."""

VERIFIED: tuple[Field, ...] = (
    _WHOSE,
    _CODE,
    _QUESTION,
    _field("claimed", "number", _CLAIMED, "Claimed points|Claimed|Points claimed"),
    _field(
        "verified", "number", f"{_VERIFIED}|Poin|Nilai|Skor", "Verified points|Verified|Points verified|Points|Score"
    ),
    _field("verifier", "text", "Verifikator|Nama Verifikator|Penilai|Evaluator", "Verifier|Verified by", personal=True),
    _field("remark", "text", "Catatan|Keterangan|Catatan Verifikator", "Remark|Remarks|Notes|Comment", personal=True),
)
"""What evaluators found: a list of verified points, or a participant's checklist with a column of them added."""

PRACTICES: tuple[Field, ...] = (
    replace(_WHOSE, needed=True),
    _field("title", "text", "Judul|Judul Praktik|Nama Praktik|Inovasi", "Title|Practice", needed=True),
    _field("problem", "text", "Masalah|Permasalahan", "Problem|Problems", needed=True),
    _field("done", "text", "Yang Dilakukan|Apa yang dilakukan|Langkah", "What was done|Done|Steps", needed=True),
    _field("took", "text", "Yang Diperlukan|Kebutuhan|Sumber Daya", "What it took|Took|Resources"),
    _field("result", "text", "Hasil|Dampak", "Result|Results|Effect"),
    _field("contact", "text", "Unit Narahubung|Narahubung|Kontak", "Contact unit|Contact", personal=True),
)
"""Good practices, one a row: problems are separated by ";"."""


@lru_cache(maxsize=4096)
def folded(header: str) -> str:
    """Return a header without what does not tell headers apart: case, blanks, underscores and other signs."""
    letters = "".join(sign for sign in header.casefold() if sign.isalnum())
    return letters or header.strip()


def known_headers(fields: Sequence[Field], mapping: Mapping[str, str]) -> frozenset[str]:
    """Return every header, folded, by which one of the fields may be recognised."""
    ours = {folded(header) for field in fields for header in field.headers}
    return frozenset(ours | {folded(theirs) for theirs in mapping.values() if theirs})


def find_header(rows: Sequence[Sequence[str]], known: frozenset[str]) -> int | None:
    """Return which row (from 0) is the header: most headers known, the first of equals; else the first not blank.

    Platforms put titles and dates above it. None when every row is blank.
    """
    hits = [len({folded(cell) for cell in row} & known) for row in rows]
    if any(hits):
        return hits.index(max(hits))
    return next((place for place, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
