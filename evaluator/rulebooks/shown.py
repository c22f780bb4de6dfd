"""A rulebook in words: the year, who competes, what must hold, the weighted tree, awards; what is assumed, and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from criteria.loading import fingerprint
from criteria.tree import TOTAL
from criteria.vocabulary import Assumable
from reports import in_words, stage_words
from submissions.sources import Strict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from criteria.rulebook import Award, Criterion, Rulebook
    from reports.speech import Speech

TOLD = frozenset({
    "schema_", "edition", "period", "calendar", "standards", "participants", "sources", "engine", "ranking",
    "certificate", "category", "gate", "criterion", "stage", "award",
})  # fmt: skip
"""Tables that have words of their own here, or that lay out files; all others are shown key by key."""


def shown(rulebook: Rulebook, say: Speech) -> dict[str, Any]:
    """Return a rulebook as a document; weights in percent, dates ISO, words in the language of ``say``."""
    edition, period = rulebook.edition, rulebook.period
    return {
        "code": edition.code,
        "title": say.title(edition.title),
        "organiser": say.title(edition.organiser) if edition.organiser else None,
        "synthetic": edition.synthetic,
        "fingerprint": fingerprint(rulebook),
        "period": period.model_dump(mode="json", by_alias=True),
        "calendar": in_words.calendar(rulebook, say),
        "standards": [{"step": step, "allowed": days} for step, days in in_words.standards(rulebook, say)],
        "categories": [
            {"code": category.code, "title": say.title(category.title), "where": category.where}
            for category in rulebook.category
        ],
        "gates": [
            {"code": gate.code, "title": say.title(gate.title), "asks": in_words.gate(gate, say),
             "categories": list(gate.category)}
            for gate in rulebook.gate
        ],
        "stages": [asdict(stage) for stage in stage_words.stages(rulebook, say)],
        "tree": [_branch(depth, criterion, share, say) for depth, criterion, share in in_words.walk(rulebook)],
        "ties": in_words.ties(rulebook, say),
        "awards": [_award(award, rulebook, say) for award in rulebook.award],
        "further": list(further(rulebook, say)),
        "notes": list(edition.notes),
        "assumed": [asdict(grounds) for grounds in in_words.assumed(rulebook, say)],
        "sourced": [asdict(grounds) for grounds in in_words.sourced(rulebook, say)],
    }  # fmt: skip


def further(rulebook: Rulebook, say: Speech) -> Iterator[dict[str, Any]]:
    """Yield every table that has no words of its own here: its key, and per entry code, title and keys with values."""
    for key in type(rulebook).model_fields:
        value = getattr(rulebook, key)
        entries = [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, Strict)]
        entries = [entry for entry in entries if entry.model_fields_set]  # a table that nobody wrote says nothing
        if key not in TOLD and entries:
            yield {"table": key, "entries": [_entry(entry, say) for entry in entries]}


def _entry(entry: Strict, say: Speech) -> dict[str, Any]:
    title = getattr(entry, "title", None)
    values = entry.model_dump(mode="json", by_alias=True, exclude_none=True)
    named = {"code", "title", *Assumable.model_fields}
    return {
        "code": values.get("code"),
        "title": say.title(title) if title else None,
        "keys": {key: value for key, value in values.items() if key not in named and value not in ([], {})},
    }


def _branch(depth: int, criterion: Criterion, share: float, say: Speech) -> dict[str, Any]:
    leaf = in_words.is_leaf(criterion)
    return {
        "code": criterion.code,
        "title": say.title(criterion.title),
        "depth": depth,
        "weight": criterion.weight,
        "of_total": round(100 * share, 9),
        "fed_by": in_words.feed(criterion, say) if leaf else None,
        "scale": in_words.scale(criterion, say) if leaf else None,
        "missing": in_words.missing(criterion, say) if leaf else None,
        "assumed": criterion.assumed,
    }


def _award(award: Award, rulebook: Rulebook, say: Speech) -> dict[str, Any]:
    return {
        "code": award.code,
        "title": say.title(award.title),
        "category": _titled(award.category, rulebook.category, say),
        "by": None if award.by == TOTAL else _titled(award.by, rulebook.criterion, say),
        "winners": award.winners,
        "exclusive": award.exclusive,
    }


def _titled(code: str, entries: Iterable[Any], say: Speech) -> str:
    return next(say.title(entry.title) for entry in entries if entry.code == code)
