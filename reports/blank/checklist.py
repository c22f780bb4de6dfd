"""The blank checklist of the self-assessment: a row per question, its points enforced, progress counted by formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.blank.book import (
    Column,
    add_sheet,
    choose,
    formula,
    heading,
    labelled,
    new_book,
    open_cells,
    put,
    saved,
    within,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from criteria.rulebook import Question, Rulebook
    from reports.speech import Speech

HEADER = 7
SHEETS = {"id": "Daftar Periksa", "en": "Checklist"}
PEOPLE = {"id": "Peserta", "en": "Participants"}


def checklist(rulebook: Rulebook, say: Speech, people: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return the workbook. people: code and name of each participant, to choose from; else the code is typed."""
    book, first = new_book(rulebook, say, _instructions(rulebook))
    english = say.language == "en"
    columns = [
        Column("Question code" if english else "Kode Pertanyaan", 11),
        Column("Question" if english else "Pertanyaan", 46),
        Column("At most" if english else "Paling Banyak", 9),
        Column("Claimed points" if english else "Poin Klaim", 11, filled=True, form="0.##"),
        Column("Answer" if english else "Jawaban", 40, filled=True),
        Column("Evidence" if english else "Bukti Dukung", 34, filled=True, form="@"),
        Column("Anchors" if english else "Pegangan Poin", 44),
    ]
    sheet = add_sheet(book, SHEETS[say.language], columns, HEADER)
    last = HEADER + len(rulebook.question)
    heading(sheet, say.title(rulebook.edition.title))
    labelled(sheet, 2, "Edition" if english else "Edisi", rulebook.edition.code)
    labelled(sheet, 3, "Participant" if english else "Peserta", "", filled=True)
    labelled(sheet, 4, say("Answered"), "")
    formula(sheet, 4, 2, f'=COUNT(D{HEADER + 1}:D{last})&" / "&{len(rulebook.question)}')
    labelled(sheet, 5, say("Points claimed"), "")
    most = sum(question.points for question in rulebook.question)
    formula(sheet, 5, 2, f'=SUM(D{HEADER + 1}:D{last})&" / {most:g}"')
    for row, question in enumerate(rulebook.question, start=HEADER + 1):
        for place, value in enumerate(_row(question, say), start=1):
            put(sheet, row, place, value)
        within(sheet, f"D{row}", 0, question.points, say)
    open_cells(sheet, columns, HEADER + 1, last)
    if people:
        names = book.create_sheet(PEOPLE[say.language])
        for row, (code, name) in enumerate(people, start=1):
            put(names, row, 1, code)
            put(names, row, 2, name)
        names.protection.sheet = True
        names.column_dimensions["A"].width, names.column_dimensions["B"].width = 14, 70
        choose(sheet, "B3", f"'{names.title}'!$A$1:$A${len(people)}", say)
    book.active = 0
    first.sheet_view.tabSelected = True
    return saved(book)


def _row(question: Question, say: Speech) -> tuple[str, str, float, None, None, None, str]:
    title = say.title(question.title)
    if question.evidence == "required":
        title = f"{title} (" + say("evidence required") + ")"
    anchors = "\n".join(f"{say.exact(anchor.at)}: {say.title(anchor)}" for anchor in question.rubric)
    return question.code, title, question.points, None, None, None, anchors


def _instructions(rulebook: Rulebook) -> list[tuple[str, str]]:
    code = rulebook.edition.code
    return [
        (
            "Isi hanya sel berwarna kuning pada lembar kedua; sel lain terkunci agar tidak berubah tanpa sengaja.",
            "Fill in the yellow cells of the second sheet alone; the others are locked so that they do not change"
            " by accident.",
        ),
        (
            "Tulis kode peserta Anda di atas tabel, persis seperti dalam daftar peserta.",
            "Write your participant's code above the table, exactly as in the roster.",
        ),
        (
            "Untuk tiap pertanyaan isi poin yang Anda klaim, dari nol sampai paling banyak; kosong: tidak dijawab.",
            "For each question write the points that you claim, from zero to the most; empty means not answered.",
        ),
        (
            "Pada kolom bukti tulis nama berkas atau alamatnya sebagai teks. Bukti tidak dibuka oleh program ini.",
            "In the column of evidence write a file's name or its address as text. The program opens no evidence.",
        ),
        (
            "Jangan menambah, menghapus, atau memindah kolom. Simpan sebagai .xlsx dan serahkan dengan nama kode Anda.",
            "Add, remove or move no column. Save it as .xlsx and hand it in under your code as its name.",
        ),
        (
            f"Buku kerja ini hanya untuk edisi {code}; buku kerja tahun lain dikenali dan diberitahukan.",
            f"This workbook is for the edition {code} alone; one of another year is recognised, and you are told.",
        ),
    ]
