"""Sentences, numbers and dates in the language of the files written ("id" or "en")."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from babel.dates import format_date

from reports.wording import catalogue

if TYPE_CHECKING:
    import datetime as dt
    import gettext

    from criteria.vocabulary import Title

Language = Literal["id", "en"]
MISSING = "–"


@dataclass(frozen=True)
class Speech:
    """Speaks one language; called with an English sentence it says it, with {details} filled in."""

    language: Language

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        return catalogue("reports", "report", self.language)

    def __call__(self, message: str, /, **details: object) -> str:
        """Translate the sentence and fill in its details."""
        return self._catalogue.gettext(message).format_map(details)

    def reason(self, reason: str) -> str:
        """Return a rule's reason in this language, if it is one of the anggakara editions; else as it is written."""
        return catalogue("reports", "editions", self.language).gettext(reason) if reason else ""

    def title(self, title: Title) -> str:
        """Return the title in this language."""
        return title.id if self.language == "id" else title.en

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Write a number with fixed decimals and grouped thousands: 1.234,50 or 1,234.50; missing is a dash."""
        if value is None or math.isnan(value):
            return MISSING
        return self._marks(f"{value:,.{decimals}f}")

    def signed(self, value: float, decimals: int = 1) -> str:
        """Write a number with its sign: +1,5 or −0,3; missing is a dash."""
        text = self.number(abs(value), decimals)
        return text if math.isnan(value) else ("−" if value < 0 else "+") + text

    def exact(self, value: float) -> str:
        """Write a number with as many decimals as it has: 0,5 or 0.5, 30, 1.234,25."""
        return self._marks(f"{value:,.10f}".rstrip("0").rstrip("."))

    def percent(self, share: float | None, decimals: int = 1) -> str:
        """Write a share 0..1 as a percentage: 97,3% or 97.3%."""
        return MISSING if share is None or math.isnan(share) else self.number(100 * share, decimals) + "%"

    def date(self, day: dt.date) -> str:
        """Write a day in full: 1 November 2018 in both languages."""
        return format_date(day, "d MMMM y", locale=self.language)

    def weekday(self, day: dt.date) -> str:
        """Write a day with its name: Senin, 9 Desember 2019, or Monday, 9 December 2019."""
        return format_date(day, "EEEE, d MMMM y", locale=self.language)

    def _marks(self, text: str) -> str:
        return text.translate(str.maketrans(",.", ".,")) if self.language == "id" else text


def speaking(language: str) -> Speech:
    """Return who speaks the language of a screen: Indonesian for "id", else English."""
    return Speech("id" if language == "id" else "en")
