"""Which platform wrote an export, told by the headers that its ready map uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from submissions.dictionary import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from submissions.sources import ComplaintSource

FEWEST = 5
"""Headers that a platform must be told by; fewer are anybody's."""
ENOUGH = 0.75


@dataclass(frozen=True)
class Match:
    """A platform whose headers an export has: which of them it has, and which it lacks."""

    platform: str
    has: tuple[str, ...]
    lacks: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of the platform's headers that the export has."""
        return len(self.has) / (len(self.has) + len(self.lacks))


def recognise(header: Sequence[str], maps: Mapping[str, ComplaintSource]) -> list[Match]:
    """Return the platforms whose export this may be, the likeliest first; several are a doubt that is to be told."""
    signs = {folded(cell) for cell in header}
    matches: list[Match] = []
    for platform, source in maps.items():
        theirs = list(dict.fromkeys(headers_of(source)))
        has = tuple(name for name in theirs if folded(name) in signs)
        match = Match(platform, has, tuple(name for name in theirs if name not in has))
        if len(has) >= FEWEST and match.share >= ENOUGH and _needed(source) <= signs:
            matches.append(match)
    return sorted(matches, key=lambda match: (-match.share, -len(match.has), match.platform))


def headers_of(source: ComplaintSource) -> Iterator[str]:
    """Yield the headers that a map of columns names."""
    for theirs in source.columns.values():
        yield from [theirs] if isinstance(theirs, str) and theirs else theirs if isinstance(theirs, list) else []
    yield from (duration.column for duration in source.durations.values())


def _needed(source: ComplaintSource) -> set[str]:
    """Return the folded headers without which the export would be of no use."""
    named = [source.columns.get(ours) for ours in ("complaint_id", "participant", "received_at", "event_at")]
    return {folded(theirs if isinstance(theirs, str) else theirs[0]) for theirs in named if theirs}
