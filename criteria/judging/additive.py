"""The additive model: a mark is what the participant deserves, plus how far the judge lies from the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from criteria.judging.design import Sheet, parts

if TYPE_CHECKING:
    from criteria.rounding import Floats


@dataclass(frozen=True)
class Fit:
    """What a model makes of one sheet.

    effects: shape (J,), points that the judge's marks lie above (+, lenient) or below (-, severe) those of the judges
        of the same part, who add up to 0; NaN where it cannot be known.
    errors: shape (J,), their standard errors; NaN where chance cannot be told.
    values: shape (P,), what the model says of each participant; NaN where it cannot be known.
    sigma: the standard deviation of a mark around the model, NaN where it cannot be told.
    failed: whether the fit came to no end.
    """

    effects: Floats
    errors: Floats
    values: Floats
    sigma: float
    failed: bool = False


def fit(sheet: Sheet) -> Fit:
    """Fit mark = participant + judge by least squares, the judges' effects adding up to 0 in each part.

    Participants are swept out of the normal equations, which leaves a Laplacian of the judges (Searle, Linear Models,
    1971, chapter 7); its null space is one constant per part, and that is where the constraint goes. Every mark weighs
    the same. Values of participants of different parts are not comparable.
    """
    part, count = parts(sheet)
    marked = np.bincount(sheet.of)
    table = np.zeros((len(sheet.participants), len(sheet.judges)))
    table[sheet.of, sheet.by] = 1.0
    shares = table / marked[:, None]
    laplacian = np.diag(np.bincount(sheet.by).astype(np.float64)) - table.T @ shares
    means = np.bincount(sheet.of, weights=sheet.marks) / marked
    right = np.bincount(sheet.by, weights=sheet.marks - means[sheet.of])
    together = part[:, None] == part[None, :]
    mean_of_part = together / together.sum(axis=1, keepdims=True)
    inverse = np.linalg.inv(laplacian + mean_of_part) - mean_of_part
    effects = inverse @ right
    values = np.bincount(sheet.of, weights=sheet.marks - effects[sheet.by]) / marked
    residuals = sheet.marks - values[sheet.of] - effects[sheet.by]
    freedom = degrees_of_freedom(sheet, count)
    sigma = float(np.sqrt(residuals @ residuals / freedom)) if freedom > 0 else float("nan")
    errors = sigma * np.sqrt(np.diag(inverse).clip(0.0))
    alone = together.sum(axis=1) == 1
    return Fit(np.where(alone, np.nan, effects), np.where(alone, np.nan, errors), values, sigma)


def degrees_of_freedom(sheet: Sheet, count: int) -> int:
    """Return how many more marks there are than what the additive model estimates over ``count`` parts."""
    return len(sheet.marks) - len(sheet.participants) - len(sheet.judges) + count
