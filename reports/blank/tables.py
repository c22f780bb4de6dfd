"""The blank complaint log and the blank roster, each with its dictionary: what a column holds, and which are needed."""

from __future__ import annotations

from collections.abc import Mapping
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
Headings = Mapping[str, tuple[str, bool]]
"""Of each of our columns: what heads it in the edition's language, and whether it is needed. The data dictionary's."""
# what a column holds, in Indonesian and English; columns without a line here are not handed out
LOG_HOLDS = {
    "complaint_id": (
        "Nomornya pada sistem Anda; satu baris per pengaduan.",
        "Its number in your system; one row each.",
    ),
    "participant": ("Kode atau nama peserta yang bertanggung jawab.", "Code or name of the participant responsible."),
    "received_at": ("Kapan pengaduan sampai pada peserta.", "When the complaint reached the participant."),
    "acknowledged_at": (
        "Tanggapan awal: diverifikasi atau diteruskan.",
        "First acknowledgement: verified or passed on.",
    ),
    "answered_at": ("Jawaban substantif pertama.", "First answer to the substance."),
    "resolved_at": ("Ditutup karena selesai ditindaklanjuti.", "Closed as followed up."),
    "due_at": ("Tenggatnya sendiri, bila ada.", "Its own deadline, if it has one."),
    "kind": ("Jenis laporan.", "The kind of report."),
    "channel": ("Lewat mana masuknya.", "The way in."),
    "unit": ("Unit yang menangani.", "The unit that handled it."),
    "status": ("Kata status dari sistemnya.", "The system's word for its state."),
    "reopened": ("Berapa kali dibuka kembali.", "How often it was reopened."),
    "rating": ("Nilai pelapor, 1 sampai 5.", "The complainant's rating, 1 to 5."),
    "updated_at": ("Perubahan terakhir.", "The last change."),
}
ROSTER_HOLDS = {
    "code": ("Kode peserta; tidak berubah sepanjang tahun.", "The participant's code."),
    "name": ("Nama resmi, seperti tercetak pada piagam.", "The name as certificates print it."),
    "kind": ("Jenis peserta, menentukan kategori.", "What it is; it decides the category."),
    "parent": ("Kode instansi induk sebuah UPP.", "For a UPP: its agency's code."),
    "region": ("Provinsi atau daerah.", "Province or region."),
    "units": ("Unit pelayanan seluruhnya.", "Service units in all."),
    "units_connected": ("Yang terhubung.", "Those that are connected."),
}
ASKED = ("Diminta oleh aturan tahun ini.", "This year's rules ask for it.")


def complaint_log(rulebook: Rulebook, say: Speech, headings: Headings) -> bytes:
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
    theirs = {ours: name for ours, name in named.items() if isinstance(name, str) and name}
    columns = {
        ours: (theirs.get(ours, headings[ours][0]), headings[ours][1], _said(holds, say))
        for ours, holds in LOG_HOLDS.items()
    }
    book, sheet, letters = _filled_in(rulebook, say, lines, LOG, columns)
    for ours in MOMENTS:
        dates(sheet, f"{letters[ours]}2:{letters[ours]}{ROWS + 1}", say)
    within(sheet, f"{letters['rating']}2:{letters['rating']}{ROWS + 1}", 1, 5, say)
    within(sheet, f"{letters['reopened']}2:{letters['reopened']}{ROWS + 1}", 0, 999, say)
    kinds = [kind for kind in rulebook.standards.kinds if "," not in kind]
    if kinds:
        choose(sheet, f"{letters['kind']}2:{letters['kind']}{ROWS + 1}", '"' + ",".join(kinds) + '"', say)
    return saved(book)


def roster(rulebook: Rulebook, say: Speech, headings: Headings) -> bytes:
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
    columns = {ours: (*headings[ours], _said(holds, say)) for ours, holds in ROSTER_HOLDS.items()}
    columns |= {name: (name, False, _said(ASKED, say)) for name in sorted(rulebook.roster_fields - {*columns})}
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
    columns: Mapping[str, tuple[str, bool, str]],
) -> tuple[Workbook, Worksheet, dict[str, str]]:
    """Return the workbook, its sheet to fill in, and the letter of each of our columns."""
    book, first = new_book(rulebook, say, lines)
    heads = [
        Column(head, 18 if ours in MOMENTS else 22, True, FORMS.get(ours, "@"))
        for ours, (head, _needed, _holds) in columns.items()
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
    for row, (head, needed, holds) in enumerate(columns.values(), start=2):
        put(words, row, 1, head)
        put(words, row, 2, say("yes") if needed else say("no"))
        put(words, row, 3, holds)
    book.active = 0
    first.sheet_view.tabSelected = True
    return book, sheet, letters


def _said(texts: tuple[str, str], say: Speech) -> str:
    return texts[1] if say.language == "en" else texts[0]
