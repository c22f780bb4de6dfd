"""How many are not ranked, and why, as minutes say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports import in_words

if TYPE_CHECKING:
    from reports.speech import Speech
    from reports.year import Year


def reasons(year: Year, say: Speech) -> list[str]:
    """Return each reason with how many it concerns, the most frequent first."""
    table = year.ranking.table
    counts = table.loc[table["rank"].isna(), "status"].value_counts(sort=False)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return [f"{in_words.not_ranked(str(status), year.rulebook, say)}: {say.number(count)}" for status, count in ordered]
