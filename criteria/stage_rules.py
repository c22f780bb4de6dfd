"""The stages of a competition as the rulebook writes them: what is looked at, who goes on, how ties at a cut end."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from criteria.vocabulary import Assumable, Code, Codes, Number, Positive, Text, Title, number_or_table
from submissions.sources import Strict

Places = Annotated[int, Field(ge=1)]
_Top = Annotated[
    Annotated[Places, Tag("days")] | Annotated[dict[str, Places], Field(min_length=1), Tag("table")],
    Discriminator(number_or_table),
]


class Quota(Strict):
    """Places at a cut that are kept for the values of a roster ``field``: ``least = { province = 3 }``."""

    field: Text
    least: Annotated[dict[str, Places], Field(min_length=1)]


class Stage(Assumable):
    """One stage: whoever passes its ``gates`` and its cut goes on to the next.

    ``weights`` are percent of the total in this stage, by criteria at the top of the tree, and add up to 100; criteria
    that are not named are no part of it: a stage that names its own alone starts afresh, one that names earlier ones as
    well carries their scores on. Without them those of the stage before hold; at first, those of the next stage that
    has any; else those of the tree. The cut is ``top`` (places in each category, or by
    category), ``at_least`` (the smallest total that goes on), or both; a ``quota`` keeps some of the places. Who is
    equal at the last place is told apart by ``ranking.ties`` first; who is still equal goes on as well ("share") or is
    drawn ("lot"). A mark that a judge gave after the day on which the stage ``closes`` does not count.
    """

    code: Code
    title: Title
    gates: Codes = []  # noqa: RUF012 (pydantic copies defaults)
    weights: Annotated[dict[str, Positive], Field(min_length=1)] | None = None
    top: _Top | None = None
    at_least: Annotated[float, Field(ge=0, le=100)] | None = None
    quota: Quota | None = None
    ties: Literal["share", "lot"] = "share"
    closes: dt.date | None = None
    near: Annotated[Number, Field(ge=0, le=100)] = 1.0

    @property
    def cuts(self) -> bool:
        """Whether the stage keeps anybody back by its score."""
        return self.top is not None or self.at_least is not None

    def places(self, category: str) -> int | None:
        """Return the places of a category; None where it has no limit."""
        return self.top.get(category) if isinstance(self.top, dict) else self.top


class Lot(Strict):
    """The draw among equals at a cut: a ``seed`` that is published beforehand, and ``published``, where and when.

    Who has the smallest sha256 of "seed/stage/code" stands first; anybody can repeat that.
    """

    seed: Annotated[str, Field(min_length=8, max_length=200)]
    published: Text
