"""The report's pages on the stages, who went on and who was near the cut, and on what the panel should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from criteria.cuts import LOT, QUOTA, SPARE, TIED, UNMET
from criteria.integrity import FLAGS
from criteria.rank import ADVANCED, AT_GATE, NO_SCORE, WITHOUT_SCORE
from criteria.stages import MINIMUM
from reports import in_words
from reports.stage_words import cut

if TYPE_CHECKING:
    import pandas as pd

    from criteria.rulebook import Rulebook
    from reports.speech import Speech
    from reports.year import Year

SILENT = "no-delay"
NEAR, FLAGGED = 15, 12
"""Participants printed of each list; what is left out is counted and said."""


@dataclass(frozen=True, slots=True)
class NearCut:
    """Somebody near the cut; ``distance`` in points, above it positive."""

    rank: int
    name: str
    code: str
    score: float
    distance: float
    outcome: str


@dataclass(frozen=True, slots=True)
class Held:
    """One stage in one category. lowest: the score of the last who went on; None where there was no cut."""

    stage: str
    category: str
    rule: str
    took_part: int
    advanced: int
    lowest: float | None
    near: tuple[NearCut, ...]
    more: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flagged:
    """All flags of one kind."""

    title: str
    count: int
    named: tuple[tuple[str, str, str], ...]
    more: int


def stages(year: Year, say: Speech) -> list[Held]:
    """Return what became of every category at every stage that was held."""
    table = year.stages.table
    titles = {category.code: say.title(category.title) for category in year.rulebook.category}
    return [
        _held(year, say, stage.code, category, mine, titles[category])
        for stage in year.rulebook.stage
        for category in titles
        if not (mine := table[(table["stage"] == stage.code) & (table["category"] == category)]).empty
    ]


def _held(year: Year, say: Speech, code: str, category: str, table: pd.DataFrame, title: str) -> Held:
    stage = next(stage for stage in year.rulebook.stage if stage.code == code)
    on = table["status"] == ADVANCED
    near = table[table["near"].astype(bool)]
    remarks = year.stages.remarks
    told = remarks[(remarks["stage"] == code) & (remarks["category"] == category)]
    return Held(
        stage=say.title(stage.title),
        category=title,
        rule=cut(stage, category, say),
        took_part=len(table),
        advanced=int(on.sum()),
        lowest=float(table.loc[on, "score"].min()) if stage.cuts and on.any() else None,
        near=tuple(
            NearCut(
                int(rank),
                str(name),
                str(who),
                float(score),
                float(distance),
                outcome(str(status), str(why), year.rulebook, say),
            )
            for rank, name, who, score, distance, status, why in near.head(NEAR)[
                ["rank", "name", "code", "score", "distance", "status", "why"]
            ].itertuples(index=False)
        ),
        more=max(len(near) - NEAR, 0),
        remarks=tuple(
            remark(str(what), str(codes), say) for what, codes in zip(told["remark"], told["codes"], strict=True)
        ),
    )


def outcome(status: str, why: str, rulebook: Rulebook, say: Speech) -> str:
    """Say what became of somebody at a stage."""
    if status == ADVANCED:
        words = {QUOTA: say("went on: a place kept by the quota"), LOT: say("went on, by lot")}
        return words.get(why, say("went on"))
    if status in (AT_GATE, WITHOUT_SCORE):
        return in_words.not_ranked(why if status == AT_GATE else NO_SCORE, rulebook, say)
    return say("below the smallest score that goes on") if why == MINIMUM else say("below the cut")


def remark(what: str, codes: str, say: Speech) -> str:
    """Say what is remarkable of a cut."""
    listed = codes.replace(";", ", ")
    return {
        TIED: say("Equal at the last place, so that all of them went on: {codes}.", codes=listed),
        LOT: say("Equal at the last place and drawn by lot: {codes}.", codes=listed),
        UNMET: say("Fewer than the quota keeps places for: {codes}.", codes=listed),
        SPARE: say("Fewer participants than places, so that the cut kept nobody back: {codes}.", codes=listed),
    }[what]


def flags(year: Year, say: Speech) -> list[Flagged]:
    """Return the flags by kind, in the catalogue's order, those behind which most complaints stand first."""
    names = year.indicators.participants["name"]
    found = []
    for code, flag in FLAGS.items():
        mine = year.flags[year.flags["flag"] == code].sort_values(["complaints", "code"], ascending=[False, True])
        if mine.empty:
            continue
        named = tuple(
            (str(names[who]), str(who), figures(code, statistic, detail, say))
            for who, statistic, detail in mine.head(FLAGGED)[["code", "statistic", "detail"]].itertuples(index=False)
        )
        found.append(Flagged(flag.title[say.language], len(mine), named, max(len(mine) - FLAGGED, 0)))
    return found


def silent(year: Year) -> list[str]:
    """Return the names of participants whose speeds are unknown, for every step of theirs is on the day of receipt."""
    codes = year.flags.loc[year.flags["flag"] == SILENT, "code"]
    speeds = year.indicators.table.reindex(codes)["days_to_answer_median"]
    measured = year.indicators.table["answered_share"].reindex(codes).fillna(0) > 0
    unknown = speeds[speeds.isna() & measured].index
    return [str(name) for name in year.indicators.participants["name"].reindex(unknown)]


def figures(code: str, statistic: float, detail: str, say: Speech) -> str:
    """Write a flag's statistic as it is meant, with its detail: 97.3% or 4.2 times."""
    times = code in {"heaping", "month-break"}
    text = say("{times} times", times=say.number(statistic, 1)) if times else say.percent(statistic)
    return f"{text} ({detail})" if detail else text
