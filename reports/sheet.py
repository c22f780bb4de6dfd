"""The sheets that certificates are printed on, landscape, and where things stand on each. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass

TOP = 58.0
"""From the top edge of every sheet to the stack of text, within the frame."""
CODE_LEFT, CODE_WIDTH = 66.0, 92.0
"""The QR and its code: their left edge from that of the sheet, and their width."""
_POINTS = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """One size. across, down: in millimetres; columns, rows: the squares of the frame along its sides.

    Columns and rows are such that squares of the same size, and a margin that a printer can reach, fill the sheet.
    """

    across: float
    down: float
    columns: int
    rows: int

    @property
    def width(self) -> float:
        """Across."""
        return round(self.across * _POINTS, 2)

    @property
    def height(self) -> float:
        """Down."""
        return round(self.down * _POINTS, 2)

    @property
    def margin(self) -> float:
        """From the edge to the frame: the one at which it is of squares."""
        return (self.columns * self.height - self.rows * self.width) / (2 * (self.columns - self.rows))

    @property
    def side(self) -> float:
        """Of a square of the frame."""
        return (self.width - 2 * self.margin) / self.columns

    @property
    def rule(self) -> float:
        """From the edge to the inner rule."""
        return self.margin + self.side + 5.0

    @property
    def bottom(self) -> float:
        """From the top edge to where the stack of text ends."""
        return round(self.height - 61.28, 2)

    @property
    def name_measure(self) -> float:
        """The longest line of a name."""
        return round(self.width - 201.89, 2)

    @property
    def measure(self) -> float:
        """The longest line of other text."""
        return round(self.width - 241.89, 2)

    @property
    def foot_measure(self) -> float:
        """The room for signatures, between the QR and the seal."""
        return round(self.width - 341.89, 2)

    @property
    def code_top(self) -> float:
        """From the top edge to the QR."""
        return round(self.height - 144.28, 2)

    @property
    def seal(self) -> tuple[float, float]:
        """The middle of the seal, the counterpart of the QR and its code, from the left and the top edge."""
        return self.width - CODE_LEFT - CODE_WIDTH / 2, self.code_top + 41.0


SHEETS = {
    "A4": Sheet(297, 210, 58, 40),
    "Letter": Sheet(279.4, 215.9, 54, 41),
    "F4": Sheet(330, 215, 63, 40),
}
"""By their name in a theme; F4 is Indonesia's *folio*."""
A4 = SHEETS["A4"]
