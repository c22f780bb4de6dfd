"""The blank complaint log and the blank roster, each with its dictionary: what a column holds, and which are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.blank.book import Column, add_sheet, choose, dates, new_book, open_cells, put, saved, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from criteria.rulebook import Rulebook
    from reports.speech import Speech

ROWS = 500
"""Rows whose cells are open and looked at as they are typed; more may be pasted below in a copy without protection."""
LOG = {"id": "Pengaduan", "en": "Complaints"}
ROSTER = {"id": "Peserta", "en": "Participants"}
DICTIONARY = {"id": "Kamus", "en": "Dictionary"}
MOMENTS = ("received_at", "acknowledged_at", "answered_at", "resolved_at", "due_at", "updated_at")
FORMS = dict.fromkeys(MOMENTS, "yyyy-mm-dd") | dict.fromkeys(
    ("reopened", "rating", "units", "units_connected"), "General"
)
"""How cells are written; every other column is text."""
# our column: header by language, whether it is needed, what it holds by language
LOG_COLUMNS: dict[str, tuple[str, str, bool, str, str]] = {
    "complaint_id": (
        "Nomor Tiket", "Complaint number", True,
        "Nomornya pada sistem Anda; satu baris per pengaduan.", "Its number in your system; one row each.",
    ),
    "participant": (
        "Instansi Terdisposisi", "Participant", True,
        "Kode atau nama peserta yang bertanggung jawab.", "Code or name of the participant responsible.",
    ),
    "received_at": (
        "Tanggal Laporan Masuk", "Received at", True,
        "Kapan pengaduan sampai pada peserta.", "When the complaint reached the participant.",
    ),
    "acknowledged_at": (
        "Tanggal Verifikasi", "Acknowledged at", False,
        "Tanggapan awal: diverifikasi atau diteruskan.", "First acknowledgement: verified or passed on.",
    ),
    "answered_at": (
        "Tanggal Tanggapan", "Answered at", False,
        "Jawaban substantif pertama.", "First answer to the substance.",
    ),
    "resolved_at": (
        "Tanggal Selesai", "Resolved at", False,
        "Ditutup karena selesai ditindaklanjuti.", "Closed as followed up.",
    ),
    "due_at": ("Batas Waktu", "Due at", False, "Tenggatnya sendiri, bila ada.", "Its own deadline, if it has one."),
    "kind": ("Klasifikasi Laporan", "Kind", False, "Jenis laporan.", "The kind of report."),
    "channel": ("Sumber Laporan", "Channel", False, "Lewat mana masuknya.", "The way in."),
    "unit": ("Unit Kerja", "Unit", False, "Unit yang menangani.", "The unit that handled it."),
    "status": ("Status Laporan", "Status", False, "Kata status dari sistemnya.", "The system's word for its state."),
    "reopened": ("Dibuka Kembali", "Reopened", False, "Berapa kali dibuka kembali.", "How often it was reopened."),
    "rating": ("Rating", "Rating", False, "Nilai pelapor, 1 sampai 5.", "The complainant's rating, 1 to 5."),
    "updated_at": ("Terakhir Diperbarui", "Updated at", False, "Perubahan terakhir.", "The last change."),
}  # fmt: skip
ROSTER_COLUMNS: dict[str, tuple[str, str, bool, str, str]] = {
    "code": ("Kode", "Code", True, "Kode peserta; tidak berubah sepanjang tahun.", "The participant's code."),
    "name": ("Nama", "Name", True, "Nama resmi, seperti tercetak pada piagam.", "The name as certificates print it."),
    "kind": ("Jenis", "Kind", False, "Jenis peserta, menentukan kategori.", "What it is; it decides the category."),
    "parent": ("Induk", "Parent", False, "Kode instansi induk sebuah UPP.", "For a UPP: its agency's code."),
    "region": ("Wilayah", "Region", False, "Provinsi atau daerah.", "Province or region."),
    "units": ("Jumlah Unit", "Units", False, "Unit pelayanan seluruhnya.", "Service units in all."),
    "units_connected": ("Unit Terhubung", "Units connected", False, "Yang terhubung.", "Those that are connected."),
}  # fmt: skip


def complaint_log(rulebook: Rulebook, say: Speech) -> bytes:
    """Return the workbook of a complaint log, its headers those of the rulebook where it renames columns."""
    named = rulebook.sources.complaints.columns
    lines = [
        (
            "Isi satu baris per pengaduan pada lembar kedua. Lembar Kamus menyebut kolom mana yang wajib.",
            "Fill in one row per complaint on the second sheet. The sheet Dictionary says which columns are needed.",
        ),
        (
            "Tulis tanggal sebagai tanggal, misalnya 2019-10-31. Kosong berarti belum terjadi.",
            "Write dates as dates, such as 2019-10-31. Empty means not yet happened.",
        ),
        (
            "Jangan menulis nama atau kontak pelapor, ataupun isi laporannya: tidak diperlukan.",
            "Write no complainant's name or contact, and no text of the complaint: none is needed.",
        ),
    ]
    columns = {ours: (_renamed(named.get(ours), texts), *texts[1:]) for ours, texts in LOG_COLUMNS.items()}
    book, sheet, letters = _filled_in(rulebook, say, lines, LOG, columns)
    for ours in MOMENTS:
        dates(sheet, f"{letters[ours]}2:{letters[ours]}{ROWS + 1}", say)
    within(sheet, f"{letters['rating']}2:{letters['rating']}{ROWS + 1}", 1, 5, say)
    within(sheet, f"{letters['reopened']}2:{letters['reopened']}{ROWS + 1}", 0, 999, say)
    kinds = [kind for kind in rulebook.standards.kinds if "," not in kind]
    if kinds:
        choose(sheet, f"{letters['kind']}2:{letters['kind']}{ROWS + 1}", '"' + ",".join(kinds) + '"', say)
    return saved(book)


def roster(rulebook: Rulebook, say: Speech) -> bytes:
    """Return the workbook of a roster, with the further columns that the rules ask for."""
    lines = [
        (
            "Isi satu baris per peserta pada lembar kedua. Lembar Kamus menyebut kolom mana yang wajib.",
            "Fill in one row per participant on the second sheet. The sheet Dictionary says which columns are needed.",
        ),
        (
            "Simpan sebagai participants.xlsx di folder kompetisi.",
            "Save it as participants.xlsx in the competition folder.",
        ),
    ]
    columns = dict(ROSTER_COLUMNS)
    for field in sorted(rulebook.roster_fields - {*columns}):
        columns[field] = (field, field, False, "Diminta oleh aturan tahun ini.", "This year's rules ask for it.")
    book, sheet, letters = _filled_in(rulebook, say, lines, ROSTER, columns)
    kinds = sorted({kind for category in rulebook.category for kind in category.where.get("kind", [])})
    if kinds and not any("," in kind for kind in kinds):
        choose(sheet, f"{letters['kind']}2:{letters['kind']}{ROWS + 1}", '"' + ",".join(kinds) + '"', say)
    for ours in ("units", "units_connected"):
        within(sheet, f"{letters[ours]}2:{letters[ours]}{ROWS + 1}", 0, 1_000_000, say)
    return saved(book)


def _filled_in(
    rulebook: Rulebook,
    say: Speech,
    lines: Sequence[tuple[str, str]],
    titles: dict[str, str],
    columns: dict[str, tuple[str, str, bool, str, str]],
) -> tuple[Workbook, Worksheet, dict[str, str]]:
    """Return the workbook, its sheet to fill in, and the letter of each of our columns."""
    english = say.language == "en"
    book, first = new_book(rulebook, say, lines)
    heads = [
        Column((texts[1] if english else texts[0]), 18 if ours in MOMENTS else 22, True, FORMS.get(ours, "@"))
        for ours, texts in columns.items()
    ]
    sheet = add_sheet(book, titles[say.language], heads, 1)
    open_cells(sheet, heads, 2, ROWS + 1)
    letters = {ours: sheet.cell(1, place).column_letter for place, ours in enumerate(columns, start=1)}
    words = add_sheet(
        book,
        DICTIONARY[say.language],
        [Column(say("Heading"), 26), Column(say("Must be there"), 16), Column(say("What it holds"), 80)],
        1,
    )
    for row, texts in enumerate(columns.values(), start=2):
        put(words, row, 1, texts[1] if english else texts[0])
        put(words, row, 2, say("yes") if texts[2] else say("no"))
        put(words, row, 3, texts[4] if english else texts[3])
    book.active = 0
    first.sheet_view.tabSelected = True
    return book, sheet, letters


def _renamed(theirs: object, texts: tuple[str, str, bool, str, str]) -> str:
    return theirs if isinstance(theirs, str) else texts[0]
