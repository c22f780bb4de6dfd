"""What stands beside a rank: between which ranks it could be, and how probable an award is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.year import Year

DIGITS = 3
"""Decimals of a share of draws; a thousand draws tell no more."""
Beside = tuple[int | None, int | None, float | None]


def beside(year: Year) -> dict[str, Beside]:
    """Return, of whoever runs, the lowest and highest rank of its interval and the probability of an award.

    None where it is never ranked, and where the edition gives no award; empty where nothing was drawn.
    """
    drawn = year.sure.drawn if year.sure else None
    if drawn is None:
        return {}
    given = bool(year.rulebook.award)
    awarded = drawn.awarded.reindex(drawn.ranks.index).to_numpy(dtype=float).tolist()
    seen = drawn.ranks["rank_low"].notna().tolist()
    lows, highs = (drawn.ranks[end].fillna(0).astype(int).tolist() for end in ("rank_low", "rank_high"))
    return {
        str(code): (low if there else None, high if there else None, round(share, DIGITS) if given else None)
        for code, there, low, high, share in zip(drawn.ranks.index, seen, lows, highs, awarded, strict=True)
    }
