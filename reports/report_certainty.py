"""The page on how sure the ranking is: per award who holds it how often, what it would take to lose it, and methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import firmness as words
from reports.firmness import Best, Drawn, Firmness

if TYPE_CHECKING:
    from reports.speech import Speech
    from reports.year import Year


def firmness(year: Year, say: Speech) -> list[Firmness]:
    """Return the awards that somebody holds, in the rulebook's order; none where nothing was drawn."""
    sure = year.sure
    if sure is None or sure.drawn is None:
        return []
    table = year.ranking.table
    names = dict(zip(table["code"].astype(str), table["name"].astype(str), strict=True))
    lasts = {
        str(row["award"]): (float(row["distance"]), names[str(row["other"])])
        for row in sure.boundaries[["award", "distance", "other"]].to_dict("records")
    }
    bests = {
        one.category: Best(
            one.top, one.level, len(one.table),
            [str(code) for code in one.table[one.table["among"]].sort_values("rank", kind="stable").index],
        )
        for one in sure.tops
    }  # fmt: skip
    found = []
    for award in year.rulebook.award:
        held = year.awards.table.loc[year.awards.table["award"] == award.code, "code"].astype(str).tolist()
        if held:
            shares = {str(code): float(share) for code, share in sure.drawn.awards[award.code].dropna().items()}
            drawn = Drawn(award, held, shares, lasts.get(award.code), bests.get(award.category))
            found.append(words.firm(drawn, names, year.rulebook.certainty.level, say))
    return found


def drawn_how(year: Year, say: Speech) -> str:
    """Say in one sentence what was drawn anew."""
    return words.drawn_how(year.rulebook.certainty, year.sure.drawn.draws if year.sure and year.sure.drawn else 0, say)


def agreement(year: Year, say: Speech) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return per category how far each other method agrees with ours (Kendall's tau), as written."""
    if year.sure is None:
        return []
    table = year.sure.methods.agreement
    titles = {category.code: say.title(category.title) for category in year.rulebook.category}
    found = []
    for category, own in table.groupby("category", sort=False):
        taus = [
            (words.method(str(method), say), say.number(float(tau), 2))
            for method, tau in own[["method", "tau"]].itertuples(index=False)
            if method != "weighted_sum"
        ]
        found.append((titles[str(category)], taus))
    return found
