"""Finding a participant by what somebody types: its code or its exact name, never a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluator.refusals import WrongUse
from evaluator.words import _

if TYPE_CHECKING:
    import pandas as pd

    from reports.year import Year

_ALIKE = 80.0  # percent of rapidfuzz.fuzz.ratio from which a name is suggested


def resolve(year: Year, asked: str) -> str:
    """Return the code that is asked for by code or exact name, trimmed and case-folded; WrongUse names near misses."""
    names = year.indicators.participants["name"]
    if asked in names.index:
        return asked
    folded = _fold(asked)
    found = [str(code) for code in names.index if _fold(code) == folded]
    found = found or [str(code) for code, name in names.items() if _fold(name) == folded]
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUse(
            _("{asked} is the name of several participants: use one of the codes {codes}.").format(
                asked=asked, codes=", ".join(found)
            )
        )
    raise WrongUse(_unknown(asked, names))


def folded_names(year: Year) -> dict[str, str]:
    """Names by code, as they are compared: without case and spare spaces."""
    return {str(code): _fold(name) for code, name in year.indicators.participants["name"].items()}


def _unknown(asked: str, names: pd.Series[str]) -> str:
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 (only on a miss)

    labels = [f"{code} ({name})" for code, name in names.items()]
    written = [*map(str, names), *map(str, names.index)]
    near = process.extract(
        asked, written, scorer=fuzz.ratio, processor=utils.default_process, limit=3, score_cutoff=_ALIKE
    )
    if not near:
        return _("No participant is called {asked}.").format(asked=asked)
    suggestions = "; ".join(dict.fromkeys(labels[place % len(labels)] for *_score, place in near))
    return _("No participant is called {asked}. Did you mean: {suggestions}?").format(
        asked=asked, suggestions=suggestions
    )


def _fold(text: object) -> str:
    return " ".join(str(text).split()).casefold()
