"""The sheets beside the categories: awards, indicators, problems by kind, and the method in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from criteria.indicators import INDICATORS
from criteria.tree import TOTAL
from reports import in_words

if TYPE_CHECKING:
    from criteria.rulebook import Criterion
    from reports.speech import Speech
    from reports.workbook_cells import Book, Sheet
    from reports.year import Year

TABLE = 3  # the row of a table's heading
METHOD_WIDTHS = [46, 9, 12, 36, 40, 28, 60]


def write_awards(book: Book, year: Year) -> None:
    """Add the sheet of awards: who holds which, by which score."""
    say, rulebook = book.say, year.rulebook
    sheet = _begin(book, year, say("Awards"))
    heads = [say("Award"), say("Category"), say("Place"), say("Code"), say("Name"), say("Decided by"), say("Score")]
    sheet.texts(TABLE, 0, heads, "head")
    awards = {award.code: award for award in rulebook.award}
    titles = {TOTAL: say("Total")} | {c.code: say.title(c.title) for c in rulebook.criterion}
    categories = {category.code: say.title(category.title) for category in rulebook.category}
    widths = [44, 26, 8, 12, 52, 34, 10]
    columns = ["award", "category", "place", "code", "name", "score"]
    rows = year.awards.table[columns].itertuples(index=False, name=None)
    for row, (award, category, place, code, name, score) in enumerate(rows, start=TABLE + 1):
        rule = awards[award]
        texts = [say.title(rule.title), categories[category], "", code, name, titles[rule.by]]
        sheet.line(row, texts, widths[:-1])
        sheet.number(row, 2, int(place), "place")
        sheet.number(row, 6, float(score), "score")
    sheet.widths(widths)
    sheet.freeze(TABLE + 1, 0)
    sheet.printed(TABLE, TABLE, say("Awards"))


def write_indicators(book: Book, year: Year) -> None:
    """Add the sheet of indicators: what was measured of everybody, in the units of the contract."""
    say, indicators = book.say, year.indicators
    sheet = _begin(book, year, say("Indicators"))
    sheet.texts(TABLE, 0, [say("Code"), say("Name"), say("Category")], "head")
    sheet.texts(TABLE, 3, [indicator.title[say.language] for indicator in INDICATORS.values()], "head_right")
    sheet.texts(TABLE + 1, 3, list(INDICATORS), "code_right")
    forms = {"count": "whole", "share": "share", "days": "days", "mean": "mean"}
    formats = [forms[indicator.form] for indicator in INDICATORS.values()]
    people = indicators.participants.loc[indicators.table.index, ["name", "category"]]
    values = indicators.table[list(INDICATORS)].to_numpy().tolist()
    rows = zip(people.itertuples(name=None), values, strict=True)
    for row, ((code, name, category), measured) in enumerate(rows, start=TABLE + 2):
        sheet.texts(row, 0, [code, name, category])
        for column, (value, form) in enumerate(zip(measured, formats, strict=True), start=3):
            sheet.number(row, column, value, form)
    sheet.widths([12, 44, 12, *[12] * len(INDICATORS)])
    sheet.page.set_row(TABLE, 80)
    sheet.page.autofilter(TABLE + 1, 0, TABLE + 1 + len(values), 2 + len(INDICATORS))
    sheet.freeze(TABLE + 2, 2)
    sheet.page.repeat_columns(0, 1)
    sheet.printed(TABLE, TABLE + 1, say("Indicators"), pages=2)


def write_problems(book: Book, year: Year) -> None:
    """Add the sheet of problems by kind, with their number and one example; all of them stand in problems.csv."""
    say = book.say
    sheet = _begin(
        book, year, say("Problems"), say("One row per kind of problem; every single one is in problems.csv.")
    )
    heads = [say("Severity"), say("Kind"), say("Count"), say("Files"), say("Example"), say("How to mend it")]
    sheet.texts(TABLE, 0, heads, "head")
    widths = [14, 30, 9, 9, 70, 60]
    for row, (key, table) in enumerate(year.problems.groupby(["severity", "code"], sort=False), start=TABLE + 1):
        severity, code = key
        example = [str(table["problem"].iloc[0]), str(table["mend"].iloc[0])]
        sheet.line(row, [in_words.severity(str(severity), say), str(code), "", "", *example], widths)
        sheet.number(row, 2, int(table["count"].astype(int).sum()), "whole")
        sheet.number(row, 3, table["file"].nunique(), "whole")
    sheet.widths(widths)
    sheet.freeze(TABLE + 1, 0)
    sheet.printed(TABLE, TABLE, say("Problems"))


def write_method(book: Book, year: Year) -> None:
    """Add the sheet that says in words how the scores came about: the tree, gates, standards, ties, assumptions."""
    say, rulebook = book.say, year.rulebook
    sheet = _begin(book, year, say("Method"))
    heads = [say("Criterion"), say("Weight"), say("Of the total"), say("Fed by"), say("Scale"), say("Without a value")]
    sheet.texts(TABLE, 0, [*heads, say("Assumed: why")], "head")
    row = TABLE + 1
    for depth, criterion, of_total in in_words.walk(rulebook):
        _criterion(sheet, row, depth, criterion, of_total)
        row += 1
    for title, lines in _words(year, say):
        row += 1
        sheet.text(row, 0, title, "band")
        for line in lines:
            row += 1
            sheet.text(row, 0, line)
        row += 1
    sheet.widths(METHOD_WIDTHS)
    sheet.freeze(TABLE + 1, 0)
    sheet.printed(TABLE, TABLE, say("Method"))


def _criterion(sheet: Sheet, row: int, depth: int, criterion: Criterion, of_total: float) -> None:
    say = sheet.book.say
    leaf = in_words.is_leaf(criterion)
    words = (
        [in_words.feed(criterion, say), in_words.scale(criterion, say), in_words.missing(criterion, say)]
        if leaf
        else []
    )
    why = (say.reason(criterion.reason) or say("assumed")) if criterion.assumed else ""
    sheet.line(row, [*(words or [""] * 3), why], METHOD_WIDTHS[3:], first=3)
    sheet.text(row, 0, "    " * depth + say.title(criterion.title), "text" if depth else "strong")
    sheet.number(row, 1, criterion.weight, "percent")
    sheet.number(row, 2, of_total, "share")


def _words(year: Year, say: Speech) -> list[tuple[str, list[str]]]:
    rulebook, period = year.rulebook, year.rulebook.period
    gates = [f"{say.title(gate.title)} ({in_words.gate(gate, say)})" for gate in rulebook.gate]
    others = [rule for rule in in_words.assumed(rulebook, say) if rule.kind != say("Criterion")]
    return [
        (say("Gates: what must hold to be ranked at all"), gates or [say("none")]),
        (say("Working days allowed"), [f"{step}: {days}" for step, days in in_words.standards(rulebook, say)]),
        (say("Period"), [say(
            "Received from {first} to {last}; events known up to {cutoff}.",
            first=say.date(period.from_), last=say.date(period.to), cutoff=say.date(period.cutoff),
        )]),
        (say("Equal totals"), [in_words.ties(rulebook, say)]),
        (say("Other assumed rules"), [f"{r.kind}: {', '.join(r.titles)}. {r.reason}" for r in others] or [say("none")]),
        (say("Rulebook"), [f"{rulebook.edition.code}, sha256 {year.fingerprint}"]),
    ]  # fmt: skip


def _begin(book: Book, year: Year, title: str, note: str = "") -> Sheet:
    say, edition = book.say, year.rulebook.edition
    sheet = book.sheet(title)
    sheet.text(0, 0, f"{say.title(edition.title)}: {title}", "title")
    if edition.synthetic:
        sheet.text(1, 0, say("SYNTHETIC DATA: every participant and every figure in this file is made up."), "label")
    if note:
        sheet.text(2, 0, note, "note")
    return sheet
