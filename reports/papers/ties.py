"""Equal scores, and how they were settled: by other criteria, by sharing a place, by lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from criteria.award import candidates
from criteria.cuts import LOT, QUOTA, SPARE, TIED, UNMET
from criteria.rank import ADVANCED, CUT
from criteria.stages import MINIMUM
from criteria.tree import TOTAL
from reports import in_words
from reports.papers.blocks import Block, Items, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from criteria.stage_rules import Stage
    from reports.speech import Speech
    from reports.year import Year

LISTED = 20
"""Ties told one by one; of the others it is said how many there are."""
NAMED = 12
"""Participants named of one tie."""


def at_stage(year: Year, stage: Stage, say: Speech) -> list[Block]:
    """Return the ties at the cuts of a stage: told apart by criteria, gone on together, drawn by lot, short quotas."""
    lines = []
    for category in year.rulebook.category:
        table = year.stages.table
        mine = table[(table["stage"] == stage.code) & (table["category"] == category.code)]
        title = say.title(category.title)
        lines += [f"{title}: {line}" for line in _told_apart(year, mine, say)]
        remarks = year.stages.remarks
        found = remarks[(remarks["stage"] == stage.code) & (remarks["category"] == category.code)]
        lines += [
            f"{title}: {_remark(year, str(what), str(codes), say)}"
            for what, codes in found[["remark", "codes"]].itertuples(index=False)
        ]
    rule = [Text(in_words.ties(year.rulebook, say))] if stage.cuts else []
    return [*rule, *_listed(lines, say("Nobody was equal at a cut of this stage."), say)]


def _told_apart(year: Year, table: pd.DataFrame, say: Speech) -> list[str]:
    """Return who has the total of the last that went on by its score, and did not go on."""
    on = table[(table["status"] == ADVANCED) & (table["why"] != QUOTA) & table["rank"].notna()]
    below = table[(table["status"] == CUT) & (table["why"] != MINIMUM)]
    if on.empty or below.empty or (on["why"] == LOT).any():
        return []
    last = on["score"].min()
    kept, out = on[on["score"] == last], below[below["score"] == last]
    if out.empty:
        return []
    return [say(
        "equal in the total ({score}), told apart by the criteria that break ties: {advanced} went on, {left} did not.",
        score=say.number(float(last), year.rulebook.edition.decimals), advanced=_names(year, kept["code"], say),
        left=_names(year, out["code"], say),
    )]  # fmt: skip


def _remark(year: Year, what: str, codes: str, say: Speech) -> str:
    """Say what is remarkable of a cut, in the names of those concerned."""
    if what == UNMET:
        return say("fewer than the quota keeps places for ({codes}).", codes=codes)
    if what == SPARE:
        return say("fewer participants than places ({codes}), so that the cut kept nobody back.", codes=codes)
    named = _names(year, codes.split(";"), say)
    if what == TIED:
        return say("equal at the last place, in the criteria that break ties too, so that all went on: {names}.",
                   names=named)  # fmt: skip
    lot = year.rulebook.lot
    return say(
        "equal at the last place and drawn by lot: {names}. The smallest sha256 of “seed/stage/code” stands first; the "
        "seed “{seed}” was published beforehand: {published}.",
        names=named, seed=lot.seed if lot else "", published=lot.published if lot else "",
    )  # fmt: skip


def at_the_end(year: Year, say: Speech) -> list[Block]:
    """Return the equal totals of the ranking, those of award holders first, then by category and rank."""
    ties, ranking = year.ranking.ties, year.ranking.table.set_index("code")
    holders = set(year.awards.table["code"])
    found: list[tuple[bool, str]] = []
    table = ties.assign(score=ties["code"].map(ranking["score"]))
    for category in year.rulebook.category:
        mine = table[table["category"] == category.code]
        for score in sorted(mine["score"].unique(), reverse=True):
            group = mine[mine["score"] == score]
            line = _tie(year, say.title(category.title), float(score), group, say)
            found.append((not holders & set(group["code"]), line))
    lines = [*_at_awards(year, say), *(line for _other, line in sorted(found, key=lambda pair: pair[0]))]
    return [Text(in_words.ties(year.rulebook, say)), *_listed(lines, say("No two totals are equal."), say)]


def _at_awards(year: Year, say: Speech) -> list[str]:
    """Return the awards by a criterion whose last winner has the score of somebody who did not win."""
    lines, holders = [], set[str]()
    for rule in year.rulebook.award:
        won = year.awards.table[year.awards.table["award"] == rule.code]
        able = candidates(rule, year.ranking, year.scores, year.rulebook, holders)
        holders |= set(won["code"])
        if rule.by == TOTAL or won.empty:
            continue
        last = won["score"].min()
        out = able[(able["score"] == last) & ~able["code"].isin(won["code"])]
        if not out.empty:
            lines.append(say(
                "{award}: equal in {score}, told apart by the total, then by the criteria that break ties: "
                "{winners} won, {left} did not.",
                award=say.title(rule.title), score=say.number(float(last), year.rulebook.edition.decimals),
                winners=_names(year, won.loc[won["score"] == last, "code"], say), left=_names(year, out["code"], say),
            ))  # fmt: skip
    return lines


def _tie(year: Year, category: str, score: float, group: pd.DataFrame, say: Speech) -> str:
    titles = {criterion.code: say.title(criterion.title) for criterion in year.rulebook.criterion}
    by = [code for code in year.rulebook.ranking.ties if code in set(group["broken_by"])]
    named = zip(_each(year, group["code"]), group["rank"], strict=True)
    ranks = [say("{name}, rank {rank}", name=name, rank=rank) for name, rank in named]
    settled = []
    if by:
        settled.append(say("told apart by {criteria}", criteria=", ".join(titles[code] for code in by)))
    if (group["broken_by"] == "").any():
        settled.append(say("who is still equal shares the rank"))
    return say(
        "{category}, total {score}: {names}: {settled}.",
        category=category, score=say.number(score, year.rulebook.edition.decimals),
        names=_cut(ranks, say, "; "), settled="; ".join(settled),
    )  # fmt: skip


def _listed(lines: list[str], none: str, say: Speech) -> list[Block]:
    if not lines:
        return [Text(none)]
    rest = len(lines) - LISTED
    more = [Text(say("And {rest} more such ties; ranking.csv holds them.", rest=say.number(rest)), small=True)]
    return [Items(tuple(lines[:LISTED])), *(more if rest > 0 else [])]


def _names(year: Year, codes: Iterable[str], say: Speech) -> str:
    return _cut(_each(year, codes), say)


def _each(year: Year, codes: Iterable[str]) -> list[str]:
    names = year.indicators.participants["name"]
    return [f"{names.get(code, code)} ({code})" for code in map(str, codes)]


def _cut(names: list[str], say: Speech, between: str = ", ") -> str:
    if len(names) <= NAMED:
        return between.join(names)
    return between.join(names[:NAMED]) + " " + say("and {rest} more", rest=say.number(len(names) - NAMED))
