"""An export looked at: the platform that wrote it with its ready map, or a proposal column by column."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.editions import edition_text, list_editions
from evaluator.mapping.snippet import of_platform, of_proposals
from evaluator.pipeline import scratch_folder
from evaluator.refusals import Refusal
from evaluator.words import language
from submissions import dictionary, mapping
from submissions.mapping.platforms import headers_of
from submissions.problems import Problem
from submissions.sources import ComplaintSource

if TYPE_CHECKING:
    from pathlib import Path

NO_PLATFORMS = frozenset({"anggakara-2018", "anggakara-2019", "anggakara-2020", "anggakara-2022", "skating"})
"""Rulebooks of editions and of judges alone: their maps are those of no platform."""


@dataclass(frozen=True)
class Seen:
    """What was found out about an export.

    platforms: whose export it may be, the likeliest first; platform: the one of them where there is no doubt;
    proposals: which columns may be ours; snippet: what to write into a rulebook.
    """

    sample: mapping.Sample
    platforms: tuple[mapping.Match, ...]
    platform: mapping.Match | None
    proposals: mapping.Proposals
    snippet: str


def ready_maps() -> dict[str, ComplaintSource]:
    """Return the maps that are shipped, by platform."""
    maps: dict[str, ComplaintSource] = {}
    for code in list_editions():
        if code not in NO_PLATFORMS:
            tables = tomllib.loads(edition_text(code))["sources"]["complaints"]
            maps[code] = ComplaintSource.model_validate(tables)
    return maps


def look(path: Path) -> Seen:
    """Look at an export; Refusal, in words, where it cannot be read."""
    maps = ready_maps()
    known = dictionary.known_headers(dictionary.COMPLAINTS, {}) | {
        dictionary.folded(header) for source in maps.values() for header in headers_of(source)
    }
    with scratch_folder() as scratch:
        sample = mapping.take(path, scratch, known)
        if isinstance(sample, Problem):
            raise Refusal(f"{sample.file}: {sample.says(language())} {sample.mend(language())}")
        columns = mapping.seen(sample, scratch)
    platforms = tuple(mapping.recognise(sample.header, maps))
    match = _without_doubt(platforms)
    if match:
        source = maps[match.platform]
        proposals = mapping.mapped(columns, source, match.platform)
        return Seen(sample, platforms, match, proposals, of_platform(match, proposals, source))
    proposals = mapping.propose(sample, columns, maps)
    return Seen(sample, platforms, None, proposals, of_proposals(proposals))


def _without_doubt(platforms: tuple[mapping.Match, ...]) -> mapping.Match | None:
    first, *others = platforms or (None,)
    return None if others and first and others[0].share == first.share else first
