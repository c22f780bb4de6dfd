"""A rulebook by what the user calls it: the code of a shipped one, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from criteria.editions import edition_text, list_editions
from criteria.loading import load, loads
from criteria.refusals import RulebookRefused
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _, language

if TYPE_CHECKING:
    from criteria.rulebook import Rulebook


def read(what: str) -> Rulebook:
    """Return a rulebook; raises ``RulebookRefused`` where it is unsound, WrongUse where there is none."""
    if what in list_editions():
        return loads(edition_text(what), f"{what}.toml")
    if Path(what).exists():
        return load(Path(what))
    raise unknown(what)


def unknown(what: str) -> WrongUse:
    """Return what is said where there is no such rulebook."""
    return WrongUse(
        _("There is no rulebook {code}. Choose one of: {codes}; or give the path of a rulebook file.").format(
            code=what, codes=", ".join(list_editions())
        )
    )


def sound(what: str) -> Rulebook:
    """Return a rulebook; Refusal, with every fault, where it is unsound, WrongUse where there is none."""
    try:
        return read(what)
    except RulebookRefused as refused:
        lines = [f"{problem.file}: {problem.says(language())}" for problem in refused.problems]
        raise Refusal("\n".join(lines)) from refused


def text(what: str) -> str:
    """Return the text of a sound rulebook with plain line ends, comments and all."""
    sound(what)
    if what in list_editions():
        return edition_text(what)
    return Path(what).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
