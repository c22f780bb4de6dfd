"""Two years of the competition beside each other: who moved, and by what (``criteria.contrast.movement``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from criteria.contrast.movement import FACTORS, Movements, movements
from criteria.contrast.populations import Population, filled, population, same_rules, under
from criteria.rounding import rounded
from evaluator import lookup, pipeline
from evaluator.refusals import Refusal
from evaluator.words import _, language, plural

if TYPE_CHECKING:
    from pathlib import Path

    from criteria.rulebook import Rulebook
    from evaluator.folder import CompetitionFolder
    from reports.year import Year
    from submissions.handed_in import HandedIn
    from submissions.progress import Progress

PARTS = ("change", *FACTORS)
RENAMED = 5
"""So many participants with another name are named."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A year as published, and what it was made from."""

    year: Year
    handed_in: HandedIn

    @property
    def rulebook(self) -> Rulebook:
        """The year's own rules."""
        return self.year.rulebook


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two years compared.

    table: one row per participant of both years, index ``code``, in the order of the second ranking; columns name, and
        per year (1, 2) category, status, rank (Int64), score; rank_change, rank_own, rank_rules, rank_others and the
        same of score, as in ``Movements``.
    new, gone: codes and names of who is in one year only. notes: what must be known to read the table, in words.
    """

    first: Year
    second: Year
    table: pd.DataFrame
    new: dict[str, str]
    gone: dict[str, str]
    notes: list[str]


def compare(
    folders: tuple[CompetitionFolder, CompetitionFolder],
    *,
    scratch: tuple[Path, Path],
    progress: Progress,
    engine: str | None = None,
) -> Comparison:
    """Open two competition folders and split every movement. Refusal where one of the two years has no ranking.

    Participants are the same where their codes are. Each year is measured by the other's standards too; what counts as
    a complaint ([sources]) and the days off stay the year's own.
    """
    opened = [_opened(folder, place, progress, engine) for folder, place in zip(folders, scratch, strict=True)]
    populations, notes = _populations(opened)
    moved = movements(populations)
    if moved.scores.empty:
        raise Refusal(_("No participant is in both years: no code of one is a code of the other."))
    first, second = (one.year for one in opened)
    notes += [*_staged(opened), *_records(opened[0].rulebook, opened[1].rulebook), *_renamed(first, second)]
    return Comparison(first, second, _table(first, second, moved), _only(second, first), _only(first, second), notes)


def _opened(folder: CompetitionFolder, scratch: Path, progress: Progress, engine: str | None) -> Opened:
    outcome = pipeline.open_year(folder, scratch=scratch, progress=progress, engine=engine)
    if outcome.year is None or outcome.handed_in is None:
        raise Refusal(
            _("There is no ranking to compare: {count} blocking problems. See: evaluator check {folder}").format(
                count=outcome.blocking, folder=folder.root
            )
        )
    return Opened(outcome.year, outcome.handed_in)


def _populations(opened: list[Opened]) -> tuple[dict[tuple[int, int], Population], list[str]]:
    """Both years under both rulebooks, by (year of the values, year of the rules), with notes on what does not fit."""
    found = {
        (at, at): population(one.year.indicators, one.handed_in, one.rulebook, one.rulebook)
        for at, one in enumerate(opened)
    }
    if same_rules(opened[0].rulebook, opened[1].rulebook):
        found |= {(0, 1): found[0, 0], (1, 0): found[1, 1]}
        return found, [_("Both years have the same rules.")]
    notes = [*_criteria(opened[0].rulebook, opened[1].rulebook), *_criteria(opened[1].rulebook, opened[0].rulebook)]
    for at, one in enumerate(opened):
        rules = opened[1 - at].rulebook
        measured = pipeline.measured_again(one.handed_in, under(one.rulebook, rules)).indicators
        crossed = population(measured, one.handed_in, one.rulebook, rules)
        found[at, 1 - at], new = filled(crossed, one.rulebook, found[1 - at, 1 - at])
        notes += _unknown(one.rulebook, rules, new, crossed.unchecked)
    return found, notes


def _criteria(rules: Rulebook, others: Rulebook) -> list[str]:
    """Name the leaves that one of two rulebooks has alone."""
    known, spoken = {leaf.code for leaf in others.leaves}, language()
    titles = [f"“{leaf.title.model_dump()[spoken]}”" for leaf in rules.leaves if leaf.code not in known]
    if not titles:
        return []
    return [_("Criteria of {year} only: {titles}.").format(year=rules.edition.code, titles=", ".join(titles))]


def _unknown(own: Rulebook, rules: Rulebook, criteria: list[str], gates: tuple[str, ...]) -> list[str]:
    """What the records of a year cannot say about the other's rules, and how it is taken."""
    spoken = language()
    titles = {c.code: c.title.model_dump()[spoken] for c in rules.criterion}
    titles |= {gate.code: gate.title.model_dump()[spoken] for gate in rules.gate}
    judged = _(
        "“{title}” ({code}) of {year}: the other year knows nothing of it, so each participant is taken to have had the"
        " same value then. It counts as a change of the rules."
    )
    unchecked = _("The gate “{title}” ({code}) of {year} cannot be checked for {other}: it is taken as passed.")
    notes = [judged.format(title=titles[code], code=code, year=rules.edition.code) for code in criteria]
    return notes + [
        unchecked.format(title=titles[code], code=code, year=rules.edition.code, other=own.edition.code)
        for code in gates
    ]


