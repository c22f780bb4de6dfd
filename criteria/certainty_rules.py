"""How the rulebook asks how sure a ranking is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from submissions.sources import Strict

Source = Literal["complaints", "judges", "weights"]

MOST, FEWEST = 10_000, 1_000
"""Draws by default: where few compete, and where very many do."""
WORK = 2_600_000
"""Participants times draws by default: some 15 seconds of a processor."""


class Resampling(Strict):
    """``[certainty]``: how often, and of what, the year is drawn anew to see how far ranks would move by chance.

    No rank and no award follows from it. ``concentration`` says how near drawn weights are to the rulebook's: at 100
    a criterion of 20 percent weighs 20, give or take 4. The same ``seed``, the same draws, on every machine.
    Without ``draws``, 10,000, and fewer where many compete.
    """

    draws: Annotated[int, Field(ge=0, le=100_000)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 1
    level: Annotated[float, Field(ge=0.5, lt=1, allow_inf_nan=False)] = 0.9
    concentration: Annotated[float, Field(gt=0, le=1_000_000, allow_inf_nan=False)] = 100.0
    sources: list[Source] = ["complaints", "judges", "weights"]  # noqa: RUF012 (pydantic copies defaults)

    def draws_among(self, participants: int) -> int:
        """Return how often a year of so many is drawn: by default what keeps the work within bounds, in hundreds."""
        if self.draws is not None:
            return self.draws
        return max(FEWEST, min(MOST, WORK // max(participants, 1) // 100 * 100))
