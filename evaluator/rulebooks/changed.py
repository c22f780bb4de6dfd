"""What is otherwise in a second rulebook, as a document: keys, weights, entries, and who would be placed otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from criteria.compare import compare
from criteria.refusals import key_path
from reports import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from criteria.compare import Entry
    from criteria.positions import Path
    from criteria.rulebook import Rulebook
    from evaluator.rulebooks.placed import Place, Placed
    from reports.speech import Speech


def changed(before: Rulebook, after: Rulebook, say: Speech) -> dict[str, Any]:
    """Return what differs, titles in the language of ``say``; weights in percent of the total, moved in points."""
    found = compare(before, after)
    titles = _titles(before, say) | _titles(after, say)
    return {
        "before": {"code": before.edition.code, "title": say.title(before.edition.title)},
        "after": {"code": after.edition.code, "title": say.title(after.edition.title)},
        "same": found.same,
        "added": [_entry(entry, say) for entry in found.added],
        "removed": [_entry(entry, say) for entry in found.removed],
        "weights": [
            {
                "code": moved.code,
                "title": titles["criterion", moved.code],
                "before": moved.before,
                "after": moved.after,
                "points": round(moved.points, 9),
            }
            for moved in found.weights
        ],
        "changes": [
            {
                "key": key_path(change.path),
                "title": _title(change.path, titles),
                "words": change.words,
                "before": change.before,
                "after": change.after,
            }
            for change in found.changes
        ],
    }


def placed_otherwise(
    moved: Sequence[Placed], of: int, rulebooks: tuple[Rulebook, Rulebook], say: Speech
) -> dict[str, Any]:
    """Return who is placed otherwise under the second of two rulebooks, as a document."""
    before, after = rulebooks
    return {
        "participants": of,
        "otherwise": [
            {
                "code": one.code,
                "name": one.name,
                "before": _place(one.before, before, say),
                "after": _place(one.after, after, say),
            }
            for one in moved
        ],
    }


def _place(place: Place | None, rulebook: Rulebook, say: Speech) -> dict[str, Any] | None:
    if place is None:
        return None
    titles = {award.code: say.title(award.title) for award in rulebook.award}
    return {
        "category": place.category,
        "rank": place.rank,
        "score": place.score,
        "status": place.status,
        "why_not": None if place.rank is not None else in_words.not_ranked(place.status, rulebook, say),
        "awards": [{"code": code, "title": titles[code]} for code in place.awards],
    }


def _entry(entry: Entry, say: Speech) -> dict[str, Any]:
    return {"table": entry.table, "code": entry.code, "title": entry.title[say.language] if entry.title else None}


def _titles(rulebook: Rulebook, say: Speech) -> dict[tuple[str, str], str]:
    """Titles of all entries of lists of tables, by table and code."""
    return {
        (key, entry.code): say.title(entry.title)
        for key in type(rulebook).model_fields
        if isinstance(entries := getattr(rulebook, key), list)
        for entry in entries
        if getattr(entry, "title", None)
    }


def _title(path: Path, titles: dict[tuple[str, str], str]) -> str | None:
    return titles.get((str(path[0]), str(path[1]))) if len(path) > 1 else None
