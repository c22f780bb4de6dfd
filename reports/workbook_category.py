"""The sheet of one category: weights that can be changed, and live formulas for every node, the total and the rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from criteria.rounding import TOLERANCE, rounded
from criteria.tree import TOTAL
from reports.in_words import not_ranked

if TYPE_CHECKING:
    import pandas as pd

    from criteria.rulebook import Criterion, Rulebook
    from reports.workbook_cells import Book, Sheet
    from reports.year import Year

BANDS, WEIGHTS, TITLES, CODES, FIRST = 3, 4, 5, 6, 7  # rows; a filter needs its heading right above the first
RANK, CODE, NAME, REMARK, SCORE, TREE = range(6)  # columns
WIDTHS = [7, 12, 54, 46, 10]


@dataclass(frozen=True)
class Columns:
    """Where each criterion stands: siblings side by side, level by level; then what tells equal totals apart."""

    criteria: tuple[Criterion, ...]
    children: dict[str, tuple[int, int]]
    ties: tuple[str, ...]

    @property
    def at(self) -> dict[str, int]:
        """The column of each criterion, and of the total."""
        return {TOTAL: SCORE} | {c.code: TREE + place for place, c in enumerate(self.criteria)}

    @property
    def first_tie(self) -> int:
        """The column of the first tie breaker."""
        return TREE + len(self.criteria)

    @property
    def end(self) -> int:
        """The column after the last."""
        return self.first_tie + len(self.ties)


def columns(rulebook: Rulebook) -> Columns:
    """Lay the tree out level by level, so that the children of every node are one range of cells.

    Criteria that are no part of the last stage are there as well, for ties may look at them; they weigh nothing.
    """
    tree, waiting = rulebook.whole_tree, [TOTAL]
    criteria: list[Criterion] = []
    children: dict[str, tuple[int, int]] = {}
    while waiting:
        node = waiting.pop(0)
        if node in tree:
            children[node] = (TREE + len(criteria), TREE + len(criteria) + len(tree[node]) - 1)
            criteria += tree[node]
            waiting += [child.code for child in tree[node]]
    ties = tuple(code for code in dict.fromkeys(rulebook.ranking.ties) if code != TOTAL)
    return Columns(tuple(criteria), children, ties)


def write_category(book: Book, year: Year, category: str, title: str, awards: dict[str, str]) -> None:
    """Add the sheet of a category (code; "" for those whom none fits). awards: their titles by participant."""
    say, rulebook = book.say, year.rulebook
    sheet, layout = book.sheet(title), columns(rulebook)
    table = year.ranking.table[year.ranking.table["category"] == category]
    people = list(zip(table["code"], table["name"], table["status"], strict=True))
    ranked = int(table["rank"].notna().sum())
    gap = 2 if 0 < ranked < len(people) else 0
    _head(sheet, year, layout, title)
    rows = _Rows(sheet, layout, year.scores.nodes.loc[table["code"]], FIRST, FIRST + ranked - 1)
    for place, (code, name, status) in enumerate(people):
        row = FIRST + place + (gap if place >= ranked else 0)
        sheet.text(row, CODE, code)
        remark = awards.get(code, "") if place < ranked else not_ranked(status, rulebook, say)
        sheet.line(row, [name, remark], WIDTHS[NAME : REMARK + 1], first=NAME)
        rows.scores(row, code, live=place < ranked or not rulebook.stage)
        if place < ranked:
            rows.rank(row, int(table["rank"].iloc[place]))
    if gap:
        sheet.text(FIRST + ranked + 1, CODE, say("Not ranked"), "band")
    last = FIRST + len(people) + gap - 1
    sheet.page.print_area(0, 0, last, layout.children[TOTAL][1])  # the whole tree would be too small to read on paper
    if ranked:
        sheet.page.autofilter(CODES, 0, FIRST + ranked - 1, layout.end - 1)


def _head(sheet: Sheet, year: Year, layout: Columns, title: str) -> None:
    say, rulebook = sheet.book.say, year.rulebook
    edition = say.title(rulebook.edition.title)
    sheet.text(0, 0, f"{edition}: {title}", "title")
    if rulebook.edition.synthetic:
        sheet.text(1, 0, say("SYNTHETIC DATA: every participant and every figure in this file is made up."), "label")
    sheet.text(
        2,
        0,
        say(
            "Change a weight (blue): every score, total and rank below follows. Weights count in proportion to their "
            "neighbours; that of a criterion without a score is shared by its neighbours."
        ),
        "note",
    )
    sheet.texts(TITLES, RANK, [say("Rank"), say("Code"), say("Name"), say("Awards, or why not ranked")], "head")
    sheet.text(TITLES, SCORE, say("Total"), "head_right")
    sheet.text(WEIGHTS, REMARK, say("Weight, % of the node named above"), "note")
    _tree_head(sheet, rulebook, layout)
    sheet.widths([*WIDTHS, *[13] * (layout.end - TREE)])
    sheet.page.set_row(TITLES, 66)
    sheet.freeze(FIRST, NAME + 1)
    sheet.printed(BANDS, CODES, f"{edition}: {title}")


def _tree_head(sheet: Sheet, rulebook: Rulebook, layout: Columns) -> None:
    say = sheet.book.say
    titles = {TOTAL: say("Total")} | {c.code: say.title(c.title) for c in rulebook.criterion}
    for node, (first, last) in layout.children.items():
        sheet.texts(BANDS, first, [say("{node} consists of", node=titles[node]), *[""] * (last - first)], "band")
    weights = {child.code: child.weight for children in rulebook.tree.values() for child in children}
    top = {child.code for child in rulebook.whole_tree[TOTAL]} - {child.code for child in rulebook.tree[TOTAL]}
    weights |= dict.fromkeys(top, 0.0)
    for criterion in layout.criteria:
        column = layout.at[criterion.code]
        sheet.text(TITLES, column, titles[criterion.code], "head_right")
        sheet.text(CODES, column, criterion.code, "code_right")
        sheet.number(WEIGHTS, column, weights[criterion.code], "weight")
    for place, code in enumerate(layout.ties):
        sheet.text(BANDS, layout.first_tie + place, say("For equal totals") if not place else "", "band")
        sheet.text(TITLES, layout.first_tie + place, titles[code], "head_right")
    positive = {"validate": "decimal", "criteria": ">=", "value": 0}
    sheet.page.data_validation(WEIGHTS, TREE, WEIGHTS, layout.first_tie - 1, positive)


class _Rows:
    """The cells of participants; the ranked stand in the rows ``first`` to ``last``."""

    def __init__(self, sheet: Sheet, layout: Columns, nodes: pd.DataFrame, first: int, last: int) -> None:
        self.sheet, self.layout, self.first, self.last = sheet, layout, first, last
        self.decimals = sheet.book.decimals
        self.exact = nodes.to_dict("index")
        self.printed = rounded(nodes, self.decimals).to_dict("index")

    def scores(self, row: int, code: str, *, live: bool) -> None:
        """Write the leaves as numbers, the nodes above and the total as formulas.

        live: whether the total follows from the weights above; that of who is out at a stage is made of other weights.
        """
        at = self.layout.at
        for criterion in self.layout.criteria:
            node, value = criterion.code, self.exact[code][criterion.code]
            if node in self.layout.children:
                self.sheet.formula(row, at[node], self._live(row, node), value, "node")
            else:
                self.sheet.number(row, at[node], value, "score")
        if live:
            self.sheet.formula(row, SCORE, self._live(row, TOTAL, printed=True), self.printed[code][TOTAL], "total")
        else:
            self.sheet.number(row, SCORE, self.printed[code][TOTAL], "total")
        for place, tie in enumerate(self.layout.ties):
            cell = xl_rowcol_to_cell(row, at[tie])
            formula = f"=IF(ISNUMBER({cell}),{self._half_up(cell)},-1)"
            value = self.printed[code][tie]
            column = self.layout.first_tie + place
            self.sheet.formula(row, column, formula, -1 if np.isnan(value) else value, "tie")

    def rank(self, row: int, rank: int) -> None:
        """Write how many totals are higher, or equal with a higher score in the first tie breaker that differs."""
        keys = [SCORE, *range(self.layout.first_tie, self.layout.end)]
        terms = []
        for place, key in enumerate(keys):
            equal = "".join(f"{self._all(column)},{xl_rowcol_to_cell(row, column)}," for column in keys[:place])
            terms.append(f'COUNTIFS({equal}{self._all(key)},">"&{xl_rowcol_to_cell(row, key)})')
        total = xl_rowcol_to_cell(row, SCORE)
        self.sheet.formula(row, RANK, f'=IF({total}="","",1+{"+".join(terms)})', rank, "place")

    def _live(self, row: int, node: str, *, printed: bool = False) -> str:
        """Return the mean of a node's children that have a score, by their weights in proportion; without any, ""."""
        first, last = self.layout.children[node]
        scores = xl_range(row, first, row, last)
        weights = f"{xl_rowcol_to_cell(WEIGHTS, first, row_abs=True)}:{xl_rowcol_to_cell(WEIGHTS, last, row_abs=True)}"
        present = f'SUMIF({scores},">=0",{weights})'
        mean = f"SUMPRODUCT({weights},{scores})/{present}"
        return f'=IF({present}=0,"",{self._half_up(mean) if printed else mean})'

    def _half_up(self, value: str) -> str:
        return f"ROUND({value}+{self._noise},{self.decimals})"

    @property
    def _noise(self) -> str:
        """What ``criteria.rounding.half_up`` allows for the noise of binary fractions, on the scale of scores."""
        scale = 10.0**self.decimals
        return f"{max(TOLERANCE, 8 * float(np.spacing(100 * scale))) / scale:.2E}"

    def _all(self, column: int) -> str:
        """Return a column over the ranked participants."""
        first = xl_rowcol_to_cell(self.first, column, row_abs=True)
        return f"{first}:{xl_rowcol_to_cell(self.last, column, row_abs=True)}"
