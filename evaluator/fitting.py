"""Where the year's rules and what was handed in do not fit each other: each a problem, so that nobody wonders later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from criteria.indicators import INDICATORS
from criteria.rank import NO_CATEGORY
from evaluator import fitting_marks
from submissions import kinds
from submissions.problems import Kind, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from criteria.results import Ranking
    from criteria.rulebook import Rulebook
    from submissions.handed_in import HandedIn

ROSTER_COLUMNS = frozenset({"units", "units_connected"})
RULEBOOK = "rulebook.toml"


def _kind(code: str, severity: Severity, says: tuple[str, str], mend: tuple[str, str]) -> Kind:
    """Wording as (Indonesian, English)."""
    return Kind(code, severity, dict(zip(("id", "en"), says, strict=True)), dict(zip(("id", "en"), mend, strict=True)))


CATEGORY_EMPTY = _kind(
    "category-empty", Severity.WARNING,
    ("Kategori {category} tidak memiliki peserta.", "The category {category} has no participants."),
    (
        "Periksa syarat [[category]] dan kolom daftar peserta yang dirujuknya.",
        "Check the conditions of [[category]] and the roster's columns that they look at.",
    ),
)  # fmt: skip
CATEGORY_NONE = _kind(
    "category-none", Severity.WARNING,
    ("Peserta {participant} tidak masuk kategori mana pun.", "The participant {participant} fits no category."),
    (
        "Perbaiki kolomnya di daftar peserta, atau tambahkan kategori di buku aturan.",
        "Mend its columns in the roster, or add a category to the rulebook.",
    ),
)  # fmt: skip
NOBODY_RANKED = _kind(
    "nobody-ranked", Severity.WARNING,
    (
        "Tidak seorang pun peserta kategori {category} mendapat peringkat.",
        "No participant of the category {category} is ranked.",
    ),
    (
        "Lihat statusnya di ranking.csv; longgarkan [[gate]] hanya bila memang dikehendaki.",
        "See the status in ranking.csv; loosen a [[gate]] only if that is meant.",
    ),
)  # fmt: skip
FIELD_MISSING = _kind(
    "field-missing", Severity.BLOCKING,
    (
        "Buku aturan memakai kolom {field} dari daftar peserta, tetapi kolom itu tidak ada.",
        "The rulebook uses the roster's column {field}, but there is no such column.",
    ),
    ("Tambahkan kolom itu, atau ubah buku aturan.", "Add the column, or change the rulebook."),
)  # fmt: skip
INDICATOR_UNFED = _kind(
    "indicator-unfed", Severity.WARNING,
    (
        "Indikator {indicator} kosong untuk semua peserta: tidak ada berkas dengan kolom {columns}.",
        "The indicator {indicator} is missing for everybody: no file has the column {columns}.",
    ),
    (
        "Serahkan kolom itu, petakan namanya di [sources], atau pakai indikator lain.",
        "Hand in that column, map its name in [sources], or use another indicator.",
    ),
)  # fmt: skip
STEP_UNFED = _kind(
    "step-unfed", Severity.WARNING,
    (
        "Tidak ada berkas dengan kolom {columns}: bagi {indicator}, semua pengaduan tampak belum selesai.",
        "No file has the column {columns}: for {indicator}, every complaint looks as if it were still open.",
    ),
    (
        "Serahkan kolom itu atau petakan namanya di [sources.complaints.columns].",
        "Hand in that column, or map its name in [sources.complaints.columns].",
    ),
)  # fmt: skip
PANEL_UNFED = _kind(
    "panel-unfed", Severity.WARNING,
    ("Tidak ada nilai juri untuk kriteria {criterion}.", "There are no judges' marks on the criterion {criterion}."),
    ("Letakkan lembar nilai di scores/.", "Put the score sheets into scores/."),
)  # fmt: skip


def before(rulebook: Rulebook, handed_in: HandedIn) -> list[Problem]:
    """Return what can be told before measuring: columns and marks that the rules need and nobody handed in."""
    return [
        *_logs(rulebook, handed_in),
        *_fields(rulebook, handed_in),
        *_indicators(rulebook, handed_in),
        *_panels(rulebook, handed_in),
        *fitting_marks.panels(rulebook, handed_in.marks),
    ]


def after(rulebook: Rulebook, ranking: Ranking) -> list[Problem]:
    """Return what the ranking shows: categories without participants or ranks, participants without a category."""
    return [*_categories(rulebook, ranking), *_without_category(ranking)]


def _logs(rulebook: Rulebook, handed_in: HandedIn) -> Iterator[Problem]:
    """No log at all, though the rules measure complaints."""
    used = {*(gate.indicator for gate in rulebook.gate), *(criterion.indicator for criterion in rulebook.criterion)}
    measured = any(code in INDICATORS and not ROSTER_COLUMNS & {*INDICATORS[code].needs} for code in used if code)
    told = rulebook.engine.place or any(problem.kind is kinds.NO_COMPLAINTS for problem in handed_in.problems)
    if handed_in.complaints is None and measured and not told:
        yield Problem(kinds.NO_COMPLAINTS, file="complaints/")


def _fields(rulebook: Rulebook, handed_in: HandedIn) -> Iterator[Problem]:
    known = {*handed_in.roster.columns, "code"}
    used = {f"category.{c.code}.where": list(c.where) for c in rulebook.category}
    used |= {f"gate.{g.code}.field": [g.field] for g in rulebook.gate if g.field}
    used |= {f"criterion.{c.code}.field": [c.field] for c in rulebook.criterion if c.field}
    for place, fields in used.items():
        for field in fields:
            if field not in known:
                yield Problem(FIELD_MISSING, file=RULEBOOK, column=place, value=field, details={"field": field})


def _indicators(rulebook: Rulebook, handed_in: HandedIn) -> Iterator[Problem]:
    rosters = {name for name in ROSTER_COLUMNS if handed_in.roster[name].notna().any()}
    handed = handed_in.columns | rosters
    used = {f"gate.{g.code}": g.indicator for g in rulebook.gate if g.indicator}
    used |= {f"criterion.{c.code}": c.indicator for c in rulebook.criterion if c.indicator}
    for place, code in used.items():
        missing = [name for name in INDICATORS[code].needs if name not in handed]
        if missing:
            details = {"indicator": code, "columns": ", ".join(missing)}
            yield Problem(INDICATOR_UNFED, file=RULEBOOK, column=place, value=code, details=details)
        shown = _showing(code, imply=rulebook.sources.complaints.imply)
        if handed_in.complaints is not None and shown and not handed_in.columns & set(shown):
            details = {"indicator": code, "columns": " / ".join(shown)}
            yield Problem(STEP_UNFED, file=RULEBOOK, column=place, value=code, details=details)


def _showing(indicator: str, *, imply: bool) -> tuple[str, ...]:
    """Return the columns any of which shows that the step of an indicator happened; none for other indicators."""
    steps = ("acknowledge", "answer", "resolve")
    columns = ("acknowledged_at", "answered_at", "resolved_at")
    for place, step in enumerate(steps):
        if step in indicator:  # days_to_answer_median, answered_share
            return columns[place:] if imply else columns[place : place + 1]
    return columns[2:] if indicator == "overdue_open_share" else ()


def _panels(rulebook: Rulebook, handed_in: HandedIn) -> Iterator[Problem]:
    marked = set(handed_in.marks.loc[handed_in.marks["status"] == "scored", "criterion"])
    for criterion in rulebook.criterion if marked else ():  # without any mark, reading says so once
        if criterion.panel is not None and criterion.code not in marked:
            place = f"criterion.{criterion.code}"
            yield Problem(PANEL_UNFED, file=RULEBOOK, column=place, details={"criterion": criterion.code})


def _categories(rulebook: Rulebook, ranking: Ranking) -> Iterator[Problem]:
    counts = ranking.table.groupby("category")["rank"].agg(["size", "count"])
    for category in rulebook.category:
        place, details = f"category.{category.code}", {"category": category.code}
        if category.code not in counts.index:
            yield Problem(CATEGORY_EMPTY, file=RULEBOOK, column=place, details=details)
        elif not counts.loc[category.code, "count"]:
            yield Problem(NOBODY_RANKED, file=RULEBOOK, column=place, details=details)


def _without_category(ranking: Ranking) -> Iterator[Problem]:
    alone = ranking.table.loc[ranking.table["status"] == NO_CATEGORY, "code"]
    for code in alone:
        yield Problem(CATEGORY_NONE, file="participants.csv", value=str(code), details={"participant": str(code)})
