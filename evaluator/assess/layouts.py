"""How the agency's own export is laid out: as the rules say, as a known platform writes it, or as was proposed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from criteria.editions import edition_text
from evaluator.mapping.look import look, ready_maps
from evaluator.refusals import Refusal, WrongUse
from evaluator.words import _, language
from submissions import dictionary, mapping
from submissions.log_headers import of_complaints, of_follow_ups
from submissions.problems import Problem
from submissions.sources import ComplaintSource, FollowUps

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from criteria.rulebook import Rulebook
    from evaluator.assess.asked import Asked
    from evaluator.mapping.look import Seen

_OF_THE_EXPORT = (
    "shape", "date_order", "whole_ids", "columns", "fixed", "nulls", "durations", "statuses", "steps", "participant_of",
)  # fmt: skip
"""What follows from the export; the rest of how complaints are read is a rule, and stays that of the rulebook."""
_NEEDED = ("complaint_id", "participant", "received_at")


@dataclass(frozen=True)
class Layout:
    """How the files are read: which are complaints, which follow-ups, and by which map.

    platform: whose ready map was taken, "" for the rules' own. taken: our columns with theirs, where a proposal was.
    """

    complaints: tuple[Path, ...]
    follow_ups: tuple[Path, ...]
    source: ComplaintSource
    follow_source: FollowUps | None
    platform: str = ""
    taken: tuple[tuple[str, str], ...] = ()


def laid_out(asked: Asked, scratch: Path) -> Layout:
    """Return how the files are to be read; Refusal, in words, where that cannot be known.

    scratch: an empty folder. The rules' own map goes first, for by it the judges read; a file that it does not fit is
    looked at as ``evaluator map`` does.
    """
    rules = asked.rulebook.sources
    own = _with_all_mine(rules.complaints, asked)
    own = own.model_copy(update={"date_order": asked.order}) if asked.order else own
    found = _fitting(asked.logs, own, rules.follow_ups, scratch)
    if found is not None:
        return Layout(*found, own, rules.follow_ups)
    seen = {path: look(path) for path in asked.logs if not _fits(path, None, rules.follow_ups, scratch)}
    platforms = {one.platform.platform if one.platform else "" for one in seen.values()}
    if len(platforms) > 1:
        names = ", ".join(sorted(platform or _("unknown") for platform in platforms))
        raise Refusal(
            _("The files come from several platforms ({platforms}): assess one platform at a time.").format(
                platforms=names
            )
        )
    platform = platforms.pop() if platforms else ""
    if platform:
        return _of_platform(platform, asked, list(seen.values()), scratch)
    return _proposed(asked, list(seen.values()))


def _fitting(
    logs: Sequence[Path], source: ComplaintSource, follow: FollowUps | None, scratch: Path
) -> tuple[tuple[Path, ...], tuple[Path, ...]] | None:
    """Return complaints and follow-ups, if every file is one of them by these maps."""
    complaints = tuple(path for path in logs if _fits(path, source, None, scratch))
    rest = [path for path in logs if path not in complaints]
    follow_ups = tuple(path for path in rest if _fits(path, None, follow, scratch))
    return (complaints, follow_ups) if complaints and len(complaints) + len(follow_ups) == len(logs) else None


def _fits(path: Path, source: ComplaintSource | None, follow: FollowUps | None, scratch: Path) -> bool:
    """Whether a map finds in the file's header what it cannot do without; Refusal where the file cannot be read."""
    if source is None and follow is None:
        return False
    headers = of_complaints(source) if source is not None else of_follow_ups(follow or FollowUps())
    room = scratch / f"look-{len(list(scratch.iterdir()))}"
    room.mkdir()
    sample = mapping.take(path, room, headers.known)
    if isinstance(sample, Problem):
        raise Refusal(f"{sample.file}: {sample.says(language())} {sample.mend(language())}")
    return headers.match(sample.header, sample.file) is not None


def _of_platform(platform: str, asked: Asked, seen: Sequence[Seen], scratch: Path) -> Layout:
    theirs = ready_maps()[platform]
    tables = tomllib.loads(edition_text(platform))["sources"]
    follow = FollowUps.model_validate(tables["follow_ups"]) if "follow_ups" in tables else None
    order = _order(asked, [one.proposals.orders for one in seen], theirs.date_order)
    source = _with_all_mine(_with_rules(theirs.model_copy(update={"date_order": order}), asked.rulebook), asked)
    found = _fitting(asked.logs, source, follow, scratch)
    if found is None:
        raise Refusal(_("Not every file is an export of {platform}: leave out the others.").format(platform=platform))
    return Layout(*found, source, follow, platform)


