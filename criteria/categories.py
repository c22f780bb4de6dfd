"""Roster fields as rules see them: as words that decide the category, and as figures for gates and criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from criteria.rulebook import Category, Rulebook

PLAIN_NUMBER = r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?"
"""A number as the roster writes it: digits and a decimal point; no exponent, no thousands, no more than 15 digits."""
LARGEST = 1e15


def assign_categories(roster: pd.DataFrame, rulebook: Rulebook) -> pd.Series[str]:
    """Each participant's category code: the first whose every field has one of its values; "" when none fits.

    roster: index ``code``. Values are compared trimmed and case-folded; a field that the roster lacks fits nothing.
    """
    result = pd.Series("", index=roster.index, dtype=object, name="category")
    for category in reversed(rulebook.category):
        result = result.mask(_fits(roster, category), category.code)
    return result


def _fits(roster: pd.DataFrame, category: Category) -> pd.Series[bool]:
    fits = pd.Series(True, index=roster.index)
    for field, values in category.where.items():
        fits &= _folded(_column(roster, field)).isin([_fold(value) for value in values])
    return fits


def words(participants: pd.DataFrame, field: str) -> pd.Series[str]:
    """Return a roster field trimmed and case-folded, as rules compare it; "" where empty or not in the roster."""
    return _folded(_column(participants, field))


def figures(participants: pd.DataFrame, field: str) -> pd.Series[float]:
    """Read a roster field as numbers, NaN where it holds none (empty, words, more than 15 digits, not finite)."""
    column = _column(participants, field)
    if pd.api.types.is_numeric_dtype(column):
        numbers = column.astype(np.float64)
    else:
        text = column.fillna("").astype(str).str.strip()
        numbers = text.where(text.str.fullmatch(PLAIN_NUMBER)).astype(np.float64)
    return numbers.where(numbers.abs() < LARGEST)


def _column(participants: pd.DataFrame, field: str) -> pd.Series[str]:
    if field == participants.index.name:
        return participants.index.to_series()
    return participants.get(field, pd.Series(None, index=participants.index, dtype=object))


def _folded(column: pd.Series[str]) -> pd.Series[str]:
    return column.fillna("").astype(str).map(_fold)


def _fold(value: str) -> str:
    return value.strip().casefold()
