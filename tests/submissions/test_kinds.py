from pathlib import Path
from string import Formatter

import pytest

from submissions import kinds
from submissions.problems import Kind

ROOT = Path(__file__).parents[2]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("kind", kinds.ALL.values(), ids=lambda kind: kind.code)
def test_a_kind_says_the_same_in_both_languages(kind: Kind):
    assert kind.says.keys() == kind.mend.keys() == {"id", "en"}
    assert all((*kind.says.values(), *kind.mend.values()))
    assert fields(kind.says["id"]) == fields(kind.says["en"])
    assert fields(kind.mend["id"]) == fields(kind.mend["en"])


def test_codes_are_unique_and_every_constant_is_in_the_catalogue():
    constants = [value for value in vars(kinds).values() if isinstance(value, Kind)]
    assert len(constants) == len(kinds.ALL) == len({kind.code for kind in constants})


def test_the_page_on_problems_is_the_catalogue():
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    assert page == kinds.as_markdown(), "make it again: python -m submissions.kinds > docs/problems.md"
