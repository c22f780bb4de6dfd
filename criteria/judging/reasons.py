"""Why a figure about judges is missing: one word from a closed list, so that nobody has to read a NaN."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """NONE where every figure of the row is known."""

    NONE = ""
    NO_MARKS = "no-marks"
    """No judge gave a mark."""
    ONE_JUDGE = "one-judge"
    """One judge alone: there is nobody to compare with."""
    ONE_PARTICIPANT = "one-participant"
    """Nobody else was marked so that it can be compared."""
    TOO_FEW_MARKS = "too-few-marks"
    """Fewer marks than the number that was asked for."""
    MISSING_MARKS = "missing-marks"
    """Too few participants were marked by every judge (ICC, W), or by two judges (alpha)."""
    ALL_EQUAL = "all-equal"
    """All marks are equal: agreement cannot be told from marks that say nothing."""
    NO_SPREAD = "no-spread"
    """What the figure is divided by is zero."""
    NEGATIVE_MARKS = "negative-marks"
    """A ratio needs marks from 0 upwards."""
    UNCONNECTED = "unconnected"
    """Judges and participants fall into parts that no mark links; what holds between the parts cannot be known."""
    NO_RESIDUALS = "no-residuals"
    """The marks are as many as what is estimated, or fit to the last digit: nothing tells how far chance goes."""
    NOT_CONVERGED = "not-converged"
    """The fit of the mixed model came to no end."""
