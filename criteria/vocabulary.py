"""What the models of a rulebook are put together from: codes, numbers, titles, and where a rule comes from."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from submissions.sources import Strict

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=60)]
MOST = 500
"""Entries of one kind; a rulebook that people can defend has far fewer."""
Codes = Annotated[list[Code], Field(max_length=MOST)]
Positive = Annotated[float, Field(gt=0, le=1e12, allow_inf_nan=False)]
Number = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1, max_length=300)]


def number_or_table(value: Any) -> str:  # noqa: ANN401 (anything may stand in a file)
    """Tell which of the two is meant, so that a refusal speaks of that one alone."""
    return "table" if isinstance(value, dict) else "days"


class Title(Strict):
    """The same words in Indonesian and English."""

    id: Text
    en: Text


class Assumable(Strict):
    """A rule that no published source states says so, and why it was chosen."""

    assumed: bool = False
    reason: str = ""
    source: str = ""