def _staged(opened: list[Opened]) -> list[str]:
    """Say that only those who went through all stages have totals to compare."""
    years = [one.rulebook.edition.code for one in opened if one.rulebook.stage]
    if not years:
        return []
    return [
        _(
            "{years}: whoever was out at a stage has no total of the last one, so that its score and rank are not"
            " compared; its status says where it was."
        ).format(years=", ".join(years))
    ]


def _records(first: Rulebook, second: Rulebook) -> list[str]:
    """A note where the two years count complaints differently, which no rule of ours can undo afterwards."""
    one, other = (
        (rules.sources.complaints.exclude, rules.sources.complaints.imply, rules.sources.complaints.duplicates)
        for rules in (first, second)
    )
    if one == other:
        return []
    return [_("What counts as a complaint ([sources.complaints]) differs between the years; it is part of “own”.")]


def _renamed(first: Year, second: Year) -> list[str]:
    """A note on codes whose names differ: either the participant was renamed, or codes were given anew."""
    names = [lookup.folded_names(year) for year in (first, second)]
    codes = [code for code in sorted({*names[0]} & {*names[1]}) if names[0][code] != names[1][code]]
    if not codes:
        return []
    called = [year.indicators.participants["name"] for year in (first, second)]
    shown = [f"{code}: {called[0][code]} → {called[1][code]}" for code in codes[:RENAMED]]
    said = plural(
        "{count} code has another name in the later year; it is taken as the same participant:",
        "{count} codes have other names in the later year; each is taken as the same participant:",
        len(codes),
    )
    return [f"{said} {'; '.join(shown)}{'; …' * (len(codes) > RENAMED)}"]


def _only(year: Year, other: Year) -> dict[str, str]:
    names = year.indicators.participants["name"]
    return {str(code): str(name) for code, name in names.items() if code not in other.indicators.participants.index}


def _table(first: Year, second: Year, moved: Movements) -> pd.DataFrame:
    codes = [code for code in second.ranking.table["code"] if code in moved.scores.index]
    table = second.ranking.table.set_index("code")[["name"]].loc[codes]
    for number, year in enumerate((first, second), start=1):
        standing = year.ranking.table.set_index("code").loc[codes]
        table = table.join(standing[["category", "status", "rank", "score"]].add_suffix(f"_{number}"))
    for name, parts in (("rank", moved.ranks), ("score", moved.scores)):
        table = table.join(rounded(parts[list(PARTS)], 6).add_prefix(f"{name}_"))
    return table
