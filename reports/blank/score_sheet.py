"""The blank score sheet of a judge: participants down, criteria across, the range of each mark enforced, the rubric."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from criteria.tree import TOTAL
from reports.blank.book import Column, add_sheet, choose, heading, labelled, marks, new_book, open_cells, put, saved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook

    from criteria.rulebook import Criterion, Rulebook
    from criteria.stage_rules import Stage
    from reports.speech import Speech

HEADER = 6
BLANK_ROWS = 60
"""Rows to fill in where no participants are known."""
SHEETS = {"id": "Lembar Penilaian", "en": "Score Sheet"}
RUBRIC = {"id": "Rubrik", "en": "Rubric"}


def score_sheet(
    rulebook: Rulebook, say: Speech, stage: Stage | None = None, people: Sequence[tuple[str, str]] = ()
) -> bytes:
    """Return the workbook of one stage, or of the whole competition. people: code and name of those to be judged."""
    english = say.language == "en"
    judged = panels(rulebook, stage)
    names = headers(judged, say)
    book, first = new_book(rulebook, say, _instructions())
    columns = [
        Column("Participant" if english else "Peserta", 13, filled=not people),
        Column("Name" if english else "Nama", 62, filled=not people),
        *(Column(name, max(13.0, min(24.0, len(name) * 0.7)), filled=True, form="0.##") for name in names),
        Column("Comment" if english else "Catatan", 40, filled=True, form="@"),
    ]
    sheet = add_sheet(book, SHEETS[say.language], columns, HEADER)
    heading(sheet, say.title(rulebook.edition.title))
    labelled(sheet, 2, "Edition" if english else "Edisi", rulebook.edition.code)
    labelled(sheet, 3, "Judge" if english else "Juri", "", filled=True)
    if rulebook.stage:
        codes = [one.code for one in rulebook.stage if panels(rulebook, one)]
        labelled(sheet, 4, "Stage" if english else "Tahap", stage.code if stage else "", filled=True)
        choose(sheet, "B4", '"' + ",".join(codes) + '"', say)
    last = HEADER + (len(people) or BLANK_ROWS)
    open_cells(sheet, columns, HEADER + 1, last)
    for row, (code, name) in enumerate(people, start=HEADER + 1):
        put(sheet, row, 1, code)
        put(sheet, row, 2, name)
    for place, criterion in enumerate(judged, start=3):
        letter = sheet.cell(HEADER, place).column_letter
        if criterion.panel is not None:
            marks(sheet, f"{letter}{HEADER + 1}:{letter}{last}", criterion.panel.min, criterion.panel.max, say)
    _rubric(book, judged, names, say)
    book.active = 0
    first.sheet_view.tabSelected = True
    return saved(book)


def panels(rulebook: Rulebook, stage: Stage | None) -> list[Criterion]:
    """Return the criteria that judges mark in a stage, or in all of them, in the rulebook's order.

    A criterion whose score is carried on from an earlier stage was marked there.
    """
    earlier = rulebook.stage[: rulebook.stage.index(stage)] if stage else []
    before = {criterion.code for one in earlier for criterion in _weighed(rulebook, one)}
    return [criterion for criterion in _weighed(rulebook, stage) if criterion.code not in before]


def _weighed(rulebook: Rulebook, stage: Stage | None) -> list[Criterion]:
    """Return the judged criteria that are part of a stage's total."""
    tree = rulebook.tree_in(stage) if stage else rulebook.whole_tree
    below: set[str] = set()
    waiting = [TOTAL]
    while waiting:
        children = [child.code for child in tree.get(waiting.pop(), [])]
        below.update(children)
        waiting += children
    return [criterion for criterion in rulebook.leaves if criterion.panel is not None and criterion.code in below]


def headers(judged: Sequence[Criterion], say: Speech) -> list[str]:
    """Return what stands above each criterion's column: its title, or its code where two have one title."""
    titles = [say.title(criterion.title) for criterion in judged]
    uses = Counter(title.casefold() for title in titles)
    return [
        title if uses[title.casefold()] == 1 else criterion.code
        for title, criterion in zip(titles, judged, strict=True)
    ]


def _rubric(book: Workbook, judged: Sequence[Criterion], names: Sequence[str], say: Speech) -> None:
    columns = [
        Column(say("What is judged"), 40),
        Column(say("From"), 8),
        Column(say("To"), 8),
        Column(say("What a mark means"), 90),
    ]
    sheet = add_sheet(book, RUBRIC[say.language], columns, 1)
    for row, (criterion, name) in enumerate(zip(judged, names, strict=True), start=2):
        if criterion.panel is None:
            continue
        anchors = "\n".join(f"{say.exact(anchor.at)}: {say.title(anchor)}" for anchor in criterion.rubric)
        said = anchors or say("The rulebook states no anchors; agree on them in the panel before the first mark.")
        for place, value in enumerate((name, criterion.panel.min, criterion.panel.max, said), start=1):
            put(sheet, row, place, value)


def _instructions() -> list[tuple[str, str]]:
    return [
        (
            "Tulis nama Anda di atas tabel, selalu dengan ejaan yang sama.",
            "Write your name above the table, always spelt alike.",
        ),
        (
            "Isi satu nilai per kriteria. Rentangnya dijaga; rubriknya ada di lembar terakhir.",
            "Write one mark per criterion. Its range is kept; the rubric is on the last sheet.",
        ),
        (
            "Kosongkan nilai yang belum atau tidak Anda berikan: kosong bukan nol.",
            "Leave a mark empty that you have not given or do not give: empty is not zero.",
        ),
        (
            "Bila ada benturan kepentingan, tulis “konflik” di tempat nilainya; untuk abstain tulis “abstain”.",
            "Where your interests conflict write “conflict” in the place of the mark; to abstain write “abstained”.",
        ),
        (
            "Jangan menambah, menghapus, atau memindah kolom. Simpan sebagai .xlsx dan kirim kepada sekretariat.",
            "Add, remove or move no column. Save it as .xlsx and send it to the secretariat.",
        ),
    ]
