"""Words for the person at the screen: which language, and the translation of a sentence into it.

English stands in the code, Indonesian in ``locale/id/evaluator.po``. The language is chosen once, before the commands
are defined, because their help is translated too.
"""

from __future__ import annotations

import gettext
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LANGUAGES = ("en", "id")
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")

_spoken = ["en"]  # of the whole process, threads included: a command line speaks with one person


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of ``--lang``, else that of the locale: Indonesian where it begins with "id", else English.

    An unknown ``--lang`` is left to the command line to refuse.
    """
    asked = [value for option, value in pairwise(arguments) if option == "--lang"]
    asked += [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
    if asked:
        return asked[-1] if asked[-1] in LANGUAGES else "en"
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    return "id" if locale.lower().startswith("id") else "en"


def use(language: str) -> None:
    """Speak this language from now on.

    Typer takes its own words ("Usage", "Missing argument") from ``gettext.gettext`` when it is imported, so ours is put
    there; it must happen before that import.
    """
    _spoken[0] = language
    gettext.gettext = _


def language() -> str:
    """Return the language spoken now, "id" or "en"."""
    return _spoken[0]


def _(message: str) -> str:
    """Translate a sentence; English is its own translation."""
    return _translations().gettext(message) if language() != "en" else message


def plural(one: str, many: str, count: int) -> str:
    """Translate a sentence that depends on a count ("{count} row", "{count} rows"), and put the count in."""
    sentence = _translations().ngettext(one, many, count) if language() != "en" else (one if count == 1 else many)
    return sentence.format(count=number(count))


def later(message: str) -> str:
    """Mark a sentence for the catalogue that is translated where it is shown."""
    return message


def number(count: float) -> str:
    """Write a whole number with the thousands separator of the language: 12,345 or 12.345."""
    text = f"{count:,.0f}"
    return text.replace(",", ".") if language() == "id" else text


def decimal(value: float, decimals: int) -> str:
    """Write a number with its decimals as the language does: 79.50 or 79,50; missing is a dash."""
    if value != value:  # noqa: PLR0124 (NaN, without importing numpy)
        return "–"
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if language() == "id" else text


def plain(value: float | None) -> str:
    """Write a value as short as it can be written, with four decimals at most; missing is a dash."""
    if value is None:
        return "–"
    decimals = next(d for d in range(5) if d == 4 or round(value, d) == round(value, 4))
    return decimal(value, decimals)


def _translations() -> gettext.NullTranslations:
    from reports.wording import catalogue  # noqa: PLC0415 (start-up)

    return catalogue("evaluator", "evaluator", language())