def _with_rules(source: ComplaintSource, rulebook: Rulebook) -> ComplaintSource:
    """Return the rulebook's rules of reading with the export's layout; what either excludes is excluded."""
    rules = rulebook.sources.complaints
    names = [*dict.fromkeys([*rules.exclude, *source.exclude])]
    exclude = {name: [*dict.fromkeys([*rules.exclude.get(name, []), *source.exclude.get(name, [])])] for name in names}
    layout = {name: getattr(source, name) for name in _OF_THE_EXPORT}
    return rules.model_copy(update={**layout, "exclude": exclude})


def _with_all_mine(source: ComplaintSource, asked: Asked) -> ComplaintSource:
    if not asked.all_mine:
        return source
    columns = {ours: theirs for ours, theirs in source.columns.items() if ours != "participant"}
    fixed = {**source.fixed, "participant": asked.who}
    return source.model_copy(update={"columns": {**columns, "participant": ""}, "fixed": fixed})


def _proposed(asked: Asked, seen: Sequence[Seen]) -> Layout:
    """Return a layout of what was proposed for an unknown export; Refusal where too little of it is sure."""
    first = seen[0]
    if any(one.sample.header != first.sample.header for one in seen):
        raise Refusal(_("The files have different columns: assess those of one layout at a time."))
    if first.proposals.events:
        raise Refusal(_not_sure(first, _("it looks like one row per event")))
    wanted: dict[str, Any] = {}
    durations: dict[str, Any] = {}
    doubtful: list[str] = []
    for proposal in first.proposals.columns:
        if proposal.ours == "participant" and (asked.all_mine or not (proposal.certainty != "guess" or asked.guesses)):
            continue  # who it is of is not guessed: units look like agencies
        if proposal.certainty != "sure" and not asked.guesses:
            doubtful.append(f"{proposal.ours} = {' + '.join(proposal.theirs)}")
        elif proposal.unit:
            durations[proposal.ours] = {"column": proposal.theirs[0], "unit": proposal.unit}
        else:
            wanted[proposal.ours] = proposal.theirs[0] if len(proposal.theirs) == 1 else list(proposal.theirs)
    lacking = [name for name in _NEEDED if name not in wanted and not (name == "participant" and asked.all_mine)]
    if doubtful:
        raise Refusal(_not_sure(first, ", ".join(doubtful)))
    if lacking == ["participant"]:
        raise Refusal(
            _("{file} does not say which agency a row belongs to. If every row is yours: --all-mine --as NAME.").format(
                file=first.sample.file
            )
        )
    if lacking:
        raise Refusal(
            _("{file} has no column that could be {columns}: export it with them.").format(
                file=first.sample.file, columns=", ".join(_label(name) for name in lacking)
            )
        )
    order = _order(asked, [one.proposals.orders for one in seen], None)
    words = {"columns": wanted, "durations": durations, "date_order": order}
    source = _with_all_mine(_with_rules(ComplaintSource.model_validate(words), asked.rulebook), asked)
    taken = tuple(
        (ours, " + ".join([theirs] if isinstance(theirs, str) else theirs)) for ours, theirs in wanted.items()
    )
    return Layout(asked.logs, (), source, asked.rulebook.sources.follow_ups, taken=taken)


def _label(ours: str) -> str:
    """Return what a column is called for people."""
    return next(field.labels[language()][0] for field in dictionary.COMPLAINTS if field.name == ours)


def _not_sure(seen: Seen, what: str) -> str:
    return _(
        "{file} is of no known platform, and this is not sure: {what}. Look at it with “evaluator map {file}”; add"
        " --take-guesses if it is right, or write the map into the rulebook."
    ).format(file=seen.sample.file, what=what)


def _order(asked: Asked, allowed: Sequence[Sequence[str]], usual: str | None) -> str:
    """Return the order of dates: as told, as the platform's map has it, or the only one there is."""
    common = set.intersection(*map(set, allowed)) if allowed else set()
    if asked.order:
        return asked.order
    if usual is not None and (usual in common or not common):
        return usual
    if "ymd" in common:
        return "ymd"
    if len(common) == 1:
        return common.pop()
    raise WrongUse(
        _("The dates can be read in several orders: say which with --date-order ymd, dmy or mdy.")
        if common
        else _("The dates fit no one order: say it with --date-order ymd, dmy or mdy.")
    )
