"""Whether the questions of the self-assessment fit the criteria, and can be told apart in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from criteria.refusals import Fault, hint, placed, quoted
from submissions.dictionary import CHECKLISTS, VERIFIED
from submissions.questions import as_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from criteria.rulebook import Rulebook

COLUMNS = tuple(dict.fromkeys(field.name for field in (*CHECKLISTS, *VERIFIED)))

QUESTION_UNFED = placed(
    "rulebook-question-criterion",
    "pertanyaan “{code}” menyebut kriteria “{criterion}”, yang nilainya tidak berasal dari daftar isian.",
    "the question “{code}” names the criterion “{criterion}”, which no checklist feeds.",
    "Tulis checklist = true pada kriteria itu, atau sebut kriteria lain.",
    "Write checklist = true at that criterion, or name another one.",
)
CHECKLIST_EMPTY = placed(
    "rulebook-checklist-empty",
    "kriteria “{code}” berasal dari daftar isian, tetapi tidak ada [[question]] yang menyebutnya.",
    "the criterion “{code}” is fed by a checklist, but no [[question]] names it.",
    "Tambahkan pertanyaan dengan criterion = “{code}”.",
    "Add a question with criterion = “{code}”.",
)
QUESTION_ALIKE = placed(
    "rulebook-question-alike",
    "lembar kerja tidak dapat membedakan kode “{code}” dari “{other}” (baris {lines}): sebagai angka keduanya sama.",
    "a spreadsheet cannot tell the code “{code}” from “{other}” (line {lines}): as numbers they are the same.",
    "Beri kode lain, misalnya “q{code}”.",
    "Give it another code, such as “q{code}”.",
)
CHECKLIST_COLUMN = placed(
    "rulebook-checklist-column",
    "“{column_name}” bukan kolom daftar isian; diharapkan salah satu dari {known}.",
    "“{column_name}” is no column of a checklist; expected one of {known}.",
    "{hint_id}Nama kolom kita di kiri, nama kolom mereka di kanan.",
    "{hint_en}Our name stands on the left, theirs on the right.",
)


def faults(rulebook: Rulebook) -> Iterator[Fault]:
    """Yield questions that feed nothing, criteria that no question feeds, codes that look alike, unknown columns."""
    fed = {criterion.code for criterion in rulebook.criterion if criterion.checklist}
    known = {criterion.code for criterion in rulebook.criterion}
    for index, question in enumerate(rulebook.question):
        if question.criterion in known - fed:
            details = {"code": question.code, "criterion": question.criterion}
            yield Fault(QUESTION_UNFED, ("question", index, "criterion"), details)
    asked = {question.criterion for question in rulebook.question}
    for index, criterion in enumerate(rulebook.criterion):
        if criterion.checklist and criterion.code not in asked:
            yield Fault(CHECKLIST_EMPTY, ("criterion", index, "checklist"), {"code": criterion.code}, value="")
    yield from _alike(rulebook)
    for column in rulebook.sources.checklists.columns:
        if column not in COLUMNS:
            details = {"column_name": column, "known": quoted(COLUMNS), **hint(column, COLUMNS)}
            yield Fault(CHECKLIST_COLUMN, ("sources", "checklists", "columns", column), details)


def _alike(rulebook: Rulebook) -> Iterator[Fault]:
    """Yield codes such as 1.10 beside 1.1, which a spreadsheet turns into one number."""
    first: dict[str, int] = {}
    for index, question in enumerate(rulebook.question):
        number = as_number(question.code)
        if not number:
            continue
        earlier = first.setdefault(number, index)
        other = rulebook.question[earlier].code
        if earlier != index and other != question.code:
            details = {"code": question.code, "other": other}
            yield Fault(QUESTION_ALIKE, ("question", index, "code"), details, (("question", earlier, "code"),))
