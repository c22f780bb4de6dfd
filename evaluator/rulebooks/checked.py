"""Whether rulebooks are sound, each with its faults or what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from criteria.loading import fingerprint
from criteria.refusals import RulebookRefused
from evaluator.rulebooks.find import read
from reports.in_words import assumed
from submissions.problems import COLUMNS, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.speech import Speech


def checked(names: Sequence[str], say: Speech) -> list[dict[str, Any]]:
    """Return per rulebook: file, sound, problems (as in problems.csv), and of a sound one what it is and holds.

    WrongUse where one of them does not exist.
    """
    return [_checked(name, say) for name in names]


def _checked(name: str, say: Speech) -> dict[str, Any]:
    try:
        rulebook = read(name)
    except RulebookRefused as refused:
        found = [dict(zip(COLUMNS, row, strict=True)) for row in rows(refused.problems, say.language)]
        return {"file": name, "sound": False, "problems": found}
    return {
        "file": name,
        "sound": True,
        "problems": [],
        "code": rulebook.edition.code,
        "title": say.title(rulebook.edition.title),
        "categories": len(rulebook.category),
        "criteria": len(rulebook.criterion),
        "awards": len(rulebook.award),
        "assumed": sum(len(rule.titles) for rule in assumed(rulebook, say)),
        "fingerprint": fingerprint(rulebook),
    }
